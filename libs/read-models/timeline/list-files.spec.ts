import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Rights } from '#permissions';
import { byClient, client, coordinator, everybody, LogAndReads, management } from '../../../test/log-and-reads.ts';
import { fileToRead } from './list-files.ts';

interface Files {
  readonly version: number;
  readonly files: readonly {
    readonly kind: string;
    readonly ofEvent?: string;
    readonly versions: readonly Readonly<Record<string, unknown>>[];
  }[];
}

const neighbour: Rights = {
  account: 'neighbour-account',
  capacities: [{ kind: 'member', role: 'clientDeveloper', group: 'garden', groups: ['garden'] }],
};
const otherManager: Rights = {
  account: 'housing-account',
  capacities: [{ kind: 'management', post: 'housing-head', units: ['housing'] }],
};
const analyst: Rights = {
  account: 'analyst-account',
  capacities: [{ kind: 'analyst', units: ['services'], words: false }],
};
const link: Rights = {
  account: 'link-1',
  capacities: [{ kind: 'link', link: '1', group: 'lobby', groups: ['lobby'] }],
};

let log: LogAndReads;
beforeEach(async () => {
  log = await LogAndReads.open();
  await log.happened(
    'proposal-bench',
    'ProposalSubmitted',
    { group: 'lobby', unit: 'services', kind: 'idea', answerWanted: 'decision' },
    { by: byClient },
  );
});
afterEach(() => log.close());

const files = (reader = management, params: object = {}) =>
  log.ask<Files>('ListFiles', { collection: 'proposals', id: 'bench', ...params }, reader);
const attached = (data: object = {}, words: object = {}) =>
  log.happened(
    'proposal-bench',
    'FileAttached',
    { kind: 'draft', size: 9, ...data },
    { by: byClient, words: { name: 'Leaflet', content: 'SGVp', ...words } },
  );
const read = async (event: string, reader: Rights) => {
  await log.seen(['words', 'groups', 'organisation']);
  return fileToRead(log.reads, event, { reader, today: '2026-04-01' });
};

describe('files', () => {
  it('are listed with what they are, who attached them, and where they are fetched', async () => {
    const { id } = await attached(
      { kind: 'photo', format: 'png', width: 40, height: 30 },
      { description: 'The lobby, with a bench.' },
    );
    expect(await files()).toEqual({
      stream: 'proposal-bench',
      version: 2,
      files: [
        {
          kind: 'photo',
          versions: [
            {
              event: id,
              name: { text: 'Leaflet', lang: 'en', by: 'original' },
              description: { text: 'The lobby, with a bench.', lang: 'en', by: 'original' },
              format: 'png',
              size: 9,
              width: 40,
              height: 30,
              address: `/api/files/${id}`,
              thumbnail: `/api/files/${id}/thumbnail`,
              occurredOn: '2026-03-02',
              recordedAt: '2026-03-31T09:00:00.000Z',
              by: byClient,
              published: [],
            },
          ],
        },
      ],
    });
  });

  it('come with their versions in order, across one that was a mistake', async () => {
    const first = await attached();
    const other = await attached({ kind: 'report' });
    const slip = await attached({ replaces: first.id });
    const third = await attached({ replaces: slip.id });
    await log.happened('proposal-bench', 'RecordedInError', { ofEvent: slip.id });
    const events = (await files()).files.map(({ versions }) => versions.map(({ event }) => event));
    expect(events).toEqual([[first.id, third.id], [other.id]]);
    await expect(read(slip.id, management)).rejects.toMatchObject({ code: 'query.not-found' });
  });

  it('say that what was in one is gone, and why', async () => {
    const { id } = await attached();
    await log.vault.words.forget(id, ['content']);
    await log.happened('proposal-bench', 'WordsForgotten', {
      ofEvent: id,
      fields: ['content'],
      reasonCode: 'personalData',
    });
    const [file] = (await files()).files[0]!.versions;
    expect(file).toMatchObject({ name: { text: 'Leaflet' }, removed: { reason: 'personalData' } });
    expect(file).not.toHaveProperty('address');
  });

  it('are there for whoever reads the words there, and for nobody else', async () => {
    const { id } = await attached();
    for (const reader of [management, coordinator, client, link]) {
      expect((await files(reader)).files).toHaveLength(1);
      expect(await read(id, reader)).toEqual({ event: id, name: 'Leaflet' });
    }
    for (const reader of [neighbour, otherManager]) {
      await expect(files(reader)).rejects.toMatchObject({ code: 'query.not-found' });
      await expect(read(id, reader)).rejects.toMatchObject({ code: 'query.not-found' });
    }
    // Who may know that it is there without reading words, does.
    expect((await files(analyst)).files[0]!.versions[0]).toMatchObject({ name: { withheld: true }, size: 9 });
    expect((await files(analyst)).files[0]!.versions[0]).not.toHaveProperty('address');
    await expect(read(id, analyst)).rejects.toMatchObject({ code: 'query.not-found' });
  });

  it('are everybody’s when both sides say so, and only what is in them', async () => {
    const { id } = await attached();
    const publish = (side: string) =>
      log.happened('proposal-bench', 'Published', { ofEvent: id, fields: ['content'], side });
    await publish('group');
    await expect(read(id, everybody)).rejects.toMatchObject({ code: 'query.not-found' });
    await publish('management');
    expect(await read(id, everybody)).toEqual({ event: id });
    await log.happened('proposal-bench', 'Unpublished', { ofEvent: id, fields: ['content'], side: 'group' });
    await expect(read(id, everybody)).rejects.toMatchObject({ code: 'query.not-found' });
  });

  it('are of what there is', async () => {
    await expect(files(management, { id: 'nothing' })).rejects.toMatchObject({ code: 'query.not-found' });
    await expect(files(management, { id: 'No Such Id' })).rejects.toMatchObject({ code: 'query.not-found' });
    await expect(read('0197c2a4-0000-7000-8000-0000000000ff', management)).rejects.toMatchObject({
      code: 'query.not-found',
    });
  });
});

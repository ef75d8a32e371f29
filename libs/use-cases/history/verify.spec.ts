import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { administrator, beginnings, client, type Installation, openInstallation } from '../../../test/installation.ts';
import { followForgettings } from '../forgetting.ts';
import { importHistory } from './import-history.ts';
import { readLines } from './read-lines.ts';
import { verifyHistory } from './verify.ts';

let installation: Installation;
let submitted: string;
beforeEach(async () => {
  installation = await openInstallation();
  for (const given of beginnings) await installation.give(given);
  const body = {
    group: 'lobby',
    unit: 'services',
    kind: 'idea',
    answerWanted: 'reply',
    origin: 'own',
    words: { title: 'A bench', text: 'Put one there.' },
  };
  [submitted] = (await installation.give({ do: 'SubmitProposal', id: 'bench', by: client, body })).events as [string];
});
afterEach(() => installation.close());

const verify = () => verifyHistory(installation.context);
const problems = async () => (await verify()).misfits.map(({ where, problem }) => `${where}: ${problem}`);
const stored = (type: string, data: object, words: object = {}) => ({
  id: randomUUID(),
  type,
  data,
  metadata: {
    recordedAt: '2026-11-20T10:00:00.000Z',
    recordedBy: 'developer',
    command: randomUUID(),
    digest: 'digest',
    correlation: randomUUID(),
    ...(Object.keys(words).length > 0 && { words }),
  },
});

const forgetTitle = (ofEvent: string) => ({
  do: 'ForgetProposalWords',
  id: 'bench',
  by: administrator,
  body: { ofEvent, fields: ['title'], reasonCode: 'request' },
});

describe('a log in which everything fits', () => {
  it('is counted through', async () => {
    expect(await verify()).toEqual({
      events: 6,
      streams: 5,
      references: 4,
      texts: 6,
      forgotten: 0,
      toForget: 0,
      readModels: 0,
      misfitting: 0,
      misfits: [],
    });
  });

  it('is one brought in from history', async () => {
    const file = createReadStream('histories/espoo-jyvaskyla.ndjson');
    expect((await importHistory(installation.context, readLines(file))).events).toBe(59);
    const report = await verify();
    expect(report).toMatchObject({ events: 6 + 61, misfits: [] });
  });

  it('is one in which so much happens between two steps of a proposal that its events are not remembered any more', async () => {
    const coordinator = { role: 'coordinator', group: 'g' };
    const far = (from: number) =>
      Array.from({ length: 20_100 }, (_, index) => ({
        event: 'UnitEstablished',
        of: `far-${from + index}`,
        source: 's',
      }));
    const lines = [
      { source: 's', title: 'Kirja', coverage: {} },
      { event: 'UnitEstablished', of: 'u', source: 's' },
      { event: 'GroupFounded', of: 'g', kind: 'coDevelopment', unit: 'u', source: 's' },
      { event: 'ProposalSubmitted', of: 'p', group: 'g', kind: 'idea', source: 's' },
      { event: 'ProposalDecided', of: 'p', decision: 'accepted', id: 'answer', source: 's' },
      ...far(0),
      { event: 'AnswerTold', of: 'p', ofEvent: 'answer', how: 'visit', id: 'telling', by: coordinator, source: 's' },
      { event: 'TellingConfirmed', of: 'p', ofEvent: 'telling', how: 'meeting', by: coordinator, source: 's' },
    ];
    const bytes = Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(await importHistory(installation.context, readLines([bytes]))).toMatchObject({ rejected: 0 });
    expect(await verify()).toMatchObject({ misfitting: 0, misfits: [] });
  }, 60_000);

  it('is one whose words were forgotten, as it says itself', async () => {
    await installation.give(forgetTitle(submitted));
    expect(await verify()).toMatchObject({ texts: 5, forgotten: 1, toForget: 0, misfits: [] });
  });

  it('is read up to its end, with progress', async () => {
    const seen: number[] = [];
    await verifyHistory(installation.context, { onProgress: ({ events, of }) => seen.push(events, of) });
    expect(seen).toEqual([6, 6]);
  });
});

describe('what does not fit', () => {
  it('are words that nobody had forgotten', async () => {
    await installation.context.vault.words.forget(submitted, ['text']);
    expect(await problems()).toEqual([
      'proposal-bench, event 1 (ProposalSubmitted): the words of text are gone, and nothing says that they were forgotten',
    ]);
  });

  it('are words that are others than those recorded', async () => {
    const { words } = installation.context.vault;
    await words.forget(submitted, ['text']);
    const place = { event: submitted, field: 'text', stream: 'proposal-bench', lang: 'und', recordedIn: submitted };
    await words.keep([{ ...place, text: 'Something else.', by: 'original' }]);
    expect(await problems()).toEqual([
      'proposal-bench, event 1 (ProposalSubmitted): the words of text are not those that were recorded',
    ]);
  });

  it('are words that were to be forgotten and lie in a vault restored from a backup', async () => {
    const { vault, store } = installation.context;
    await installation.give(forgetTitle(submitted));
    const place = { event: submitted, field: 'title', stream: 'proposal-bench', lang: 'und', recordedIn: submitted };
    await vault.words.keep([{ ...place, text: 'A bench', by: 'original' }]);
    expect(await verify()).toMatchObject({ toForget: 1 });
    await vault.progress('forgettings').write(JSON.stringify(await store.head()));
    expect(await problems()).toContain(
      'proposal-bench, event 2 (WordsForgotten): title was to be forgotten and is there still',
    );
    await vault.progress('forgettings').write(JSON.stringify({ ...(await store.head()), store: 'another' }));
    const following = await followForgettings(installation.context);
    while ((await vault.progress('forgettings').read())?.includes('another')) await new Promise(setImmediate);
    await following.stop();
    expect(await verify()).toMatchObject({ toForget: 0, forgotten: 1, misfits: [] });
  });

  it('are events that are not known, have not their shape or do not begin their stream', async () => {
    const { store } = installation.context;
    await store.append('proposal-bench', [stored('ProposalDreamt', {}), stored('ProposalForwarded', { unit: 7 })], 1);
    await store.append('proposal-other', [stored('ProposalReceived', {})], 0);
    await store.append('dream-1', [stored('Dreamt', {})], 0);
    await store.append('unit-housing', [stored('UnitRenamed', {}, { name: 'no fingerprint', title: 'none' })], 1);
    expect(await problems()).toEqual([
      'proposal-bench, event 2 (ProposalDreamt): type is no event of a proposal',
      expect.stringMatching(/^proposal-bench, event 3 \(ProposalForwarded\): unit must be an id/),
      'proposal-other, event 1 (ProposalReceived): type does not begin a proposal; ProposalSubmitted does',
      'dream-1, event 1 (Dreamt): stream is of no category known here',
      'unit-housing, event 2 (UnitRenamed): name has no fingerprint',
      'unit-housing, event 2 (UnitRenamed): title is not a text of this event',
    ]);
  });

  it('are references to what is not there', async () => {
    const { store } = installation.context;
    const ofEvent = randomUUID();
    await store.append(
      'proposal-bench',
      [stored('ProposalForwarded', { unit: 'attic' }), stored('RecordedInError', { ofEvent })],
      1,
    );
    expect(await problems()).toEqual([
      'proposal-bench, event 2 (ProposalForwarded): unit names the unit attic, which is not there before it',
      `proposal-bench, event 3 (RecordedInError): ofEvent names the event ${ofEvent}, which is not there before it`,
    ]);
  });

  it('are versions with a gap', async () => {
    const log = new DatabaseSync(join(installation.folder, 'log.sqlite'));
    log.exec('DROP TRIGGER events_are_not_changed');
    log.prepare('UPDATE events SET version = 3 WHERE id = ?').run(submitted);
    log.close();
    expect(await problems()).toEqual(['proposal-bench, event 3 (ProposalSubmitted): follows event 0 of its stream']);
  });

  it('are rows of the vault that do not open', async () => {
    const vault = new DatabaseSync(join(installation.folder, 'vault.sqlite'));
    vault.prepare("UPDATE words SET sealed = zeroblob(80) WHERE event = ? AND field = 'text'").run(submitted);
    vault.close();
    expect(await problems()).toEqual([
      expect.stringMatching(new RegExp(`^vault, words of event ${submitted}: The sealed row .* does not open`)),
      'proposal-bench, event 1 (ProposalSubmitted): the words of title are gone, and nothing says that they were forgotten',
      'proposal-bench, event 1 (ProposalSubmitted): the words of text are gone, and nothing says that they were forgotten',
    ]);
  });

  it('are read models that say so', async () => {
    const readModels = async () => [{ name: 'loops' }, { name: 'steps', problem: 'has stopped' }];
    expect(await verifyHistory(installation.context, { readModels })).toMatchObject({
      readModels: 2,
      misfitting: 1,
      misfits: [{ where: 'read model steps', problem: 'has stopped' }],
    });
  });
});

it('stops when it is told to', async () => {
  await expect(verifyHistory(installation.context, { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
});

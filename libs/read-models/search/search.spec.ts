import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Rights } from '#permissions';
import { client, coordinator, everybody, LogAndReads, management } from '../../../test/log-and-reads.ts';

interface Item {
  readonly kind: string;
  readonly id: string;
  readonly title: { readonly text?: string } | null;
  readonly state?: string;
  readonly group?: string;
  readonly unit?: string;
  readonly on?: string;
  readonly found: {
    readonly event: string;
    readonly type: string;
    readonly field: string;
    readonly text: string;
    readonly lang: string;
    readonly places: readonly (readonly [number, number])[];
  };
}
interface Answer {
  readonly items: readonly Item[];
  readonly next?: string;
  readonly partial?: string;
}

const member = (group: string): Rights => ({
  account: `${group}-member`,
  capacities: [{ kind: 'member', role: 'clientDeveloper', group, groups: [group] }],
});
const analyst = (words: boolean): Rights => ({
  account: 'analyst-account',
  capacities: [{ kind: 'analyst', units: 'all', words }],
});
const manager = (unit: string): Rights => ({
  account: `${unit}-head`,
  capacities: [{ kind: 'management', post: 'head', units: [unit] }],
});

const MiB = 2 ** 20;
let log: LogAndReads;
beforeEach(async () => {
  log = await LogAndReads.open(16 * MiB);
  for (const unit of ['services', 'housing']) await log.happened(`unit-${unit}`, 'UnitEstablished');
  await log.happened(
    'group-lobby',
    'GroupFounded',
    { kind: 'coDevelopment', unit: 'services' },
    { words: { name: 'Aularyhmä' }, lang: 'fi' },
  );
  await log.happened(
    'group-yard',
    'GroupFounded',
    { kind: 'coDevelopment', unit: 'housing' },
    { words: { name: 'Piharyhmä' }, lang: 'fi' },
  );
});
afterEach(() => log.close());

const search = (q: string, reader: Rights = management, more: object = {}) =>
  log.ask<Answer>('Search', { q, ...more }, reader);
const found = async (q: string, reader?: Rights, more?: object) =>
  (await search(q, reader, more)).items.map(({ kind, id }) => `${kind} ${id}`);

const submitted = (id: string, words: Readonly<Record<string, string>>, more: object = {}) =>
  log.happened(
    `proposal-${id}`,
    'ProposalSubmitted',
    { group: 'lobby', unit: 'services', kind: 'idea', answerWanted: 'decision', ...more },
    { words, lang: 'fi' },
  );

describe('search', () => {
  it('finds words in any form, says where they stand, and what it is', async () => {
    const { id } = await submitted('bench', {
      title: 'Penkki',
      text: 'Aulassa odotetaan seisten. Toivomme penkkejä oven viereen.',
    });
    const { items, partial } = await search('penkin ovi');
    expect(partial).toBeUndefined();
    expect(items).toEqual([
      {
        kind: 'proposal',
        id: 'bench',
        title: { text: 'Penkki', lang: 'fi', by: 'original' },
        state: 'submitted',
        on: '2026-03-02',
        group: 'lobby',
        groupName: { text: 'Aularyhmä', lang: 'fi', by: 'original' },
        unit: 'services',
        unitName: null,
        found: {
          event: id,
          type: 'ProposalSubmitted',
          field: 'text',
          text: 'Aulassa odotetaan seisten. Toivomme penkkejä oven viereen.',
          lang: 'fi',
          by: 'original',
          places: [
            [36, 44],
            [45, 49],
          ],
          cutBefore: false,
          cutAfter: false,
        },
      },
    ]);
  });

  it('finds proposals, commissions, meetings, groups and voices, and one kind where one is asked for', async () => {
    await submitted('bench', { title: 'Kahvila aulaan' });
    await log.happened(
      'commission-lobby',
      'CommissionIssued',
      { unit: 'services', groups: ['lobby'], kind: 'task' },
      { words: { title: 'Kahvilan aukiolo', task: 'Miettikää.' }, lang: 'fi' },
    );
    await log.happened(
      'meeting-first',
      'MeetingPlanned',
      { group: 'lobby', plannedFor: '2026-03-20' },
      { words: { plan: 'Tapaaminen kahvilassa' }, lang: 'fi' },
    );
    await log.happened(
      'group-lobby',
      'VoiceRecorded',
      {},
      { words: { quotation: 'Kahviloissa kuullaan meitä.' }, lang: 'fi' },
    );
    await log.happened(
      'group-lobby',
      'GroupDescribed',
      {},
      { words: { description: 'Kehitämme kahvilaa.' }, lang: 'fi' },
    );
    const kinds = ['commission lobby', 'group lobby', 'meeting first', 'proposal bench', 'voice lobby'];
    expect((await found('kahvila')).sort()).toEqual(kinds.filter((one) => !one.startsWith('voice')));
    expect((await found('kahvila', coordinator)).sort()).toEqual(kinds);
    for (const kind of ['commission', 'meeting', 'proposal', 'group', 'voice'])
      expect(await found('kahvila', coordinator, { kind })).toEqual(kinds.filter((one) => one.startsWith(kind)));
  });

  it('is for who may read the words: of a group, of a unit, and not for analysts who read none', async () => {
    await submitted('here', { title: 'Penkki aulaan' });
    await submitted('there', { title: 'Penkki pihalle' }, { group: 'yard', unit: 'housing' });
    expect(await found('penkki', member('lobby'))).toEqual(['proposal here']);
    expect(await found('penkki', member('yard'))).toEqual(['proposal there']);
    expect(await found('penkki', member('third'))).toEqual([]);
    expect(await found('penkki', manager('housing'))).toEqual(['proposal there']);
    expect(await found('penkki', management)).toEqual(['proposal there', 'proposal here']);
    expect(await found('penkki', analyst(false))).toEqual([]);
    expect(await found('penkki', analyst(true))).toEqual(['proposal there', 'proposal here']);
    await expect(search('penkki', everybody)).rejects.toThrow();
    expect(await found('penkki', management, { group: 'yard' })).toEqual(['proposal there']);
    expect(await found('penkki', management, { unit: 'services' })).toEqual(['proposal here']);
    expect(await found('penkki', member('lobby'), { group: 'yard' })).toEqual([]);
  });

  it('answers the same bytes to somebody whatever there is that they may not read', async () => {
    await submitted('a', { title: 'Penkki aulaan' });
    await submitted('b', { title: 'Aulan penkkejä', text: 'Uusia.' });
    const before = JSON.stringify(await search('penkki aula', member('lobby')));
    for (let number = 0; number < 60; number += 1)
      await submitted(`x-${number}`, { title: 'Penkki aula penkki' }, { group: 'yard', unit: 'housing' });
    expect(JSON.stringify(await search('penkki aula', member('lobby')))).toBe(before);
    expect(await found('penkki aula', manager('services'))).toEqual(['proposal a', 'proposal b']);
  });

  it('finds nothing of an answer for the group before it is told', async () => {
    await submitted('bench', { title: 'Penkki' });
    const answer = await log.happened(
      'proposal-bench',
      'ProposalDecided',
      { decision: 'accepted', post: 'head', responsiblePost: 'head', byWhen: '2026-06-01' },
      { on: '2026-03-30', words: { reason: 'Penkki tilataan puusepältä.' }, lang: 'fi' },
    );
    expect(await found('puuseppä', client)).toEqual([]);
    expect(await found('puuseppä', coordinator)).toEqual(['proposal bench']);
    // Of the two places in which the word stands, the group knows one.
    const [item] = (await search('penkki', client)).items;
    expect(item?.found).toMatchObject({ field: 'title', text: 'Penkki' });
    await log.happened('proposal-bench', 'AnswerTold', { ofEvent: answer.id, how: 'visit' }, { on: '2026-03-31' });
    expect(await found('puuseppä', client)).toEqual(['proposal bench']);
  });

  it('finds no more what was forgotten, also while it still lies in the vault', async () => {
    const { id } = await submitted('bench', { title: 'Penkki', text: 'Virtasen mukaan aulassa seistään.' });
    expect(await found('virtanen', client)).toEqual(['proposal bench']);
    await log.happened('proposal-bench', 'WordsForgotten', {
      ofEvent: id,
      fields: ['text'],
      reasonCode: 'personNamed',
    });
    expect((await index('virtanen')).found).toEqual([]);
    expect(await found('penkki', client)).toEqual(['proposal bench']);
    await log.happened(
      'proposal-bench',
      'WordsTranslated',
      { ofEvent: id, field: 'text', language: 'fi', madeBy: 'cleaned' },
      { words: { text: 'Aulassa seistään.' } },
    );
    expect(await found('seistä', client)).toEqual(['proposal bench']);
    expect((await index('virtanen')).found).toEqual([]);
  });

  it('reads the words again: what is gone from the vault is not found, whatever the index says', async () => {
    const { id } = await submitted('bench', { title: 'Penkki' });
    await log.seen(['search']);
    await log.vault.words.forget(id);
    expect((await index('penkki')).found).toHaveLength(1);
    expect(await found('penkki')).toEqual([]);
  });

  it('finds nothing of what was recorded in error', async () => {
    await submitted('bench', { title: 'Penkki' });
    const wrong = await log.happened(
      'proposal-bench',
      'ProposalRevised',
      {},
      { words: { text: 'Väärä kirjoitus' }, lang: 'fi' },
    );
    expect(await found('kirjoitus')).toEqual(['proposal bench']);
    await log.happened('proposal-bench', 'RecordedInError', { ofEvent: wrong.id });
    expect(await found('kirjoitus')).toEqual([]);
  });

  it('finds files by what they are called, not by what is kept of their bytes', async () => {
    await submitted('bench', { title: 'Penkki' });
    const words = { name: 'pohjapiirros.pdf', description: 'Aulan kalusteet', content: 'salakirjoitus' };
    await log.happened('proposal-bench', 'FileAttached', { kind: 'draft', size: 9 }, { words, lang: 'fi' });
    expect(await found('pohjapiirros')).toEqual(['proposal bench']);
    expect(await found('kaluste')).toEqual(['proposal bench']);
    expect(await found('salakirjoitus')).toEqual([]);
    expect((await index('salakirjoitus')).found).toEqual([]);
  });

  it('finds translations, and says in which language', async () => {
    const { id } = await submitted('bench', { title: 'Penkki' });
    await log.happened(
      'proposal-bench',
      'WordsTranslated',
      { ofEvent: id, field: 'title', language: 'sv', madeBy: 'translator' },
      { words: { title: 'Bänkar i väntrummet' } },
    );
    expect((await search('väntrum')).items[0]?.found).toMatchObject({
      field: 'title',
      lang: 'sv',
      text: 'Bänkar i väntrummet',
    });
  });

  it('comes in pages, the likest first, and each thing once', async () => {
    for (let number = 0; number < 7; number += 1)
      await submitted(`p-${number}`, { title: number === 3 ? 'Penkki' : 'Penkkejä', text: 'Penkit.' });
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const { items, next } = await search('penkki', member('lobby'), { limit: '3', ...(cursor && { cursor }) });
      pages.push(items.map(({ id }) => id));
      cursor = next;
    } while (cursor);
    expect(pages).toEqual([['p-3', 'p-6', 'p-5'], ['p-4', 'p-2', 'p-1'], ['p-0']]);
    await expect(search('penkki', management, { cursor: 'x' })).rejects.toMatchObject({ code: 'query.cursor-wrong' });
  });

  it('shows a thing where its readable words stand, also when others of it are likest', async () => {
    await submitted('old', { title: 'Aulan penkki' });
    await submitted('bench', { title: 'Aula', text: 'Penkkejä.' });
    await log.happened(
      'proposal-bench',
      'ProposalDecided',
      { decision: 'rejected', post: 'head' },
      { on: '2026-03-30', words: { reason: 'Aula ja penkki, aula ja penkki.' }, lang: 'fi' },
    );
    expect(await found('penkki', client, { limit: '1' })).toEqual(['proposal old']);
    const first = await search('penkki', client, { limit: '1' });
    expect((await search('penkki', client, { limit: '1', cursor: first.next })).items.map(({ id }) => id)).toEqual([
      'bench',
    ]);
  });

  it('finds nothing by words that stand in every text, and nothing where there is no word', async () => {
    await submitted('bench', { title: 'Penkki ja pöytä' });
    for (const q of ['ja', '.*', '\0', '🙂', '((((', '%', '\u0301\u0301', '"']) expect(await found(q)).toEqual([]);
    expect(await found('penkki.* ja (pöytä)')).toEqual(['proposal bench']);
    await expect(search('x'.repeat(201))).rejects.toMatchObject({ code: 'query.param-wrong' });
    await expect(search('')).rejects.toMatchObject({ code: 'query.param-wrong' });
  });

  it('notes who was given which words', async () => {
    const { id } = await submitted('bench', { title: 'Penkki' });
    await log.seen();
    await found('penkki');
    const noted: string[] = [];
    const { allQueries } = await import('../all-queries.ts');
    const query = allQueries.find(({ name }) => name === 'Search')!;
    const handler = new (query.handler as new (reads: unknown) => { execute(query: object): Promise<Answer> })(
      log.reads,
    );
    await handler.execute(
      new query.query(
        { q: 'penkki' },
        { reader: management, today: '2026-04-01', onWords: (events: readonly string[]) => noted.push(...events) },
      ),
    );
    expect(noted).toContain(id);
  });

  it('is built anew at each start, and says so until it is', async () => {
    await submitted('bench', { title: 'Penkki' });
    expect(await found('penkki')).toEqual(['proposal bench']);
    await log.restart();
    expect(log.reads.search.status().state).toBe('building');
    await log.seen();
    const [early, changes] = [
      await log.reads.search.find({ words: ['penkki'], atLeast: 1, most: 9 }),
      log.reads.changes(['search']),
    ];
    expect(early.found.length).toBeLessThanOrEqual(1);
    expect(changes === undefined || early.found.length === 1).toBe(true);
    expect(await found('penkki')).toEqual(['proposal bench']);
  });
});

describe('every kind of reader', () => {
  const kinds: readonly Rights['capacities'][number][] = [
    { kind: 'administrator' },
    { kind: 'dataProtectionOfficer' },
    ...['services', 'housing'].flatMap((unit): Rights['capacities'] => [
      { kind: 'management', post: 'head', units: [unit] },
      { kind: 'analyst', units: [unit], words: true },
      { kind: 'analyst', units: [unit], words: false },
      { kind: 'reader', units: [unit] },
    ]),
    ...['lobby', 'yard'].flatMap((group): Rights['capacities'] => [
      { kind: 'coordinator', group, groups: [group] },
      { kind: 'member', role: 'clientDeveloper', group, groups: [group] },
    ]),
  ];
  const readers: readonly Rights[] = [
    ...kinds.map((one): Rights => ({ account: 'somebody', capacities: [one] })),
    { account: 'nobody-yet', capacities: [] },
  ];

  it('finds what the timelines show to them, and nothing else', async () => {
    const planted: { readonly word: string; readonly collection: string; readonly id: string }[] = [];
    const tell = async (stream: string, type: string, field: string, data: object = {}, on = '2026-03-02') => {
      const word = `sanaa${'bcdfghjkmprstv'[planted.length]}xyz`;
      const [category = '', id = ''] = stream.split('-');
      const event = await log.happened(stream, type, data, { on, words: { [field]: `Tässä on ${word}.` }, lang: 'fi' });
      planted.push({ word, collection: `${category}s`, id });
      return event;
    };
    for (const [id, group, unit] of [
      ['bench', 'lobby', 'services'],
      ['tree', 'yard', 'housing'],
    ] as const) {
      await tell(`proposal-${id}`, 'ProposalSubmitted', 'text', {
        group,
        unit,
        kind: 'idea',
        answerWanted: 'decision',
      });
      await tell(`proposal-${id}`, 'ProposalDecided', 'reason', { decision: 'rejected', post: 'head' }, '2026-03-30');
      await tell(`meeting-${id}`, 'MeetingHeld', 'summary', { group, kind: 'meeting' });
      await tell(`group-${group}`, 'VoiceRecorded', 'quotation');
      await tell(`group-${group}`, 'ActivityRecorded', 'what', { kind: 'talk' });
    }
    const groups = ['lobby', 'yard'];
    await tell('commission-draft', 'CommissionIssued', 'task', { unit: 'services', groups, kind: 'commentOnDraft' });
    for (const group of groups) await tell('commission-draft', 'CommissionDeclined', 'reason', { group });
    expect(new Set(planted.map(({ word }) => word)).size).toBe(planted.length);

    const seen: string[] = [];
    const hits: string[] = [];
    for (const [number, reader] of readers.entries()) {
      for (const { word, collection, id } of planted) {
        const shown = await log
          .ask<object>('GetTimeline', { collection, id }, reader)
          .then((timeline) => JSON.stringify(timeline).includes(word))
          .catch(() => false);
        if (shown) seen.push(`${number} ${word}`);
        const items = await search(word, reader).then(
          (answer) => answer.items.filter(({ found: { text } }) => text.includes(word)),
          () => [],
        );
        if (items.length > 0) hits.push(`${number} ${word}`);
      }
    }
    expect(hits).toEqual(seen);
    expect(seen.length).toBeGreaterThan(planted.length);
    expect(seen.length).toBeLessThan((planted.length * readers.length) / 2);
  });
});

/** What the thread itself holds, as soon as it has seen everything. */
async function index(word: string) {
  await log.seen(['search']);
  return log.reads.search.find({ words: [word], atLeast: 1, most: 9 });
}

describe('a log without events', () => {
  it('has an index that is built', async () => {
    const empty = await LogAndReads.open(16 * MiB);
    try {
      await expect(until(() => empty.reads.search.status().state === 'live')).resolves.toBeUndefined();
    } finally {
      await empty.close();
    }
  });
});

/** Waits until the thread has said something that makes it so. */
async function until(so: () => boolean): Promise<void> {
  while (!so()) await new Promise((resolve) => setImmediate(resolve));
}

describe('proposals on the same matter', () => {
  interface Similar {
    readonly items: readonly {
      readonly id: string;
      readonly why: string[];
      readonly reason: object | null;
      readonly briefAnswer: object | null;
    }[];
  }
  const similar = async (id: string, reader: Rights = management) =>
    (await log.ask<Similar>('ListSimilar', { id }, reader)).items;

  it('are those that were linked, have words in common, or are of one theme, with their answers', async () => {
    await submitted('bench', { title: 'Penkki aulaan', text: 'Odottaminen seisten väsyttää.' }, { theme: 'lobby' });
    await submitted('linked', { title: 'Valot' });
    await submitted('words', { title: 'Aulan penkit', text: 'Ne ovat rikki.' });
    await submitted('theme', { title: 'Matto' }, { theme: 'lobby' });
    await submitted('other', { title: 'Bussivuorot' }, { theme: 'traffic' });
    await log.happened(
      'proposal-words',
      'ProposalDecided',
      { decision: 'accepted', post: 'head' },
      { on: '2026-03-30', words: { reason: 'Korjataan.', briefAnswer: 'Kyllä.' }, lang: 'fi' },
    );
    await log.happened('proposal-bench', 'ProposalLinked', { proposal: 'linked', how: 'sameMatter' });
    expect((await similar('bench')).map(({ id, why }) => [id, why])).toEqual([
      ['linked', ['linked']],
      ['words', ['words']],
      ['theme', ['theme']],
    ]);
    const answerIn = async (reader: Rights) => (await similar('bench', reader)).find(({ id }) => id === 'words');
    expect(await answerIn(management)).toMatchObject({
      reason: { text: 'Korjataan.' },
      briefAnswer: { text: 'Kyllä.' },
    });
    expect(await answerIn(client)).toMatchObject({ reason: { untold: {} }, briefAnswer: { untold: {} } });
  });

  it('are those in reach of whoever asks', async () => {
    await submitted('here', { title: 'Penkki aulaan' }, { theme: 'seats' });
    await submitted('there', { title: 'Penkki aulaan' }, { group: 'yard', unit: 'housing', theme: 'seats' });
    await log.happened('proposal-here', 'ProposalLinked', { proposal: 'there', how: 'sameMatter' });
    expect(await similar('here', member('lobby'))).toEqual([]);
    expect((await similar('here')).map(({ id, why }) => [id, why])).toEqual([['there', ['linked', 'words', 'theme']]]);
    await expect(similar('there', member('lobby'))).rejects.toMatchObject({ code: 'query.not-found' });
  });
});

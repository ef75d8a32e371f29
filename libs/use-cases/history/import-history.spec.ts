import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openEventStore } from '#event-store';
import { simulateCounty } from '#simulation';
import { openVault } from '#vault';
import { type Context, openContext } from '../context.ts';
import { exportHistory } from './export-history.ts';
import { importHistory } from './import-history.ts';
import { mostBytesALine, readLines } from './read-lines.ts';

const opened: { context: Context; folder: string }[] = [];

async function installation(): Promise<Context> {
  const folder = mkdtempSync(join(tmpdir(), 'kierto-import-'));
  const store = await openEventStore({ kind: 'sqlite', folder });
  const context = openContext(store, await openVault({ kind: 'sqlite', folder }));
  opened.push({ context, folder });
  return context;
}

afterEach(async () => {
  for (const { context, folder } of opened.splice(0)) {
    await context.store.close();
    await context.vault.close();
    rmSync(folder, { recursive: true });
  }
});

const file = (name: string) => readLines(createReadStream(new URL(`../../../histories/${name}`, import.meta.url)));
const given = (lines: readonly (object | string)[]) =>
  readLines([Buffer.from(lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'))]);

async function exported(context: Context): Promise<string> {
  let text = '';
  await exportHistory(context, (more) => {
    text += more;
  });
  return text;
}

const source = { source: 's', title: 'Kirja', document: 'kirja.txt', coverage: { proposals: 'complete' } };
const unit = { event: 'UnitEstablished', of: 'u', source: 's', words: { name: 'Yksikkö' }, lang: 'fi' };
const group = { event: 'GroupFounded', of: 'g', kind: 'coDevelopment', unit: 'u', source: 's', on: '2015' };
const proposal = { event: 'ProposalSubmitted', of: 'p', group: 'g', kind: 'idea', source: 's', on: '2016-03' };

describe('the real histories', () => {
  it.each([
    ['espoo-jyvaskyla.ndjson', 59, 2],
    ['python-peps.ndjson', 1972, 1],
  ])('of %s every event is taken in, and the second time none', async (name, events, sources) => {
    const context = await installation();
    expect(await importHistory(context, file(name))).toEqual({
      lines: events + sources,
      sources,
      events,
      already: 0,
      rejected: 0,
      problems: [],
    });
    expect(await importHistory(context, file(name))).toMatchObject({
      events: 0,
      already: events + sources,
      rejected: 0,
    });
    expect(await context.store.size()).toBe(events + sources);
  });

  it('are stored by nothing in a dry run, which finds the same', async () => {
    const context = await installation();
    expect(await importHistory(context, file('espoo-jyvaskyla.ndjson'), { dryRun: true })).toMatchObject({
      events: 59,
      rejected: 0,
    });
    expect(await context.store.size()).toBe(0);
  });

  it('come out of an export into an empty installation as they were', async () => {
    const [first, second] = [await installation(), await installation()];
    await importHistory(first, file('espoo-jyvaskyla.ndjson'));
    const text = await exported(first);
    expect(await importHistory(second, readLines([Buffer.from(text)]))).toMatchObject({ events: 59, rejected: 0 });
    expect(await exported(second)).toBe(text);
    expect(await importHistory(second, readLines([Buffer.from(text)]))).toMatchObject({ events: 0, already: 61 });
  });
});

describe('a simulated county', () => {
  it('is taken in whole, its groups under groups included', async () => {
    const context = await installation();
    const size = { units: 5, groups: 15, years: 1, seed: 'whole', until: '2026-06-30', holidays: () => ['2026-01-01'] };
    const lines = [...simulateCounty(size)];
    expect(lines.filter((line) => line.parent && line.event === 'GroupFounded')).not.toEqual([]);
    expect(await importHistory(context, given(lines))).toEqual({
      lines: lines.length,
      sources: 1,
      events: lines.length - 1,
      already: 0,
      rejected: 0,
      problems: [],
    });
  });
});

describe('an export of another installation', () => {
  it('is taken in beside what is there, and the second time no more', async () => {
    const [first, second] = [await installation(), await installation()];
    await importHistory(first, file('espoo-jyvaskyla.ndjson'));
    await importHistory(second, given([source, unit]));
    const text = await exported(first);
    expect(await importHistory(second, readLines([Buffer.from(text)]))).toMatchObject({ events: 59, rejected: 0 });
    expect(await importHistory(second, readLines([Buffer.from(text)]))).toMatchObject({ events: 0, already: 61 });
  });
});

describe('a file grown longer', () => {
  it('brings what is new, also lines that are the same as earlier ones', async () => {
    const context = await installation();
    const voice = { event: 'VoiceRecorded', of: 'g', source: 's', words: { quotation: 'Kiitos' }, lang: 'fi' };
    await importHistory(context, given([source, unit, group, voice, voice]));
    expect(await context.store.version('group-g')).toBe(3);
    expect(await importHistory(context, given([source, unit, group, voice, voice, voice]))).toMatchObject({
      events: 1,
      already: 5,
    });
  });

  it('stays taken in when its words were forgotten since', async () => {
    const context = await installation();
    await importHistory(context, given([source, unit]));
    const [event] = await context.store.read('unit-u');
    await context.vault.words.forget(event!.id);
    expect(await importHistory(context, given([source, unit]))).toMatchObject({ events: 0, already: 2 });
    expect(await exported(context)).toContain('"words":{"name":null}');
  });
});

describe('ids', () => {
  it('of any kind are made legal, the same each time, and the original is remembered', async () => {
    const context = await installation();
    const odd = { ...unit, of: 'Päätös 12/2019 ☃' };
    await importHistory(context, given([source, odd, { ...group, unit: odd.of }, proposal]));
    const [founded] = await context.store.read('group-g');
    const id = (founded!.data as { unit: string }).unit;
    expect(id).toMatch(/^paatos-12-2019-[0-9a-f]{16}$/);
    expect(await context.vault.imports.originals([id])).toEqual(new Map([[id, odd.of]]));
    expect((await context.store.read('proposal-p'))[0]!.data).toMatchObject({ unit: id, unitAssumed: true });
  });

  it('of lines are names for later lines', async () => {
    const context = await installation();
    const report = await importHistory(
      context,
      given([
        source,
        unit,
        group,
        proposal,
        { event: 'ProposalDecided', of: 'p', decision: 'accepted', source: 's', id: 'vastaus 1' },
        { event: 'AnswerTold', of: 'p', ofEvent: 'vastaus 1', how: 'visit', source: 's' },
      ]),
    );
    expect(report).toMatchObject({ events: 5, rejected: 0 });
    const [, decided, told] = await context.store.read('proposal-p');
    expect((told!.data as { ofEvent: string }).ofEvent).toBe(decided!.id);
  });
});

describe('a file of mixed rubbish', () => {
  it('is reported line by line with its fields, and its good lines are in', async () => {
    const context = await installation();
    const bad: [line: object | string, field: string, problem: RegExp][] = [
      ['{"event": "UnitEst', '', /not JSON/],
      ['[1, 2]', '', /JSON object/],
      ['"text"', '', /JSON object/],
      [{ ...unit, event: 'UnitExploded', of: 'x' }, 'event', /not an event/],
      [{ ...unit, event: 7, of: 'x' }, 'event', /name of an event/],
      [{ ...unit, of: undefined }, 'of', /missing/],
      [{ ...unit, of: '' }, 'of', /1 to 512/],
      [{ ...unit, of: 'x', on: '2019-02-30' }, 'on', /date/],
      [{ ...unit, of: 'x', on: '2999' }, 'on', /after today/],
      [{ ...unit, of: 'x', on: '2016/2015' }, 'on', /./],
      [{ ...unit, of: 'x', source: 'unheard-of' }, 'source', /line above/],
      [{ ...unit, of: 'x', lang: 'not a language' }, 'lang', /language/],
      [{ ...unit, of: 'x', by: { rank: 'boss' } }, 'by', /post/],
      [{ ...unit, of: 'x', colour: 'red', parent: 'NO ID' }, 'colour', /^is not a field/],
      [{ ...unit, of: 'x', words: { name: 5 } }, 'words.name', /text/],
      [{ ...unit, of: 'x', words: { name: 'a'.repeat(301) } }, 'words.name', /at most 300/],
      [{ ...unit, of: 'x', words: { song: 'la' } }, 'words.song', /not a text/],
      [{ ...unit, of: 'x', words: 'name' }, 'words', /object of texts/],
      ['{"event":"UnitEstablished","of":"x","source":"s","__proto__":{"parent":"u"}}', '__proto__', /not a field/],
      [{ ...unit, of: 'u' }, 'of', /another unit/],
      [{ ...group, of: 'x', kind: 'choir' }, 'kind', /one of/],
      [{ ...group, of: 'x', unit: 'nowhere' }, 'unit', /no unit nowhere/],
      [{ ...proposal, of: 'x', group: 'nobody' }, 'group', /no group nobody/],
      [
        { event: 'ProposalDecided', of: 'never-submitted', decision: 'accepted', source: 's' },
        'of',
        /begins with ProposalSubmitted/,
      ],
      [{ event: 'LedTo', of: 'g', kind: 'path', source: 's' }, 'stream', /group, proposal/],
      [{ event: 'RecordedInError', stream: 'proposal', of: 'p', ofEvent: 'no such line', source: 's' }, 'ofEvent', /./],
      [{ ...unit, of: 'x', recordedAt: '2020-01-01T00:00:00.000Z' }, 'recordedBy', /missing/],
    ];
    const good = [source, unit, group, proposal];
    const lines = [...good, ...bad.map(([line]) => line), { event: 'GroupEnded', of: 'g', source: 's', on: '2018' }];
    const report = await importHistory(context, given(lines));

    expect(report).toMatchObject({ lines: lines.length, sources: 1, events: 4, rejected: bad.length });
    for (const [index, [, field, problem]] of bad.entries()) {
      const found = report.problems.filter((one) => one.line === good.length + index + 1);
      expect(found.map((one) => one.problem)).toHaveLength(new Set(found.map((one) => one.field)).size);
      expect(found).toContainEqual({ line: good.length + index + 1, field, problem: expect.stringMatching(problem) });
    }
    expect(await context.store.size()).toBe(5);
  });

  it('with lines that are too long or no UTF-8 loses only these', async () => {
    const context = await installation();
    const lines = Buffer.concat([
      Buffer.from(`${JSON.stringify(source)}\n`),
      Buffer.alloc(mostBytesALine + 1, 'x'),
      Buffer.from('\n'),
      Buffer.from([0x22, 0xff, 0xfe, 0x22, 0x0a]),
      Buffer.from(`\r\n${JSON.stringify(unit)}\r\n`),
    ]);
    // In pieces of odd sizes, as files and sockets give them.
    const pieces = Array.from({ length: Math.ceil(lines.length / 7_001) }, (_, index) =>
      lines.subarray(index * 7_001, (index + 1) * 7_001),
    );
    const report = await importHistory(context, readLines(pieces));
    expect(report).toMatchObject({ sources: 1, events: 1, rejected: 2 });
    expect(report.problems).toEqual([
      { line: 2, field: '', problem: expect.stringContaining('longer') },
      { line: 3, field: '', problem: expect.stringContaining('UTF-8') },
    ]);
  });
});

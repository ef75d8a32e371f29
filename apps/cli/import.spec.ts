import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kierto, scratchFolder } from '../../test/command-line.ts';

const espoo = 'histories/espoo-jyvaskyla.ndjson';
const peps = 'histories/python-peps.ndjson';
const unit = { event: 'UnitEstablished', of: 'adult-social-work', on: '2015', words: { name: 'Aikuissosiaalityö' } };

let scratch: ReturnType<typeof scratchFolder>;
let data: string[];
beforeEach(() => {
  scratch = scratchFolder();
  data = ['--data', scratch.at('data')];
});
afterEach(() => scratch.remove());

describe('importing real histories', () => {
  it('takes in every event, and the second time none', async () => {
    const first = await kierto(['import', ...data, espoo, peps]);
    expect(first.status).toBe(0);
    expect(first.out).toBe(
      [
        `${espoo}: 61 lines: 59 events and 2 sources taken in, 0 already there, 0 rejected.`,
        `${peps}: 1,973 lines: 1,972 events and 1 source taken in, 0 already there, 0 rejected.\n`,
      ].join('\n'),
    );
    expect(first.err).toBe('');
    const second = JSON.parse((await kierto(['import', ...data, '--json', espoo, peps])).out);
    expect(second).toMatchObject({ lines: 2034, sources: 0, events: 0, already: 2034, rejected: 0 });
  });
});

describe('importing a file of mixed rubbish', () => {
  const lines = [
    'not JSON',
    unit,
    { event: 'NothingKnown', of: 'x' },
    { ...unit, of: 'tomorrow', on: '2199' },
    [],
    { event: 'GroupFounded', of: 'lounge', unit: 'nowhere', kind: 'coDevelopment', words: { name: 'Olohuone' } },
    { event: 'GroupFounded', of: 'lounge', unit: unit.of, kind: 'coDevelopment', words: { name: 'Olohuone' } },
  ];

  it('reports each bad line with its number, its field and why, and ends with 1', async () => {
    const file = scratch.file(
      'mixed.ndjson',
      ...lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))),
    );
    const { status, out } = await kierto(['import', ...data, file]);
    expect(status).toBe(1);
    const [last, ...rejected] = out.trimEnd().split('\n').reverse();
    expect(rejected.reverse()).toEqual([
      `${file}:1: is not JSON`,
      `${file}:3: event: is not an event that is known here`,
      `${file}:4: on: Nothing can have happened after today.`,
      `${file}:5: must be a JSON object`,
      `${file}:6: unit: There is no unit nowhere yet.`,
    ]);
    expect(last).toBe(`${file}: 7 lines: 2 events and 0 sources taken in, 0 already there, 5 rejected.`);
  });

  it('has the good lines in', async () => {
    const file = scratch.file(
      'mixed.ndjson',
      ...lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))),
    );
    await kierto(['import', ...data, file]);
    const { out } = await kierto(['events', ...data, '--json', 'group-lounge']);
    expect(JSON.parse(out)).toMatchObject({ type: 'GroupFounded', data: { unit: unit.of } });
  });

  it('lists 50 rejected lines to people and up to 1,000 to programs', async () => {
    const file = scratch.file('bad.ndjson', ...Array.from({ length: 1_200 }, () => 'x'));
    const { out } = await kierto(['import', ...data, file]);
    expect(out.match(/^.*bad\.ndjson:\d+: /gm)).toHaveLength(50);
    expect(out).toMatch(/1,150 more rejected; --json lists up to 1,000 problems/);
    const report = JSON.parse((await kierto(['import', ...data, '--json', file])).out);
    expect(report.rejected).toBe(1_200);
    expect(report.files[0].problems).toHaveLength(1_000);
  });
});

describe('importing', () => {
  it('reads standard input when the file is called -', async () => {
    const { status, out } = await kierto(['import', ...data, '-'], `${JSON.stringify(unit)}\n`);
    expect({ status, out }).toEqual({
      status: 0,
      out: '-: 1 line: 1 event and 0 sources taken in, 0 already there, 0 rejected.\n',
    });
  });

  it('as a dry run checks everything and stores nothing', async () => {
    const file = scratch.file('one.ndjson', unit);
    const dry = await kierto(['import', ...data, '--dry-run', file]);
    expect(dry.out).toContain('1 event and 0 sources would be taken in');
    expect((await kierto(['events', ...data, `unit-${unit.of}`])).status).toBe(1);
  });

  it('sends no control characters of a file to the terminal', async () => {
    const { out } = await kierto(['import', ...data, '-'], `${JSON.stringify({ ...unit, 'a\u001b[31m': 1 })}\n`);
    expect(out).toContain('no name of a field');
    expect(out).not.toContain('\u001b');
  });

  it('takes nothing in when one of the files is not there', async () => {
    const file = scratch.file('one.ndjson', unit);
    const { status, out, err } = await kierto(['import', ...data, file, scratch.at('other.ndjson')]);
    expect({ status, out, err }).toEqual({
      status: 1,
      out: '',
      err: `kierto: ${scratch.at('other.ndjson')} does not exist.\n`,
    });
    expect((await kierto(['events', ...data, `unit-${unit.of}`])).err).toContain('There is no event store');
  });
});

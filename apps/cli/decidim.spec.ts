import { readFileSync, statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kierto, scratchFolder } from '../../test/command-line.ts';

const header =
  'id;reference;author/name;title/fi;body/fi;state;answered_at;answer/fi;published_at;url;likes/total_count;mood';
const bench =
  '7;OV-7;Aino;Penkkejä;Aulaan;accepted;2025-02-01;Tilaa on;2025-01-01;https://voice.example/proposals/7;5;glad';

let scratch: ReturnType<typeof scratchFolder>;
let proposals: string;
let results: string;
beforeEach(() => {
  scratch = scratchFolder();
  proposals = scratch.file('proposals.csv', header, bench);
  results = scratch.file('results.json', [
    {
      id: 1,
      title: { fi: 'Penkit' },
      progress: 100,
      end_date: '2025-03-01',
      proposal_urls: ['https://voice.example/proposals/7'],
    },
  ]);
});
afterEach(() => scratch.remove());

const linesOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('turning exports of Decidim into a history', () => {
  it('writes lines that an import takes, the proposals first in whatever order the files are named', async () => {
    const { status, out, err } = await kierto(['decidim', results, proposals, '--title', 'Our voice']);
    expect(status).toBe(0);
    expect(linesOf(out).map(({ event, source }) => event ?? source)).toEqual([
      'decidim',
      'UnitEstablished',
      'GroupFounded',
      'ProposalSubmitted',
      'ProposalDecided',
      'ChangeStarted',
      'FollowUpRecorded',
    ]);
    expect(err).toBe(
      [
        `${proposals}: left out, without a place here: author/*, likes/*.`,
        `${proposals}: left out, not known: mood.`,
        `${proposals}: 1 row of proposals: 1 taken, 0 not taken.`,
        `${results}: 1 row of results: 1 taken, 0 not taken.\n`,
      ].join('\n'),
    );
    const data = ['--data', scratch.at('data')];
    const taken = await kierto(['import', ...data, '-'], out);
    expect(taken.out).toBe('-: 7 lines: 6 events and 1 source taken in, 0 already there, 0 rejected.\n');
    const again = await kierto(['decidim', proposals, results, '--title', 'Our voice']);
    expect((await kierto(['import', ...data, '-'], again.out)).out).toContain(
      '0 events and 1 source taken in, 6 already',
    );
  });

  it('reports each row and each cell that cannot be taken, takes the others and ends with 1', async () => {
    const file = scratch.file(
      'mixed.csv',
      header,
      '1;2',
      bench.replace('2025-01-01', 'soon'),
      bench,
      bench.replaceAll('7', '8').replace('accepted', 'paused'),
    );
    const { status, out, err } = await kierto(['decidim', file]);
    expect(status).toBe(1);
    expect(err.split('\n').slice(0, 4)).toEqual([
      `${file}:2: has 2 cells where there are 12 columns`,
      `${file}:3: published_at: is no date such as 2026-03-09 or 2026-03-09 10:00:00 UTC`,
      `${file}:4: id: is that of the proposal in line 3`,
      `${file}:5: state: paused is not known; say what it means with --state paused=DECISION`,
    ]);
    expect(err).toContain(`${file}: 4 rows of proposals: 2 taken, 2 not taken.`);
    expect(
      linesOf(out)
        .filter(({ event }) => event === 'ProposalSubmitted')
        .map(({ of, on }) => [of, on]),
    ).toEqual([
      ['ov-7', undefined],
      ['ov-8', '2025-01-01'],
    ]);
    const told = await kierto(['decidim', file, '--state', 'paused=deferred']);
    expect(told.out).toContain('"decision":"deferred"');
  });

  it('says what the source records: what is asked for, and never more than Decidim has', async () => {
    const coverage = async (...args: string[]) => linesOf((await kierto(['decidim', ...args])).out)[0].coverage;
    expect(await coverage(proposals)).toMatchObject({ decisions: 'partial', followUps: 'none', told: 'none' });
    expect(await coverage(proposals, results, '--decisions', 'complete')).toMatchObject({
      decisions: 'complete',
      reasons: 'complete',
      followUps: 'partial',
      confirmed: 'none',
    });
  });

  it('reads standard input, and writes a file that only its owner may read', async () => {
    const out = scratch.at('voice.ndjson');
    const { status, err } = await kierto(
      ['decidim', '-', '--source', 'voice', '--unit', 'services', '--out', out],
      readFileSync(proposals, 'utf8'),
    );
    expect({ status, err: err.split('\n').at(-2) }).toEqual({ status: 0, err: `kierto: ${out} holds 4 lines.` });
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(linesOf(readFileSync(out, 'utf8'))[1]).toMatchObject({
      event: 'GroupFounded',
      of: 'voice-proposals',
      unit: 'services',
    });
    expect((await kierto(['decidim', proposals, '--out', out])).err).toContain('exists already');
  });

  it('sends no control characters of a file to the terminal, and shows 50 problems', async () => {
    const rows = Array.from({ length: 60 }, (_, index) =>
      bench.replaceAll('7', `${index}`).replace('accepted', '\u001b[31m'),
    );
    const { err } = await kierto([
      'decidim',
      scratch.file('many.csv', `${header};\u001b[31m`, ...rows.map((row) => `${row};`)),
    ]);
    expect(err).not.toContain('\u001b');
    expect(err.match(/many\.csv:\d+: state/g)).toHaveLength(50);
    expect(err).toContain('10 more problems');
  });

  it.each([
    [['votes.csv'], 'is no export of proposals or of results: it has id, name'],
    [['empty.csv'], 'it has no columns'],
    [['missing.csv'], 'does not exist'],
    [['-', 'proposals.csv'], 'Standard input comes alone'],
    [['proposals.csv', '--state', 'a=b'], '--state must be STATE=DECISION'],
    [['proposals.csv', '--lang', 'suomi!'], '--lang must be a language tag'],
    [['proposals.csv', '--source', 'a-name-of-more-than-24-letters'], '--source may have 24 characters'],
  ])('%j writes nothing and says why', async (args, sentence) => {
    scratch.file('votes.csv', 'id;name', '1;a');
    scratch.file('empty.csv');
    const { status, out, err } = await kierto([
      'decidim',
      ...args.map((one) => (one.endsWith('.csv') ? scratch.at(one) : one)),
    ]);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toContain(sentence);
  });
});

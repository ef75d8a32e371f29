import { beforeEach, describe, expect, it } from '@jest/globals';
import { DecidimHistory, type DecidimOptions } from './decidim-history.ts';

const calendar = {
  today: '2026-03-31',
  dayOf: (instant: number) => new Date(instant + 2 * 3_600_000).toISOString().slice(0, 10),
};
const options: DecidimOptions = {
  source: 'voice',
  title: 'Our voice',
  document: 'proposals.csv',
  decisions: 'partial',
  results: true,
  states: {},
};
const bench = {
  id: '7',
  reference: 'OV-PROP-2025-01-7',
  'participatory_space/id': '3',
  'participatory_space/url': 'https://voice.example/processes/lobby-plan',
  'title/fi': 'Penkkejä',
  'body/fi': '<p>Aulaan.</p>',
  published_at: '2025-01-02 10:00:00 UTC',
  url: 'https://voice.example/processes/lobby-plan/f/1/proposals/7',
};

let history: DecidimHistory;
let line: number;
beforeEach(() => {
  history = new DecidimHistory(options, calendar);
  line = 1;
});
const rowOf = (cells: object) => ({ line: ++line, cells: new Map(Object.entries(cells) as [string, string][]) });
const proposal = (cells: object, of = history) => of.proposal(rowOf({ ...bench, ...cells }));
const another = (number: number, cells: object = {}, of = history) =>
  proposal(
    {
      id: `${number}`,
      reference: `OV-PROP-2025-01-${number}`,
      url: `https://voice.example/x/proposals/${number}`,
      ...cells,
    },
    of,
  );
const result = (cells: object) =>
  history.result(rowOf({ id: '1', 'title/fi': 'Penkit', proposal_urls: bench.url, ...cells }));
const only = (lines: readonly object[], ...events: string[]) =>
  lines.filter((one) => events.includes((one as { event: string }).event));

describe('what Decidim records at all', () => {
  it('is said of the source, and what it never records is none', () => {
    expect(history.begin()).toMatchObject([
      {
        source: 'voice',
        title: 'Our voice',
        coverage: {
          proposals: 'partial',
          decisions: 'partial',
          reasons: 'partial',
          followUps: 'partial',
          told: 'none',
          confirmed: 'none',
          trials: 'none',
          responses: 'none',
        },
      },
      { event: 'UnitEstablished', of: 'voice', words: { name: 'Our voice' } },
    ]);
  });

  it('has no follow-ups where no results come, and all decisions where somebody says so', () => {
    const told = new DecidimHistory({ ...options, results: false, decisions: 'complete', unit: 'services' }, calendar);
    expect(told.begin()).toMatchObject([
      { coverage: { followUps: 'none', decisions: 'complete', reasons: 'complete' } },
    ]);
    expect(told.begin()).toHaveLength(1);
  });
});

describe('a proposal', () => {
  it('is submitted in the group that its space is, with an id that people can read', () => {
    expect(proposal({})).toEqual({
      problems: [],
      lines: [
        {
          event: 'GroupFounded',
          of: 'voice-processes-lobby-plan',
          kind: 'openEvents',
          unit: 'voice',
          words: { name: 'lobby plan' },
          source: 'voice',
        },
        {
          event: 'ProposalSubmitted',
          of: 'ov-prop-2025-01-7',
          id: 'submitted',
          on: '2025-01-02',
          group: 'voice-processes-lobby-plan',
          unit: 'voice',
          kind: 'idea',
          answerWanted: 'decision',
          source: 'voice',
          reference: 'proposals/7',
          words: { title: 'Penkkejä', text: 'Aulaan.' },
          lang: 'fi',
        },
      ],
    });
    expect(another(8).lines).toHaveLength(1);
  });

  it('of a scope is for a unit of its own, and of a category or taxonomy has its theme; each is told once', () => {
    const cells = {
      'scope/id': '4',
      'scope/name/fi': 'Pohjoinen',
      'taxonomies/ids': '12, 13',
      'taxonomies/12/sv': 'Boende',
    };
    const { lines } = proposal(cells);
    expect(only(lines, 'UnitEstablished', 'ThemeNamed')).toMatchObject([
      { of: 'voice-scope-4', parent: 'voice', words: { name: 'Pohjoinen' }, lang: 'fi' },
      { of: 'main', code: 'voice-taxonomy-12', words: { label: 'Boende' }, lang: 'sv' },
    ]);
    expect(only(lines, 'ProposalSubmitted')).toMatchObject([{ unit: 'voice-scope-4', theme: 'voice-taxonomy-12' }]);
    expect(another(8, cells).lines).toHaveLength(1);
    expect(only(another(9, { 'category/id': '5' }).lines, 'ThemeNamed')).toMatchObject([
      { code: 'voice-category-5', words: { label: 'voice-category-5' } },
    ]);
  });

  it('has its words in one language, and the others as translations by people and machines', () => {
    const { lines } = proposal({ 'title/sv': 'Bänkar', 'title/machine_translations/en': 'Benches' });
    expect(only(lines, 'WordsTranslated')).toMatchObject([
      {
        stream: 'proposal',
        ofEvent: 'submitted',
        field: 'title',
        language: 'sv',
        madeBy: 'translator',
        words: { text: 'Bänkar' },
      },
      { field: 'title', language: 'en', madeBy: 'machine', words: { text: 'Benches' } },
    ]);
    const swedish = new DecidimHistory({ ...options, language: 'sv' }, calendar);
    const told = proposal({ 'title/sv': 'Bänkar', 'body/sv': 'I aulan' }, swedish);
    expect(only(told.lines, 'ProposalSubmitted')).toMatchObject([
      { lang: 'sv', words: { title: 'Bänkar', text: 'I aulan' } },
    ]);
  });

  it('is told without a language where the export names none', () => {
    const { lines } = proposal({ 'title/fi': '', title: 'Penkkejä', 'body/fi': '', body: 'Aulaan' });
    expect(only(lines, 'ProposalSubmitted')[0]).toMatchObject({ words: { title: 'Penkkejä', text: 'Aulaan' } });
    expect(only(lines, 'ProposalSubmitted')[0]).not.toHaveProperty('lang');
  });

  it.each([
    [{ state: 'accepted' }, 'accepted'],
    [{ state: 'rejected' }, 'rejected'],
  ])('that is %j is decided, on its day here, with the reason as plain text', (cells, decision) => {
    const { lines, problems } = proposal({
      ...cells,
      answered_at: '2025-02-03T23:30:00.000Z',
      'answer/fi': '<p>Koska <b>on</b> tilaa.</p>',
      cost: '1200.50',
    });
    expect(problems).toEqual([]);
    expect(only(lines, 'ProposalDecided')).toMatchObject([
      {
        of: 'ov-prop-2025-01-7',
        on: '2025-02-04',
        decision,
        cost: 120_050,
        words: { reason: 'Koska on tilaa.' },
        lang: 'fi',
      },
    ]);
  });

  it.each(['', 'not_answered', 'evaluating', 'withdrawn'])(
    'whose state is %j is not decided, whatever stands as its answer',
    (state) => {
      const { lines } = proposal({ state, answered_at: '2025-02-03', 'answer/fi': 'A draft' });
      expect(only(lines, 'ProposalDecided')).toEqual([]);
      expect(JSON.stringify(lines)).not.toContain('A draft');
      expect(only(lines, 'ProposalReceived')).toHaveLength(state === 'evaluating' ? 1 : 0);
    },
  );

  it('of a state that only this Decidim has is taken without it, until somebody says what it means', () => {
    const unknown = proposal({ state: 'in_progress' });
    expect(unknown.problems).toEqual([
      { column: 'state', problem: 'in_progress is not known; say what it means with --state in_progress=DECISION' },
    ]);
    expect(only(unknown.lines, 'ProposalSubmitted', 'ProposalDecided')).toHaveLength(1);
    const told = new DecidimHistory({ ...options, states: { in_progress: 'trial' } }, calendar);
    expect(only(proposal({ state: 'in_progress' }, told).lines, 'ProposalDecided')).toMatchObject([
      { decision: 'trial' },
    ]);
    // Else it would be one that was never answered.
    const complete = new DecidimHistory({ ...options, decisions: 'complete' }, calendar);
    expect(proposal({ state: 'in_progress' }, complete)).toMatchObject({ lines: [], problems: [{ column: 'state' }] });
  });

  it('that is an amendment is a comment, and that its authors took it in is no decision of management', () => {
    another(8);
    const { lines } = proposal({
      is_amend: 'true',
      state: 'accepted',
      'original_proposal/url': 'https://voice.example/x/proposals/8',
    });
    expect(lines).toMatchObject([{ event: 'ProposalSubmitted', kind: 'comment' }]);
    expect(lines[0]).not.toHaveProperty('answerWanted');
    expect(history.links()).toMatchObject([
      { of: 'ov-prop-2025-01-7', proposal: 'ov-prop-2025-01-8', how: 'followsFrom' },
    ]);
  });

  it('may be withdrawn, and linked to one that comes further below', () => {
    const { lines } = proposal({
      withdrawn: 'true',
      withdrawn_at: '2025-03-01',
      related_proposals: 'https://voice.example/x/proposals/9, https://voice.example/x/proposals/99',
    });
    expect(only(lines, 'ProposalWithdrawn')).toMatchObject([{ on: '2025-03-01' }]);
    another(9);
    expect(history.links()).toMatchObject([{ proposal: 'ov-prop-2025-01-9', how: 'sameMatter' }]);
    expect(history.links()).toEqual([]);
  });

  it('has nothing of the persons who wrote it', () => {
    expect(
      JSON.stringify(
        proposal({ 'author/name': 'Aino Esimerkki', 'author/url': 'https://voice.example/profiles/aino' }),
      ),
    ).not.toMatch(/aino/i);
  });
});

describe('a row that cannot be taken', () => {
  it.each([
    ['id', 'is missing', { id: '', reference: '' }],
    ['title', 'is empty, and so is the body', { 'title/fi': ' ', 'body/fi': '<script>x</script>' }],
  ])('says that %s %s', (column, problem, cells) => {
    expect(proposal(cells)).toEqual({ lines: [], problems: [{ column, problem }] });
  });

  it('says where its id stood before', () => {
    proposal({});
    expect(proposal({ reference: 'another' }).problems).toEqual([
      { column: 'id', problem: 'is that of the proposal in line 2' },
    ]);
    expect(proposal({ id: '70' }).problems).toEqual([{ column: 'id', problem: 'is that of the proposal in line 2' }]);
  });
});

describe('a cell that cannot be taken', () => {
  it.each([
    ['published_at', '2025-02-30', 'is no date such as 2026-03-09 or 2026-03-09 10:00:00 UTC'],
    ['published_at', 'yesterday', 'is no date such as 2026-03-09 or 2026-03-09 10:00:00 UTC'],
    ['published_at', '2025-01-02 25:00:00 UTC', 'is no date such as 2026-03-09 or 2026-03-09 10:00:00 UTC'],
    ['published_at', '2026-04-01', 'lies in the future'],
    ['title/not a language', 'A', 'does not end with a language'],
    ['body/sv', 'Bara på svenska', 'is in another language than what it belongs to, fi'],
  ])('%s %j is told and as if it were empty', (column, cell, problem) => {
    const { lines, problems } = proposal({ ...(column === 'body/sv' && { 'body/fi': '' }), [column]: cell });
    expect(problems).toEqual([{ column, problem }]);
    expect(only(lines, 'ProposalSubmitted')).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toContain(`"${cell}"`);
  });

  it('is cut where it is too long', () => {
    const { lines, problems } = proposal({ 'title/fi': `${'x'.repeat(294)}😀${'x'.repeat(300)}` });
    expect(problems).toEqual([{ column: 'title', problem: 'is longer than 300 characters; its end was cut off' }]);
    const [{ words }] = only(lines, 'ProposalSubmitted') as [{ words: { title: string } }];
    expect(words.title).toMatch(/^x{294}(😀)? \[…\]$/u);
  });
});

describe('a result', () => {
  beforeEach(() => {
    proposal({});
    another(8);
  });

  it('that is done is a change that started and was followed up, of each proposal that it names', () => {
    const { lines, problems } = result({
      start_date: '2025-03-01',
      end_date: '2025-05-01',
      progress: '100.0',
      'description/fi': '<p>Ostettu.</p>',
      proposal_urls: `${bench.url}, https://voice.example/x/proposals/8`,
    });
    expect(problems).toEqual([]);
    for (const id of ['ov-prop-2025-01-7', 'ov-prop-2025-01-8'])
      expect(lines.filter((one) => one.of === id)).toMatchObject([
        { event: 'ChangeStarted', on: '2025-03-01', words: { what: 'Penkit' } },
        {
          event: 'FollowUpRecorded',
          on: '2025-05-01',
          changed: 'yes',
          words: { whatChanged: 'Ostettu.' },
          reference: 'results/1',
        },
      ]);
  });

  it('that goes on says by when it was promised, and nothing of a change', () => {
    const { lines } = result({ start_date: '2025-03-01', end_date: '2027-05-01', progress: '40' });
    expect(lines).toMatchObject([{ event: 'ChangeStarted' }, { event: 'FollowUpScheduled', next: '2027-05-01' }]);
  });

  it.each([
    ['changedPartly', 'partly', 'whatChanged'],
    ['notChanged', 'no', 'whyNot'],
  ])('whose state is %s, as we write it, says what it means', (key, changed, field) => {
    const { lines } = result({ 'status/key': key, 'description/fi': 'Näin.' });
    expect(only(lines, 'FollowUpRecorded')).toMatchObject([{ changed, words: { [field]: 'Näin.' } }]);
  });

  it.each([
    ['proposal_urls', 'is empty: what came of no proposal has no place here', { proposal_urls: '' }],
    ['proposal_urls', 'names no proposal of these files', { proposal_urls: 'https://voice.example/x/proposals/99' }],
    ['start_date', 'lies in the future or is empty, and nothing else says what was done', { progress: '0' }],
    ['id', 'is missing', { id: '' }],
  ])('is not taken when %s %s', (column, problem, cells) => {
    expect(result(cells)).toEqual({ lines: [], problems: [{ column, problem }] });
  });

  it('is taken once, and what is wrong in it is told', () => {
    expect(result({ start_date: '2025-03-01', progress: 'half' }).problems).toEqual([
      { column: 'progress', problem: 'is no number from 0 to 100' },
    ]);
    expect(result({ start_date: '2025-03-01' })).toMatchObject({ lines: [], problems: [{ column: 'id' }] });
  });
});

import { describe, expect, it } from '@jest/globals';
import { fateOf, kindOf } from './decidim-columns.ts';
import {
  decidimColumns,
  decidimCsv,
  decidimProposal,
  decidimResult,
  decidimRow,
  numberOf,
  type ProposalToExport,
} from './decidim-out.ts';

const said = (texts: Readonly<Record<string, string>>, byMachine: Readonly<Record<string, string>> = {}) => ({
  written: texts,
  byMachine,
});
const base = 'https://kierto.example';
const bench: ProposalToExport = {
  id: 'bench',
  group: { id: 'lobby', name: said({ fi: 'Aula' }) },
  unit: { id: 'services', name: said({ fi: 'Palvelut' }) },
  theme: { id: 'rooms', name: said({ fi: 'Tilat', sv: 'Utrymmen' }) },
  title: said({ fi: 'Penkki' }, { en: 'A bench' }),
  text: said({ fi: 'Aulaan.\n\nKaksi.' }),
  submittedOn: '2026-01-05',
  withdrawn: false,
  meeting: 'spring',
  linked: ['chair'],
};
const answered: ProposalToExport = {
  ...bench,
  answer: {
    on: '2026-02-01',
    toldOn: '2026-02-03',
    decision: 'accepted',
    byWhen: '2026-09-01',
    reason: said({ fi: 'Tilaa on & <b>riittää</b>.' }),
    whatWillBeDone: said({ fi: 'Ostamme.' }),
  },
};

/** What serializers of Decidim 0.31 write for proposals, scope beside taxonomies as its importer of proposals reads it. */
const columns =
  'id author taxonomies scope participatory_space component title body address latitude longitude state state_published_at reference answer answered_at votes likes comments attachments follows_count published_at url meeting_urls related_proposals is_amend original_proposal withdrawn withdrawn_at created_at updated_at created_in_meeting coauthorships_count cost cost_report execution_period';
const resultColumns =
  'id taxonomies parent title description start_date end_date status progress created_at updated_at url component proposal_urls reference children_count comments_count address latitude longitude';

describe('a proposal for Decidim', () => {
  it('has the names that Decidim has, in its order', () => {
    expect(Object.keys(decidimProposal(bench, base)).join(' ')).toBe(columns);
    expect(Object.keys(decidimResult(answered, base)!).join(' ')).toBe(resultColumns);
  });

  it('has its words by language, machine translations apart, and our id as its reference', () => {
    const theme = numberOf('theme rooms');
    expect(decidimProposal(bench, base)).toMatchObject({
      id: numberOf('proposal bench'),
      reference: 'bench',
      title: { fi: 'Penkki', machine_translations: { en: 'A bench' } },
      body: { fi: 'Aulaan.\n\nKaksi.' },
      taxonomies: { ids: [theme], [theme]: { fi: 'Tilat', sv: 'Utrymmen' } },
      scope: { name: { fi: 'Palvelut' } },
      participatory_space: { url: `${base}/groups/lobby` },
      state: '',
      answer: {},
      answered_at: null,
      published_at: '2026-01-05',
      url: `${base}/proposals/bench`,
      meeting_urls: [`${base}/meetings/spring`],
      related_proposals: [`${base}/proposals/chair`],
      withdrawn: false,
    });
  });

  it('has a number that is the same each time, and no other’s', () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => numberOf(`proposal ${index}`));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => Number.isSafeInteger(id))).toBe(true);
    expect(numberOf('proposal bench')).toBe(numberOf('proposal bench'));
  });

  it('has its answer as HTML that says what the text said', () => {
    expect(decidimProposal(answered, base)).toMatchObject({
      state: 'accepted',
      answer: { fi: '<p>Tilaa on &amp; &lt;b&gt;riittää&lt;/b&gt;.</p>' },
      answered_at: '2026-02-01',
      state_published_at: '2026-02-03',
    });
  });

  it.each([
    ['accepted', 'accepted'],
    ['partlyAccepted', 'accepted'],
    ['trial', 'accepted'],
    ['deferred', 'evaluating'],
    ['rejected', 'rejected'],
  ])('that is %s is %s there', (decision, state) => {
    expect(decidimProposal({ ...answered, answer: { ...answered.answer!, decision } }, base).state).toBe(state);
  });

  it('has a day only where the day is known', () => {
    expect(decidimProposal({ ...bench, submittedOn: '2026' }, base).published_at).toBeNull();
    expect(decidimProposal({ ...bench, submittedOn: '2025/2026-03' }, base).published_at).toBeNull();
  });
});

describe('a result for Decidim', () => {
  it('is there only where something was promised', () => {
    expect(decidimResult(bench, base)).toBeUndefined();
    const rejected = { ...answered, answer: { ...answered.answer!, decision: 'rejected' } };
    expect(decidimResult(rejected, base)).toBeUndefined();
  });

  it('says what was promised and by when, then what has come, and a share only when it is whole', () => {
    expect(decidimResult(answered, base)).toMatchObject({
      status: { key: 'promised' },
      description: { fi: '<p>Ostamme.</p>' },
      start_date: null,
      end_date: '2026-09-01',
      progress: null,
      proposal_urls: [`${base}/proposals/bench`],
    });
    expect(decidimResult({ ...answered, startedOn: '2026-03-01' }, base)).toMatchObject({
      status: { key: 'started' },
      start_date: '2026-03-01',
    });
    const followUp = {
      on: '2026-05-01',
      whatChanged: said({ fi: 'Penkki on.' }),
      whyNot: said({ fi: 'Rahat loppuivat.' }),
    };
    const followed = (changed: string) => decidimResult({ ...answered, followUp: { ...followUp, changed } }, base);
    expect(followed('yes')).toMatchObject({
      status: { key: 'changed' },
      progress: 100,
      end_date: '2026-05-01',
      description: { fi: '<p>Penkki on.</p>' },
    });
    expect(followed('partly')).toMatchObject({ status: { key: 'changedPartly' }, progress: null });
    expect(followed('no')).toMatchObject({
      status: { key: 'notChanged' },
      description: { fi: '<p>Rahat loppuivat.</p>' },
    });
  });
});

describe('the same as CSV', () => {
  const spread = { languages: new Set(['fi', 'sv']), byMachine: new Set(['en']), themes: new Set(['rooms']) };

  it('has a column for each language, and for each theme', () => {
    const names = decidimColumns('proposals', spread);
    const theme = numberOf('theme rooms');
    expect(names).toEqual([...new Set(names)]);
    for (const name of ['title', 'body', 'answer', 'scope/name', `taxonomies/${theme}`])
      expect(names.filter((one) => one.startsWith(`${name}/`))).toEqual([
        `${name}/fi`,
        `${name}/sv`,
        `${name}/machine_translations/en`,
      ]);
    expect(decidimColumns('results', spread)).toContain('description/fi');
  });

  it('has columns that are understood when they come in', () => {
    for (const kind of ['proposals', 'results'] as const) {
      const names = decidimColumns(kind, spread);
      expect(kindOf(names)).toBe(kind);
      expect(names.filter((name) => fateOf(name, kind) === 'unknown')).toEqual([]);
    }
    expect(fateOf('mood', 'proposals')).toBe('unknown');
    expect(kindOf(['id', 'name'])).toBeUndefined();
  });

  it('has in a cell what a spreadsheet does not compute, lists with commas, and nothing where there is nothing', () => {
    const one = { ...bench, title: said({ fi: '=1+1', sv: 'a;"b"\nc' }), linked: ['chair', 'lamp'] };
    const names = ['title/fi', 'title/sv', 'title/machine_translations/en', 'related_proposals', 'votes', 'withdrawn'];
    expect(decidimCsv([decidimRow(decidimProposal(one, ''), names)])).toBe(
      `'=1+1;"a;""b""\nc";;/proposals/chair, /proposals/lamp;;false\n`,
    );
  });
});

import type { Language } from '#i18n';
import { version } from '../state.ts';
import type { TimeId } from './report-measures.ts';
import { type Block, heading, type Line, Pieces, paragraph, type Report } from './report-model.ts';
import { capital, cell, wordsIn } from './report-words.ts';
import { annex } from './yearly-annex.ts';
import { alphabetical, byTable, reasonsPart } from './yearly-by.ts';
import { type Cohort, dimensions, type YearlyFacts } from './yearly-facts.ts';
import { counted, figuresTable, type Shown, shareLines, timesTable } from './yearly-figures.ts';
import { inShort } from './yearly-short.ts';
import { notKnown } from './yearly-unknown.ts';
import { hoursPart, owedTable, silencePart } from './yearly-waits.ts';

/** What a year of co-development came to. @param address that makes the same report again */
export function yearlyReport(facts: YearlyFacts, lang: Language, address: string): Report {
  const words = wordsIn(lang);
  const { say } = words;
  const year = String(facts.year);
  const shown: Shown = { words, facts, narrowed: { year } };
  const title = say('reports.yearly.title', { year });
  return {
    lang,
    title,
    day: facts.as.on,
    foot: say('reports.page', { page: 'PAGE', pages: 'PAGES' }),
    blocks: [
      about(shown),
      ...which(shown),
      heading(2, say('reports.short.heading', { year })),
      ...(facts.cohort.cases === 0
        ? [paragraph(say('reports.short.none', { year }))]
        : [
            paragraph(
              say('reports.short.count', { year, number: words.number(facts.cohort.cases), count: facts.cohort.cases }),
            ),
            inShort(shown, facts.cohort),
          ]),
      ...notKnown(shown),
      ...(facts.cohort.cases === 0 ? [] : cohortTables(shown)),
      ...(facts.undated ? undatedPart({ ...shown, narrowed: { year: 'none' } }, facts.undated) : []),
      ...happened(shown),
      ...owedTable(shown),
      ...silencePart(shown),
      ...promises(shown),
      ...hoursPart(shown),
      heading(2, say('reports.counted.heading')),
      {
        kind: 'list',
        lines: (['open', 'notKnown', 'interval', 'times', 'people'] as const)
          .map((one): Line => [{ text: say(`reports.counted.${one}`) }])
          .concat([[{ text: say('reports.counted.times.two', { on: words.day(facts.as.on) }) }]]),
      },
      ...annex(words),
      ...citation(shown, title, address),
    ],
  };
}

function about({ words, facts }: Shown): Block {
  const { say, day } = words;
  const { unit, reached, as, year } = facts;
  const pieces = new Pieces();
  const own = unit && words.name(unit.name, unit.id);
  const names = (reached ?? []).map((text) => pieces.put(words.name(text, '–'))).join(', ');
  const units: Line = own
    ? pieces.line(say('reports.facts.unitBelow', { unit: pieces.put(own) }))
    : reached
      ? pieces.line(say('reports.facts.ownUnits', { units: names }))
      : [{ text: say('reports.facts.everyUnit') }];
  const known =
    as.knownOn === undefined
      ? say('reports.facts.knownAt', { at: as.at })
      : say('reports.facts.knownOn', { day: day(as.knownOn), at: as.at });
  return {
    kind: 'terms',
    terms: [
      { term: say('reports.facts.year'), line: [{ text: String(year) }] },
      { term: say('reports.facts.unit'), line: units },
      { term: say('reports.facts.on'), line: [{ text: day(as.on) }] },
      { term: say('reports.facts.known'), line: [{ text: known }] },
    ],
  };
}

function which({ words, facts }: Shown): Block[] {
  const { say, number, day } = words;
  const year = String(facts.year);
  const cohort = { year, number: number(facts.cohort.cases), on: day(facts.as.on) };
  return [
    heading(2, say('reports.which.heading')),
    paragraph(say('reports.which.cohort', cohort)),
    paragraph(say('reports.which.happened', { year })),
    ...(facts.undated
      ? [
          paragraph(
            say('reports.which.undated', {
              year,
              number: number(facts.undated.cases),
              perhaps: number(facts.perhaps),
            }),
          ),
        ]
      : []),
  ];
}

function cohortTables(shown: Shown): Block[] {
  const { words, facts } = shown;
  const { say } = words;
  const year = String(facts.year);
  return [
    heading(2, say('reports.figures.heading')),
    ...figuresTable(shown, facts.cohort, say('reports.figures.cohort', { year })),
    heading(2, say('reports.times.heading')),
    timesTable(shown, facts.cohort, say('reports.times.cohort', { year })),
    heading(2, say('reports.by.heading')),
    paragraph(say('reports.by.what', { year })),
    ...dimensions.map((dimension) => byTable(shown, dimension)),
    ...reasonsPart(shown),
  ];
}

function undatedPart(shown: Shown, cohort: Cohort): Block[] {
  const { say } = shown.words;
  return [
    heading(2, say('reports.undated.heading')),
    paragraph(say('reports.undated.what', { year: String(shown.facts.year) })),
    inShort(shown, cohort),
    ...figuresTable(shown, cohort, say('reports.figures.undated')),
  ];
}

/** The time that ends with a step: what is not known of it says of how many proposals nobody knows whether the step came. */
const timeOf: Readonly<Record<string, TimeId>> = {
  received: 'toReceipt',
  answered: 'toAnswer',
  told: 'toTelling',
  changed: 'toChange',
};

function happened(of: Shown): Block[] {
  const shown = { ...of, narrowed: {} };
  const { words, facts } = shown;
  const { say } = words;
  const year = String(facts.year);
  return [
    heading(2, say('reports.happened.heading', { year })),
    paragraph(say('reports.happened.what', { year })),
    {
      kind: 'table',
      caption: say('reports.happened.caption', { year }),
      columns: [
        { title: say('reports.column.step'), width: 25 },
        { title: say('reports.column.certainly', { year }), width: 22 },
        { title: say('reports.column.perhaps', { year }), width: 22 },
        { title: say('reports.column.unknownOf'), width: 31 },
      ],
      rows: facts.happened.map(({ step, certainly, perhaps }) => ({
        head: cell(capital(words.code('caseStep', step))),
        cells: [
          cell(counted(shown, certainly, { step, during: year })),
          cell(counted(shown, perhaps, { step, during: year, within: 'perhaps' })),
          timeOf[step] === undefined
            ? cell('–')
            : cell(counted(shown, facts.notKnown.get(timeOf[step]) ?? 0, { time: timeOf[step], end: 'notKnown' })),
        ],
      })),
    },
    paragraph(say('reports.happened.perhaps')),
  ];
}

function promises(of: Shown): Block[] {
  const shown = { ...of, narrowed: {} };
  const { words, facts } = shown;
  const { say, day } = words;
  const { whole, cells } = facts.promises;
  const title = heading(2, say('reports.promises.heading'));
  if (Object.values(whole.counts).every((count) => count === 0))
    return [title, paragraph(say('reports.promises.none'))];
  const units = alphabetical(
    words,
    cells.map((one) => ({
      head: [[one.by === 'none' ? { text: say('reports.cell.none') } : words.name(one.byName, one.by ?? '')]],
      cells: [shareLines({ ...shown, narrowed: { unit: one.by ?? 'none' } }, 'promiseKept', one)],
    })),
  );
  return [
    title,
    paragraph(`${say('measureYes.promiseKept')}`),
    {
      kind: 'table',
      caption: say('reports.promises.caption', { on: day(facts.as.on) }),
      columns: [
        { title: say('reports.promises.unit'), width: 50 },
        { title: say('measure.promiseKept'), width: 50 },
      ],
      rows: [{ head: cell(say('reports.promises.whole')), cells: [shareLines(shown, 'promiseKept', whole)] }, ...units],
    },
  ];
}

function citation({ words, facts }: Shown, title: string, address: string): Block[] {
  const { say, day } = words;
  const { tops, as, event, store } = facts;
  const organisation = tops
    .map((name) => words.name(name, '').text)
    .filter((name) => name !== '')
    .join(', ');
  const text = say('reports.cite.text', {
    organisation: organisation || 'Kierto',
    title,
    on: day(as.on),
    at: as.at,
    event: event === undefined ? '' : say('reports.cite.event', { event }),
    store,
    version,
  });
  return [
    heading(2, say('reports.cite.heading')),
    paragraph(text),
    paragraph(say('reports.cite.address')),
    paragraph(address),
  ];
}

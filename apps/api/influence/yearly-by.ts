import { type Block, type Line, type Piece, paragraph } from './report-model.ts';
import { capital, cell, type Words } from './report-words.ts';
import { type dimensions, told } from './yearly-facts.ts';
import { counted, type Shown, shareLines } from './yearly-figures.ts';

function nameOfValue({ words, facts }: Shown, dimension: string, value: string): Piece {
  const { say } = words;
  if (value === 'none') return { text: capital(say('reports.cell.none')) };
  if (dimension === 'kind') return { text: capital(words.code('kind', value)) };
  if (dimension === 'origin') return { text: capital(words.code('reports.origin', value)) };
  if (dimension === 'voicedBy') return { text: capital(words.code('reports.voice', value)) };
  if (dimension === 'season') return nameOfSeason({ words, facts }, value);
  return nameIn({ words, facts }, dimension, value);
}

type Named = Pick<Shown, 'words' | 'facts'>;

const nameIn = ({ words, facts }: Named, dimension: string, value: string): Piece =>
  words.name(facts.cohort.values.get(dimension)?.find((one) => one.value === value)?.name ?? null, value);

/** `GROUP/SEASON` */
const seasonOf = ({ facts }: Named, value: string) => {
  const [group = '', season = ''] = value.split('/');
  const own = facts.hours.find((one) => one.group === group)?.seasons.find((one) => one.season === season);
  return { group, season, from: own?.from, to: own?.to };
};

function nameOfSeason(of: Named, value: string): Piece {
  const { group, season, from, to } = seasonOf(of, value);
  const days = [from, to].map((on) => (on === undefined ? '' : of.words.day(on))).join(' – ');
  const name = nameIn(of, 'group', group);
  return { ...name, text: `${name.text}: ${from === undefined ? season : days}` };
}

export function byTable(shown: Shown, dimension: (typeof dimensions)[number]): Block {
  const { words, facts } = shown;
  const { say } = words;
  const year = String(facts.year);
  // Seasons of a group stand in the order in which they began.
  const orderOf = ({ value }: { readonly value: string }): string => {
    if (dimension !== 'season' || value === 'none') return nameOfValue(shown, dimension, value).text;
    const { group, from = '' } = seasonOf(shown, value);
    return `${nameIn(shown, 'group', group).text} ${from}`;
  };
  const values = (facts.cohort.values.get(dimension) ?? []).toSorted((a, b) =>
    orderOf(a).localeCompare(orderOf(b), words.lang),
  );
  const rows = values.map(({ value, cases }) => {
    const narrowed = { ...shown, narrowed: { year, [dimension]: value } };
    const head = nameOfValue(shown, dimension, value);
    return {
      head: [[head]],
      cells: [
        // Every proposal is in this measure, in one part or another.
        cell(counted(narrowed, cases, { measure: 'ownInitiative' })),
        ...told.map((measure) =>
          shareLines(
            narrowed,
            measure,
            facts.by
              .get(dimension)
              ?.get(measure)
              ?.find(({ by }) => by === value),
          ),
        ),
      ],
    };
  });
  const name = dimension === 'origin' ? say('reports.by.origin') : say(`dimension.${dimension}`);
  return {
    kind: 'table',
    caption: say('reports.by.caption', { dimension: name, year }),
    columns: [
      { title: name, width: 26 },
      { title: say('reports.column.proposals'), width: 14 },
      ...told.map((measure) => ({ title: say(`measure.${measure}`), width: 20 })),
    ],
    rows,
  };
}

export const alphabetical = <Row extends { readonly head: readonly Line[] }>(
  { lang }: Words,
  rows: readonly Row[],
): Row[] => rows.toSorted((a, b) => a.head[0]![0]!.text.localeCompare(b.head[0]![0]!.text, lang));

export function reasonsPart(shown: Shown): Block[] {
  const { words, facts } = shown;
  const { say } = words;
  const year = String(facts.year);
  if (facts.reasons.length === 0) return [paragraph(say('reports.by.noReasons', { year }))];
  const rows = facts.reasons.map(({ value, cases }) => {
    const wanted = { decision: 'rejected', reasonCode: value, measure: 'ownInitiative' };
    const name = value === 'none' ? say('reports.cell.none') : words.code('reasonCode', value);
    return { head: cell(capital(name)), cells: [cell(counted(shown, cases, wanted))] };
  });
  return [
    {
      kind: 'table',
      caption: say('reports.by.reasons', { year }),
      columns: [
        { title: say('reports.column.reason'), width: 70 },
        { title: say('reports.column.proposals'), width: 30 },
      ],
      rows: alphabetical(words, rows),
    },
    paragraph(say('reports.by.reasonsWhat')),
  ];
}

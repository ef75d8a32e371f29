import { type Block, heading, type Line, paragraph } from './report-model.ts';
import { capital, cell } from './report-words.ts';
import { counted, type Shown } from './yearly-figures.ts';

/** What is still awaited for any proposal, whenever it was submitted. */
export function owedTable(of: Shown): Block[] {
  const shown = { ...of, narrowed: {} };
  const { words, facts } = shown;
  const { say, day } = words;
  const title = heading(2, say('reports.owed.heading'));
  if (facts.owed.length === 0)
    return [title, paragraph(say('reports.owed.nothing')), paragraph(say('reports.owed.what'))];
  return [
    title,
    {
      kind: 'table',
      caption: say('reports.owed.caption', { on: day(facts.as.on) }),
      columns: [
        { title: say('reports.column.owed'), width: 40 },
        { title: say('reports.column.side'), width: 15 },
        { title: say('reports.column.proposals'), width: 15 },
        { title: say('reports.column.passed'), width: 15 },
        { title: say('reports.column.noDay'), width: 15 },
      ],
      rows: facts.owed.map(({ what, side, proposals, passed, none }) => ({
        head: cell(capital(words.code('owed', what))),
        cells: [
          cell(say(`turn.${side}`)),
          cell(counted(shown, proposals, { owed: what, side })),
          cell(counted(shown, passed, { owed: what, side, due: 'passed' })),
          cell(counted(shown, none, { owed: what, side, due: 'none' })),
        ],
      })),
    },
    paragraph(say('reports.owed.what')),
  ];
}

export function silencePart(of: Shown): Block[] {
  const shown = { ...of, narrowed: {} };
  const { words, facts } = shown;
  const { say, number, day, lang } = words;
  const year = String(facts.year);
  const { owners, months, beside } = facts.silence;
  const own = months.filter(({ month, proposals }) => month.startsWith(year) && proposals > 0);
  const lines: Line[] = [];
  if (beside.withoutDue > 0)
    lines.push([{ text: say('reports.silence.withoutDue', { number: number(beside.withoutDue) }) }]);
  if (beside.notKnown > 0) lines.push([{ text: say('reports.silence.notKnown', { number: number(beside.notKnown) }) }]);
  const byMonth: Block[] =
    own.length === 0
      ? [paragraph(say('reports.silence.none', { year }))]
      : [
          {
            kind: 'table',
            caption: say('reports.silence.months', { year }),
            columns: [
              { title: say('reports.column.month'), width: 50 },
              { title: say('reports.column.silent'), width: 50 },
            ],
            rows: months
              .filter(({ month }) => month.startsWith(year))
              .map(({ month, proposals }) => ({
                head: cell(capital(day(month))),
                cells: [cell(counted(shown, proposals, { silentIn: month }))],
              })),
          },
        ];
  const rows = owners
    .map(({ side, owner, ownerName, silentNow, everSilent, days }) => ({
      head: [[words.name(ownerName, owner), { text: ` (${say(`turn.${side}`)})` }]],
      cells: [
        cell(counted(shown, silentNow, { silentIn: 'now', side, owner })),
        cell(counted(shown, everSilent, { silentIn: 'ever', side, owner })),
        cell(number(days)),
      ],
    }))
    .sort((a, b) => a.head[0]![0]!.text.localeCompare(b.head[0]![0]!.text, lang));
  return [
    heading(2, say('reports.silence.heading')),
    paragraph(say('reports.silence.what')),
    ...byMonth,
    ...(rows.length > 0
      ? [
          {
            kind: 'table',
            caption: say('reports.silence.owners', { on: day(facts.as.on) }),
            columns: [
              { title: say('reports.column.owner'), width: 46 },
              { title: say('reports.column.silentNow'), width: 18 },
              { title: say('reports.column.silentEver'), width: 18 },
              { title: say('reports.column.silentDays'), width: 18 },
            ],
            rows,
          } as const,
        ]
      : []),
    ...(lines.length > 0 ? [{ kind: 'list', lines } as const] : []),
  ];
}

/** Hours of the seasons that touch the year. */
export function hoursPart({ words, facts }: Shown): Block[] {
  const { say, number, day, lang } = words;
  const year = String(facts.year);
  const rows = facts.hours
    .flatMap(({ group, groupName, seasons }) =>
      seasons
        .filter(
          ({ season, from, to }) =>
            season !== undefined && from !== undefined && from <= `${year}-12-31` && (to ?? '9999') >= year,
        )
        .filter(({ promised, records }) => promised !== undefined || records > 0)
        .map(({ season, from, to, promised, worked, records }) => ({
          head: [[words.name(groupName, group)]],
          cells: [
            [[{ text: season! }], [{ text: `${day(from!)} – ${to === undefined ? '' : day(to)}` }]],
            cell(promised === undefined ? say('reports.cell.none') : number(promised)),
            cell(records === 0 ? say('reports.cell.none') : number(worked)),
          ],
        })),
    )
    .sort((a, b) => a.head[0]![0]!.text.localeCompare(b.head[0]![0]!.text, lang));
  const title = heading(2, say('reports.hours.heading'));
  if (rows.length === 0) return [title, paragraph(say('reports.hours.none', { year }))];
  return [
    title,
    paragraph(say('reports.hours.what', { year, on: day(facts.as.on) })),
    {
      kind: 'table',
      caption: say('reports.hours.caption', { year }),
      columns: [
        { title: say('reports.column.group'), width: 36 },
        { title: say('reports.column.season'), width: 32 },
        { title: say('reports.column.promised'), width: 16 },
        { title: say('reports.column.worked'), width: 16 },
      ],
      rows,
    },
  ];
}

import type { TableShape } from '#open-data';
import { factsTable, waitsTable } from '../../apps/api/influence/fact-columns.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

function section({ name, title, description, columns }: TableShape): string[] {
  return [
    `## ${title}`,
    '',
    `\`${name}.csv\`, \`${name}.xlsx\`, \`${name}.json\`, \`${name}.parquet\`. ${description}`,
    '',
    '| column | type | what it says | an empty cell |',
    '| --- | --- | --- | --- |',
    ...columns.map(
      (column) =>
        `| \`${column.name}\` | ${column.type} | ${cell(column.description)}${codesOf(column.codes)} | ${cell(column.required ? 'never' : (column.missing ?? 'not recorded'))} |`,
    ),
    '',
  ];
}

/** Lists that many columns have stand once, at the end. */
function codesOf(codes: Readonly<Record<string, string>> | undefined): string {
  if (!codes) return '';
  const list = lists().find(([, one]) => one === codes);
  return list
    ? ` [${list[0]}](#${list[0].toLowerCase().replaceAll(' ', '-')}).`
    : ` ${Object.entries(codes)
        .map(([code, meaning]) => `\`${code}\`: ${cell(meaning)}`)
        .join('; ')}.`;
}

const lists = (): readonly (readonly [string, Readonly<Record<string, string>>])[] => {
  const codesIn = (name: string) => factsTable.columns.find((column) => column.name === name)!.codes!;
  return [
    ['Where a case stands in a share', codesIn('share_answered')],
    ['How a time ended', codesIn('to_answer_end')],
    ['Other ends', codesIn('to_answer_other')],
  ];
};

/** What of R finds the median time to an answer in a file of facts. @param read the call that reads the file */
export const medianInR = (read: string): string => `library(survival)
facts <- ${read}
dated <- subset(facts, to_answer_end %in% c('exact', 'censored', 'competing') &
  to_answer_lower == to_answer_upper)
fit <- survfit(Surv(to_answer_lower, to_answer_end == 'exact') ~ 1, data = dated, conf.type = 'log-log')
print(summary(fit)$table[c('median', '0.95LCL', '0.95UCL')])`;

/** What of DuckDB finds the share that was answered. */
export const shareInSql = (
  file: string,
): string => `SELECT count(*) FILTER (share_answered = 'yes') AS yes, count(*) FILTER (share_answered = 'no') AS no,
       count(*) FILTER (share_answered IN ('recorded', 'notKnown')) AS not_known
FROM '${file}';`;

/** docs/reference/influence-data.md */
export function influenceDataPage(): string {
  const codes = lists().flatMap(([title, list]) => [
    `## ${title}`,
    '',
    '| code | meaning |',
    '| --- | --- |',
    ...Object.entries(list).map(([code, meaning]) => `| \`${code}\` | ${cell(meaning)} |`),
    '',
  ]);
  return `# The data of influence

Written from \`apps/api/influence/fact-columns.ts\` and tested against it. Two tables, each under \`/api/influence/\` in four formats, with the filters, \`on\`,
\`knownOn\` and \`at\` of every other question about influence. There are no words in them and no people.

- **Same address, same file.** \`on\` is the day they are about, \`at\` the place in the log up to which they were known; an address with both
  gives the same bytes for ever, as CSV, JSON and Parquet, for whoever may see the same units. What is read from words that may be
  removed (\`stockAnswer\`) is therefore no column. Without \`on\` and \`at\` they are of now; the name of the file says which now.
- **CSV** is RFC 4180 with lines that end with LF: commas, decimal points, UTF-8. With \`dialect=excel\` it opens by a double click where
  settings are Finnish or Swedish: semicolons, decimal commas, the mark of UTF-8, and an apostrophe before a text that would be computed.
  Days are \`2026-03-09\` in both.
- **XLSX** has typed cells, this dictionary and the citation; it takes a million cells, the others have no limit.
- **JSON** is one list of objects. **Parquet** has days as days and says in its metadata where in the log it was made.
- \`/api/influence/datapackage.json\` describes all of them as a Data Package 2.0 with Table Schemas; \`/api/influence/citation\` says how to cite them.

In R, with the package survival, this is the curve of \`/api/influence/times?time=toAnswer\`:

\`\`\`r
${medianInR("read.csv('facts.csv', na.strings = '')")}
\`\`\`

In DuckDB; of CSV it would take a column of \`yes\` and \`no\` for truths unless it is told, so Parquet is the easier way:

\`\`\`sql
${shareInSql('facts.parquet')}
\`\`\`

Days: most steps have a first and a last one, because some sources say only a month, a year, or *between*.

${section(factsTable).join('\n')}
${section(waitsTable).join('\n')}
${codes.join('\n').trimEnd()}
`;
}

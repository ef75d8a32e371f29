import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { shapes } from '#domain';
import {
  type CellProblem,
  type DecidimDecision,
  DecidimHistory,
  type DecidimKind,
  type DecidimOptions,
  decidimDecisions,
  decidimRows,
  fateOf,
  kindOf,
  type RowRead,
} from '#open-data';
import { dayOf } from '#use-cases';
import { openOutput } from './output-file.ts';
import { CannotDo, counted, number, say, statuses, type Terminal, visible, write } from './terminal.ts';

export interface DecidimCommandOptions {
  readonly source: string;
  readonly title: string;
  readonly unit?: string;
  readonly lang?: string;
  readonly decisions: DecidimOptions['decisions'];
  readonly state?: readonly string[];
  readonly out?: string;
  readonly force?: true;
}

const standardInput = '-';
const chunkBytes = 262_144;
const chunkCharacters = 65_536;
/** Most problems of one file that people are shown. */
const mostShown = 50;
/** A source's id stands at the beginning of others, which have 64 characters. */
const longestSource = 24;

/** Turns exports of Decidim into a history file. @returns the exit status */
export async function decidim(
  terminal: Terminal,
  files: readonly string[],
  options: DecidimCommandOptions,
): Promise<number> {
  const { source, title, unit, lang, decisions, out } = options;
  if (lang !== undefined && !shapes.language.accepts(lang))
    throw new CannotDo(`--lang must be ${shapes.language.allowed}.`);
  if (source.length > longestSource) throw new CannotDo(`--source may have ${longestSource} characters.`);
  const states = statesIn(options.state ?? []);
  const exports = await kindsOf(terminal, files);
  const ofKind = (kind: DecidimKind) => exports.filter((one) => one.kind === kind);
  const history = new DecidimHistory(
    {
      source,
      title: title.slice(0, 500),
      document: files
        .map((file) => basename(file))
        .join(', ')
        .slice(0, 500),
      ...(unit !== undefined && { unit }),
      ...(lang !== undefined && { language: lang }),
      decisions,
      results: ofKind('results').length > 0,
      states,
    },
    { today: dayOf(Date.now()), dayOf },
  );
  const output =
    out === undefined ? undefined : await openOutput(out, { mode: 0o600, replace: options.force ?? false });
  let chunk = '';
  let lines = 0;
  const flush = async () => {
    terminal.interrupted.throwIfAborted();
    await (output ? output.write(chunk) : write(terminal, chunk));
    chunk = '';
  };
  const tell = async (more: readonly object[]) => {
    for (const line of more) chunk += `${JSON.stringify(line)}\n`;
    lines += more.length;
    if (chunk.length >= chunkCharacters) await flush();
  };
  let isAllTaken = true;
  try {
    await tell(history.begin());
    for (const kind of ['proposals', 'results'] as const) {
      for (const one of ofKind(kind)) isAllTaken = (await turn(terminal, one, history, tell)) && isAllTaken;
      if (kind === 'proposals') await tell(history.links());
    }
    await flush();
    await output?.finish();
  } catch (error) {
    await output?.discard();
    throw error;
  }
  if (out !== undefined) say(terminal, `${out} holds ${counted(lines, 'line')}.`);
  return isAllTaken ? statuses.done : statuses.failed;
}

function statesIn(given: readonly string[]): Record<string, DecidimDecision> {
  return Object.fromEntries(
    given.map((one) => {
      const [state = '', decision, ...more] = one.split('=');
      if (state === '' || more.length > 0 || !(decidimDecisions as readonly unknown[]).includes(decision))
        throw new CannotDo(`--state must be STATE=DECISION, where DECISION is one of: ${decidimDecisions.join(', ')}.`);
      return [state, decision as DecidimDecision];
    }),
  );
}

interface Export {
  readonly file: string;
  readonly kind: DecidimKind;
  readonly rows: AsyncGenerator<RowRead>;
  readonly columns: readonly string[];
}

/** Looks at the columns of each file before a line is written. @throws CannotDo when one is neither proposals nor results */
async function kindsOf(terminal: Terminal, files: readonly string[]): Promise<Export[]> {
  if (files.includes(standardInput) && files.length > 1)
    throw new CannotDo('Standard input comes alone: proposals have to be read before results.');
  const exports: Export[] = [];
  for (const file of files) {
    const bytes = file === standardInput ? terminal.stdin : createReadStream(file, { highWaterMark: chunkBytes });
    const rows = decidimRows(bytes);
    const { value } = await rows.next();
    const columns = value && 'columns' in value ? value.columns : [];
    const kind = kindOf(columns);
    if (!kind) throw new CannotDo(`${file} is no export of proposals or of results: it has ${namesOf(columns)}.`);
    exports.push({ file, kind, rows, columns });
  }
  return exports;
}

/** `author/*` for all that begins so: a column for each language says nothing more. */
const inShort = (columns: readonly string[]): string[] => [
  ...new Set(columns.map((name) => name.replace(/\/.*/s, '/*'))),
];

const mostNames = 40;
function namesOf(columns: readonly string[]): string {
  const shown = columns.slice(0, mostNames).map((name) => visible(name.slice(0, 80)));
  const more = columns.length - shown.length;
  return shown.length === 0 ? 'no columns' : `${shown.join(', ')}${more > 0 ? ` and ${number(more)} more` : ''}`;
}

/** @returns whether every row was taken, and every cell of it */
async function turn(
  { stderr }: Terminal,
  { file, kind, rows, columns }: Export,
  history: DecidimHistory,
  tell: (lines: readonly object[]) => Promise<void>,
): Promise<boolean> {
  const names = new Set(columns);
  let taken = 0;
  let refused = 0;
  let problems = 0;
  const report = (line: number, { column, problem }: CellProblem) => {
    if (++problems <= mostShown)
      stderr.write(visible(`${file}:${line}: ${column === '' ? '' : `${column}: `}${problem}\n`));
  };
  for await (const row of rows) {
    if ('columns' in row) for (const name of row.columns) names.add(name);
    else if ('problem' in row) {
      refused++;
      report(row.line, { column: '', problem: row.problem });
    } else {
      const outcome = kind === 'proposals' ? history.proposal(row) : history.result(row);
      for (const problem of outcome.problems) report(row.line, problem);
      if (outcome.lines.length > 0) taken++;
      else refused++;
      await tell(outcome.lines);
    }
  }
  const fates = Object.groupBy(names, (name) => fateOf(name, kind));
  const said = [
    ...(problems > mostShown ? [`${number(problems - mostShown)} more problems`] : []),
    ...(fates.left ? [`left out, without a place here: ${namesOf(inShort(fates.left))}`] : []),
    ...(fates.unknown ? [`left out, not known: ${namesOf(fates.unknown)}`] : []),
    `${counted(taken + refused, 'row')} of ${kind}: ${number(taken)} taken, ${number(refused)} not taken`,
  ];
  for (const one of said) stderr.write(`${file}: ${one}.\n`);
  return problems === 0;
}

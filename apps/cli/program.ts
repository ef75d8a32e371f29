import { resolve } from 'node:path';
import { Argument, Command, CommanderError, InvalidArgumentError } from 'commander';
import { history, shapes } from '#domain';
import type { EventsOptions } from './events.ts';
import type { ImportOptions } from './import.ts';
import type { SimulateOptions } from './simulate.ts';
import { CannotDo, Ended, say, statuses, type Terminal } from './terminal.ts';

const exitStatuses = `
Exit status:
  0    done
  1    something was rejected, does not fit or failed; standard error says what
  2    the command line was not understood
  130  stopped by Ctrl-C`;

const examples = (...lines: readonly string[]): string => `
Examples:
${lines.map((line) => `  ${line}`).join('\n')}
${exitStatuses}`;

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,9}$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

function day(text: string): string {
  if (shapes.day.accepts(text)) return text;
  throw new InvalidArgumentError(`It must be ${shapes.day.allowed}.`);
}

const categories = [...history.categories, 'notice'];

function streamName(text: string): { readonly category: string; readonly id: string } {
  const dash = text.indexOf('-');
  const [category, id] = [text.slice(0, Math.max(0, dash)), text.slice(dash + 1)];
  if (categories.includes(category) && shapes.id.accepts(id)) return { category, id };
  throw new InvalidArgumentError(
    `A stream is called CATEGORY-ID, for instance proposal-lobby-2026. Categories are ${categories.join(', ')}.`,
  );
}

/** Runs `kierto` with these arguments. @returns the exit status; nothing is thrown */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let status: number = statuses.done;
  const program = programOf(terminal, (ended) => {
    status = ended;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    return statusOf(error, terminal);
  }
}

/** What a command is made of is loaded when it runs: help and a mistyped flag need none of it. */
function programOf(terminal: Terminal, end: (status: number) => void): Command {
  const { stdout, stderr, env } = terminal;
  const program = new Command('kierto')
    .description('Works on the data of a Kierto installation: through its server where one runs, else by itself.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: (text, print) => print(`kierto: ${text.replace(/^error: /, '')}`),
      getOutHelpWidth: () => 100,
      getErrHelpWidth: () => 100,
    })
    .addHelpText('after', `\nkierto COMMAND --help tells more about a command.\n${exitStatuses}`);

  const command = (name: string, summary: string): Command =>
    program.command(name).description(summary).showHelpAfterError(`See kierto ${name} --help.`);
  const onData = (one: Command): Command =>
    one.option('--data <DIR>', 'the data folder', (folder) => resolve(folder), resolve(env.DATA_DIR || './data'));

  onData(command('import', 'Takes in history files: each line as it was found, or says why it cannot.'))
    .argument('<FILE...>', 'files in the history format, one JSON object a line; - is standard input')
    .option('--dry-run', 'check everything and store nothing')
    .option('--json', 'report as JSON, with up to 1,000 problems a file')
    .addHelpText(
      'after',
      `
A line that cannot be taken in is reported as FILE:LINE: field: problem, and the others go on. A line once
taken in is never taken in again, so the same file can be given twice, or given again when it has grown.
${examples('kierto import histories/espoo-jyvaskyla.ndjson', 'kierto simulate --units 3 --groups 9 --years 4 --seed a | kierto import -', 'kierto import --dry-run --json old.ndjson')}`,
    )
    .action(async (files: string[], options: ImportOptions) => {
      const { importFiles } = await import('./import.ts');
      end(await importFiles(terminal, files, options));
    });

  onData(command('export', 'Writes the whole log as a history file, with its words, to FILE or standard output.'))
    .argument('[FILE]', 'written beside and renamed when it is whole; only its owner may read it')
    .option('--force', 'replace FILE when it exists')
    .addHelpText(
      'after',
      `
Into an empty installation the file brings the same events again, with their ids. What was forgotten stays
forgotten. Names and contacts of people are not in it.
${examples('kierto export everything.ndjson', 'kierto export | gzip > everything.ndjson.gz')}`,
    )
    .action(async (file: string | undefined, options: { data: string; force?: true }) => {
      const { exportLog } = await import('./export.ts');
      end(await exportLog(terminal, file, options));
    });

  command('simulate', 'Writes the history of a county that does not exist, in the history format.')
    .requiredOption('--units <N>', 'units under the county', wholeNumber(1, 10_000))
    .requiredOption('--groups <N>', 'co-development groups', wholeNumber(0, 100_000))
    .requiredOption('--years <N>', 'years the history goes back', wholeNumber(1, 60))
    .requiredOption('--seed <S>', 'any text; the same gives the same history')
    .option('--until <DAY>', 'its last day; today when left out', day)
    .option('--out <FILE>', 'write to FILE instead of standard output')
    .option('--force', 'replace FILE when it exists')
    .addHelpText(
      'after',
      `
Every event and every path of the loop is in it. The same numbers, seed and last day give the same file.
${examples('kierto simulate --units 3 --groups 9 --years 4 --seed a --until 2026-06-30 --out county.ndjson')}`,
    )
    .action(async (options: SimulateOptions) => {
      const { simulate } = await import('./simulate.ts');
      end(await simulate(terminal, options));
    });

  onData(command('events', 'Prints the events of a stream as they lie in the log.'))
    .addArgument(new Argument('<STREAM>', 'CATEGORY-ID, for instance proposal-lobby-2026').argParser(streamName))
    .option('--words', 'with the words that the vault still has')
    .option('--json', 'one JSON object a line')
    .addHelpText(
      'after',
      examples('kierto events proposal-lobby-2026 --words', 'kierto events organisation-main --json | jq -r .type'),
    )
    .action(async (stream: ReturnType<typeof streamName>, options: EventsOptions) => {
      const { printEvents } = await import('./events.ts');
      end(await printEvents(terminal, stream, options));
    });

  onData(command('rebuild', 'Builds read models anew from the log, beside the ones in use, and swaps them in.'))
    .argument('[MODEL...]', 'all of them when none is named')
    .addHelpText('after', examples('kierto rebuild', 'kierto rebuild loops steps'))
    .action(async (models: string[], options: { data: string }) => {
      const { rebuild } = await import('./rebuild.ts');
      end(await rebuild(terminal, models, options));
    });

  onData(command('verify', 'Reads the whole log and checks that everything fits together; changes nothing.'))
    .addHelpText(
      'after',
      `
Checked are the versions of each stream, the shape of each event, what it refers to, each text against its
fingerprint (or that it was forgotten as the log says), and the checkpoints of the read models.
${examples('kierto verify', 'kierto verify --data /srv/kierto')}`,
    )
    .action(async (options: { data: string }) => {
      const { verify } = await import('./verify.ts');
      end(await verify(terminal, options));
    });
  return program;
}

const ofTheSystem: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EACCES: 'may not be read or written by you',
  EPERM: 'may not be read or written by you',
  EISDIR: 'is a folder',
  ENOTDIR: 'lies under something that is no folder',
  ENOSPC: 'does not fit on the disk any more',
  EROFS: 'lies on a disk that cannot be written',
};

/** Says what went wrong, unless it has been said, and answers the status to end with. */
function statusOf(error: unknown, terminal: Terminal): number {
  if (error instanceof Ended) return error.status;
  if (error instanceof CommanderError) return error.exitCode === 0 ? statuses.done : statuses.usage;
  if (terminal.interrupted.aborted) {
    say(terminal, 'stopped by Ctrl-C; what was not finished is as it was before.');
    return statuses.interrupted;
  }
  say(terminal, sentenceOf(error));
  return statuses.failed;
}

/** Errors of the system and of our libs speak of files, ids and places; any other might repeat somebody's words, so it is only located. */
function sentenceOf(error: unknown): string {
  const { code, path, name, message, stack = '' } = error as NodeJS.ErrnoException;
  if (error instanceof CannotDo) return message;
  if (code && path && Object.hasOwn(ofTheSystem, code)) return `${path} ${ofTheSystem[code]}.`;
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET') return 'The server has stopped in between. Try again.';
  if (typeof code === 'string') return message;
  const at = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return `failed unexpectedly (${name}):\n${at.slice(0, 8).join('\n')}`;
}

import { resolve } from 'node:path';
import { Argument, Command, CommanderError } from 'commander';
import { collectLine, examples, exitStatuses, streamName, wholeNumber } from './arguments.ts';
import type { BackupOptions } from './backup.ts';
import type { EventsOptions } from './events.ts';
import { addHistoryFileCommands } from './history-file-commands.ts';
import type { ImportOptions } from './import.ts';
import type { ProofOptions } from './proof.ts';
import { CannotDo, Ended, say, statuses, type Terminal } from './terminal.ts';
import { addUserCommands } from './user-commands.ts';
import type { VerifyOptions } from './verify.ts';

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

  addHistoryFileCommands(command, terminal, end);

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

  const aboutPlaces = `
A data folder has log and vault as SQLite files in it. A settings file has lines NAME=value, as a systemd EnvironmentFile
does, that say where the engines are. KIERTO_MASTER_KEY of the environment holds where a settings file sets none.`;

  command('copy', 'Moves an installation: copies its log and its vault to other engines or another folder.')
    .argument('<FROM>', 'data folder or settings file')
    .argument('<TO>', 'data folder or settings file; empty, or what an earlier run has left')
    .option('--verify-only', 'copy nothing, only compare')
    .addHelpText(
      'after',
      `${aboutPlaces}

Stop every server and worker of FROM first. Engines in use can be copied ahead: the same command, given again when all
are stopped, copies what is new. What was copied is compared event by event and row by row.
Stopped in the middle, the same command goes on; what is not whole is not served. Read models are not copied: the server
builds them. What has left by mail or webhook is not sent again, and what was forgotten does not come back.
${examples('kierto copy data /etc/kierto/engines.env', 'kierto copy /etc/kierto/engines.env /srv/kierto', 'kierto copy --verify-only data /srv/kierto')}`,
    )
    .action(async (from: string, to: string, options: { verifyOnly?: boolean }) => {
      const { copy } = await import('./copy.ts');
      end(await copy(terminal, [from, to], options));
    });

  onData(command('backup', 'Makes a backup in FOLDER, a new one, whether or not a server runs.'))
    .argument('<FOLDER>', 'made; each backup has a folder of its own')
    .option('--with-keys', 'put the master keys into it, too: then whoever has it can read every word')
    .option(
      '--keep <N>',
      'afterwards keep the N newest backups beside it and remove older ones',
      wholeNumber(1, 10_000),
    )
    .addHelpText(
      'after',
      `
Where the log and the vault are on engines, the environment says so, as it does to the server. The backup is checked as
kierto verify does before it gets its name; until then it is called FOLDER.part. What is forgotten later is still in
it: do not keep backups longer than you must.
${examples('kierto backup backups/$(date +%F)', 'kierto backup --keep 14 backups/$(date +%F)', 'kierto restore backups/2026-03-09 /srv/kierto')}`,
    )
    .action(async (folder: string, options: BackupOptions) => {
      const { backup } = await import('./backup.ts');
      end(await backup(terminal, folder, options));
    });

  command('restore', 'Puts a backup into an empty installation.')
    .argument('<BACKUP>', 'a folder that kierto backup made')
    .argument('<TO>', 'data folder or settings file; empty but for master-keys.json')
    .option(
      '--forgettings <FROM>',
      'forget also what this newer log of the same installation says: a data folder, a newer backup or a settings file',
    )
    .addHelpText(
      'after',
      `${aboutPlaces}

BACKUP is not changed. The master keys are taken from TO or the environment; a backup made with --with-keys has them itself.
The files of the backup are checked first. Everything that its log wants forgotten is forgotten again. Clients and views
that know places of the log from before begin anew (a new epoch). Stopped in the middle, the same command goes on.
${examples('kierto restore backups/2026-03-09 /srv/kierto', 'kierto restore backups/2026-03-09 /etc/kierto/engines.env', 'kierto restore backups/2026-03-08 /srv/kierto --forgettings /srv/kierto.broken')}`,
    )
    .action(async (from: string, to: string, options: { forgettings?: string }) => {
      const { restore } = await import('./restore.ts');
      end(await restore(terminal, [from, to], options));
    });

  onData(command('proof', 'Prints a line that proves the log as it is now, to be kept in minutes or by somebody else.'))
    .option('--days <N>', 'also the lines of the last N days on which something was recorded', wholeNumber(0, 366), 0)
    .addHelpText(
      'after',
      `
kierto verify --checkpoint LINE finds whether anything recorded by then was changed since.
${examples('kierto proof', 'kierto proof --days 7')}`,
    )
    .action(async (options: ProofOptions) => {
      const { printProof } = await import('./proof.ts');
      end(await printProof(terminal, options));
    });

  onData(command('verify', 'Reads the whole log and checks that everything fits together; changes nothing.'))
    .option('--checkpoint <LINE>', 'a line of kierto proof that was kept; may be given several times', collectLine)
    .addHelpText(
      'after',
      `
Checked are the versions of each stream, the shape of each event, what it refers to, each text against its
fingerprint (or that it was forgotten as the log says), each event against the hash that was kept of it, and
the checkpoints of the read models.
${examples('kierto verify', 'kierto verify --data /srv/kierto')}`,
    )
    .action(async (options: VerifyOptions) => {
      const { verify } = await import('./verify.ts');
      end(await verify(terminal, options));
    });
  addUserCommands(command('user', 'Accounts: who has one, what they may; for the first ones and for rescue.'), {
    terminal,
    onData,
    end,
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

import { type CountySize, simulateCounty } from '#simulation';
import { dayOf, holidayTables } from '#use-cases';
import { openOutput } from './output-file.ts';
import { openProgress } from './progress.ts';
import { counted, say, statuses, type Terminal, write } from './terminal.ts';

export interface SimulateOptions {
  readonly units: number;
  readonly groups: number;
  readonly years: number;
  readonly seed: string;
  readonly until?: string;
  readonly out?: string;
  readonly force?: true;
}

const chunkCharacters = 65_536;

/** Writes the history of a county that does not exist. @returns the exit status */
export async function simulate(terminal: Terminal, options: SimulateOptions): Promise<number> {
  const { units, groups, years, seed, until = dayOf(Date.now()) } = options;
  const lastYear = Number(until.slice(0, 4));
  // The calendar of the county is set two years ahead, as that of an installation is.
  const holidays = await holidayTables(lastYear - years, lastYear + 2);
  const size: CountySize = { units, groups, years, seed, until, holidays };
  const output =
    options.out === undefined
      ? undefined
      : await openOutput(options.out, { mode: 0o644, replace: options.force ?? false });
  const progress = openProgress(terminal, 'simulating', 'events');
  let lines = 0;
  let chunk = '';
  const flush = async () => {
    terminal.interrupted.throwIfAborted();
    await (output ? output.write(chunk) : write(terminal, chunk));
    chunk = '';
    progress.show({ done: lines });
  };
  try {
    for (const line of simulateCounty(size)) {
      chunk += `${JSON.stringify(line)}\n`;
      lines++;
      if (chunk.length >= chunkCharacters) await flush();
    }
    await flush();
    await output?.finish();
  } catch (error) {
    progress.end();
    await output?.discard();
    throw error;
  }
  progress.end();
  if (options.out !== undefined) say(terminal, `${options.out} holds ${counted(lines, 'line')}.`);
  return statuses.done;
}

import { CopyRefused, type CopyReport, copyInto, finishCopy, verifyCopy, type Watching } from '#use-cases';
import { openPlace, placeAt, shareKeys } from './place.ts';
import { openProgress } from './progress.ts';
import { CannotDo, counted, Ended, number, say, statuses, type Terminal, visible, write } from './terminal.ts';

/** Copies an installation to where another one is to be. @returns the exit status */
export async function copy(
  terminal: Terminal,
  [from, to]: readonly [from: string, to: string],
  { verifyOnly = false }: { readonly verifyOnly?: boolean },
): Promise<number> {
  const [source, target] = [placeAt(from, terminal.env), placeAt(to, terminal.env)];
  if (source.isBackup && !verifyOnly) throw new CannotDo(`${from} is a backup: kierto restore ${from} ${to}`);
  const here = await openPlace(source, { use: verifyOnly ? 'read' : 'hold' });
  try {
    const given = verifyOnly ? false : await shareKeys(source, here, target);
    const there = await openPlace(target, { use: verifyOnly ? 'read' : 'fill' });
    try {
      const report = await goingOn(terminal, () =>
        watched(terminal, async (watching) => {
          if (verifyOnly) return verifyCopy(here, there, watching);
          await copyInto(here, there, watching);
          return finishCopy(here, there, watching);
        }),
      );
      if (given) say(terminal, `the master keys were copied into ${target.settings.folder}.`);
      return await tell(terminal, report, to);
    } finally {
      await there.close();
    }
  } finally {
    await here.close();
  }
}

/** What refuses a copy says so to whoever gave the command. */
export async function refusing<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof CopyRefused ? new CannotDo(error.message) : error;
  }
}

/** For what goes on where it was stopped. */
export async function goingOn<Answer>(terminal: Terminal, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await refusing(work);
  } catch (error) {
    if (!terminal.interrupted.aborted) throw error;
    say(terminal, 'stopped by Ctrl-C. The same command goes on from here.');
    throw new Ended(statuses.interrupted);
  }
}

/** Shows how far the steps of a copy are, each with a line or bar of its own. */
export async function watched<Answer>(
  terminal: Terminal,
  work: (watching: Watching) => Promise<Answer>,
): Promise<Answer> {
  let shown: { readonly step: string; readonly progress: ReturnType<typeof openProgress> } | undefined;
  try {
    return await work({
      signal: terminal.interrupted,
      onProgress: (doing, unit, done) => {
        const step = `${doing} ${unit === 'events' ? 'log' : 'vault'}`;
        if (shown?.step !== step) {
          shown?.progress.end();
          shown = { step, progress: openProgress(terminal, step, unit) };
        }
        shown.progress.show({ done });
      },
    });
  } finally {
    shown?.progress.end();
  }
}

export function copiedLines({ events, rows }: CopyReport): string[] {
  const tables = Object.entries(rows).filter(([, count]) => count > 0);
  const all = tables.reduce((sum, [, count]) => sum + count, 0);
  const each = tables.map(([table, count]) => `${number(count)} ${table}`).join(', ');
  return [
    `log          ${counted(events, 'event')}: id, type, data, metadata, stream, version and order`,
    `vault        ${counted(all, 'row')}${each ? `: ${each}` : ''}`,
  ];
}

async function tell(terminal: Terminal, report: CopyReport, to: string): Promise<number> {
  const { difference } = report;
  const last =
    difference === undefined
      ? `${to} is a copy, checked event by event and row by row.`
      : visible(`Not a copy. The first difference is in the ${difference}.`);
  await write(terminal, `${[...copiedLines(report), last].join('\n')}\n`);
  return difference === undefined ? statuses.done : statuses.failed;
}

import type { BuildProgress } from './installation.ts';
import { openProgress } from './progress.ts';
import { withInstallation } from './reach.ts';
import { say, statuses, type Terminal } from './terminal.ts';

/** Builds read models anew. @returns the exit status */
export async function rebuild(
  terminal: Terminal,
  models: readonly string[],
  { data }: { readonly data: string },
): Promise<number> {
  return withInstallation(terminal, data, async (installation) => {
    const progress = openProgress(terminal, 'rebuilding', 'events');
    /** Models that are built together read the log once; several such readings go on at the same time. */
    const readings = new Map<string, BuildProgress>();
    const sum = (what: 'done' | 'of') => [...readings.values()].reduce((total, reading) => total + reading[what], 0);
    try {
      const built = await installation.rebuild(
        models,
        (reading) => {
          readings.set(reading.models.join(), reading);
          progress.show({ done: sum('done'), of: sum('of') });
        },
        terminal.interrupted,
      );
      progress.end();
      say(terminal, `rebuilt ${built.join(', ')}.`);
    } finally {
      progress.end();
    }
    return statuses.done;
  });
}

import { openOutput } from './output-file.ts';
import { openProgress } from './progress.ts';
import { withInstallation } from './reach.ts';
import { counted, say, statuses, type Terminal, write } from './terminal.ts';

/** The export holds everybody's words. */
const mode = 0o600;

/** Writes the whole log as a history file. @returns the exit status */
export async function exportLog(
  terminal: Terminal,
  file: string | undefined,
  { data, force = false }: { readonly data: string; readonly force?: boolean },
): Promise<number> {
  return withInstallation(terminal, data, async (installation) => {
    const output = file === undefined ? undefined : await openOutput(file, { mode, replace: force });
    const progress = openProgress(terminal, 'exporting', 'events');
    try {
      const events = await installation.export(
        (text) => (output ? output.write(text) : write(terminal, text)),
        ({ events: done, of }) => progress.show({ done, of }),
        terminal.interrupted,
      );
      await output?.finish();
      progress.end();
      if (file !== undefined) say(terminal, `${file} holds ${counted(events, 'event')}.`);
      return statuses.done;
    } catch (error) {
      progress.end();
      await output?.discard();
      throw error;
    }
  });
}

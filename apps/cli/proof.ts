import { languages, sayIn } from '#i18n';
import { lineOf } from '#use-cases';
import { withInstallation } from './reach.ts';
import { CannotDo, statuses, type Terminal, write } from './terminal.ts';

export interface ProofOptions {
  readonly data: string;
  /** How many days' lines are printed before the latest. */
  readonly days: number;
}

/** Prints what proves the log as it is now, for minutes of a meeting. @returns the exit status */
export async function printProof(terminal: Terminal, { data, days: wanted }: ProofOptions): Promise<number> {
  const { latest, days } = await withInstallation(terminal, data, (installation) =>
    installation.proof(terminal.interrupted),
  );
  if (!latest) throw new CannotDo('The log is empty: there is nothing to prove yet.');
  const before = days.filter(({ count }) => count < latest.count).slice(0, wanted);
  const lines = [...before.reverse(), latest].map(lineOf);
  await write(terminal, `${[...lines, '', ...languages.map((lang) => sayIn(lang)('proof.what'))].join('\n')}\n`);
  return statuses.done;
}

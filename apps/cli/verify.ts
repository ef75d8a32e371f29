import { proofIn, type VerifyReport } from '#use-cases';
import { openProgress } from './progress.ts';
import { withInstallation } from './reach.ts';
import { counted, number, say, statuses, type Terminal, visible, write } from './terminal.ts';

export interface VerifyOptions {
  readonly data: string;
  /** Lines that somebody kept. */
  readonly checkpoint?: readonly string[];
}

/** Checks the log against itself, its chain of hashes, the vault and the read models. @returns the exit status */
export async function verify(terminal: Terminal, { data, checkpoint = [] }: VerifyOptions): Promise<number> {
  const unreadable = checkpoint.find((line) => !proofIn(line));
  if (unreadable !== undefined) {
    say(
      terminal,
      visible(`--checkpoint ${JSON.stringify(unreadable)} is no line of kierto proof: DAY events N hash … event ID.`),
    );
    return statuses.usage;
  }
  const report = await withInstallation(terminal, data, async (installation) => {
    const progress = openProgress(terminal, 'verifying', 'events');
    try {
      return await installation.verify(
        checkpoint,
        ({ events, of }) => progress.show({ done: events, of }),
        terminal.interrupted,
      );
    } finally {
      progress.end();
    }
  });
  await write(terminal, told(report));
  return report.misfitting > 0 ? statuses.failed : statuses.done;
}

function told(report: VerifyReport): string {
  const { misfitting, misfits, chain = { hashes: 0, checkpoints: 0 } } = report;
  const more = misfitting - misfits.length;
  const lines = [
    `events       ${number(report.events)} in ${counted(report.streams, 'stream')}: their versions, names and shapes`,
    `chain        ${number(chain.hashes)} against the hashes that were kept of them, and ${counted(chain.checkpoints, 'checkpoint')}`,
    `references   ${number(report.references)} to streams and events`,
    `words        ${number(report.texts)} against their fingerprints; ${number(report.forgotten)} forgotten as the log says`,
    `read models  ${number(report.readModels)} against the log`,
    ...(report.toForget > 0
      ? [`${counted(report.toForget, 'deletion')} that the log asks for will be carried out when a server runs.`]
      : []),
    ...misfits.map(({ where, problem }) => visible(`${where}: ${problem}`)),
    ...(more > 0 ? [`… and ${number(more)} more.`] : []),
    misfitting > 0 ? `${counted(misfitting, 'thing')} did not fit.` : 'Everything fits.',
  ];
  return `${lines.join('\n')}\n`;
}

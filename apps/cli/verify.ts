import type { VerifyReport } from '#use-cases';
import { openProgress } from './progress.ts';
import { withInstallation } from './reach.ts';
import { counted, number, statuses, type Terminal, visible, write } from './terminal.ts';

/** Checks the log against itself, the vault and the read models. @returns the exit status */
export async function verify(terminal: Terminal, { data }: { readonly data: string }): Promise<number> {
  const report = await withInstallation(terminal, data, async (installation) => {
    const progress = openProgress(terminal, 'verifying', 'events');
    try {
      return await installation.verify(({ events, of }) => progress.show({ done: events, of }), terminal.interrupted);
    } finally {
      progress.end();
    }
  });
  await write(terminal, told(report));
  return report.misfitting > 0 ? statuses.failed : statuses.done;
}

function told(report: VerifyReport): string {
  const { misfitting, misfits } = report;
  const more = misfitting - misfits.length;
  const lines = [
    `events       ${number(report.events)} in ${counted(report.streams, 'stream')}: their versions, names and shapes`,
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

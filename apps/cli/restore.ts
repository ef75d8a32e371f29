import { resolve } from 'node:path';
import { openEventStore, startNewEpoch } from '#event-store';
import {
  type CopyReport,
  copyInto,
  finishCopy,
  forgetAgain,
  openContext,
  type VerifyReport,
  verifyHistory,
} from '#use-cases';
import { openVault } from '#vault';
import { copiedLines, goingOn, refusing, watched } from './copy.ts';
import { type BackupManifest, checkFiles, readManifest } from './manifest.ts';
import { type OpenPlace, openPlace, type Place, placeAt, shareKeys } from './place.ts';
import { openProgress } from './progress.ts';
import { counted, statuses, type Terminal, visible, write } from './terminal.ts';

/** Puts a backup into an empty installation. @returns the exit status */
export async function restore(
  terminal: Terminal,
  [name, to]: readonly [backup: string, to: string],
  { forgettings }: { readonly forgettings?: string },
): Promise<number> {
  const folder = resolve(name);
  const manifest = readManifest(folder);
  await checkFiles(folder, manifest);
  const [backup, target] = [placeAt(name, terminal.env), placeAt(to, terminal.env)];
  const newer = forgettings === undefined ? undefined : placeAt(forgettings, terminal.env);
  const source = await openPlace(backup, { use: 'read' });
  try {
    await shareKeys(backup, source, target);
    const copied = await goingOn(terminal, () => copyBack(terminal, source, target));
    if (copied.difference !== undefined) {
      await write(terminal, visible(`Not restored. The first difference is in the ${copied.difference}.\n`));
      return statuses.failed;
    }
    const { forgotten, report } = await refusing(() => forgetAndVerify(terminal, target, newer));
    await write(terminal, told(manifest, to, copied, { ...forgotten, isWhole: newer !== undefined }, report));
    return report.misfitting > 0 ? statuses.failed : statuses.done;
  } finally {
    await source.close();
  }
}

/**
 * The epoch is begun between copying and noting how far followers are: places that anybody knows of what was under this address
 * before are refused from then on, also where a store was there already and only empty.
 */
async function copyBack(terminal: Terminal, source: OpenPlace, target: Place): Promise<CopyReport> {
  return watched(terminal, async (watching) => {
    const filled = await openPlace(target, { use: 'fill' });
    try {
      await copyInto(source, filled, watching);
    } finally {
      await filled.close();
    }
    await startNewEpoch(target.settings.eventStore);
    const restored = await openPlace(target, { use: 'fill' });
    try {
      // Whatever the log wants forgotten is forgotten again: the vault of a backup may be older than its log.
      return await finishCopy(source, restored, { ...watching, anew: ['forgettings'] });
    } finally {
      await restored.close();
    }
  });
}

async function forgetAndVerify(terminal: Terminal, { settings }: Place, newer: Place | undefined) {
  const store = await openEventStore(settings.eventStore);
  try {
    const vault = await openVault(settings.vault);
    try {
      const later = newer && (await openEventStore({ ...newer.settings.eventStore, readOnly: true }));
      const forgotten = await forgetAgain(openContext(store, vault), later).finally(() => later?.close());
      const progress = openProgress(terminal, 'verifying', 'events');
      const report = await verifyHistory(
        { store, vault },
        { onProgress: ({ events, of }) => progress.show({ done: events, of }), signal: terminal.interrupted },
      ).finally(() => progress.end());
      return { forgotten, report };
    } finally {
      await vault.close();
    }
  } finally {
    await store.close();
  }
}

function told(
  { made }: BackupManifest,
  to: string,
  copied: CopyReport,
  { all, since, isWhole }: Awaited<ReturnType<typeof forgetAgain>> & { readonly isWhole: boolean },
  { misfits, misfitting }: VerifyReport,
): string {
  const lines = [
    ...copiedLines(copied),
    `forgotten    ${counted(all, 'deletion')} carried out again${since > 0 ? `, ${since} of them asked for since the backup` : ''}`,
    ...misfits.map(({ where, problem }) => visible(`${where}: ${problem}`)),
    misfitting > 0
      ? `${counted(misfitting, 'thing')} did not fit. Restore another backup.`
      : `${to} is what was at ${made}. Start the server on it; what was recorded since has to be recorded again${isWhole ? '' : ', and what was forgotten since has to be forgotten again'}.`,
  ];
  return `${lines.join('\n')}\n`;
}

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { backUpLog, openEventStore } from '#event-store';
import { copyInto, finishCopy, forgottenAfter, type VerifyReport, verifyHistory, type Watching } from '#use-cases';
import { backUpVault, masterKeysOf, openVault, saveMasterKeys } from '#vault';
import { refusing, watched } from './copy.ts';
import { type BackupManifest, backedUp, describeFile, manifestName, readManifest } from './manifest.ts';
import { type OpenPlace, openPlace, type Place, settingsIn } from './place.ts';
import { openProgress } from './progress.ts';
import { CannotDo, counted, number, say, statuses, type Terminal, visible, write } from './terminal.ts';

export interface BackupOptions {
  readonly data: string;
  readonly withKeys?: boolean;
  /** How many backups stay in the parent folder; all when left out. */
  readonly keep?: number;
}

/** How often a backup is begun anew because something was forgotten while it was made. */
const attempts = 5;

/** Makes a backup in a new folder, whether or not a server runs. @returns the exit status */
export async function backup(
  terminal: Terminal,
  name: string,
  { data, withKeys = false, keep }: BackupOptions,
): Promise<number> {
  const folder = resolve(name);
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new CannotDo(`${name} exists already. Each backup is a new folder, for instance ${name}-2.`);
  const place: Place = { name: data, settings: settingsIn({ ...terminal.env, DATA_DIR: data }), isBackup: false };
  const source = await openPlace(place, { use: 'read' });
  const draft = `${folder}.part`;
  try {
    const keys = masterKeysOf(place.settings.vault);
    if (keys === undefined)
      throw new CannotDo(`The master keys of ${data} are not at hand: set KIERTO_MASTER_KEY as the server has it.`);
    await source.rows.requireKeys(keys);
    const made = new Date().toISOString();
    const of = { store: source.store.identity, epoch: source.store.epoch };
    await refusing(() => fill(terminal, draft, place, source));
    if (withKeys) saveMasterKeys(draft, keys);
    const { head, report } = await checked(terminal, draft, keys);
    if (report.misfitting > 0) return await tellMisfits(terminal, draft, report);
    const manifest = {
      version: versionOf(),
      made,
      of,
      ...(head && { head }),
      counts: countsOf(report),
      keys: withKeys,
    };
    const files = await filesIn(draft);
    writeFileSync(join(draft, manifestName), `${JSON.stringify({ ...manifest, files }, undefined, 2)}\n`, {
      flush: true,
    });
    if (existsSync(folder)) rmSync(folder, { recursive: true });
    renameSync(draft, folder);
    noteLast(place.settings.folder, { made, folder, events: report.events });
    const removed = keep === undefined ? [] : removeOlder(folder, of.store, keep);
    await write(terminal, told(name, report, removed, withKeys));
    return statuses.done;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  } finally {
    await source.close();
  }
}

/**
 * The log first, then the vault: words are written before their event, so the vault, taken later, has the words of every event
 * in the log. Deletions come after their event; one in between would leave an event without words and without the event that
 * says why, so then all is taken again.
 */
async function fill(terminal: Terminal, draft: string, place: Place, source: OpenPlace): Promise<void> {
  const { eventStore, vault } = place.settings;
  const embedded = eventStore.kind === 'sqlite' && vault.kind === 'sqlite' ? eventStore.folder : undefined;
  await watched(terminal, async (watching) => {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      watching.signal?.throwIfAborted();
      rmSync(draft, { recursive: true, force: true });
      mkdirSync(draft, { recursive: true, mode: 0o700 });
      const taken =
        embedded === undefined ? await fillByCopy(draft, source, watching) : await fillByFile(draft, embedded);
      if (!(await forgottenAfter(source.store, taken))) return;
    }
    throw new CannotDo('Something is being forgotten all the time. Try again when that is done.');
  });
}

/** SQLite copies its own files, each as it is at one moment. @returns the last event in the backup */
async function fillByFile(draft: string, folder: string) {
  await backUpLog(folder, join(draft, 'log.sqlite'));
  await backUpVault(folder, join(draft, 'vault.sqlite'));
  const log = await openEventStore({ kind: 'sqlite', folder: draft, readOnly: true });
  try {
    return await log.head();
  } finally {
    await log.close();
  }
}

/**
 * The engines' rows go into an embedded installation first, whose files are then taken as those of any other.
 * @returns the last event in the backup, as the source names it
 */
async function fillByCopy(draft: string, source: OpenPlace, watching: Watching) {
  const folder = join(draft, 'filling');
  const settings = { folder, eventStore: { kind: 'sqlite', folder }, vault: { kind: 'sqlite', folder } } as const;
  const target = await openPlace({ name: folder, settings, isBackup: false }, { use: 'fill' });
  try {
    const taken = await copyInto(source, target, watching);
    const { difference } = await finishCopy(source, target, { ...watching, living: true });
    if (difference !== undefined) throw new CannotDo(`The backup is not a copy: ${difference}.`);
    await fillByFile(draft, folder);
    return taken;
  } finally {
    await target.close();
    rmSync(folder, { recursive: true });
  }
}

async function checked(terminal: Terminal, folder: string, masterKeys: string) {
  const store = await openEventStore({ kind: 'sqlite', folder, readOnly: true });
  const vault = await openVault({ kind: 'sqlite', folder, masterKeys, readOnly: true });
  const progress = openProgress(terminal, 'verifying', 'events');
  try {
    const report = await verifyHistory(
      { store, vault },
      { onProgress: ({ events, of }) => progress.show({ done: events, of }), signal: terminal.interrupted },
    );
    return { head: (await store.head())?.event, report };
  } finally {
    progress.end();
    await vault.close();
    await store.close();
  }
}

const countsOf = ({ events, streams, texts, forgotten }: VerifyReport): BackupManifest['counts'] => ({
  events,
  streams,
  texts,
  forgotten,
});

async function filesIn(folder: string): Promise<BackupManifest['files']> {
  const files: Record<string, BackupManifest['files'][string]> = {};
  for (const name of backedUp) if (existsSync(join(folder, name))) files[name] = await describeFile(join(folder, name));
  return files;
}

const versionOf = (): string =>
  (JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as { version: string }).version;

/** Beside the data, where a server that shares the folder finds it for its health. */
function noteLast(folder: string, last: { made: string; folder: string; events: number }): void {
  if (!existsSync(folder)) return;
  const path = join(folder, 'last-backup.json');
  writeFileSync(`${path}.new`, `${JSON.stringify(last)}\n`);
  renameSync(`${path}.new`, path);
}

/** Milliseconds after which a folder without its name yet is not being filled any more. */
const longestFilling = 24 * 3_600_000;

/**
 * Removes the oldest backups of the same installation beside this one, and what backups that were killed have left: all of it
 * holds what may have been forgotten since. @returns their names
 */
function removeOlder(folder: string, store: string, keep: number): string[] {
  const parent = dirname(folder);
  const backups = readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(parent, entry.name, manifestName)))
    .map(({ name }) => ({ name, manifest: readManifest(join(parent, name)) }))
    .filter(({ name, manifest }) => manifest.of.store === store && name !== basename(folder))
    .sort((a, b) => (a.manifest.made < b.manifest.made ? 1 : -1));
  const left = readdirSync(parent).filter(
    (name) =>
      name.endsWith('.part') &&
      existsSync(join(parent, name, 'log.sqlite')) &&
      Date.now() - statSync(join(parent, name)).mtimeMs > longestFilling,
  );
  const old = [...backups.slice(keep - 1).map(({ name }) => name), ...left];
  for (const name of old) rmSync(join(parent, name), { recursive: true });
  return old;
}

function told(name: string, report: VerifyReport, removed: readonly string[], withKeys: boolean): string {
  const lines = [
    `${name} holds ${counted(report.events, 'event')} and ${counted(report.texts, 'text')}, ${number(report.forgotten)} forgotten as the log says. Everything fits.`,
    withKeys
      ? 'The master keys are in it: whoever has this folder reads every word. Keep it as you keep the keys.'
      : 'The master keys are not in it: without them nobody reads the words, you neither. Keep them elsewhere.',
    ...(removed.length > 0 ? [`Removed: ${removed.join(', ')}.`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

async function tellMisfits(terminal: Terminal, draft: string, { misfits, misfitting }: VerifyReport): Promise<number> {
  await write(terminal, misfits.map(({ where, problem }) => visible(`${where}: ${problem}\n`)).join(''));
  say(
    terminal,
    `${counted(misfitting, 'thing')} did not fit, so this is no backup; it stays in ${draft}. See whether kierto verify finds the same in the installation.`,
  );
  return statuses.failed;
}

import { setTimeout as pause } from 'node:timers/promises';
import { openEventStore, StoreError } from '#event-store';
import { type Environment, openStores, SettingsError, type Stores } from '#installation';
import { atConsole } from '#permissions';
import type { Reads } from '#read-models';
import {
  carryOut,
  dayOf,
  exportHistory,
  importHistory,
  keptLines,
  openContext,
  ProofCheck,
  proofIn,
  proofNow,
  readLines,
  verifyHistory,
} from '#use-cases';
import type { BuildProgress, Installation } from './installation.ts';
import { settingsIn } from './place.ts';
import { CannotDo } from './terminal.ts';
import { requireModels } from './wanted-models.ts';

/** Milliseconds in which the read models of any log are built. */
const longestBuild = 600_000;
/** Milliseconds between two looks at how far the read models are. */
const betweenLooks = 100;

/**
 * The installation of a data folder for which no server runs. Each command opens what it needs: what only reads takes no
 * lock, and read models are loaded only for what concerns them. Only `import` makes an installation where there was none.
 */
export function openFolder(folder: string, env: Environment): Installation {
  const settings = settingsIn({ ...env, DATA_DIR: folder });
  let opened: Stores | undefined;

  async function open(readOnly: boolean): Promise<Stores> {
    try {
      opened = await openStores(settings, { readOnly });
    } catch (error) {
      throw error instanceof SettingsError ? new CannotDo(error.message) : error;
    }
    return opened;
  }

  async function openExisting(readOnly: boolean): Promise<Stores> {
    if (opened) return opened;
    try {
      await (await openEventStore({ ...settings.eventStore, readOnly: true })).close();
    } catch (error) {
      if (settings.eventStore.kind !== 'sqlite') throw error;
      if (!(error instanceof StoreError && error.code === 'store-unavailable')) throw error;
      throw new CannotDo(`${error.message} Import a history first, or name another folder with --data.`);
    }
    return open(readOnly);
  }

  async function withReads<Answer>({ store, vault }: Stores, work: (reads: Reads) => Promise<Answer>): Promise<Answer> {
    const { openReads } = await import('#read-models');
    const reads = openReads({ dataFolder: folder, store, vault, threadsOpen: settings.eventStore });
    // The threads of the read models are made for a server and do not keep a process alive.
    const awake = setInterval(() => {}, 60_000);
    try {
      return await work(reads);
    } finally {
      clearInterval(awake);
      await reads.close();
    }
  }

  return {
    async import(history, run) {
      const { store, vault } = opened ?? (await open(false));
      return importHistory(openContext(store, vault), readLines(history), run);
    },
    async export(write, onProgress, signal) {
      const { store, vault } = await openExisting(true);
      const stoppable = (data: string) => {
        signal.throwIfAborted();
        return write(data);
      };
      return exportHistory(openContext(store, vault), stoppable, onProgress);
    },
    async events(category, id, withWords) {
      const { store, vault } = await openExisting(true);
      const events = await store.read(`${category}-${id}`);
      if (!withWords) return events;
      const words = await vault.words.read(events.map((event) => event.id));
      return events.map((event) => ({ ...event, words: words.get(event.id) ?? {} }));
    },
    async rebuild(models, onProgress, signal) {
      return withReads(await openExisting(false), (reads) => rebuildWith(reads, models, onProgress, signal));
    },
    async verify(checkpoints, onProgress, signal) {
      const { store, vault } = await openExisting(true);
      const { checkModels } = await import('#read-models');
      const given = checkpoints.map((line) => proofIn(line)!);
      const chain = await ProofCheck.open({ store, vault }, { folder, given });
      const readModels = () => checkModels(folder, store);
      return verifyHistory({ store, vault }, { chain, readModels, onProgress, signal });
    },
    async carryOut(name, id, body) {
      const { store, vault } = opened ?? (await open(false));
      return carryOut(openContext(store, vault), atConsole, [name, id, body]);
    },
    async ask(name, params) {
      const stores = await openExisting(false);
      const { allQueries } = await import('#read-models');
      const one = allQueries.find((query) => query.name === name)!;
      return withReads(stores, async (reads) => {
        const head = await stores.store.head();
        if (head) await reads.waitFor(head.position, longestBuild, one.from);
        return new one.handler(reads).execute(new one.query(params, { reader: atConsole, today: dayOf(Date.now()) }));
      });
    },
    async linkFor(account, how) {
      const { store, vault } = await openExisting(false);
      const { rescueLink } = await import('#sign-in');
      const { path, opensFor } = await rescueLink(openContext(store, vault), account, how);
      return { address: `${settings.baseUrl ?? `http://${settings.host}:${settings.port}`}${path}`, opensFor };
    },
    async tokenFor(account, { name, days, scopes }) {
      const { store, vault } = await openExisting(false);
      const { issueApiToken } = await import('#sign-in');
      const expires = new Date(Date.now() + days * 24 * 3_600_000);
      return (await issueApiToken(openContext(store, vault), account, { name, scopes, expires })).token;
    },
    async proof(signal) {
      const { proof: latest } = await proofNow(await openExisting(true), { signal });
      return { ...(latest && { latest }), days: keptLines(folder).toReversed() };
    },
    async close() {
      await opened?.close();
    },
  };
}

/** A model that does not fit the log is built as soon as the reads are opened, and need not be built a second time. */
async function rebuildWith(
  reads: Reads,
  wanted: readonly string[],
  onProgress: (done: BuildProgress) => void,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const built = new Set<string>();
  let { models } = await reads.status();
  const names = requireModels(
    wanted,
    models.map(({ name }) => name),
  );
  while (models.some(({ state }) => state === 'building')) {
    for (const { name, building } of models) {
      if (!building) continue;
      built.add(name);
      onProgress(building);
    }
    await pause(betweenLooks, undefined, { signal });
    models = (await reads.status()).models;
  }
  const left = names.filter((name) => !built.has(name));
  const everything = left.length === models.length;
  for (const model of everything ? [undefined] : left) await unlessAborted(reads.rebuild(model, onProgress), signal);
  const stopped = (await reads.status()).models.find(
    ({ name, state }) => names.includes(name) && state === 'stopped',
  )?.stopped;
  if (stopped) throw new CannotDo(`A read model stopped at ${stopped.type} (${stopped.position}): ${stopped.error}`);
  return names;
}

function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    work.then(resolve, reject);
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
  });
}

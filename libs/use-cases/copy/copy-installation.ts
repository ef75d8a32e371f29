import type { Checkpoint, EventStore } from '#event-store';
import { compareRows, type Row, type RowsCompared, type VaultRows } from '#vault';
import { compareLogs } from './compare-logs.ts';
import { copyLog } from './copy-log.ts';
import { mark, ownProgress, requireOwnCopyOrNothing } from './copy-mark.ts';
import { CopyRefused } from './copy-refused.ts';

/** A log and the vault beside it, as they are copied: rows as they lie. */
export interface Side {
  readonly store: EventStore;
  readonly rows: VaultRows;
}

export interface Watching {
  /** `events` counts the events of a log, `rows` the rows of a vault. */
  readonly onProgress?: (doing: 'copying' | 'comparing', unit: 'events' | 'rows', done: number) => void;
  readonly signal?: AbortSignal;
}

export interface CopyReport {
  readonly events: number;
  readonly rows: Readonly<Record<string, number>>;
  /** The first thing in which the target is not the source; undefined: there is none. */
  readonly difference?: string;
}

/**
 * First step: copies what the target lacks, and goes on where an earlier run stopped. The log comes before the vault: words are
 * written before their event, so a vault that is read later has them all, even while the source is in use.
 * @returns the last event that was copied, as the source names it
 * @throws CopyRefused when the target holds something else, or somebody writes to it; StoreError, VaultError
 */
export async function copyInto(
  source: Side,
  target: Side,
  { onProgress, signal }: Watching = {},
): Promise<Checkpoint | undefined> {
  await requireOwnCopyOrNothing(source.store, target);
  await mark(target.rows, source.store, 'unfinished');
  const told = { ...(signal && { signal }) };
  const there = await compareLogs(source.store, target.store, {
    ...told,
    onEvents: (events) => onProgress?.('comparing', 'events', events),
  });
  if (there.difference || there.shorter === 'source')
    throw new CopyRefused(
      `The target is not a copy of the source: ${there.difference ?? `it holds more than the ${there.same} events of the source`}. Name an empty one.`,
    );
  const reached = await copyLog(source.store, target.store, {
    ...told,
    ...(there.reached && { reached: there.reached }),
    done: there.same,
    onEvents: (events) => onProgress?.('copying', 'events', events),
  });
  await copyVault(source, target, { ...told, ...(onProgress && { onProgress }) });
  return reached;
}

const copyVault = (source: Side, target: Side, { onProgress, signal }: Watching): Promise<RowsCompared> =>
  compareRows(source.rows, target.rows, {
    mend: true,
    onRows: (rows) => onProgress?.('copying', 'rows', rows),
    ...(signal && { signal }),
  });

/**
 * Second step: compares everything, lets what follows the log go on at the same events in the target, and calls the copy whole.
 * What came to the source meanwhile is copied, too.
 * @param anew names of followers that begin at the beginning, as after a restore
 * @param living the source is in use and goes on: what it has beyond the copied log is not missed, and its vault, which has
 * changed since, is not compared
 */
export async function finishCopy(
  source: Side,
  target: Side,
  {
    anew = [],
    living = false,
    ...watching
  }: Watching & { readonly anew?: readonly string[]; readonly living?: boolean } = {},
): Promise<CopyReport> {
  const { signal } = watching;
  for (let round = 1; ; round++) {
    const progress = await readProgress(source, anew);
    const places = new Map<string, Checkpoint>();
    const report = await verifyCopy(source, target, { ...watching, living, wanted: progress.wanted, places });
    const moved = report.shorter === 'target' || report.rowsDiffer;
    if (report.difference && moved && round < rounds) {
      // Somebody has written to the source.
      await copyLog(source.store, target.store, {
        ...(report.reached && { reached: report.reached }),
        ...(signal && { signal }),
      });
      await copyVault(source, target, watching);
      continue;
    }
    const { events, rows, difference } = report;
    if (difference !== undefined) return { events, rows, difference };
    const head = await target.store.head();
    await target.rows.put('progress', progress.rowsWith(places, head));
    await target.rows.countOn();
    await mark(target.rows, source.store, 'finished');
    return { events, rows };
  }
}

/** How often what was written meanwhile is copied before the copy is given up. */
const rounds = 5;

interface Verified extends CopyReport {
  readonly reached?: Checkpoint;
  readonly shorter?: 'source' | 'target';
  readonly rowsDiffer: boolean;
}

/** Compares the log event by event and the vault row by row; changes nothing. `places`: where the events of `wanted` lie in the target. */
export async function verifyCopy(
  source: Side,
  target: Side,
  {
    onProgress,
    signal,
    living = false,
    wanted = new Set(),
    places = new Map(),
  }: Watching & {
    readonly living?: boolean;
    readonly wanted?: ReadonlySet<string>;
    readonly places?: Map<string, Checkpoint>;
  } = {},
): Promise<Verified> {
  const { identity, epoch } = target.store;
  const told = { ...(signal && { signal }) };
  const logs = await compareLogs(source.store, target.store, {
    ...told,
    onEvents: (events) => onProgress?.('comparing', 'events', events),
    onEvent: ({ id, position }) => {
      if (wanted.has(id)) places.set(id, { store: identity, epoch, position, event: id });
    },
  });
  const rows = await compareRows(living ? target.rows : source.rows, target.rows, {
    ...told,
    mend: false,
    onRows: (done) => onProgress?.('comparing', 'rows', done),
  });
  const shorter = living && logs.shorter === 'target' ? undefined : logs.shorter;
  const inLog =
    logs.difference ?? (shorter && `the ${shorter} ends after event ${logs.same}, and the other one goes on`);
  const difference = inLog === undefined ? rows.first && `vault, ${rows.first}` : `log, ${inLog}`;
  return {
    events: logs.same,
    rows: rows.rows,
    rowsDiffer: rows.differing > 0,
    ...(logs.reached && { reached: logs.reached }),
    ...(shorter && { shorter }),
    ...(difference !== undefined && { difference }),
  };
}

/**
 * How far each follower of the source has come. A checkpoint names a place of the source's log; in the target it is the place
 * of the same event, so that nothing is followed twice and nothing left out.
 */
async function readProgress({ store, rows }: Side, anew: readonly string[]) {
  const all = (await rows.read('progress', {})).filter(
    ({ name }) => !ownProgress.has(String(name)) && !anew.includes(String(name)),
  );
  const noted = all.map((row) => ({ row, ...notedIn(String(row.checkpoint), store) }));
  return {
    wanted: new Set(noted.flatMap(({ checkpoint }) => checkpoint?.event ?? [])),
    /** @param head where a follower stands that was beyond what was copied: a backup's vault is younger than its log */
    rowsWith: (places: ReadonlyMap<string, Checkpoint>, head: Checkpoint | undefined): Row[] =>
      noted.flatMap(({ row, checkpoint, beside }) => {
        if (!checkpoint) return [row];
        // What is noted beside a place is true of that place only.
        const place = places.get(checkpoint.event) ?? (beside ? undefined : head);
        if (!place) return [];
        return [{ ...row, checkpoint: JSON.stringify(beside ? { ...beside, checkpoint: place } : place) }];
      }),
  };
}

/** A follower notes a checkpoint, or something beside a checkpoint, or, where it goes by days, a day. */
function notedIn(
  text: string,
  { identity, epoch }: EventStore,
): { readonly checkpoint?: Checkpoint; readonly beside?: object } {
  let said: (Partial<Checkpoint> & { readonly checkpoint?: Partial<Checkpoint> }) | null;
  try {
    said = JSON.parse(text);
  } catch {
    return {};
  }
  const ours = (one: Partial<Checkpoint> | undefined | null): one is Checkpoint =>
    one?.store === identity && one.epoch === epoch && one.event !== undefined;
  if (ours(said)) return { checkpoint: said };
  return ours(said?.checkpoint) ? { checkpoint: said.checkpoint, beside: said } : {};
}

import { history, shapes } from '#domain';
import type { Checkpoint, EventText, StoredEvent, StoredMetadata } from '#event-store';
import { type KeptFingerprint, VaultError } from '#vault';
import type { Context } from '../context.ts';
import { isWhole } from '../kept-file.ts';
import { forgottenBefore, problemsWith, splitName } from './event-problems.ts';
import { keptBy, keptUnder } from './export-history.ts';
import { saidForgotten } from './said-forgotten.ts';

/** Something that does not fit, and where: an event of a stream, or a read model. Names no words. */
export interface Misfit {
  /** `proposal-lobby, event 3 (ProposalDecided)` or `read model owed`. */
  readonly where: string;
  readonly problem: string;
}

export interface VerifyReport {
  readonly events: number;
  readonly streams: number;
  /** References to other streams and events that were followed. */
  readonly references: number;
  /** Texts that were compared with their fingerprints. */
  readonly texts: number;
  /** Texts that the log names and that were forgotten as it says. */
  readonly forgotten: number;
  /** Deletions that the log asks for and that a server has yet to carry out. */
  readonly toForget: number;
  readonly readModels: number;
  /** What of the log's chain was compared; missing when nothing was to be. */
  readonly chain?: ChainReport;
  /** How much does not fit; of it, at most `mostMisfits` is listed. */
  readonly misfitting: number;
  readonly misfits: readonly Misfit[];
}

/** A read model, and what is wrong with it. */
export interface CheckedModel {
  readonly name: string;
  readonly problem?: string;
}

export interface ChainReport {
  /** Events of which a hash was kept beside the log. */
  readonly hashes: number;
  /** Checkpoints that were kept or given. */
  readonly checkpoints: number;
}

/** Compares the log with the chain of hashes that was kept of it; opened before the end of the log is looked for. */
export interface ChainCheck {
  check(event: StoredEvent, text: EventText): readonly Misfit[];
  end(): { readonly misfits: readonly Misfit[]; readonly report: ChainReport };
}

export interface VerifyOptions {
  readonly chain?: ChainCheck;
  /** How the read models are; asked for at the end. */
  readonly readModels?: () => Promise<readonly CheckedModel[]>;
  readonly onProgress?: (soFar: { readonly events: number; readonly of: number }) => void;
  readonly signal?: AbortSignal;
}

const mostMisfits = 1_000;
const streamsRemembered = 20_000;
const placeOf = ({ stream, version, type }: StoredEvent): string => `${stream}, event ${version} (${type})`;

/**
 * Reads the whole log up to now and checks it against itself, the vault and the read models: versions follow each other,
 * each event is known and has its shape, what it refers to stands above it, and each text is what was recorded or was
 * forgotten by an event that says so; and, where a chain is given, that nothing was changed since. Changes nothing.
 * @throws StoreError, VaultError when an engine fails; an error named AbortError when the signal says so
 */
export async function verifyHistory(
  { store, vault }: Pick<Context, 'store' | 'vault'>,
  { chain, readModels, onProgress, signal }: VerifyOptions = {},
): Promise<VerifyReport> {
  const counts = { events: 0, streams: 0, references: 0, texts: 0, forgotten: 0, toForget: 0, readModels: 0 };
  const misfits: Misfit[] = [];
  let misfitting = 0;
  const versions = new Map<string, number>();
  /** Ids of the events of streams, those used longest ago left out. */
  const remembered = new Map<string, Set<string>>();
  const carriedOut = await forgettingsUpTo();

  function misfit(where: string, problem: string): void {
    misfitting++;
    if (misfits.length < mostMisfits) misfits.push({ where, problem });
  }

  async function forgettingsUpTo(): Promise<string | undefined> {
    const kept = await vault.progress('forgettings').read();
    if (!kept) return undefined;
    const { position, store: of, epoch } = JSON.parse(kept) as Checkpoint;
    return of === store.identity && epoch === store.epoch ? position : undefined;
  }

  function checkVersion(event: StoredEvent): void {
    const before = versions.get(event.stream) ?? 0;
    if (event.version !== before + 1) misfit(placeOf(event), `follows event ${before} of its stream`);
    versions.set(event.stream, event.version);
    if (event.version === 1) remembered.set(event.stream, new Set());
    remembered.get(event.stream)?.add(event.id);
    if (remembered.size > streamsRemembered) remembered.delete(remembered.keys().next().value!);
  }

  /** Whether an event of the same stream stands before this one. What is remembered of a stream goes up to the event in hand. */
  async function standsBefore({ stream, version, id: own }: StoredEvent, id: string): Promise<boolean> {
    const ids = remembered.get(stream) ?? new Set((await store.read(stream, { to: version })).map((one) => one.id));
    remembered.delete(stream);
    remembered.set(stream, ids);
    return id !== own && ids.has(id);
  }

  async function checkReferences(event: StoredEvent): Promise<void> {
    const { category } = splitName(event.stream);
    const named = history.references[category as history.Category]?.[event.type] ?? {};
    for (const [fact, kind] of Object.entries(named)) {
      const value = (event.data as Readonly<Record<string, unknown>>)[fact];
      for (const id of [value ?? []].flat() as string[]) {
        counts.references++;
        const there = kind === 'event' ? await standsBefore(event, id) : versions.has(`${kind}-${id}`);
        if (!there) misfit(placeOf(event), `${fact} names the ${kind} ${id}, which is not there before it`);
      }
    }
  }

  /** The fingerprints kept under these events; what cannot be opened is said, and the others are read all the same. */
  async function fingerprintsOf(events: readonly string[]): Promise<ReadonlyMap<string, readonly KeptFingerprint[]>> {
    try {
      return await vault.words.fingerprints(events);
    } catch (error) {
      if (!(error instanceof VaultError && error.code === 'vault-corrupt')) throw error;
      if (events.length === 1) {
        misfit(`vault, words of event ${events[0]}`, error.message);
        return new Map();
      }
      const halves = [events.slice(0, events.length / 2), events.slice(events.length / 2)];
      const [first, second] = [await fingerprintsOf(halves[0]!), await fingerprintsOf(halves[1]!)];
      return new Map([...first, ...second]);
    }
  }

  async function checkWords(event: StoredEvent, kept: ReadonlyMap<string, readonly KeptFingerprint[]>): Promise<void> {
    for (const [field, sealed] of Object.entries((event.metadata as StoredMetadata).words ?? {})) {
      const under = keptUnder(event, field);
      const rows = kept.get(keptBy(event)) ?? [];
      const row = rows.find((one) => one.field === under && one.recordedIn === event.id);
      if (row) {
        counts.texts++;
        if (row.fingerprint !== sealed)
          misfit(placeOf(event), `the words of ${field} are not those that were recorded`);
        else if (event.type === 'FileAttached' && field === 'content' && !(await isWhole(vault, event.id)))
          misfit(placeOf(event), 'the file is not the one that was attached');
      } else if (sealed === forgottenBefore || saidForgotten(await store.read(event.stream), event, field))
        counts.forgotten++;
      else misfit(placeOf(event), `the words of ${field} are gone, and nothing says that they were forgotten`);
    }
  }

  /** What an event asks to be deleted, and is there still. What was put in its place afterwards may stay. */
  async function left(event: StoredEvent, kept: ReadonlyMap<string, readonly KeptFingerprint[]>): Promise<string[]> {
    const { stream, version, type, data } = event;
    if (type === 'PersonForgotten') {
      const { member } = data as { readonly member: string };
      return (await vault.people.read([member])).has(member) ? [member] : [];
    }
    if (type === 'AccountForgotten') {
      const { id } = splitName(stream);
      return (await vault.people.read([id])).has(id) || (await vault.credentials.read(id)) ? [id] : [];
    }
    if (type !== 'WordsForgotten') return [];
    const { ofEvent, fields } = data as { readonly ofEvent: string; readonly fields: readonly string[] };
    const before = await store.read(stream, { to: version });
    const named = before.find(({ id }) => id === ofEvent);
    if (named?.type === 'WordsTranslated') {
      const rows = (await fingerprintsOf([keptBy(named)])).get(keptBy(named)) ?? [];
      return rows.filter(({ recordedIn }) => recordedIn === ofEvent).map(({ field }) => field);
    }
    const ids = new Set(before.map(({ id }) => id));
    const rows = kept.get(ofEvent)?.filter(({ recordedIn }) => ids.has(recordedIn)) ?? [];
    return fields.filter((field) => rows.some((one) => one.field === field));
  }

  async function checkForgetting(
    event: StoredEvent,
    kept: ReadonlyMap<string, readonly KeptFingerprint[]>,
  ): Promise<void> {
    for (const what of await left(event, kept)) {
      if (carriedOut === undefined || store.compare(event.position, carriedOut) > 0) counts.toForget++;
      else misfit(placeOf(event), `${what} was to be forgotten and is there still`);
    }
  }

  async function check(events: readonly StoredEvent[]): Promise<void> {
    const named = events.flatMap((event) => [
      ...((event.metadata as StoredMetadata).words ? [keptBy(event)] : []),
      ...(event.type === 'WordsForgotten' ? [(event.data as { readonly ofEvent: string }).ofEvent] : []),
    ]);
    const kept = await fingerprintsOf([...new Set(named.filter((id) => shapes.eventId.accepts(id)))]);
    for (const event of events) {
      counts.events++;
      checkVersion(event);
      const problems = problemsWith(event);
      for (const { field, problem } of problems) misfit(placeOf(event), `${field} ${problem}`);
      if (problems.length > 0) continue;
      await checkReferences(event);
      await checkWords(event, kept);
      await checkForgetting(event, kept);
    }
  }

  function checkChain(against: ChainCheck, events: readonly StoredEvent[], texts: readonly EventText[]): void {
    for (const [index, event] of events.entries())
      for (const { where, problem } of against.check(event, texts[index]!)) misfit(where, problem);
  }

  const last = await store.head();
  if (last) {
    const size = await store.size();
    const subscription = store.subscribe({}, async ({ events: read, texts, checkpoint }) => {
      signal?.throwIfAborted();
      const events = read.filter(({ position }) => store.compare(position, last.position) <= 0);
      if (chain) checkChain(chain, events, texts());
      await check(events);
      onProgress?.({ events: counts.events, of: Math.max(size, counts.events) });
      if (store.compare(checkpoint.position, last.position) >= 0) void subscription.stop();
    });
    await subscription.ended;
  }
  const compared = chain?.end();
  for (const { where, problem } of compared?.misfits ?? []) misfit(where, problem);
  for (const { name, problem } of (await readModels?.()) ?? []) {
    counts.readModels++;
    if (problem) misfit(`read model ${name}`, problem);
  }
  return {
    ...counts,
    streams: versions.size,
    ...(compared && { chain: compared.report }),
    misfitting,
    misfits,
  };
}

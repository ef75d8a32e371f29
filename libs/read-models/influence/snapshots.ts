import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventStore, Position } from '#event-store';
import { parts, type Snapshot, SnapshotMaker } from '#influence';
import type { WordsStore } from '#vault';
import { patiently } from '../patience.ts';
import { CaseLog } from './case-log.ts';
import { type Made, noText, textGone } from './made.ts';
import type { Cut, Making } from './questions.ts';
import { caseOf, SurroundingFacts } from './surroundings.ts';

/** Snapshots that are kept, the one asked for last first, and cases in all of them: a case takes some 600 bytes. */
const mostKept = 4;
const mostCases = 600_000;
/** Proposals between two looks whether anybody else wants something. */
const slice = 100;
/** Answers whose texts are read at once. */
const textsAtOnce = 500;

/** Nobody waits for it any longer. */
export class Abandoned extends Error {}

interface Kept extends Made {
  /** Up to here it was looked for news. */
  readonly at: Position | undefined;
  /** The last place where something changed in it; before it, it was another. */
  readonly since: Position | undefined;
}

/** Is told how far it is. @throws Abandoned when nobody waits for it any longer */
export type Progress = (making: Making) => void;

/** Makes snapshots of the log, and keeps the last few. */
export class Snapshots {
  readonly #store: EventStore;
  readonly #words: Pick<WordsStore, 'read'>;
  readonly #log: CaseLog;
  readonly #digests = new Map<string, string>();
  #kept: readonly Kept[] = [];

  constructor(store: EventStore, words: Pick<WordsStore, 'read'>) {
    this.#store = store;
    this.#words = words;
    this.#log = new CaseLog(store, (event) => this.#forget(event));
  }

  /** The snapshot of a cut, with the texts of answers compared where that is asked for. */
  async of(
    { on, at }: Cut,
    withTexts: boolean,
    progress: Progress,
  ): Promise<Made & { readonly at: Position | 'beginning' }> {
    await this.#log.follow(() => progress({ done: 0, of: 0 }));
    const until = at === 'beginning' ? undefined : (at ?? this.#log.head);
    let kept = this.#kept.find((one) => one.snapshot.on === on && this.#fits(one, until));
    if (!kept) kept = await this.#make(on, until, progress);
    if (withTexts && !kept.texts) kept = { ...kept, texts: await this.#readTexts(kept.snapshot, progress) };
    this.#keep(kept);
    return { ...kept, at: until ?? 'beginning' };
  }

  /** The latest always stays, however large it is. */
  #keep(latest: Kept): void {
    let cases = latest.snapshot.count;
    const others = this.#kept.filter(({ snapshot }) => {
      if (snapshot === latest.snapshot) return false;
      cases += snapshot.count;
      return cases <= mostCases;
    });
    this.#kept = [latest, ...others].slice(0, mostKept);
  }

  /** Whether the end of the log is behind a place. */
  async isThere(at: Position): Promise<boolean> {
    const head = await patiently(() => this.#store.head());
    return head !== undefined && this.#store.compare(at, head.position) <= 0;
  }

  /** Between the last change in it and the place up to which it was looked for news it stays the same. */
  #fits({ at, since }: Kept, until: Position | undefined): boolean {
    if (until === undefined || at === undefined) return until === at;
    return this.#store.compare(until, at) <= 0 && (since === undefined || this.#store.compare(until, since) >= 0);
  }

  async #make(on: string, until: Position | undefined, progress: Progress): Promise<Kept> {
    const older = this.#kept.find(
      (one) =>
        one.snapshot.on === on && one.at !== undefined && until !== undefined && this.#store.compare(one.at, until) < 0,
    );
    const news = older && until !== undefined ? this.#log.between(older.at!, until) : undefined;
    if (older && news && !news.surroundings) {
      if (news.proposals.size === 0) return this.#replace(older, { ...older, at: until });
      const made = await this.#cases([...news.proposals], on, until, older.around, progress, older.snapshot);
      return { snapshot: made, around: older.around, texts: undefined, at: until, since: until };
    }
    const around = new SurroundingFacts(this.#store, this.#log.surroundingsAt(until), on);
    const proposals = this.#log.proposalsAt(until);
    const snapshot = await this.#cases(proposals, on, until, around, progress);
    return { snapshot, around, texts: undefined, at: until, since: until };
  }

  #replace(older: Kept, kept: Kept): Kept {
    this.#kept = this.#kept.filter((one) => one !== older);
    return kept;
  }

  async #cases(
    proposals: readonly string[],
    on: string,
    until: Position | undefined,
    around: SurroundingFacts,
    progress: Progress,
    from?: Snapshot,
  ): Promise<Snapshot> {
    const maker = new SnapshotMaker(on, (from?.count ?? 0) + proposals.length, around, from);
    for (const [done, proposal] of proposals.entries()) {
      const found = caseOf(proposal, await this.#log.eventsOf(proposal, until!), around, on);
      if (found) maker.put(found);
      if (done % slice > 0) continue;
      // Whoever asks meanwhile is heard, and a making that nobody waits for ends here.
      await nextTurn();
      progress({ done, of: proposals.length });
    }
    return maker.made;
  }

  #forget(event: string): void {
    this.#digests.delete(event);
    this.#kept = this.#kept.map((one) => ({ ...one, texts: undefined }));
  }

  /** Of each case which text the reason of its answer is, as `Made` says. */
  async #readTexts(snapshot: Snapshot, progress: Progress): Promise<Int32Array> {
    const { answer } = snapshot.codes;
    const answers = Array.from({ length: snapshot.count }, (_one, row) => snapshot.column.answer[row]!);
    const unread = answer.values.filter((event, code) => code > 0 && !this.#digests.has(event));
    for (let done = 0; done < unread.length; done += textsAtOnce) {
      const events = unread.slice(done, done + textsAtOnce);
      const words = await patiently(() => this.#words.read(events));
      for (const event of events) {
        const text = words.get(event)?.reason?.find(({ recordedIn }) => recordedIn === event)?.text;
        this.#digests.set(event, text === undefined ? gone : digestOf(text));
      }
      await nextTurn();
      progress({ done, of: unread.length });
    }
    const numbers = new Map<string, number>();
    const reasoned = snapshot.shares.answerWithoutReason!;
    return Int32Array.from(answers, (code, row) => {
      const hasReason = ['no', 'recorded'].includes(parts[reasoned[row]! - 1] ?? '');
      if (code === 0 || !hasReason) return noText;
      const digest = this.#digests.get(answer.values[code]!)!;
      if (digest === gone) return textGone;
      const number = numbers.get(digest) ?? textGone + 1 + numbers.size;
      numbers.set(digest, number);
      return number;
    });
  }
}

/** Of a text that cannot be read any more. */
const gone = '';

/** Texts that differ only in capitals and spaces are the same. */
const digestOf = (text: string): string =>
  createHash('sha256')
    .update(text.normalize('NFC').toLocaleLowerCase('fi').replace(/\s+/g, ' ').trim())
    .digest('base64');

import type { EventText, StoredEvent } from '#event-store';
import type { Context } from '../context.ts';
import { beginning, further, type Proof } from './chain.ts';
import { keptLines, openKeptHashes, type ReadHashes, shortened } from './kept-proof.ts';
import { notedProof } from './noted-proof.ts';

export interface ProofMisfit {
  readonly where: string;
  readonly problem: string;
}

/** What the log was compared with, and what it came to. */
export interface ProofReport {
  /** Undefined when the log is empty. */
  readonly proof?: Proof;
  /** Events of which a hash was kept beside the log. */
  readonly hashes: number;
  /** Lines and notes that were compared, those that were given among them. */
  readonly checkpoints: number;
}

/** A place of the chain as it was kept or given; `from` says by whom. */
interface Point {
  readonly count: number;
  readonly hash: string;
  readonly from: string;
}

interface Place {
  readonly count: number;
  readonly event: string;
}

const nowhere: Place = { count: 0, event: 'its beginning' };
const placeOf = ({ stream, version, type }: StoredEvent): string => `${stream}, event ${version} (${type})`;

/**
 * Compares a log, as it is read, with everything that was kept of its chain in the data folder and the vault, and with lines that
 * somebody kept elsewhere. What lies in the folder can have been rewritten together with the log, so the two are told apart.
 */
export class ProofCheck {
  #proof: Proof = beginning;
  #hashes = 0;
  #checkpoints = 0;
  readonly #kept: ReadHashes;
  /** What was kept here, by count; and what was given, in the order of the log. */
  readonly #points = new Map<number, Point[]>();
  readonly #given: Proof[];
  /** The last place that fitted what was kept here, and the last that fitted a given line. */
  #fitted = nowhere;
  #fittedGiven = nowhere;
  /** The first misfit with what was kept here, until something later fits after all. */
  #pending: ProofMisfit | undefined;

  private constructor(kept: ReadHashes, points: readonly Point[], given: readonly Proof[]) {
    this.#kept = kept;
    for (const point of points) this.#points.set(point.count, [...(this.#points.get(point.count) ?? []), point]);
    this.#given = [...given].sort((one, other) => one.count - other.count);
  }

  /** To be opened before the end of the log is looked for: all that was kept by then must be in it. */
  static async open(
    context: Pick<Context, 'store' | 'vault'>,
    { folder, given }: { readonly folder: string; readonly given: readonly Proof[] },
  ): Promise<ProofCheck> {
    const lines = keptLines(folder).map((line) => ({ ...line, from: `the line of ${line.day} in checkpoints.txt` }));
    const { proof } = await notedProof(context);
    const noted = proof.count > 0 ? [{ ...proof, from: 'what is noted in the vault' }] : [];
    return new ProofCheck(openKeptHashes(folder), [...lines, ...noted], given);
  }

  /** To be called with each event of the log, in its order. @returns what does not fit up to here */
  check(event: StoredEvent, text: EventText): readonly ProofMisfit[] {
    this.#proof = further(this.#proof, event, text);
    const here = { count: this.#proof.count, event: placeOf(event) };
    return [...this.#checkKept(here), ...this.#checkGiven(here)];
  }

  #checkKept({ count, event }: Place): readonly ProofMisfit[] {
    const hash = this.#kept.hashAt(count);
    const points = this.#points.get(count) ?? [];
    if (hash === undefined && points.length === 0) return [];
    if (hash !== undefined) this.#hashes += 1;
    this.#checkpoints += points.length;
    const wrong =
      hash !== undefined && hash !== shortened(this.#proof.hash)
        ? 'its hash in the data folder'
        : points.find((point) => point.hash !== this.#proof.hash)?.from;
    if (wrong !== undefined) {
      this.#pending ??= this.#first(wrong, { count, event });
      return [];
    }
    this.#fitted = { count, event };
    const mended = this.#pending;
    this.#pending = undefined;
    // A chain that fits later cannot have been wrong before, so it was what was kept that was changed.
    return mended
      ? [{ where: mended.where, problem: `${mended.problem}; but what was kept of later events fits` }]
      : [];
  }

  #first(from: string, { count, event }: Place): ProofMisfit {
    const why = 'it was changed, or one was taken out or put in before it';
    return this.#fitted.count === count - 1
      ? { where: event, problem: `is event ${count} of the log and does not fit ${from}: ${why}` }
      : { where: `${this.#span(this.#fitted, count)}`, problem: `up to ${event}, do not fit ${from}` };
  }

  #span = ({ count }: Place, to: number): string => `events ${count + 1} to ${to} of the log`;

  #checkGiven(here: Place): readonly ProofMisfit[] {
    const misfits: ProofMisfit[] = [];
    while (this.#given[0]?.count === here.count) {
      const line = this.#given.shift()!;
      this.#checkpoints += 1;
      if (line.hash === this.#proof.hash) this.#fittedGiven = here;
      else
        misfits.push({
          where: this.#span(this.#fittedGiven, here.count),
          problem: `up to ${here.event}, do not fit the given line of ${line.day}: something among them was changed, taken out or put in, unless the line was copied wrongly`,
        });
    }
    return misfits;
  }

  /** To be called after the last event. */
  end(): { readonly misfits: readonly ProofMisfit[]; readonly report: ProofReport } {
    const { count } = this.#proof;
    const misfits: ProofMisfit[] = [];
    if (this.#pending) misfits.push(this.#pending);
    const last = Math.max(this.#kept.count, ...this.#points.keys());
    const gone = (to: number, by: string) => ({
      where: 'the end of the log',
      problem: `is event ${count}, and ${by} knows ${to}: the events behind it are gone`,
    });
    if (last > count) misfits.push(gone(last, 'what was kept in the data folder and the vault'));
    for (const line of this.#given) misfits.push(gone(line.count, `the given line of ${line.day}`));
    this.#checkpoints += this.#given.length;
    this.#kept.close();
    return {
      misfits,
      report: { ...(count > 0 && { proof: this.#proof }), hashes: this.#hashes, checkpoints: this.#checkpoints },
    };
  }
}

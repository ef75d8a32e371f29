import { type Day, dayNumber, type Interval } from '#domain/occurred-on';
import { type OwedFacts, timesTooEarly, type Waited, waitedFor } from '#domain/owed';
import { Codes, noDay, Rows } from './columns.ts';
import { daysOf, earliest, type Loop } from './loop.ts';
import { measures, parts } from './measures.ts';
import {
  counted,
  type Dated,
  type Described,
  dated,
  described,
  dimensions,
  type Snapshot,
  waitColumns,
} from './snapshot.ts';
import { ownerOn, type Successions, successorOf } from './successions.ts';
import { ends, firstChange, otherEnds, times } from './times.ts';
import { dueRules, type WaitCase, waitCase } from './waits.ts';

/** What of other streams a case is told apart by. */
export interface Surroundings {
  /** As they are on the day: who has succeeded whom, what sources cover. */
  readonly facts: OwedFacts;
  readonly seasonOf: (group: string, days: Interval | undefined) => string | undefined;
  readonly successions: Successions;
}

/** Of one proposal all that is remembered of it. */
export interface Case {
  readonly loop: Loop;
  readonly waits: readonly Waited[];
  /** What was recorded together with the answer in force has this in common with it. */
  readonly correlation: string | undefined;
}

const codeIn = (list: readonly string[], value: string | undefined): number =>
  value === undefined ? 0 : list.indexOf(value) + 1;

const least = (days: readonly number[]): number | undefined => (days.length > 0 ? Math.min(...days) : undefined);

const copied = <A extends Int32Array | Uint8Array>(old: A | undefined, fresh: A): A => {
  // A snapshot has room for more cases than it has, and the next may need less.
  if (old) fresh.set(old.subarray(0, fresh.length) as never);
  return fresh;
};

/** Makes a snapshot: from nothing, or from another with some cases anew. */
export class SnapshotMaker {
  readonly #snapshot: Snapshot;
  readonly #ids: string[];
  readonly #at: Map<string, number>;
  readonly #around: Surroundings;

  /** @param most how many cases there will be at the most */
  constructor(on: Day, most: number, around: Surroundings, from?: Snapshot) {
    this.#around = around;
    const ints = (old?: Int32Array) => copied(old, new Int32Array(most));
    const bytes = (old?: Uint8Array) => copied(old, new Uint8Array(most));
    const all = [...dimensions, ...described];
    const shareIds = measures.map(({ id }) => id);
    this.#ids = [...(from?.ids ?? [])];
    this.#at = new Map(this.#ids.map((id, index) => [id, index]));
    this.#snapshot = {
      on,
      count: 0,
      ids: this.#ids,
      codes: from?.codes ?? (Object.fromEntries(all.map((name) => [name, new Codes()])) as Snapshot['codes']),
      column: Object.fromEntries(all.map((name) => [name, ints(from?.column[name])])) as Snapshot['column'],
      reasonCodes: from?.reasonCodes ?? new Codes(),
      reasons: ints(from?.reasons),
      shares: Object.fromEntries(shareIds.map((id) => [id, bytes(from?.shares[id])])),
      times: Object.fromEntries(
        times.map(({ id }) => {
          const old = from?.times[id];
          return [
            id,
            { end: bytes(old?.end), lower: ints(old?.lower), upper: ints(old?.upper), other: bytes(old?.other) },
          ];
        }),
      ),
      days: Object.fromEntries(
        dated.map((step) => [step, [ints(from?.days[step][0]), ints(from?.days[step][1])]]),
      ) as unknown as Snapshot['days'],
      counts: Object.fromEntries(counted.map((name) => [name, ints(from?.counts[name])])) as Snapshot['counts'],
      waits: {
        rows: from?.waits.rows ?? new Rows(waitColumns.length),
        start: ints(from?.waits.start),
        length: ints(from?.waits.length),
        posts: from?.waits.posts ?? new Codes(),
      },
      successions: around.successions,
    };
  }

  put({ loop, waits, correlation }: Case): void {
    const { facts, seasonOf } = this.#around;
    const { id, state, submission, answer, final } = loop;
    const known = this.#at.get(id);
    const row = known ?? this.#ids.push(id) - 1;
    if (known === undefined) this.#at.set(id, row);
    const { codes, column, days, counts, on } = this.#snapshot;
    const submitted = daysOf(state.submitted, on);
    const now = successorOf(state.unit, this.#around.successions);
    const years = submitted && [submitted.first.slice(0, 4), submitted.last.slice(0, 4)];
    const units = [...new Set([now, state.unit, ...state.holders.map(({ unit }) => unit)])];
    const text: Record<(typeof dimensions)[number] | Described, string | undefined> = {
      unit: state.unit,
      unitNow: now,
      group: state.group,
      theme: state.theme,
      kind: state.kind,
      season: seasonOf(state.group, submitted),
      year: years && years[0] === years[1] ? years[0] : undefined,
      voicedBy: submission.voicedBy,
      origin: submission.origin,
      source: state.submitted.source,
      decision: answer?.decision,
      commission: state.commission,
      // `none` is how a value is called that nobody wrote down.
      answerWanted: state.answerWanted === 'none' ? 'nothing' : state.answerWanted,
      reply: answer?.reply,
      // What was said of an answer that has been replaced or taken up again says nothing of this one.
      changed: final?.changed ?? state.followUps.findLast(({ answer: one }) => one === state.inForce)?.changed,
      closed: loop.closed,
      answer: answer?.event,
      correlation,
      reach: units.join(' '),
    };
    for (const name of [...dimensions, ...described]) column[name][row] = codes[name].take(text[name]);
    this.#snapshot.reasons[row] = (answer?.reasonCodes ?? []).reduce(
      (bits, code) => bits | (1 << this.#snapshot.reasonCodes.take(code)),
      0,
    );
    for (const { id: measure, of } of measures) this.#snapshot.shares[measure]![row] = codeIn(parts, of(loop));
    for (const { id: time, of } of times) {
      const timed = of(loop, on);
      const { end, lower, upper, other } = this.#snapshot.times[time]!;
      end[row] = codeIn(ends, timed?.end);
      lower[row] = timed?.lower ?? 0;
      upper[row] = timed?.upper ?? 0;
      other[row] = codeIn(otherEnds, timed?.other);
    }
    const steps: Record<Dated, Interval | undefined> = {
      submitted,
      received: daysOf(earliest(state.receipts), on),
      answered: daysOf(loop.firstAnswer, on),
      told: daysOf(earliest(state.tellings), on),
      changed: daysOf(firstChange(loop), on),
      ended: state.status === 'open' ? undefined : daysOf(state.ended, on),
    };
    for (const step of dated) {
      days[step][0][row] = steps[step] ? dayNumber(steps[step].first) : noDay;
      days[step][1][row] = steps[step] ? dayNumber(steps[step].last) : noDay;
    }
    counts.rounds[row] = state.round;
    counts.timesTooEarly[row] = timesTooEarly(state);
    counts.disputed[row] = final?.disputed ? 1 : 0;
    this.#putWaits(
      row,
      waits.map((wait) => waitCase(wait, facts, on)),
    );
  }

  #putWaits(row: number, cases: readonly WaitCase[]): void {
    const { waits, codes, successions } = this.#snapshot;
    waits.start[row] = waits.rows.count;
    waits.length[row] = cases.length;
    for (const one of cases) {
      // A unit that was succeeded before the day came, or before it was done, has not let it pass.
      const days = (one.isOpen ? [one.due] : [one.due, one.ended[0]]).filter((day) => day !== noDay);
      const unit = one.unit && (one.isOpen || days.length > 0 ? ownerOn(one.unit, least(days), successions) : one.unit);
      waits.rows.push([
        waitedFor.indexOf(one.what),
        one.side === 'management' ? 0 : 1,
        codes.unit.take(unit),
        codes.unitNow.take(unit && successorOf(unit, successions)),
        waits.posts.take(one.post),
        codes.group.take(one.group),
        ...one.since,
        one.with,
        one.due,
        dueRules.indexOf(one.rule),
        ...one.ended,
        one.isOpen ? 1 : 0,
        codeIn(parts, one.kept),
        one.covered ? 1 : 0,
      ]);
    }
  }

  /** The snapshot; nothing may be put into it any more. */
  get made(): Snapshot {
    return { ...this.#snapshot, count: this.#ids.length };
  }
}

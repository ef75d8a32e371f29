import type { organisation } from '#domain';
import type { OwedFacts } from '#domain/owed';
import { dayOfEvent } from '../days.ts';
import type { ReadDatabase } from '../read-database.ts';
import type { FactsOfType, Seen } from '../read-model.ts';

/** Events of other streams on which it depends what is owed, and when. */
export const owedFactTypes = [
  'UnitEstablished',
  'UnitSucceeded',
  'GroupSucceeded',
  'PromiseSet',
  'HolidaysSet',
  'PresetChanged',
  'SourceRegistered',
] as const;
type FactType = (typeof owedFactTypes)[number];

interface Fact<Type extends FactType = FactType> {
  /** Its place among the facts. What begins to wait remembers the number of facts there were. */
  readonly n: number;
  readonly event: string;
  readonly stream: string;
  readonly of: string;
  readonly type: Type;
  readonly data: FactsOfType<Type>;
  readonly on: string;
  /** Recorded in error: it keeps its number and says nothing. */
  inForce: boolean;
}

export const owedFactsTable = `
  CREATE TABLE facts (
    n INTEGER PRIMARY KEY, event TEXT NOT NULL, stream TEXT NOT NULL, of TEXT NOT NULL, type TEXT NOT NULL,
    data TEXT NOT NULL, on_day TEXT NOT NULL, in_force INTEGER NOT NULL
  ) STRICT;`;

const presets = { daysToTell: 14, initiativeDaysToNameHandler: 30 };

/** What is remembered of promises, holidays, units and sources: few rows, all in memory, each with its place in the log. */
export class OwedFactsLog {
  readonly #database: ReadDatabase;
  readonly #facts: Fact[];
  readonly #snapshots = new Map<number, OwedFacts>();
  /** The last fact that could move a due day: of each unit, and of everything. */
  #lastOfUnit = new Map<string, number>();
  #lastOfAll = 0;

  constructor(database: ReadDatabase) {
    this.#database = database;
    const rows = database.all<
      Omit<Fact, 'data' | 'on' | 'inForce'> & { data: string; on_day: string; in_force: number }
    >('SELECT * FROM facts ORDER BY n');
    this.#facts = rows.map(({ on_day, in_force, data, ...row }) => ({
      ...row,
      data: JSON.parse(data),
      on: on_day,
      inForce: in_force === 1,
    }));
    for (const fact of this.#facts) this.#note(fact);
  }

  /** How many facts there are. */
  get count(): number {
    return this.#facts.length;
  }

  /** Takes a fact; when it was forgotten and is folded again, in its old place. */
  take(event: Seen<FactType>): void {
    const { id, stream, of, type, data } = event;
    const known = this.#facts.find((fact) => fact.event === id);
    if (known) {
      known.inForce = true;
      this.#database.run('UPDATE facts SET in_force = 1 WHERE n = ?', known.n);
    } else {
      const on = dayOfEvent(event);
      const fact: Fact = { n: this.#facts.length + 1, event: id, stream, of, type, data, on, inForce: true };
      this.#facts.push(fact);
      this.#note(fact);
      this.#database.run(
        'INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?, 1)',
        fact.n,
        id,
        stream,
        of,
        type,
        JSON.stringify(data),
        on,
      );
    }
    this.#snapshots.clear();
  }

  /** @returns whether anything was known from the stream */
  forget(stream: string): boolean {
    const forgotten = this.#facts.filter((fact) => fact.stream === stream && fact.inForce);
    for (const fact of forgotten) fact.inForce = false;
    if (forgotten.length > 0) this.#database.run('UPDATE facts SET in_force = 0 WHERE stream = ?', stream);
    this.#snapshots.clear();
    return forgotten.length > 0;
  }

  /** The facts as they are now. */
  get now(): OwedFacts {
    return this.at(this.count);
  }

  /**
   * As they were when there were `count` of them. Who has succeeded whom and what sources cover is always as it is now: what
   * is owed moves, and what a source leaves out was never known.
   */
  at(count: number): OwedFacts {
    let snapshot = this.#snapshots.get(count);
    if (!snapshot) {
      if (this.#snapshots.size > 200) this.#snapshots.clear();
      snapshot = this.#asOf(count);
      this.#snapshots.set(count, snapshot);
    }
    return snapshot;
  }

  /** Whether a due day of this unit could be another with the facts of now than with the first `count`. */
  movedSince(count: number, unit: string): boolean {
    if (this.#lastOfAll > count) return true;
    return this.unitAndAbove(unit).some((one) => (this.#lastOfUnit.get(one) ?? 0) > count);
  }

  unitAndAbove(unit: string): string[] {
    const { parents } = this.now;
    const climbed = new Set<string>();
    for (let one: string | undefined = unit; one !== undefined && !climbed.has(one); one = parents.get(one))
      climbed.add(one);
    return [...climbed];
  }

  /** The unit that has taken its place, or itself. */
  successorOf(unit: string): string {
    const { successors } = this.now;
    const seen = new Set([unit]);
    let one = unit;
    for (let next = successors.get(one); next !== undefined && !seen.has(next); next = successors.get(one)) {
      seen.add(next);
      one = next;
    }
    return one;
  }

  #note({ n, type, of }: Fact): void {
    if (type === 'PromiseSet' || type === 'UnitEstablished') this.#lastOfUnit.set(of, n);
    if (type === 'HolidaysSet' || type === 'PresetChanged') this.#lastOfAll = n;
  }

  #inForce<Type extends FactType>(type: Type, count = this.count): Fact<Type>[] {
    return this.#facts.filter(
      (fact) => fact.inForce && fact.type === type && fact.n <= count,
    ) as unknown as Fact<Type>[];
  }

  #asOf(count: number): OwedFacts {
    const promises = new Map<string, FactsOfType<'PromiseSet'>[]>();
    for (const { of, data } of this.#inForce('PromiseSet', count))
      promises.set(of, [...(promises.get(of) ?? []), data]);
    const changes = this.#inForce('PresetChanged', count);
    const parents = this.#inForce('UnitEstablished', count).flatMap(({ of, data }) =>
      data.parent === undefined ? [] : [[of, data.parent] as const],
    );
    const years = new Set<number>();
    const holidays = this.#inForce('HolidaysSet', count).map(({ data: { year, days }, on }) => {
      const isFirst = !years.has(year);
      years.add(year);
      return { year, days, ...(!isFirst && { from: on }) };
    });
    const daysToTell = changes.flatMap(({ data, on }) =>
      data.daysToTell === undefined ? [] : [{ days: data.daysToTell, from: on }],
    );
    const days = changes.findLast(({ data }) => data.initiativeDaysToNameHandler !== undefined)?.data
      .initiativeDaysToNameHandler;
    return {
      promises,
      parents: new Map(parents),
      holidays,
      daysToTell: [{ days: presets.daysToTell }, ...daysToTell],
      initiativeDaysToNameHandler: days ?? presets.initiativeDaysToNameHandler,
      successors: new Map(this.#inForce('UnitSucceeded').map(({ of, data }) => [of, data.successor])),
      groupSuccessors: new Map(this.#inForce('GroupSucceeded').map(({ of, data }) => [of, data.successor])),
      coverage: new Map(
        this.#inForce('SourceRegistered').map(({ data }) => [data.sourceId, data.coverage as organisation.Coverage]),
      ),
    };
  }
}

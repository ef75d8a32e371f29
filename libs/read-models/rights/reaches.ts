import type { Reads } from '../open-reads.ts';
import type { ReadDatabase } from '../read-database.ts';

/** By a unit or a group those that come with a right for it, one step on. */
type Next = ReadonlyMap<string, readonly string[]>;

interface Known {
  readonly from: ReadDatabase;
  readonly next: Next;
}

/** What comes with a right for a unit or a group. It is the same for everybody, and read once for as long as nothing moves. */
class Reaches {
  readonly #reads: Reads;
  #units: Known | undefined;
  #groups: Known | undefined;

  constructor(reads: Reads) {
    this.#reads = reads;
    reads.onChange(({ streams }) => {
      if (!streams.some((stream) => moving.test(stream))) return;
      this.#units = undefined;
      this.#groups = undefined;
    });
  }

  fromUnits(units: readonly string[]): string[] {
    const from = this.#reads.rows('organisation');
    // A model that is being swapped has another file.
    if (this.#units?.from !== from) this.#units = { from, next: belowAndBefore(from) };
    return closure(units, this.#units.next);
  }

  fromGroup(group: string): string[] {
    const from = this.#reads.rows('groups');
    if (this.#groups?.from !== from) this.#groups = { from, next: groupsBefore(from) };
    return closure([group], this.#groups.next);
  }
}

const moving = /^(unit|group)-/;

const remembered = new WeakMap<Reads, Reaches>();

function reachesIn(reads: Reads): Reaches {
  let reaches = remembered.get(reads);
  if (!reaches) {
    reaches = new Reaches(reads);
    remembered.set(reads, reaches);
  }
  return reaches;
}

/** These units, all below them, and those that any of them has succeeded, with all below them in turn. @throws ReadModelUnavailable */
export const unitsReachedFrom = (reads: Reads, units: readonly string[]): string[] => reachesIn(reads).fromUnits(units);

/** The group and those it has succeeded, and those they had succeeded. @throws ReadModelUnavailable */
export const groupAndBefore = (reads: Reads, group: string): string[] => reachesIn(reads).fromGroup(group);

function belowAndBefore(organisation: ReadDatabase): Next {
  const next = new Map<string, string[]>();
  for (const { id, parent, successor } of organisation.all<{
    id: string;
    parent: string | null;
    successor: string | null;
  }>('SELECT id, parent, successor FROM units'))
    for (const through of [parent, successor]) if (through !== null) add(next, through, id);
  return next;
}

function groupsBefore(groups: ReadDatabase): Next {
  const next = new Map<string, string[]>();
  const sql =
    "SELECT id, record ->> '$.successor' AS successor FROM groups WHERE status = 'ended' AND record ->> '$.successor' IS NOT NULL";
  for (const { id, successor } of groups.all<{ id: string; successor: string }>(sql)) add(next, successor, id);
  return next;
}

function add(next: Map<string, string[]>, through: string, id: string): void {
  const known = next.get(through);
  if (known) known.push(id);
  else next.set(through, [id]);
}

function closure(from: readonly string[], next: Next): string[] {
  const all = new Set(from);
  for (const one of all) for (const more of next.get(one) ?? []) all.add(more);
  return [...all].sort();
}

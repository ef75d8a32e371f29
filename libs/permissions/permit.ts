import { type Capacity, type Kind, nameOf, type Reach, type Rights } from './rights.ts';
import { type Operation, permissions, type Row, type Where } from './table.ts';

/** Whose something is: the unit it is for, the groups it is of, the accounts whose own it is. */
export interface Target {
  readonly units?: readonly string[];
  readonly groups?: readonly string[];
  readonly accounts?: readonly string[];
}

/** Nobody may do what has no row. */
export const rowOf = (operation: string): Row =>
  Object.hasOwn(permissions, operation) ? permissions[operation as Operation] : {};

/** Where a capacity may do something; whoever has signed in may at least what the column `account` says. */
function cellOf(row: Row, kind: Kind): Where | undefined {
  return row[kind] ?? (kind === 'link' ? undefined : row.account) ?? row.anybody;
}

const reaches = (reach: Reach, of: readonly string[] = []): boolean =>
  reach === 'all' || of.some((id) => reach.includes(id));

/** Who is of several groups acts as one of that which it is about. */
const isHere = (capacity: Capacity, { groups }: Target): boolean =>
  !('groups' in capacity) || groups === undefined || reaches(capacity.groups, groups);

function lies(where: Where, capacity: Capacity, target: Target, account: string | undefined): boolean {
  switch (where) {
    case 'all':
      return true;
    case 'unit':
      return 'units' in capacity && reaches(capacity.units, target.units);
    case 'group':
      return 'groups' in capacity && reaches(capacity.groups, target.groups);
    case 'own':
      return account !== undefined && (target.accounts ?? []).includes(account) && isHere(capacity, target);
  }
}

/** Where somebody may do something without acting in any capacity. */
function cellWithout({ account }: Rights, row: Row): Where | undefined {
  return (account !== undefined && !account.startsWith('link-') ? row.account : undefined) ?? row.anybody;
}

/** Whether anything at all of this kind is open to somebody, whatever it is done to. */
export function mayEver(rights: Rights, operation: string): boolean {
  const row = rowOf(operation);
  return (
    cellWithout(rights, row) !== undefined || rights.capacities.some(({ kind }) => cellOf(row, kind) !== undefined)
  );
}

/** Whether somebody may do this to that as what is their own, in whatever capacity. */
export const isOwn = (rights: Rights, operation: string, { accounts }: Target): boolean =>
  cellWithout(rights, rowOf(operation)) === 'own' && (accounts ?? []).includes(rights.account!);

const nearestFirst = (one: Capacity, other: Capacity): number =>
  nearest.indexOf(one.kind) - nearest.indexOf(other.kind);

/** The capacities in which somebody may do this to something; the nearest first. */
export function capacitiesForAny({ capacities }: Rights, operation: string): readonly Capacity[] {
  const row = rowOf(operation);
  return capacities.filter(({ kind }) => cellOf(row, kind) !== undefined).toSorted(nearestFirst);
}

/** The capacities in which somebody may do this to that; the nearest first. */
export function capacitiesFor(rights: Rights, operation: string, target: Target): readonly Capacity[] {
  const row = rowOf(operation);
  return rights.capacities.filter((capacity) => mayAs(capacity, row, target, rights.account)).toSorted(nearestFirst);
}

function mayAs(capacity: Capacity, row: Row, target: Target, account: string | undefined): boolean {
  const where = cellOf(row, capacity.kind);
  return where !== undefined && lies(where, capacity, target, account);
}

/** Who acts when somebody may act in several capacities and has not said in which: whoever is nearest to the loop. */
const nearest: readonly Kind[] = [
  'management',
  'coordinator',
  'member',
  'link',
  'analyst',
  'dataProtectionOfficer',
  'administrator',
  'reader',
];

/** Whether somebody may see this, when they ask for it by an operation. */
export function maySee(rights: Rights, operation: Operation, target: Target): boolean {
  const row = rowOf(operation);
  return (
    cellWithout(rights, row) === 'all' ||
    isOwn(rights, operation, target) ||
    rights.capacities.some((capacity) => mayAs(capacity, row, target, rights.account))
  );
}

/** Units and groups of which a list may show something; what belongs to one of the units or to one of the groups is shown. */
export interface Visible {
  readonly units: Reach;
  readonly groups: Reach;
}

export function visibleBy(rights: Rights, operation: Operation): Visible {
  const row = rowOf(operation);
  if (cellWithout(rights, row) === 'all') return { units: 'all', groups: 'all' };
  const units = new Set<string>();
  const groups = new Set<string>();
  for (const capacity of rights.capacities) {
    const where = cellOf(row, capacity.kind);
    const reach = where === 'unit' && 'units' in capacity ? capacity.units : undefined;
    const groupsReach = where === 'group' && 'groups' in capacity ? capacity.groups : undefined;
    if (where === 'all' || reach === 'all' || groupsReach === 'all') return { units: 'all', groups: 'all' };
    for (const id of reach ?? []) units.add(id);
    for (const id of groupsReach ?? []) groups.add(id);
  }
  return { units: [...units], groups: [...groups] };
}

const within = (capacity: Capacity, target: Target): boolean => {
  if ('units' in capacity) return reaches(capacity.units, target.units);
  if ('groups' in capacity) return reaches(capacity.groups, target.groups);
  return true;
};

/** Whether words that belong there may be read: not by analysts, unless that was granted. */
export const seesWords = ({ capacities }: Rights, target: Target): boolean =>
  capacities.some((capacity) => (capacity.kind !== 'analyst' || capacity.words) && within(capacity, target));

const toldLast: ReadonlySet<Kind> = new Set(['member', 'link', 'reader']);

/** Whether an answer that the group has not been told yet is open to somebody: not to members, links and readers. */
export const seesUntold = ({ capacities }: Rights, target: Target): boolean =>
  capacities.some((capacity) => !toldLast.has(capacity.kind) && within(capacity, target));

/** Whether somebody belongs to the circle of a group, who may know how many people each number stands for. */
export const inCircle = ({ capacities }: Rights, target: Target): boolean =>
  capacities.some(
    (capacity) =>
      capacity.kind === 'administrator' ||
      (capacity.kind !== 'link' && 'groups' in capacity && reaches(capacity.groups, target.groups)),
  );

/** Who may do it, as a sentence for somebody who may not: `management of its unit, the coordinator of its group`. */
export function whoMay(operation: string): string {
  const row = rowOf(operation);
  const words = (Object.keys(row) as (keyof Row)[]).map((kind) => `${who[kind]}${of[row[kind]!]}`);
  return words.length > 0 ? words.join(', ') : 'nobody';
}

const who: Readonly<Record<keyof Row, string>> = {
  administrator: 'administrators',
  dataProtectionOfficer: 'data protection officers',
  management: 'management',
  coordinator: 'coordinators',
  member: 'members',
  link: 'whoever has the link',
  analyst: 'analysts',
  reader: 'readers',
  account: 'whoever has signed in',
  anybody: 'everybody',
};
const of: Readonly<Record<Where, string>> = {
  all: '',
  unit: ' of the unit or of one above it',
  group: ' of the group',
  own: ', for what is their own',
};

export const namesOf = ({ capacities }: Rights): readonly string[] => capacities.map(nameOf);

import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { By, history } from '#domain';
import { type EventStore, openEventStore } from '#event-store';
import { type Capacity, nobody, type Rights } from '#permissions';
import {
  allUseCases,
  type Command,
  type Context,
  type Noun,
  openContext,
  type Recorded,
  type Sent,
  type UseCase,
  validateBody,
} from '#use-cases';
import { openVault } from '#vault';

/** What the log calls the streams of each noun. */
export const categoryOf: Readonly<Record<Noun, history.Category>> = {
  organisation: 'organisation',
  units: 'unit',
  groups: 'group',
  meetings: 'meeting',
  commissions: 'commission',
  proposals: 'proposal',
  accounts: 'account',
};

export const administrator: By = { role: 'administrator' };
export const coordinator: By = { role: 'coordinator', group: 'lobby' };
export const client: By = { role: 'clientDeveloper', group: 'lobby' };
export const head: By = { post: 'head-of-service' };

/** What somebody acts as, everywhere: so that only the rules of the domain say no. */
export function capacityOf({ post, role, group = '' }: By): Capacity | undefined {
  if (post !== undefined) return { kind: 'management', post, units: 'all' };
  if (role === 'administrator' || role === 'dataProtectionOfficer') return { kind: role };
  if (role === 'analyst') return { kind: 'analyst', units: 'all', words: false };
  if (role === 'coordinator') return { kind: 'coordinator', group, groups: 'all' };
  if (role !== undefined) return { kind: 'member', role, group, groups: 'all' };
  return group === '' ? undefined : { kind: 'link', link: 'link', group, groups: 'all' };
}

function rightsOf({ by, account, rights }: Given): Rights {
  if (rights) return rights;
  const capacity = by && capacityOf(by);
  if (!capacity && account === undefined) return nobody;
  return { account: account ?? 'developer', capacities: capacity ? [capacity] : [] };
}

/** A command as a test gives it: which use case, to which stream, what it says, who says it. */
export interface Given {
  readonly do: string;
  readonly id: string;
  /** Missing: somebody without any role. */
  readonly by?: By | undefined;
  /** Who somebody really is, where it matters how far that reaches. */
  readonly rights?: Rights;
  /** Who writes it down; `developer` when somebody does something in a role. */
  readonly account?: string;
  readonly body: object;
  readonly command?: string;
  readonly expected?: number;
}

export const useCaseNamed = (name: string): UseCase => {
  const found = allUseCases.find((one) => one.name === name);
  if (!found) throw new Error(`There is no use case ${name}.`);
  return found;
};

/** The command ready for its handler, its body checked as the API checks it. */
export function commandFor(name: string, id: string, body: object, sent: Sent): Command<object> {
  const useCase = useCaseNamed(name);
  const checked = validateBody(useCase.body, JSON.parse(JSON.stringify(body)));
  if (checked.problems.length > 0) throw new Error(`${name}: ${JSON.stringify(checked.problems)}`);
  return new useCase.command(id, checked.body, sent);
}

/** Gives a command to the handler of its use case. */
export function carryOut(context: Context, name: string, command: Command<object>): Promise<Recorded> {
  const { handler } = useCaseNamed(name);
  return new (handler as new (context: Context) => { execute(command: object): Promise<Recorded> })(context).execute(
    command,
  );
}

/** Runs a command by the handler of its use case, on this context. */
export function run(context: Context, given: Given): Promise<Recorded> {
  const { do: name, id, body, command = randomUUID(), expected } = given;
  const sent = { command, correlation: command, rights: rightsOf(given), ...(expected !== undefined && { expected }) };
  return carryOut(context, name, commandFor(name, id, body, sent));
}

/** What happens to the event store on the way, for faults that a test wants. */
export function withAppend(store: EventStore, append: EventStore['append']): EventStore {
  return new Proxy(store, {
    get: (target, name) => {
      if (name === 'append') return append;
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** A whole installation on SQLite in a folder of its own, at ten o'clock on 20 November 2026 in UTC. */
export async function openInstallation() {
  const folder = await mkdtemp(join(tmpdir(), 'kierto-'));
  const store = await openEventStore({ kind: 'sqlite', folder });
  const vault = await openVault({ kind: 'sqlite', folder });
  const clock = { time: Date.parse('2026-11-20T10:00:00Z'), now: () => clock.time };
  const context = openContext(store, vault, clock);
  return {
    folder,
    context,
    clock,
    give: (given: Given) => run(context, given),
    /** The same installation through another store, as another process would see it. */
    contextOn: (other: EventStore) => openContext(other, vault, clock),
    /** Everything that lies on the disk, by file. */
    async bytes(): Promise<ReadonlyMap<string, Buffer>> {
      const names = (await readdir(folder)).filter((name) => name.includes('.sqlite'));
      return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)));
    },
    async close(): Promise<void> {
      await store.close();
      await vault.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type Installation = Awaited<ReturnType<typeof openInstallation>>;

/** What every story begins with: a unit with its head, a second unit, and a group with one client developer. */
export const beginnings: readonly Given[] = [
  { do: 'EstablishUnit', id: 'services', by: administrator, body: { words: { name: 'Adult social work' } } },
  { do: 'EstablishUnit', id: 'housing', by: administrator, body: { words: { name: 'Housing' } } },
  {
    do: 'NamePost',
    id: 'main',
    by: administrator,
    body: { code: 'head-of-service', unit: 'services', words: { label: 'Head of service' } },
  },
  {
    do: 'FoundGroup',
    id: 'lobby',
    by: administrator,
    body: { kind: 'coDevelopment', unit: 'services', words: { name: 'Lobby' } },
  },
  { do: 'JoinGroup', id: 'lobby', by: coordinator, body: { member: 'client-1', role: 'clientDeveloper' } },
];

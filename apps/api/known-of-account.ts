import { account as accounts } from '#domain';
import type { StoredEvent, StoredMetadata } from '#event-store';
import { namesOf, type Rights } from '#permissions';
import { allQueries, rightsOf } from '#read-models';
import { listApiTokens, listSessions, proofsOf } from '#sign-in';
import { dayOf, readLog } from '#use-cases';
import type { Desk } from './route.ts';

type House = Desk['house'];

/** All that is known of an account and of whoever has it; undefined where there is none. */
export async function knownOf(desk: Desk, id: string): Promise<object | undefined> {
  const { context, vault, reads } = desk.house;
  const { state } = await context.streams.load(accounts, id);
  if (state.status === 'none') return undefined;
  const members = await vault.people.ofAccount(id);
  const people = await vault.people.read([id, ...members]);
  const today = dayOf(context.clock.now());
  const rights = rightsOf(reads, id, today);
  const { name, contact } = people.get(id) ?? {};
  return {
    account: {
      id,
      ...state,
      ...(name && { name }),
      ...(contact && { address: contact }),
      capacities: rights ? namesOf(rights) : [],
    },
    proofs: await proofsOf(context, id),
    sessions: (await listSessions(context, id)).map(({ account: _, ...one }) => one),
    tokens: await listApiTokens(context, id),
    members: members.map((member) => ({ id: member, ...people.get(member) })),
    recorded: await recordedBy(desk.house, { account: id, members: new Set(members) }),
    access: await accessOf(desk.house, id),
    inbox: rights ? await inboxOf(desk, rights) : [],
  };
}

async function accessOf({ vault }: House, account: string): Promise<readonly object[]> {
  const found: object[] = [];
  for (let before: string | undefined; ; ) {
    const rows = await vault.access.list({ account, limit: 500, ...(before !== undefined && { before }) });
    found.push(...rows.map(({ account: _, ...one }) => one));
    if (rows.length < 500) return found;
    before = rows.at(-1)!.id;
  }
}

interface Whom {
  readonly account: string;
  readonly members: ReadonlySet<string>;
}

/**
 * Whether an event names them, where it names people: an id that somebody chose like that of a group, or like `accepted`, must
 * not bring them what was written about those.
 */
function names({ account, members }: Whom, { type, stream, data }: StoredEvent): boolean {
  if (stream === `account-${account}`) return true;
  const named = data as {
    readonly member?: string;
    readonly initiator?: string;
    readonly initiators?: readonly string[];
    readonly account?: string;
    readonly coordinator?: string;
    readonly to?: readonly string[];
  };
  const of = [named.member, named.initiator, ...(named.initiators ?? [])];
  if (of.some((one) => one !== undefined && members.has(one))) return true;
  if (type === 'PostHeldBy') return named.account === account;
  if (!stream.startsWith('notice-')) return false;
  return named.coordinator === account || (named.to ?? []).some((one) => one === account || members.has(one));
}

/** Events that the account wrote down or that name it or its members, with the words that are left of them. The whole log is read. */
async function recordedBy({ store, vault }: House, whom: Whom): Promise<object[]> {
  const { account } = whom;
  const found: StoredEvent[] = [];
  const last = await store.head();
  const isOwn = (event: StoredEvent) => (event.metadata as StoredMetadata).recordedBy === account || names(whom, event);
  const reading = readLog(store, last ? { last } : {});
  try {
    for (let events = await reading.next(); events; events = await reading.next()) found.push(...events.filter(isOwn));
  } finally {
    await reading.close();
  }
  const words = await vault.words.read(found.map(({ id }) => id));
  return found.map(({ id, type, stream, data, metadata }) => {
    const { occurredOn, recordedAt, by, recordedBy: writer } = metadata as StoredMetadata;
    const { content, ...texts } = words.get(id) ?? {};
    const own = writer === account;
    return {
      id,
      type,
      stream,
      data,
      occurredOn,
      recordedAt,
      ...(own && { by }),
      ...(Object.keys(texts).length > 0 && { words: texts }),
      // What is in a file is no text; it is fetched by itself.
      ...(content && { file: `/api/files/${id}` }),
    };
  });
}

async function inboxOf({ queries, house }: Desk, reader: Rights): Promise<readonly object[]> {
  const { query } = allQueries.find(({ name }) => name === 'ListInbox')!;
  const items: object[] = [];
  for (let cursor: string | undefined; ; ) {
    const asked = { reader, today: dayOf(house.context.clock.now()) };
    const page = (await queries.execute(new query({ limit: 200, ...(cursor !== undefined && { cursor }) }, asked))) as {
      readonly items: readonly object[];
      readonly next?: string;
    };
    items.push(...page.items);
    if (page.next === undefined) return items;
    cursor = page.next;
  }
}

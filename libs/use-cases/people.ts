import { type AnyEvent, type Field, group, type Past, requires, shapes } from '#domain';
import type { StoredEvent } from '#event-store';
import type { Person } from '#vault';
import { text } from './body.ts';
import type { Context } from './context.ts';
import { everSaid } from './ever-said.ts';
import { groupAndPredecessors } from './succession.ts';

/** What a body may say about a person; none of it is a fact. */
export const personFields = {
  name: shapes.optional(text(300)),
  contact: shapes.optional(text(500)),
  account: shapes.optional(shapes.id),
};

/** Somebody who makes an initiative. */
export interface Initiator {
  readonly id: string;
  readonly name?: string;
  readonly contact?: string;
}

const initiatorFields: Readonly<Record<string, Field<unknown>>> = {
  id: shapes.id,
  name: personFields.name,
  contact: personFields.contact,
};

export const initiator: Field<Initiator> = {
  allowed: 'an object with an id, and name and contact where they are known',
  accepts: (value): value is Initiator =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    shapes.id.accepts((value as Initiator).id) &&
    Object.entries(value).every(
      ([key, one]) => Object.hasOwn(initiatorFields, key) && initiatorFields[key]!.accepts(one),
    ),
  schema: {
    type: 'object',
    required: ['id'],
    additionalProperties: false,
    properties: {
      id: initiatorFields.id!.schema,
      name: initiatorFields.name!.schema,
      contact: initiatorFields.contact!.schema,
    },
    example: { id: 'initiator-1' },
  },
};

/** Persons by their ids in the log, each with what is known of them now. */
export type Persons = ReadonlyMap<string, Person>;

/** Only what was given: nobody is kept of whom nothing is known. */
export function personsFrom(
  given: Iterable<readonly [id: string, person: { readonly [K in keyof Person]: Person[K] | undefined }]>,
): Persons {
  const persons = new Map<string, Person>();
  for (const [id, { name, contact, account }] of given) {
    const person = { ...(name && { name }), ...(contact && { contact }), ...(account && { account }) };
    if (Object.keys(person).length > 0) persons.set(id, person);
  }
  return persons;
}

export const isSame = (one: Person, other: Person | undefined): boolean =>
  one.name === other?.name && one.contact === other?.contact && one.account === other?.account;

/** A name and address that somebody writes down in a group must not become those of an account: mails would go there. */
export async function requireNoAccount({ store }: Pick<Context, 'store'>, stream: string, id: string): Promise<void> {
  const itsAccount = `account-${id}`;
  requires(
    stream === itsAccount || (await store.version(itsAccount)) === 0,
    'account.id-of-account',
    'This is the id of an account, whose name and address are its own. Give the person another id, and name the account as theirs.',
  );
}

/**
 * Whether a person is known by this id who has never been in the group, nor in one that it has succeeded. Of whom nothing tells
 * but the people's store, a joining has come to nothing.
 */
export async function isKnownElsewhere(context: Context, id: string, member: string): Promise<boolean> {
  const known = (await context.vault.people.read([member])).get(member);
  if (!known) return false;
  const { state } = await context.streams.load(group, id);
  if (state.status === 'none' || state.members.has(member)) return false;
  const streams = await streamsNaming(context, member);
  const groups = streams.flatMap((stream) => (stream.startsWith('group-') ? [stream.slice('group-'.length)] : []));
  if (groups.length < streams.length) return true;
  return groups.length > 0 && (await groupAndPredecessors(context, id, groups)).length === 1;
}

const forgottenIn = everSaid(new Set(['PersonForgotten']), ({ stream, data }) => [
  [(data as { readonly member: string }).member, stream],
]);

/** Whether a person was forgotten under this id, in whichever group: it points to nobody from then on. */
export const wasForgotten = async ({ store }: Pick<Context, 'store'>, member: string): Promise<boolean> =>
  (await forgottenIn(store)).has(member);

/** By which somebody comes to be named. */
const namedIn = everSaid(
  new Set(['MemberJoined', 'MemberLeft', 'ConsentGiven', 'MarkedAsInitiative']),
  ({ stream, data }) => personsIn(data).map((person) => [person, stream]),
);

const streamsNaming = async ({ store }: Context, person: string): Promise<readonly string[]> => [
  ...((await namedIn(store)).get(person) ?? []),
];

function personsIn(data: object): readonly string[] {
  const { member, initiators = [] } = data as { readonly member?: string; readonly initiators?: readonly string[] };
  return member === undefined ? initiators : [member, ...initiators];
}

/** Whether an event of this stream names a person; all that happens to an account names whose account it is. */
export const names = (stream: string, { data }: Pick<StoredEvent | Past<AnyEvent>, 'data'>, person: string): boolean =>
  stream === `account-${person}` || personsIn(data).includes(person);

/**
 * Persons are kept before the event that names them is appended, and put back to what was known before when the append
 * was refused after all.
 */
export function keeping(context: Context, stream: string, persons: Persons) {
  let before: Persons | undefined;
  return {
    async keep(): Promise<void> {
      if (before || persons.size === 0) return;
      for (const id of persons.keys()) await requireNoAccount(context, stream, id);
      const known = await context.vault.people.read([...persons.keys()]);
      before = known;
      for (const [id, person] of persons) {
        await context.vault.people.keep(id, { ...known.get(id), ...person }, stream);
      }
    },
    async putBack(): Promise<void> {
      if (!before) return;
      const events = await context.store.read(stream);
      for (const id of persons.keys()) {
        // Who lost a race against the same person's entry must not delete what that one has kept.
        if (events.some((event) => names(stream, event, id))) continue;
        const known = before.get(id);
        await (known ? context.vault.people.keep(id, known) : context.vault.people.forget(id));
      }
    },
  };
}

import * as account from './account-state.ts';
import { requireCorrectable } from './any-stream.ts';
import * as commission from './commission-state.ts';
import { type AnyEvent, roles } from './event.ts';
import { events as groupEvents } from './group-events.ts';
import * as meeting from './meeting.ts';
import * as notice from './notice.ts';
import { type Day, interval, isInFuture, type OccurredOn } from './occurred-on.ts';
import * as organisation from './organisation.ts';
import { type Course, isOutOfOrder } from './out-of-order.ts';
import { events as proposalEvents } from './proposal-events.ts';
import { requires } from './refusal.ts';
import { code, type EventShape, id, language, oneOf, optional, problemsOf, shape } from './shape.ts';
import * as unit from './unit.ts';

/** The events of each category of streams. */
export const shapesOf = {
  organisation: organisation.events,
  unit: unit.events,
  group: groupEvents,
  meeting: meeting.events,
  commission: commission.events,
  proposal: proposalEvents,
  account: account.events,
  notice: notice.events,
} as const satisfies Record<string, Readonly<Record<string, EventShape>>>;
export type Category = keyof typeof shapesOf;
export const categories = Object.keys(shapesOf) as Category[];

/** The events that begin a stream of the category; the organisation is there from the start. */
export const founding: Readonly<Record<Category, readonly string[]>> = {
  organisation: [],
  unit: ['UnitEstablished'],
  group: ['GroupFounded'],
  meeting: ['MeetingPlanned', 'MeetingHeld'],
  commission: ['CommissionIssued'],
  proposal: ['ProposalSubmitted'],
  account: ['AccountInvited'],
  notice: ['LatenessNoticed', 'ReminderSent', 'DigestSent', 'InitiativesReported'],
};

const categoriesOf = new Map<string, Category[]>();
for (const category of categories) {
  for (const name of Object.keys(shapesOf[category])) {
    categoriesOf.set(name, [...(categoriesOf.get(name) ?? []), category]);
  }
}

/** The category of streams that holds events of this name; undefined when none does, or several do and the line must say. */
export function categoryOf(eventName: string): Category | undefined {
  const [category, ...others] = categoriesOf.get(eventName) ?? [];
  return others.length === 0 ? category : undefined;
}

/** What a fact can refer to: a stream of a category, or an event of the same stream. */
export type Kind = Exclude<Category, 'organisation'> | 'event';

const kindOfFact: Readonly<Record<string, Kind>> = {
  unit: 'unit',
  group: 'group',
  groups: 'group',
  fromGroup: 'group',
  meeting: 'meeting',
  heardAt: 'meeting',
  commission: 'commission',
  proposal: 'proposal',
  proposals: 'proposal',
  ofEvent: 'event',
  replaces: 'event',
  voice: 'event',
};

function referencesOf(category: Category, shape: EventShape): Readonly<Record<string, Kind>> {
  const found: Record<string, Kind> = {};
  for (const fact of Object.keys(shape.facts)) {
    const kind = fact === 'parent' || fact === 'successor' ? (category as Kind) : kindOfFact[fact];
    if (kind) found[fact] = kind;
  }
  return found;
}

/** Which facts of which event refer to what: `references.proposal.AnswerTold` is `{ ofEvent: 'event', meeting: 'meeting' }`. */
export const references = Object.fromEntries(
  categories.map((category) => [
    category,
    Object.fromEntries(
      Object.entries<EventShape>(shapesOf[category]).map(([name, shape]) => [name, referencesOf(category, shape)]),
    ),
  ]),
) as Readonly<Record<Category, Readonly<Record<string, Readonly<Record<string, Kind>>>>>>;

/** Facts that say when something happened, beside `on`. */
const happened: Readonly<Record<string, string>> = {
  ActivityRecorded: 'from',
  WorkTimeRecorded: 'month',
  MarkedAsInitiative: 'arrived',
};

const metadataShape = shape({ of: id, lang: optional(language) });
const byShape = shape({
  post: optional(code),
  role: optional(oneOf(...roles)),
  group: optional(id),
  organisation: optional(code),
});

/** One event as history tells it; ids of events are those of the log already. */
export interface Line {
  readonly type: string;
  readonly category: Category;
  /** Id of the stream. */
  readonly of: string;
  readonly on?: OccurredOn | undefined;
  readonly by?: Readonly<Record<string, unknown>> | undefined;
  readonly lang?: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
  readonly words: Readonly<Record<string, unknown>>;
}

export interface HistoryFacts {
  readonly today: Day;
  /** Whether a stream of this category is there. */
  readonly known: (kind: Exclude<Kind, 'event'>, id: string) => boolean;
  readonly unitOfGroup: (group: string) => string | undefined;
}

/** The event to be recorded; `outOfOrder` goes to its metadata. */
export type Taken = AnyEvent & { readonly outOfOrder?: true };

function requireShape(
  declared: EventShape,
  data: Readonly<Record<string, unknown>>,
  words: Readonly<Record<string, unknown>> = {},
): void {
  const problems = problemsOf(declared, data, words);
  requires(
    problems.length === 0,
    'history.not-of-this-shape',
    problems.map(({ field, problem }) => `${field} ${problem}`).join('; '),
    problems[0]?.field,
  );
}

function requireReferences(line: Line, stream: Course, facts: HistoryFacts): void {
  for (const [fact, kind] of Object.entries(references[line.category][line.type] ?? {})) {
    const named = line.data[fact];
    const ids = (named === undefined ? [] : Array.isArray(named) ? named : [named]) as string[];
    for (const id of ids) {
      const there = kind === 'event' ? stream.events.some((event) => event.id === id) : facts.known(kind, id);
      requires(there, 'history.unknown-reference', `There is no ${kind} ${id} yet.`, fact);
    }
  }
  const wrong = line.type === 'RecordedInError' && stream.events.find(({ id }) => id === line.data.ofEvent);
  if (wrong) requireCorrectable(wrong, stream);
}

/** A proposal of which history does not say for which unit it is, is taken to be for its group's. */
function withAssumedUnit(line: Line, facts: HistoryFacts): Line {
  const { unit, group } = line.data;
  if (line.type !== 'ProposalSubmitted' || unit !== undefined || !id.accepts(group)) return line;
  requires(facts.known('group', group), 'history.unknown-reference', `There is no group ${group} yet.`, 'group');
  return { ...line, data: { ...line.data, unit: facts.unitOfGroup(group), unitAssumed: true } };
}

/**
 * What history tells is recorded as it was found. Checked are only shape, identity, references and that nothing lies in the
 * future; a rule that holds for what is recorded live does not hold here. Refuses with `history.*` and `date.*`, the field
 * named.
 */
export function take(told: Line, stream: Course, facts: HistoryFacts): Taken[] {
  const shapes: Readonly<Record<string, EventShape>> = shapesOf[told.category];
  const declared = Object.hasOwn(shapes, told.type) ? shapes[told.type] : undefined;
  requires(declared, 'history.unknown-event', `A ${told.category} has no such event.`, 'event');
  requireShape(metadataShape, { of: told.of, ...(told.lang !== undefined && { lang: told.lang }) });
  requireShape(byShape, told.by ?? {});
  const line = withAssumedUnit(told, facts);
  requireShape(declared, line.data, line.words);

  if (line.on !== undefined) {
    interval(line.on);
    requires(!isInFuture(line.on, facts.today), 'date.in-future', 'Nothing can have happened after today.', 'on');
  }
  const field = happened[line.type];
  const day = field && (line.data[field] as OccurredOn | undefined);
  requires(!day || !isInFuture(day, facts.today), 'date.in-future', 'Nothing can have happened after today.', field);

  const begins = founding[line.category];
  requires(
    stream.events.length > 0 || begins.length === 0 || begins.includes(line.type),
    'history.not-founded',
    `There is no ${line.category} ${line.of} yet. It begins with ${begins.join(' or ')}.`,
    'of',
  );
  requires(
    !begins.includes(line.type) || !stream.events.some(({ id, type }) => type === line.type && !stream.errors.has(id)),
    'history.founded-twice',
    `The id ${line.of} is another ${line.category}'s already.`,
    'of',
  );
  requireReferences(line, stream, facts);
  const event = { type: line.type, data: line.data, words: line.words as Record<string, string> };
  return [isOutOfOrder(event, line.on, stream) ? { ...event, outOfOrder: true } : event];
}

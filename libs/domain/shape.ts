/**
 * What a fact may be. Events are declared as shapes, from which their types, the checks on what comes from files, the
 * bodies of the API, the reference of events and the simulated county are all derived. A fact never holds free text.
 */
export interface Field<T> {
  /** What is allowed, as an error says it: `one of: yes, no`. */
  readonly allowed: string;
  readonly accepts: (value: unknown) => value is T;
  /** The same as JSON Schema, as far as that can say it, with an example. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly optional?: true;
}

export interface Optional<T> extends Field<T> {
  readonly optional: true;
}

function field<T>(
  allowed: string,
  schema: Readonly<Record<string, unknown>>,
  accepts: (value: unknown) => boolean,
): Field<T> {
  return { allowed, schema, accepts: accepts as (value: unknown) => value is T };
}

const matching = (allowed: string, pattern: RegExp, example: string): Field<string> =>
  field(
    allowed,
    { type: 'string', pattern: pattern.source, example },
    (value) => typeof value === 'string' && pattern.test(value),
  );

const wholeNumber = (what: string, least: number, most: number, example: number): Field<number> =>
  field(
    `${what} from ${least} to ${most}`,
    { type: 'integer', minimum: least, maximum: most, example },
    (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
  );

/** Id of a stream or of a thing inside one (a season, a member, a link). */
export const id = matching('an id of 1 to 64 small letters, digits and hyphens', /^[a-z0-9-]{1,64}$/, 'lobby-2026');

/** Id of an event: a UUID. */
export const eventId = matching(
  'an event id (UUID)',
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  '0197c2a4-7d11-7a3e-9c55-0b1f6f2f6a10',
);

/** A code the organisation owns (theme, post, programme, method, rhythm, way of being found). */
export const code = matching(
  'a code of 1 to 64 letters, digits and hyphens',
  /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/,
  'head-of-service',
);

/** A type of events as it is called outside: the kind of stream and what happened, in camel case. */
export const typeName = matching(
  'a type of events such as proposal.decided',
  /^[a-z]{1,32}\.[a-zA-Z]{1,64}$/,
  'proposal.decided',
);

/** A language tag by BCP 47, for instance `fi`, `sv`, `fi-simple`. */
export const language = matching(
  'a language tag such as fi, sv or fi-simple',
  /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,7}$/,
  'fi',
);

/** A registry number as authorities write them. */
export const registryNumber = matching(
  'a registry number of 1 to 64 letters, digits and . _ : / -',
  /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$/,
  'LUVN/1234/2026',
);

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const shortMonths = [4, 6, 9, 11];

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return shortMonths.includes(month) ? 30 : 31;
}

function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const [year, month, day] = [Number(value.slice(0, 4)), Number(value.slice(5, 7)), Number(value.slice(8))];
  return year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

function isDate(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  if (/^\d{4}$/.test(value)) return Number(value) >= 1900;
  if (/^\d{4}-\d{2}$/.test(value)) return isDay(`${value}-01`);
  return isDay(value);
}

/** A day in Europe/Helsinki, `2026-03-09`. */
export const day = field<string>(
  'a day such as 2026-03-09',
  { type: 'string', format: 'date', example: '2026-03-09' },
  isDay,
);

/** When something happens in the world: a day, a month, a year, or two with a slash: at some time between. */
export const when = field<string>(
  'a date such as 2026-03-09, 2026-03, 2026 or 2025/2026-03',
  { type: 'string', maxLength: 21, example: '2026-03-09' },
  (value) => {
    if (isDay(value)) return true;
    const [from = '', to = from, ...more] = typeof value === 'string' ? value.split('/') : [];
    if (more.length > 0 || !isDate(from) || !isDate(to)) return false;
    const precision = Math.min(from.length, to.length);
    return from.slice(0, precision) <= to.slice(0, precision);
  },
);

/** A calendar month, `2026-03`. */
export const month = field<string>(
  'a month such as 2026-03',
  { type: 'string', pattern: '^\\d{4}-\\d{2}$', example: '2026-03' },
  (value) => typeof value === 'string' && /^\d{4}-\d{2}$/.test(value) && isDate(value),
);

/** A time of day, `13:30`. */
export const clock = matching('a time of day such as 13:30', /^([01]\d|2[0-3]):[0-5]\d$/, '13:30');

/** A year of the calendar. */
export const year = wholeNumber('a year', 1900, 2200, 2026);

/** How many. */
export const count = wholeNumber('a whole number', 0, 1_000_000, 8);

/** Days a promise or a preset holds. */
export const days = wholeNumber('a whole number of days', 0, 3650, 14);

/** When somebody is reminded, in days before (negative) or after a day. */
export const moment = wholeNumber('a whole number of days', -365, 365, -7);

/** Hours of work, in quarters. */
export const hours = field<number>(
  'hours from 0 to 100000, in quarters',
  { type: 'number', minimum: 0, maximum: 100_000, multipleOf: 0.25, example: 7.5 },
  (value) => typeof value === 'number' && value >= 0 && value <= 100_000 && Number.isInteger(value * 4),
);

/** An amount of money in whole cents of euro. */
export const cents = wholeNumber('whole cents', 0, 100_000_000_000, 250_000);

/** A size in bytes. */
export const bytes = wholeNumber('a whole number of bytes', 0, 1_000_000_000, 48_000);

export const flag = field<boolean>('true or false', { type: 'boolean' }, (value) => typeof value === 'boolean');

export function oneOf<const T extends string>(...values: T[]): Field<T> {
  return field(`one of: ${values.join(', ')}`, { type: 'string', enum: values, example: values[0] }, (value) =>
    values.includes(value as T),
  );
}

export function listOf<T>(item: Field<T>, most = 100): Field<readonly T[]> {
  const { example, ...items } = item.schema;
  return field(
    `a list of at most ${most}, each ${item.allowed}`,
    { type: 'array', maxItems: most, items, example: [example] },
    (value) => Array.isArray(value) && value.length <= most && value.every((one) => item.accepts(one)),
  );
}

/** An object whose keys come from a closed list, each key at most once. */
export function perKey<const K extends string, T>(
  keys: readonly K[],
  item: Field<T>,
): Field<Readonly<Partial<Record<K, T>>>> {
  const properties = Object.fromEntries(keys.map((key) => [key, item.schema]));
  return field(
    `an object with keys from: ${keys.join(', ')}; each value ${item.allowed}`,
    { type: 'object', properties, additionalProperties: false, example: { [keys[0] as K]: item.schema.example } },
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      Object.entries(value).every(([key, one]) => (keys as readonly string[]).includes(key) && item.accepts(one)),
  );
}

/** Least and most, both included. */
export const range = field<readonly [number, number]>(
  'two whole numbers, the least and the most',
  { type: 'array', minItems: 2, maxItems: 2, items: { type: 'integer', minimum: 0 }, example: [5, 8] },
  (value) => {
    if (!Array.isArray(value) || value.length !== 2 || !value.every((one) => count.accepts(one))) return false;
    const [least, most] = value as [number, number];
    return least <= most;
  },
);

export function optional<T>(of: Field<T>): Optional<T> {
  return { ...of, optional: true };
}

export type Facts = Readonly<Record<string, Field<unknown>>>;
/** The most characters each text may have. */
export type WordLimits = Readonly<Record<string, number>>;

export interface EventShape<F extends Facts = Facts, W extends WordLimits = WordLimits> {
  readonly facts: F;
  readonly words: W;
}

/** Declares an event: its facts, and which words belong to it with the most characters each may have. */
export function shape<const F extends Facts, const W extends WordLimits = Record<never, never>>(
  facts: F,
  words: W = {} as W,
): EventShape<F, W> {
  return { facts, words };
}

type Of<F> = F extends Field<infer T> ? T : never;
type RequiredKeys<F extends Facts> = { [K in keyof F]: F[K] extends { optional: true } ? never : K }[keyof F];
type OptionalKeys<F extends Facts> = { [K in keyof F]: F[K] extends { optional: true } ? K : never }[keyof F];

export type FactsOf<F extends Facts> = { readonly [K in RequiredKeys<F>]: Of<F[K]> } & {
  readonly [K in OptionalKeys<F>]?: Of<F[K]>;
};
export type WordsOf<W extends WordLimits> = { readonly [K in keyof W]?: string };

/** The union of the events that a table of shapes declares. */
export type EventsOf<Shapes extends Readonly<Record<string, EventShape>>> = {
  [Type in keyof Shapes & string]: {
    readonly type: Type;
    readonly data: FactsOf<Shapes[Type]['facts']>;
    /** What was written when the event is new; when it comes from the log, a fingerprint for each text it has. */
    readonly words: WordsOf<Shapes[Type]['words']>;
  };
}[keyof Shapes & string];

export interface FieldProblem {
  readonly field: string;
  readonly problem: string;
}

/** A name that nobody declared. What is no name at all may be what somebody wanted to say, so it is not repeated. */
function unknown(name: string, inside: '' | 'words', problem: string): FieldProblem {
  if (!/^[A-Za-z_][A-Za-z0-9_-]{0,39}$/.test(name))
    return { field: inside, problem: 'holds what is no name of a field' };
  return { field: inside ? `${inside}.${name}` : name, problem };
}

/** What is wrong with facts and words that claim to be of this shape; an empty list when nothing is. */
export function problemsOf(
  declared: EventShape,
  data: Readonly<Record<string, unknown>>,
  words: Readonly<Record<string, unknown>>,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const name in declared.facts) {
    const field = declared.facts[name]!;
    const value = Object.hasOwn(data, name) ? data[name] : undefined;
    if (value === undefined) {
      if (!field.optional) problems.push({ field: name, problem: `is missing; it must be ${field.allowed}` });
    } else if (!field.accepts(value)) problems.push({ field: name, problem: `must be ${field.allowed}` });
  }
  for (const name of Object.keys(data))
    if (!Object.hasOwn(declared.facts, name)) problems.push(unknown(name, '', 'is not a field of this event'));
  for (const name of Object.keys(words)) {
    const text = words[name];
    const most = Object.hasOwn(declared.words, name) ? declared.words[name] : undefined;
    if (most === undefined) problems.push(unknown(name, 'words', 'is not a text of this event'));
    else if (typeof text !== 'string' || !text.isWellFormed())
      problems.push({ field: `words.${name}`, problem: 'must be a text' });
    else if (text.length > most)
      problems.push({ field: `words.${name}`, problem: `must have at most ${most} characters` });
  }
  return problems;
}

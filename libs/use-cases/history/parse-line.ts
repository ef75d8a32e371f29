import { type By, type FieldProblem, history, roles, shapes } from '#domain';

/** What an export adds to a line, so that an empty installation becomes the same. */
export interface Exported {
  readonly id: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly command: string;
  readonly digest: string;
  readonly correlation: string;
  readonly causation?: string;
  readonly outOfOrder?: true;
}

/** A line of a history file, taken apart but not yet checked against its event's shape. */
export interface HistoryLine {
  readonly event: string;
  /** Category of its stream, where the line says it. */
  readonly stream?: string;
  readonly of: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Texts; one that was forgotten before it was exported is null. */
  readonly words: Readonly<Record<string, string | null>>;
  readonly on?: string;
  readonly lang?: string;
  readonly by?: By;
  readonly source?: string;
  readonly reference?: string;
  /** The id by which later lines name this one. */
  readonly id?: string;
  readonly exported?: Exported;
}

export type Parsed = { readonly line: HistoryLine } | { readonly problems: readonly FieldProblem[] };

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const referencePattern = /^[A-Za-z0-9][A-Za-z0-9._:/#-]{0,127}$/;
const account = /^[A-Za-z0-9._@-]{1,128}$/;
const digest = /^[A-Za-z0-9_-]{43}$/;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const deepest = 6;

/** No event has so much inside of itself, and what goes through all of a line would not come to its end. */
function isTooDeep(value: unknown, depth = 1): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth > deepest || Object.values(value).some((one) => isTooDeep(one, depth + 1));
}

type Check = readonly [accepts: (value: unknown) => boolean, allowed: string];
const of = (field: shapes.Field<unknown>): Check => [field.accepts, field.allowed];
const matching = (pattern: RegExp, allowed: string): Check => [
  (value) => typeof value === 'string' && pattern.test(value),
  allowed,
];

const checks: Readonly<Record<string, Check>> = {
  stream: [
    (value) => (history.categories as readonly unknown[]).includes(value),
    `one of: ${history.categories.join(', ')}`,
  ],
  of: matching(/^[^\p{Cc}]{1,512}$/u, 'an id of 1 to 512 characters'),
  on: of(shapes.when),
  lang: of(shapes.language),
  source: of(shapes.id),
  reference: matching(referencePattern, '1 to 128 letters, digits and . _ : / # -'),
  id: matching(/^[^\p{Cc}]{1,512}$/u, 'an id of 1 to 512 characters'),
  by: [isBy, 'an object with post, role, group and organisation'],
};

const exportChecks: Readonly<Record<string, Check>> = {
  recordedAt: matching(instant, 'an instant such as 2026-03-09T10:00:00.000Z'),
  recordedBy: matching(account, 'an account id'),
  command: of(shapes.eventId),
  digest: matching(digest, 'a digest'),
  correlation: of(shapes.eventId),
  causation: of(shapes.eventId),
  outOfOrder: [(value) => value === true, 'true'],
};

function isBy(value: unknown): boolean {
  if (!isObject(value)) return false;
  return Object.entries(value).every(([key, one]) => {
    if (key === 'role') return (roles as readonly string[]).includes(one as string);
    if (key === 'group') return shapes.id.accepts(one);
    return (key === 'post' || key === 'organisation') && shapes.code.accepts(one);
  });
}

function problemsAmong(
  checks: Readonly<Record<string, Check>>,
  fields: Readonly<Record<string, unknown>>,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const field in fields) {
    const [accepts, allowed] = checks[field]!;
    if (!accepts(fields[field])) problems.push({ field, problem: `must be ${allowed}` });
  }
  return problems;
}

type Fields = Record<string, unknown>;

/** What a line says about its place, what an export adds, and all the rest: facts, named as they may be. */
function partsOf(json: Readonly<Fields>): {
  readonly place: Fields;
  readonly exported: Fields;
  readonly facts: Fields;
} {
  const place: Fields = {};
  const exported: Fields = {};
  const facts: Fields = {};
  for (const field of Object.keys(json)) {
    if (field === 'event' || field === 'words') continue;
    const part = Object.hasOwn(checks, field) ? place : Object.hasOwn(exportChecks, field) ? exported : facts;
    part[field] = json[field];
  }
  return { place, exported, facts };
}

/** Takes one line of a history file apart; what is wrong with it is said field by field. Never throws. */
export function parseLine(text: string): Parsed {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problems: [{ field: '', problem: 'is not JSON' }] };
  }
  if (!isObject(json)) return { problems: [{ field: '', problem: 'must be a JSON object' }] };
  if (isTooDeep(json)) return { problems: [{ field: '', problem: `lies deeper than ${deepest} levels` }] };
  // The one name under which nothing can be put into an object.
  if (Object.hasOwn(json, '__proto__')) {
    return { problems: [{ field: '__proto__', problem: 'is not a field of this event' }] };
  }
  const { place, exported, facts } = partsOf(json);
  const { event, words } = json;
  const { of: ofId, on, lang, by, source, id } = place;
  const problems = [...problemsAmong(checks, place), ...problemsAmong(exportChecks, exported)];
  if (words !== undefined && !isObject(words)) problems.push({ field: 'words', problem: 'must be an object of texts' });
  if (exported.recordedAt !== undefined || exported.command !== undefined) {
    for (const field of ['recordedAt', 'recordedBy', 'command', 'digest', 'correlation'] as const) {
      if (exported[field] === undefined)
        problems.push({ field, problem: 'is missing beside the other fields of an export' });
    }
    if (!shapes.eventId.accepts(id))
      problems.push({ field: 'id', problem: `must be ${shapes.eventId.allowed} in an export` });
  }
  const asExported = exported.recordedAt === undefined ? {} : { exported: { ...exported, id } as unknown as Exported };

  if (event === undefined && typeof source === 'string') {
    const { title, document, ...data } = facts;
    if (problems.length > 0) return { problems };
    return {
      line: {
        event: 'SourceRegistered',
        stream: 'organisation',
        of: 'main',
        data: { sourceId: source, ...data },
        words: { ...(title !== undefined && { title }), ...(document !== undefined && { document }) } as Record<
          string,
          string
        >,
        ...(on !== undefined && { on: on as string }),
        ...(lang !== undefined && { lang: lang as string }),
        ...(by !== undefined && { by: by as By }),
        ...asExported,
      },
    };
  }
  if (typeof event !== 'string' || !/^[A-Z][A-Za-z]{1,63}$/.test(event))
    problems.push({ field: 'event', problem: 'must be the name of an event' });
  if (ofId === undefined)
    problems.push({ field: 'of', problem: 'is missing; it must be the id of what the event belongs to' });
  if (problems.length > 0) return { problems };
  return {
    line: {
      event,
      ...place,
      data: facts,
      words: (words ?? {}) as Record<string, string | null>,
      ...asExported,
    } as unknown as HistoryLine,
  };
}

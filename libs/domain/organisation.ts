import { type InputOf, recording, requireHappened, said } from './act.ts';
import { anyStreamEvents } from './any-stream.ts';
import type { HolidayTable } from './due.ts';
import type { Act, Past } from './event.ts';
import { certainlyBefore, type Day, interval } from './occurred-on.ts';
import { requires } from './refusal.ts';
import { code, count, day, days, type EventsOf, id, listOf, oneOf, optional, perKey, shape, year } from './shape.ts';
import type { State as UnitState } from './unit.ts';
import { evolveWebhooks, type Webhooks, webhookEvents } from './webhook.ts';

export const category = 'organisation';

export const coverageSteps = [
  'groups',
  'meetings',
  'activities',
  'commissions',
  'proposals',
  'receipts',
  'decisions',
  'reasons',
  'told',
  'confirmed',
  'trials',
  'followUps',
  'responses',
  'closings',
] as const;
export type CoverageStep = (typeof coverageSteps)[number];
/** What a source records at all; a step left out is `none`. */
export type Coverage = Readonly<Partial<Record<CoverageStep, 'complete' | 'partial' | 'none'>>>;

/** Events. These shapes are stored and may not change. */
export const events = {
  ThemeNamed: shape({ code }, { label: 200 }),
  MethodNamed: shape({ code }, { label: 200 }),
  ProgrammeNamed: shape({ code }, { label: 200 }),
  PostNamed: shape({ code, unit: id }, { label: 200 }),
  HolidaysSet: shape({ year, days: listOf(day, 60) }),
  PresetChanged: shape({
    daysToTell: optional(days),
    smallNumbersUnder: optional(count),
    retentionYears: optional(perKey(['words', 'people', 'files', 'accessLog', 'notices'], count)),
    initiativeDaysToNameHandler: optional(days),
    initiativeReportMonth: optional(count),
  }),
  SourceRegistered: shape(
    { sourceId: id, coverage: perKey(coverageSteps, oneOf('complete', 'partial', 'none')) },
    { title: 500, document: 500 },
  ),
  ...webhookEvents,
  ...anyStreamEvents,
} as const;
export type OrganisationEvent = EventsOf<typeof events>;

type PresetFacts = Extract<OrganisationEvent, { type: 'PresetChanged' }>['data'];

/** What applies where nobody has set anything else. */
export const defaultPreset = {
  daysToTell: 14,
  smallNumbersUnder: 5,
  initiativeDaysToNameHandler: 30,
  initiativeReportMonth: 1,
} as const satisfies PresetFacts;

/** The organisation is there from the start, with nothing named; so there is one kind of state only. */
export interface State {
  readonly themes: ReadonlySet<string>;
  readonly methods: ReadonlySet<string>;
  readonly programmes: ReadonlySet<string>;
  /** Posts by code, each with the unit it belongs to. */
  readonly posts: ReadonlyMap<string, { readonly unit: string }>;
  /** Holidays in the order in which they were set, a correction since the day it was made. */
  readonly holidays: readonly HolidayTable[];
  readonly preset: PresetFacts;
  /** How long an answer may wait to be told, in the order in which it was changed; the first is the default. */
  readonly daysToTell: readonly { readonly days: number; readonly from?: Day }[];
  readonly sources: ReadonlyMap<string, Coverage>;
  readonly webhooks: Webhooks;
}

export const initial: State = {
  themes: new Set(),
  methods: new Set(),
  programmes: new Set(),
  posts: new Map(),
  holidays: [],
  preset: defaultPreset,
  daysToTell: [{ days: defaultPreset.daysToTell }],
  sources: new Map(),
  webhooks: new Map(),
};

const withCode = (codes: ReadonlySet<string>, code: string): ReadonlySet<string> => new Set([...codes, code]);

/** The day from which waits that begin go by what was set. */
const since = ({ metadata: { occurredOn, recordedAt } }: Past<OrganisationEvent>): Day =>
  occurredOn === undefined ? recordedAt.slice(0, 10) : interval(occurredOn).last;

export function evolve(state: State, event: Past<OrganisationEvent>): State {
  switch (event.type) {
    case 'ThemeNamed':
      return { ...state, themes: withCode(state.themes, event.data.code) };
    case 'MethodNamed':
      return { ...state, methods: withCode(state.methods, event.data.code) };
    case 'ProgrammeNamed':
      return { ...state, programmes: withCode(state.programmes, event.data.code) };
    case 'PostNamed':
      return { ...state, posts: new Map(state.posts).set(event.data.code, { unit: event.data.unit }) };
    case 'HolidaysSet': {
      // The first table of a year was true all along; a later one corrects it for the waits that begin from then on.
      const corrects = state.holidays.some(({ year }) => year === event.data.year);
      return { ...state, holidays: [...state.holidays, { ...event.data, ...(corrects && { from: since(event) }) }] };
    }
    case 'PresetChanged': {
      const preset = { ...state.preset, ...event.data };
      const days = event.data.daysToTell;
      if (days === undefined) return { ...state, preset };
      return { ...state, preset, daysToTell: [...state.daysToTell, { days, from: since(event) }] };
    }
    case 'SourceRegistered':
      return { ...state, sources: new Map(state.sources).set(event.data.sourceId, event.data.coverage) };
    case 'WebhookRegistered':
    case 'WebhookSecretRotated':
    case 'WebhookRemoved':
      return { ...state, webhooks: evolveWebhooks(state.webhooks, event) };
    case 'RecordedInError':
    case 'WordsForgotten':
    case 'WordsTranslated':
    case 'FileAttached':
    case 'Published':
    case 'Unpublished':
      return state;
  }
}

type Input<Type extends OrganisationEvent['type']> = InputOf<OrganisationEvent, Type>;
const record = recording<OrganisationEvent>();

/** Waits that have begun keep the presets and holidays under which they began. */
function requireFromToday(facts: Act): void {
  requires(
    !certainlyBefore(facts.on, facts.today),
    'organisation.in-past',
    'Presets and holidays change from today on, not for days that are past.',
    'on',
  );
}

function requireLabel(words: { readonly label?: string } | undefined): void {
  requires(
    said(words?.label),
    'organisation.label-missing',
    'Say what people shall read for this code.',
    'words.label',
  );
}

/** A code named before gets a further label; what was recorded under it stays. */
export function nameTheme(input: Input<'ThemeNamed'>, _state: State, facts: Act): OrganisationEvent[] {
  requireHappened(facts);
  requireLabel(input.words);
  return [record('ThemeNamed', input)];
}

export function nameMethod(input: Input<'MethodNamed'>, _state: State, facts: Act): OrganisationEvent[] {
  requireHappened(facts);
  requireLabel(input.words);
  return [record('MethodNamed', input)];
}

export function nameProgramme(input: Input<'ProgrammeNamed'>, _state: State, facts: Act): OrganisationEvent[] {
  requireHappened(facts);
  requireLabel(input.words);
  return [record('ProgrammeNamed', input)];
}

/** A post outlives the person who holds it; named again it may belong to another unit. */
export function namePost(
  input: Input<'PostNamed'>,
  _state: State,
  facts: Act & { readonly unit: UnitState },
): OrganisationEvent[] {
  requireHappened(facts);
  requireLabel(input.words);
  requires(facts.unit.status !== 'none', 'unit.unknown', 'There is no such unit.', 'unit');
  requires(facts.unit.status === 'open', 'unit.closed', 'The unit is closed.', 'unit');
  return [record('PostNamed', input)];
}

export function setHolidays(input: Input<'HolidaysSet'>, state: State, facts: Act): OrganisationEvent[] {
  requireHappened(facts);
  requireFromToday(facts);
  requires(
    input.days.every((day) => Number(day.slice(0, 4)) === input.year),
    'holidays.other-year',
    'Every holiday must lie in the year it is set for.',
    'days',
  );
  const days = [...new Set(input.days)].sort();
  const known = state.holidays.findLast(({ year }) => year === input.year);
  if (known?.days.join() === days.join()) return [];
  return [record('HolidaysSet', { ...input, days })];
}

export function changePreset(input: Input<'PresetChanged'>, state: State, facts: Act): OrganisationEvent[] {
  requireHappened(facts);
  requireFromToday(facts);
  const { initiativeReportMonth: month } = input;
  requires(
    month === undefined || (month >= 1 && month <= 12),
    'preset.month-unknown',
    'The month of the yearly report is a number from 1 to 12.',
    'initiativeReportMonth',
  );
  const names = Object.keys(events.PresetChanged.facts) as (keyof PresetFacts)[];
  const given = names.filter((name) => input[name] !== undefined);
  requires(given.length > 0, 'preset.empty', 'Say which preset shall change.');
  if (given.every((name) => sameValue(input[name], state.preset[name]))) return [];
  return [record('PresetChanged', input)];
}

function sameValue(a: PresetFacts[keyof PresetFacts], b: PresetFacts[keyof PresetFacts]): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  const entries = Object.entries(a);
  return (
    entries.length === Object.keys(b).length && entries.every(([key, value]) => b[key as keyof typeof b] === value)
  );
}

/** Registered again, a source gets its later coverage: somebody has found out what it records. */
export function registerSource(input: Input<'SourceRegistered'>, state: State, facts: Act): OrganisationEvent[] {
  requireHappened(facts);
  requires(said(input.words?.title), 'source.title-missing', 'Say what the source is called.', 'words.title');
  const known = state.sources.get(input.sourceId);
  const same = known && coverageSteps.every((step) => (known[step] ?? 'none') === (input.coverage[step] ?? 'none'));
  return same ? [] : [record('SourceRegistered', input)];
}

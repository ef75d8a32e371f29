import { type dated, dueRules, type ends, measures, type otherEnds, type parts, times } from '#influence';
import type { Column, TableShape, Value } from '#open-data';

type Codes = Readonly<Record<string, string>>;
type Part = (typeof parts)[number];
type Days = readonly [string | undefined, string | undefined];

type Named =
  | 'group'
  | 'unit'
  | 'unitNow'
  | 'theme'
  | 'kind'
  | 'season'
  | 'voicedBy'
  | 'origin'
  | 'source'
  | 'commission'
  | 'answerWanted'
  | 'decision'
  | 'reply'
  | 'changed'
  | 'closed';

/** One proposal, as the thread of figures tells it. */
export interface Fact extends Readonly<Partial<Record<Named, string>>> {
  readonly id: string;
  readonly year?: string;
  readonly reasonCodes: readonly string[];
  readonly rounds: number;
  readonly timesTooEarly: number;
  readonly disputed: boolean;
  readonly days: Readonly<Record<(typeof dated)[number], Days>>;
  readonly shares: Readonly<Record<string, Part | undefined>>;
  readonly times: Readonly<
    Record<
      string,
      {
        readonly end?: (typeof ends)[number];
        readonly other?: (typeof otherEnds)[number];
        readonly lower?: number;
        readonly upper?: number;
      }
    >
  >;
}

/** What a proposal waits for or has waited for, as the thread of figures tells it. */
export interface WaitFact {
  readonly proposal: string;
  readonly what: string;
  readonly side: 'management' | 'group';
  readonly unit?: string;
  readonly unitNow?: string;
  readonly post?: string;
  readonly group: string;
  readonly since: Days;
  readonly with?: string;
  readonly due?: string;
  readonly rule: (typeof dueRules)[number];
  readonly ended: Days;
  readonly open: boolean;
  readonly kept?: Part;
  readonly known: boolean;
}

/** A column, and what of a row stands in it. */
export interface FactColumn<Row> extends Column {
  readonly of: (row: Row) => Value;
}

const kinds: Codes = {
  idea: 'an idea',
  comment: 'a comment on a draft or a plan',
  statement: 'a stand that the group takes',
  message: 'a message to management',
  socialReport: 'a social report',
  trialIdea: 'an idea for a trial',
};

const voices: Codes = {
  clients: 'clients',
  staff: 'staff',
  both: 'clients and staff',
  partners: 'partners',
  residents: 'residents',
};

const decisions: Codes = {
  accepted: 'accepted as proposed',
  partlyAccepted: 'accepted partly',
  trial: 'taken on trial',
  deferred: 'put off: the decision is still owed',
  rejected: 'rejected',
};

const closings: Codes = {
  open: 'something that was asked for has not come, was not told, or its telling is not confirmed',
  closed: 'all of it has come, was told, and the telling is confirmed',
  closedWithoutAnswer: 'it was closed before an answer came',
  withdrawn: 'the group has withdrawn it',
  noLoop: 'no answer was asked for, or the source does not say so: there is nothing to close',
  notKnown: 'what is missing is a step that its source does not record',
};

/** What a case is called where it stands in a share. */
const partMeanings: Readonly<Record<(typeof parts)[number], string>> = {
  yes: 'counts, and as a yes',
  no: 'counts, and as a no: also while it is open',
  withdrawn: 'was withdrawn before it came to that; does not count',
  recorded: 'a yes, but its source does not record all such steps; does not count',
  notKnown: 'its source does not record such steps; does not count',
  notYet: 'its day has not come; does not count',
};

const endMeanings: Readonly<Record<(typeof ends)[number], string>> = {
  exact: 'it came; lower and upper are the same',
  interval: 'it came; dates are wide, and it took between lower and upper days',
  censored: 'it had not come after a wait of between lower and upper days, which went on',
  competing: 'another end came first, after between lower and upper days',
  recorded: 'it came, but its source does not record all such steps; in no estimate',
  notKnown: 'its source does not record such steps; in no estimate',
  notDated: 'nobody wrote down when the wait began; in no estimate',
};

const otherMeanings: Readonly<Record<(typeof otherEnds)[number], string>> = {
  withdrawn: 'the group withdrew the proposal',
  closedWithoutAnswer: 'it was closed without an answer',
  rejected: 'management rejected it, or did not use a comment',
  noChange: 'management said in the end that nothing had changed',
};

const steps: Readonly<Record<(typeof dated)[number], string>> = {
  submitted: 'the group submitted it',
  received: 'somebody first said that it had come and who handles it',
  answered: 'the first answer came that is more than a deferral',
  told: 'an answer was first told to the group',
  changed: 'management first said that something had changed, wholly or partly',
  ended: 'it was withdrawn or closed',
};

const capital = (sentence: string): string => `${sentence[0]!.toUpperCase()}${sentence.slice(1)}`;
const wordsOf = (id: string): string => id.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
const titleOf = (id: string): string => capital(wordsOf(id));
/** `unitNow` is the column unit_now: databases and R take names in small letters without quotes. */
const nameOf = (id: string): string => wordsOf(id).replaceAll(' ', '_');

const named = (
  id: Named,
  title: string,
  description: string,
  more: Pick<Column, 'codes' | 'missing'> = {},
): FactColumn<Fact> => ({ name: nameOf(id), type: 'string', title, description, ...more, of: (fact) => fact[id] });

const day = <Row>(
  name: string,
  title: string,
  description: string,
  of: (row: Row) => Value,
  missing = 'not there, or nobody wrote down when',
): FactColumn<Row> => ({ name, type: 'date', title, description, missing, of });

const ofSteps = Object.entries(steps).flatMap(([id, what]) => {
  const days = ({ days }: Fact) => days[id as keyof typeof steps];
  return [
    day<Fact>(
      `${id}_first`,
      `${titleOf(id)}, first day`,
      `The first day on which ${what}, as far as is known.`,
      (fact) => days(fact)[0],
    ),
    day<Fact>(
      `${id}_last`,
      `${titleOf(id)}, last day`,
      'The last such day; the same one when the day is known.',
      (fact) => days(fact)[1],
    ),
  ];
});

const ofShares = measures.map(
  ({ id, among, yes }): FactColumn<Fact> => ({
    name: `share_${nameOf(id)}`,
    type: 'string',
    title: titleOf(id),
    description: `A share of ${among}. Yes: ${yes}.`,
    codes: partMeanings,
    missing: 'the measure does not speak of it',
    of: ({ shares }) => shares[id],
  }),
);

const ofTimes = times.flatMap(({ id, from, to }): FactColumn<Fact>[] => {
  const [name, title] = [nameOf(id), titleOf(id)];
  return [
    {
      name: `${name}_end`,
      type: 'string',
      title: `${title}, end`,
      description: `How the time from ${from} to ${to} ended.`,
      codes: endMeanings,
      missing: 'the measure does not speak of it',
      of: (fact) => fact.times[id]!.end,
    },
    {
      name: `${name}_lower`,
      type: 'integer',
      title: `${title}, at least`,
      description: 'Calendar days, at least.',
      missing: 'the measure does not speak of it, or nothing is known',
      of: (fact) => fact.times[id]!.lower,
    },
    {
      name: `${name}_upper`,
      type: 'integer',
      title: `${title}, at most`,
      description: 'Calendar days, at most; more than at least where dates are wide.',
      missing: 'the measure does not speak of it, or nothing is known',
      of: (fact) => fact.times[id]!.upper,
    },
    {
      name: `${name}_other`,
      type: 'string',
      title: `${title}, other end`,
      description: 'Which other end came first.',
      codes: otherMeanings,
      missing: 'none did',
      of: (fact) => fact.times[id]!.other,
    },
  ];
});

const unitDescription = 'Id of the unit that held it on the day, before any succession.';
const unitNowDescription = 'Id of the unit that has succeeded that one by the day, or of itself.';

/** The table of proposals, column by column. */
export const factColumns: readonly FactColumn<Fact>[] = [
  {
    name: 'id',
    type: 'string',
    title: 'Proposal',
    description: 'Id of the proposal. Its page and its events are found by it.',
    required: true,
    of: ({ id }) => id,
  },
  named('group', 'Group', 'Id of the group that submitted it.'),
  named('unit', 'Unit', unitDescription),
  named('unitNow', 'Unit now', unitNowDescription),
  named('theme', 'Theme', 'Code of a theme; the organisation owns the list.'),
  named('kind', 'Kind', 'What kind of proposal it is.', { codes: kinds }),
  named('season', 'Season', 'Id of the season of the group in which it was submitted.', {
    missing: 'in no season that is recorded, or not certainly in one',
  }),
  {
    name: 'year',
    type: 'year',
    title: 'Year',
    description: 'The year in which it was submitted.',
    missing: 'not recorded, or not certainly one year',
    of: ({ year }) => (year === undefined ? undefined : Number(year)),
  },
  named('voicedBy', 'Voiced by', 'Whose voice it is.', { codes: voices }),
  named('origin', 'Origin', 'Whether somebody had asked for it.', {
    codes: { commission: 'made on a commission', own: 'made of the group’s own accord' },
  }),
  named('source', 'Source', 'Id of the source it was brought in from.', { missing: 'recorded here, as it happened' }),
  named('commission', 'Commission', 'Id of the commission it answers.', { missing: 'none, or not recorded' }),
  named('answerWanted', 'Answer wanted', 'What the group asked for.', {
    codes: { decision: 'a decision', reply: 'a reply', nothing: 'no answer' },
  }),
  named('decision', 'Decision', 'The decision in force on the day.', { codes: decisions, missing: 'none is recorded' }),
  named('reply', 'Reply', 'The reply in force on the day, to a comment.', {
    codes: { used: 'used', partlyUsed: 'used partly', notUsed: 'not used' },
    missing: 'none is recorded',
  }),
  {
    name: 'reason_codes',
    type: 'string',
    title: 'Reason codes',
    description: 'Codes of the reasons of the answer in force, in alphabetical order, a space between them.',
    missing: 'no code was given',
    of: ({ reasonCodes }) => (reasonCodes.length > 0 ? reasonCodes.toSorted().join(' ') : undefined),
  },
  named('changed', 'Changed', 'What management said last of whether it changed; its final word where there is one.', {
    codes: { yes: 'yes', partly: 'partly', no: 'no', tooEarly: 'too early to tell' },
    missing: 'it has said nothing',
  }),
  named('closed', 'Loop', 'Whether the loop is closed.', { codes: closings }),
  {
    name: 'rounds',
    type: 'integer',
    title: 'Rounds',
    description: 'How often it was taken up: 1, and 1 more for each time it was reopened.',
    required: true,
    of: ({ rounds }) => rounds,
  },
  {
    name: 'times_too_early',
    type: 'integer',
    title: 'Times too early',
    description: 'How often it was said that it is too early to tell whether anything changed.',
    required: true,
    of: ({ timesTooEarly }) => timesTooEarly,
  },
  {
    name: 'disputed',
    type: 'boolean',
    title: 'Disputed',
    description: 'Whether the group has said that the change which management claims has not come.',
    required: true,
    of: ({ disputed }) => disputed,
  },
  ...ofSteps,
  ...ofShares,
  ...ofTimes,
];

const waitedFor: Codes = {
  receipt: 'that somebody says it has come and who handles it',
  decision: 'a decision',
  reply: 'a reply',
  decisionConfirmation: 'that management confirms an answer which somebody else wrote down',
  change: 'the change that was promised',
  followUp: 'word of whether it changed',
  hearing: 'that the initiators are heard',
  clarification: 'an answer to a question about a commission',
  acceptance: 'that the group accepts a commission or declines it',
  answer: 'the group’s answer to a commission',
  information: 'more information from the group',
  telling: 'that the answer is told to the group',
  confirmation: 'that somebody confirms the telling',
};

const rules: Readonly<Record<(typeof dueRules)[number], string>> = {
  explicit: 'a day that was named',
  promise: 'the promise of a unit',
  preset: 'a preset of the organisation',
  none: 'none: nothing was promised',
};

const waitText = (
  name: string,
  title: string,
  description: string,
  of: (wait: WaitFact) => Value,
  more: Pick<Column, 'codes' | 'missing' | 'required'> = {},
): FactColumn<WaitFact> => ({ name, type: 'string', title, description, ...more, of });

const waitFlag = (
  name: string,
  title: string,
  description: string,
  of: (wait: WaitFact) => Value,
): FactColumn<WaitFact> => ({ name, type: 'boolean', title, description, required: true, of });

/** The table of waits, column by column. */
export const waitColumns: readonly FactColumn<WaitFact>[] = [
  waitText('proposal', 'Proposal', 'Id of the proposal; it is in the table of proposals.', ({ proposal }) => proposal, {
    required: true,
  }),
  waitText('what', 'What', 'What is waited for.', ({ what }) => what, { codes: waitedFor, required: true }),
  waitText('side', 'Side', 'Whose turn it is.', ({ side }) => side, {
    codes: { management: 'management', group: 'the group’s side' },
    required: true,
  }),
  waitText(
    'unit',
    'Unit',
    'Id of the unit that owed it when it came or was due, whoever has succeeded it since; that owes it now where neither is known.',
    ({ unit }) => unit,
  ),
  waitText('unit_now', 'Unit now', unitNowDescription, ({ unitNow }) => unitNow),
  waitText('post', 'Post', 'Code of the post that owes it.', ({ post }) => post, { missing: 'no post was named' }),
  waitText('group', 'Group', 'Id of the group.', ({ group }) => group, { required: true }),
  day('since_first', 'Since, first day', 'The first day on which the wait may have begun.', ({ since }) => since[0]),
  day(
    'since_last',
    'Since, last day',
    'The last such day; the same one when the day is known.',
    ({ since }) => since[1],
  ),
  day(
    'with_unit_since',
    'With the unit since',
    'The day since which this unit has owed it under this day: later than the wait began where it was handed on, or where another day was named when the one before had passed.',
    (wait) => wait.with,
  ),
  day('due', 'Due', 'The day on which it was due.', ({ due }) => due, 'no day was promised or named'),
  waitText('rule', 'Rule', 'Where the day comes from.', ({ rule }) => rule, { codes: rules, required: true }),
  day('ended_first', 'Ended, first day', 'The first day on which the wait may have ended.', ({ ended }) => ended[0]),
  day(
    'ended_last',
    'Ended, last day',
    'The last such day; the same one when the day is known.',
    ({ ended }) => ended[1],
  ),
  waitFlag('open', 'Open', 'Whether it is still waited for.', ({ open }) => open),
  waitText('kept', 'Kept', 'Whether management did it by its day.', ({ kept }) => kept, {
    codes: partMeanings,
    missing: 'no day was promised, or it was not management’s turn',
  }),
  waitFlag(
    'known',
    'Known',
    'Whether it would be known if it had come: where not, an open wait says nothing.',
    ({ known }) => known,
  ),
];

/** Every proposal as it was on a day: one row each. */
export const factsTable: TableShape = {
  name: 'facts',
  title: 'Influence facts: proposals',
  description:
    'One row for each proposal as it was on a day: what it is, when each step came, where it stands in each share and in each time. No words and no people.',
  columns: factColumns.map(({ of: _, ...column }) => column),
  key: 'id',
};

/** Whatever a proposal has waited for: any number of rows each. */
export const waitsTable: TableShape = {
  name: 'waits',
  title: 'Influence facts: waits',
  description:
    'One row for each thing that a proposal has waited for, with one unit and under one day: whose turn it was, since when, by when, and when it ended.',
  columns: waitColumns.map(({ of: _, ...column }) => column),
};

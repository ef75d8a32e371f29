import type { AnyEvent, By, OccurredOn, Past, ProposalFacts, proposal, Refusal } from '#domain';
import { evolveProposal, noProposal, type OwedFacts, type ProposalEvent } from '#domain/owed';

/** A proposal's story in the words of the domain, for specs: who acts, what has happened, and what is asked then. */

export const head: By = { post: 'head' };
export const headElsewhere: By = { post: 'head-elsewhere' };
export const headAbove: By = { post: 'head-above' };
export const coordinator: By = { role: 'coordinator', group: 'ryhma' };
export const client: By = { role: 'clientDeveloper', group: 'ryhma' };
export const staff: By = { role: 'staffDeveloper', group: 'ryhma' };
export const stranger: By = { role: 'clientDeveloper', group: 'another-group' };
export const analyst: By = { role: 'analyst' };
/** Whoever comes with the group's link. */
export const visitor: By = { group: 'ryhma' };

export interface Told {
  readonly id?: string;
  readonly on?: OccurredOn | undefined;
  readonly by?: By | undefined;
  readonly words?: Readonly<Record<string, string>>;
  readonly source?: string;
}

/** An event that is in the log; its id is its type unless another is given. */
export function happened<Type extends ProposalEvent['type']>(
  type: Type,
  data: Extract<ProposalEvent, { type: Type }>['data'],
  { id = type, words = {}, source, ...told }: Told = {},
): Past<ProposalEvent> {
  const on = 'on' in told ? told.on : '2026-03-02';
  const by = 'by' in told ? told.by : head;
  const metadata = {
    ...(on !== undefined && { occurredOn: on }),
    ...(by !== undefined && { by }),
    ...(source !== undefined && { source }),
    recordedAt: '2026-03-31T12:00:00.000Z',
    recordedBy: 'developer',
    command: id,
    digest: id,
    correlation: id,
  };
  return { id, type, data, words, metadata } as Past<ProposalEvent>;
}

type Wanted = 'decision' | 'reply' | 'none' | 'not recorded';
export const submitted = (answerWanted: Wanted = 'decision', told: Told = {}): Past<ProposalEvent> =>
  happened(
    'ProposalSubmitted',
    { group: 'ryhma', unit: 'aikuiset', kind: 'idea', ...(answerWanted !== 'not recorded' && { answerWanted }) },
    { by: client, ...told },
  );

type Decided = Extract<ProposalEvent, { type: 'ProposalDecided' }>['data'];
export const decided = (decision: Decided['decision'], told: Told & { readonly data?: Decided } = {}) =>
  happened(
    'ProposalDecided',
    {
      ...(decision && { decision }),
      post: 'head',
      ...(decision === 'deferred' && { untilWhen: '2026-09-01' }),
      ...told.data,
    },
    { id: 'answer', words: { reason: 'x' }, ...told },
  );
export const replied = (reply: Decided['reply'], told: Told & { readonly data?: Decided } = {}) =>
  decided(undefined, { ...told, data: { ...(reply && { reply }), ...told.data } });

export const told = (ofEvent = 'answer', of: Told = {}) =>
  happened('AnswerTold', { ofEvent, how: 'meeting' }, { id: `telling of ${ofEvent}`, by: coordinator, ...of });
export const confirmed = (ofEvent = 'answer', of: Told = {}) =>
  happened(
    'TellingConfirmed',
    { ofEvent: `telling of ${ofEvent}`, how: 'account' },
    { id: `confirmation of ${ofEvent}`, by: client, ...of },
  );

type Changed = Extract<ProposalEvent, { type: 'FollowUpRecorded' }>['data']['changed'];
export const followedUp = (changed: Changed, of: Told = {}) =>
  happened(
    'FollowUpRecorded',
    { changed, ...(changed === 'tooEarly' && { next: '2026-12-01' }) },
    { id: 'followUp', ...of },
  );

type View = Extract<ProposalEvent, { type: 'GroupResponded' }>['data']['view'];
export const responded = (view: View, of: Told = {}) => happened('GroupResponded', { view }, { by: client, ...of });

export const stateAfter = (...events: readonly Past<ProposalEvent>[]): proposal.State =>
  events.reduce(evolveProposal, noProposal);

export const facts: ProposalFacts = {
  by: head,
  on: '2026-03-09',
  today: '2026-03-10',
  unitsOf: new Map([
    ['head', ['aikuiset']],
    ['deputy', ['aikuiset']],
    ['head-elsewhere', ['elsewhere']],
    ['head-above', ['county']],
    ['head-merged', ['merged', 'aikuiset']],
  ]),
};

export const owedFacts: OwedFacts = {
  promises: new Map(),
  holidays: [],
  daysToTell: [{ days: 14 }],
  parents: new Map([['aikuiset', 'county']]),
  successors: new Map(),
  groupSuccessors: new Map(),
  initiativeDaysToNameHandler: 30,
  coverage: new Map(),
};

type Command<Input, Facts> = (input: Input, state: proposal.State, facts: Facts) => readonly AnyEvent[];

/** Given what has happened: `when` gives what a command records, `refused` the code with which it says no. */
export function given(...events: readonly Past<ProposalEvent>[]) {
  const state = stateAfter(...events);
  const when = <Input, Facts extends ProposalFacts>(
    command: Command<Input, Facts>,
    input: Input,
    further: Partial<ProposalFacts> & Omit<Facts, keyof ProposalFacts>,
  ) => command(input, state, { ...facts, ...further } as unknown as Facts);
  const refused = <Input, Facts extends ProposalFacts>(
    command: Command<Input, Facts>,
    input: Input,
    further: Partial<ProposalFacts> & Omit<Facts, keyof ProposalFacts>,
  ): string => {
    try {
      return `recorded ${when(command, input, further).map(({ type }) => type)}`;
    } catch (error) {
      return (error as Refusal).code;
    }
  };
  return { state, when, refused };
}

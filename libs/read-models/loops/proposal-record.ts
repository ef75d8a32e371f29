import type { Past } from '#domain';
import { evolveProposal, noProposal, type Proposal, type ProposalEvent } from '#domain/owed';
import { fieldsOf, type SeenEvent } from '../read-model.ts';

export type Submitted = Exclude<Proposal, { status: 'none' }>;

/** Something that came of a proposal or a group. */
export interface CameOf {
  readonly event: string;
  readonly kind: string;
  readonly on: string | undefined;
}

/** A proposal folded from its stream: the domain's state, and what the views need beside it. */
export interface ProposalRecord {
  readonly state: Proposal;
  readonly version: number;
  readonly changedAt: string;
  /** By field, the event that holds the present title, text and change hoped for. */
  readonly words: Readonly<Record<string, string>>;
  readonly origin: string | undefined;
  readonly unitAssumed: boolean;
  readonly voicedBy: string | undefined;
  readonly meeting: string | undefined;
  readonly heard: readonly { readonly event: string; readonly on: string | undefined; readonly said: string }[];
  readonly ledTo: readonly CameOf[];
  /** The follow-ups after which the group has reopened the matter. */
  readonly takenUpAgain: readonly string[];
}

export const newProposal: ProposalRecord = {
  state: noProposal,
  version: 0,
  changedAt: '',
  words: {},
  origin: undefined,
  unitAssumed: false,
  voicedBy: undefined,
  meeting: undefined,
  heard: [],
  ledTo: [],
  takenUpAgain: [],
};

export function foldProposal(before: ProposalRecord, event: SeenEvent): ProposalRecord {
  const { id, type, data, metadata, version } = event;
  const past = { id, type, data, metadata, words: metadata.words ?? {} } as unknown as Past<ProposalEvent>;
  const next = { ...before, state: evolveProposal(before.state, past), version, changedAt: metadata.recordedAt };
  // What stands before the submission, as in other people's files, is nothing yet.
  if (next.state.status === 'none') return { ...before, version };
  switch (past.type) {
    case 'ProposalSubmitted': {
      const { origin, unitAssumed = false, voicedBy, meeting } = past.data;
      return { ...next, origin, unitAssumed, voicedBy, meeting, words: withWords(before, event) };
    }
    case 'ProposalRevised':
      return { ...next, words: withWords(before, event), voicedBy: past.data.voicedBy ?? before.voicedBy };
    case 'ProposalReopened':
      return { ...next, takenUpAgain: next.state.followUps.map(({ event: followUp }) => followUp) };
    case 'HeardByMember':
      return { ...next, heard: [...before.heard, { event: id, on: metadata.occurredOn, said: past.data.said }] };
    case 'LedTo':
      return { ...next, ledTo: [...before.ledTo, { event: id, kind: past.data.kind, on: metadata.occurredOn }] };
    default:
      return next;
  }
}

const withWords = ({ words }: ProposalRecord, event: SeenEvent) => ({
  ...words,
  ...Object.fromEntries(fieldsOf(event).map((field) => [field, event.id])),
});

import { type Static, Type } from 'typebox';
import type { Target } from '#permissions';
import { groupNames, labels, unitNames } from '../names.ts';
import type { Reads } from '../open-reads.ts';
import { given, present } from '../present.ts';
import type { Asked } from '../query.ts';
import { seen, withoutErrors } from '../read-model.ts';
import { isHidden } from '../reader.ts';
import { type TextOf, TextOrNothing, textsOf } from '../texts.ts';
import { foldProposal, newProposal, type ProposalRecord } from './proposal-record.ts';
import { states } from './proposals.ts';

export const proposalStates = states;
export const closings = ['open', 'closed', 'closedWithoutAnswer', 'withdrawn', 'noLoop', 'notKnown'] as const;

const NotKnown = Type.Object(
  { what: Type.String(), step: Type.String() },
  { description: 'The source does not record such steps: nobody knows whether it happened.' },
);

/** One proposal in a list. Days are as they were recorded; a missing one is not recorded, or has not come. */
export const ProposalRow = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  title: TextOrNothing,
  kind: Type.String(),
  theme: Type.Optional(Type.String()),
  themeLabel: TextOrNothing,
  group: Type.String(),
  groupName: TextOrNothing,
  unit: Type.String({ description: 'That holds it now.' }),
  unitName: TextOrNothing,
  commission: Type.Optional(Type.String()),
  source: Type.Optional(Type.String({ description: 'Missing: it was recorded as it happened.' })),
  answerWanted: Type.Optional(Type.String({ description: 'Missing: the source does not say.' })),
  state: Type.Enum([...states], { description: 'The furthest step it has reached.' }),
  closed: Type.Enum([...closings], {
    description:
      'noLoop: no answer is wanted or the source does not say; notKnown: what is missing is what the source does not record.',
  }),
  owedBy: Type.Union([Type.Enum(['management', 'group', 'both']), Type.Null()]),
  submittedOn: Type.Optional(Type.String()),
  receivedOn: Type.Optional(Type.String()),
  answeredOn: Type.Optional(Type.String()),
  toldOn: Type.Optional(Type.String()),
  confirmedOn: Type.Optional(Type.String()),
  followedUpOn: Type.Optional(Type.String()),
  respondedOn: Type.Optional(Type.String()),
  endedOn: Type.Optional(Type.String()),
  decision: Type.Optional(Type.String()),
  reply: Type.Optional(Type.String()),
  changed: Type.Optional(Type.String()),
  disputed: Type.Boolean(),
  timesTooEarly: Type.Integer(),
  rounds: Type.Integer({ description: '1, and one more for each reopening.' }),
  untold: Type.Optional(
    Type.Object(
      { from: Type.String() },
      {
        description: 'An answer or a follow-up has come and opens on this day at the latest; the group is told first.',
      },
    ),
  ),
  notKnown: Type.Array(NotKnown),
});
export type ProposalRow = Static<typeof ProposalRow>;

/** A row of the table, as far as answers show it. */
export interface ProposalColumns {
  readonly id: string;
  readonly version: number;
  readonly title_event: string | null;
  readonly grp: string;
  readonly unit: string;
  readonly commission: string | null;
  readonly kind: string;
  readonly theme: string | null;
  readonly source: string | null;
  readonly answer_wanted: string | null;
  readonly state: ProposalRow['state'];
  readonly closed: ProposalRow['closed'];
  readonly owed_by: 'management' | 'group' | 'both' | null;
  readonly submitted_on: string | null;
  readonly received_on: string | null;
  readonly answered_on: string | null;
  readonly told_on: string | null;
  readonly confirmed_on: string | null;
  readonly followed_up_on: string | null;
  readonly responded_on: string | null;
  readonly ended_on: string | null;
  readonly decision: string | null;
  readonly reply: string | null;
  readonly changed: string | null;
  readonly disputed: number;
  readonly too_early: number;
  readonly rounds: number;
  readonly hidden_until: string | null;
  readonly submitted_key: string;
  readonly changed_key: string;
  readonly not_known: string | null;
  readonly owed_keys: string | null;
  readonly earlier_units: string | null;
  readonly follow_up_hidden_until: string | null;
}

/** Whose a proposal is: of its group, and of the units it is and was with. */
export const targetOf = ({ unit, grp, earlier_units }: ProposalColumns): Target => ({
  units: [unit, ...JSON.parse(earlier_units ?? '[]')],
  groups: [grp],
});

export const notKnownIn = ({ not_known }: Pick<ProposalColumns, 'not_known'>): ProposalRow['notKnown'] =>
  JSON.parse(not_known ?? '[]');

/** The whole proposal behind a row, folded from its stream as far as the row has seen it. */
export async function recordOf(reads: Reads, { id, version }: ProposalColumns): Promise<ProposalRecord> {
  const events = (await reads.store.read(`proposal-${id}`, { to: version })).map(seen);
  return withoutErrors(events).reduce(foldProposal, newProposal);
}

/** Names and titles of the rows, read together with the words of further events of each. */
export async function namesOf(
  reads: Reads,
  rows: readonly ProposalColumns[],
  asked: Asked,
  eventsOf: (row: ProposalColumns, index: number) => Iterable<string | undefined> = () => [],
) {
  const groups = groupNames(
    reads,
    rows.map(({ grp }) => grp),
  );
  const units = unitNames(
    reads,
    rows.map(({ unit }) => unit),
  );
  const themes = labels(
    reads,
    'theme',
    rows.map(({ theme }) => theme),
  );
  const text = await textsOf(reads, asked, {
    open: [...groups.values(), ...units.values(), ...themes.values()],
    words: rows.map((row, index) => ({ events: [row.title_event, ...eventsOf(row, index)], of: targetOf(row) })),
  });
  return { groups, units, themes, text };
}

export function proposalRow(row: ProposalColumns, { groups, units, themes, text }: Names, asked: Asked): ProposalRow {
  const isKept = (until: string | null) => isHidden(until, asked, targetOf(row));
  const hidden = isKept(row.hidden_until);
  const isFollowUpHidden = isKept(row.follow_up_hidden_until);
  const untoldUntil = hidden ? row.hidden_until : isFollowUpHidden ? row.follow_up_hidden_until : null;
  const answer = {
    answeredOn: given(row.answered_on),
    decision: given(row.decision),
    reply: given(row.reply),
  };
  const followUp = { followedUpOn: given(row.followed_up_on), changed: given(row.changed) };
  return {
    id: row.id,
    version: row.version,
    title: text(row.title_event, 'title'),
    kind: row.kind,
    ...present({
      theme: given(row.theme),
      commission: given(row.commission),
      source: given(row.source),
      answerWanted: given(row.answer_wanted),
    }),
    themeLabel: text(themes.get(row.theme ?? ''), 'label'),
    group: row.grp,
    groupName: text(groups.get(row.grp), 'name'),
    unit: row.unit,
    unitName: text(units.get(row.unit), 'name'),
    state: row.state,
    closed: row.closed,
    // That management owes a change would tell what it has answered.
    owedBy: hidden ? 'group' : row.owed_by,
    ...present({
      submittedOn: given(row.submitted_on),
      receivedOn: given(row.received_on),
      toldOn: given(row.told_on),
      confirmedOn: given(row.confirmed_on),
      respondedOn: given(row.responded_on),
      endedOn: given(row.ended_on),
      ...(hidden ? {} : answer),
      ...(hidden || isFollowUpHidden ? {} : followUp),
    }),
    ...(untoldUntil !== null && { untold: { from: untoldUntil } }),
    disputed: row.disputed === 1,
    timesTooEarly: hidden ? 0 : row.too_early,
    rounds: row.rounds,
    notKnown: notKnownIn(row),
  };
}

interface Names {
  readonly groups: ReadonlyMap<string, string>;
  readonly units: ReadonlyMap<string, string>;
  readonly themes: ReadonlyMap<string, string>;
  readonly text: TextOf;
}

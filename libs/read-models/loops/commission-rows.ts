import { type Static, Type } from 'typebox';
import { maySee, type Target } from '#permissions';
import { groupNames, unitNames } from '../names.ts';
import type { Reads } from '../open-reads.ts';
import { given, present } from '../present.ts';
import type { Asked } from '../query.ts';
import { seen, withoutErrors } from '../read-model.ts';
import { TextOrNothing, textsOf } from '../texts.ts';
import { type CommissionRecord, foldCommission, type Issued, newCommission } from './commissions.ts';

const Maybe = Type.Optional(Type.String());

const Part = Type.Object({
  group: Type.String(),
  groupName: TextOrNothing,
  status: Type.Enum(['asked', 'accepted', 'declined', 'answered'], {
    description: 'All that is shown of a part to those who see the commission and not this group.',
  }),
  since: Maybe,
  acceptedOn: Maybe,
  declinedBecause: TextOrNothing,
  questions: Type.Array(
    Type.Object({
      event: Type.String(),
      on: Maybe,
      question: TextOrNothing,
      clarifiedOn: Maybe,
      clarification: TextOrNothing,
    }),
  ),
  answers: Type.Array(Type.Object({ event: Type.String(), summary: TextOrNothing })),
  proposals: Type.Array(Type.String()),
});

/** One commission, with what each group it was given to has done. */
export const CommissionRow = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  title: TextOrNothing,
  kind: Type.String(),
  status: Type.Enum(['open', 'withdrawn', 'closed']),
  unit: Type.String({ description: 'In the lead.' }),
  unitName: TextOrNothing,
  from: Maybe,
  fromGroup: Maybe,
  fromName: TextOrNothing,
  source: Maybe,
  issuedOn: Maybe,
  answerWantedBy: Maybe,
  rescheduledFrom: Maybe,
  endedOn: Maybe,
  owedBy: Type.Union([Type.Enum(['management', 'group', 'both']), Type.Null()]),
  groups: Type.Array(Part),
  notKnown: Type.Array(Type.Object({ what: Type.String(), step: Type.String() })),
});
export type CommissionRow = Static<typeof CommissionRow>;

export interface CommissionColumns {
  readonly id: string;
  readonly version: number;
  readonly unit: string;
  readonly status: CommissionRow['status'];
  readonly kind: string;
  readonly source: string | null;
  readonly owed_by: CommissionRow['owedBy'];
  readonly issued_key: string;
  readonly not_known: string | null;
  readonly owed_keys: string | null;
}

/** The whole commission behind a row, folded from its stream as far as the row has seen it. */
export async function recordOf(reads: Reads, { id, version }: CommissionColumns): Promise<CommissionRecord> {
  const events = (await reads.store.read(`commission-${id}`, { to: version })).map(seen);
  return withoutErrors(events).reduce(foldCommission, newCommission);
}

/** Whose a commission is: of the unit in the lead, of the groups it was given to, and of the one that gave it. */
export const targetOf = ({ unit, groups, fromGroup }: Issued): Target => ({
  units: [unit],
  groups: [...groups.keys(), ...(fromGroup === undefined ? [] : [fromGroup])],
});

/** Whose one group's part of it is. */
export const targetOfPart = ({ unit, fromGroup }: Issued, group: string): Target => ({
  units: [unit],
  groups: fromGroup === undefined ? [group] : [group, fromGroup],
});

type Part = Static<typeof Part>;
const nothing = { declinedBecause: null, questions: [], answers: [], proposals: [] } satisfies Partial<Part>;

export async function commissionRows(reads: Reads, rows: readonly CommissionColumns[], asked: Asked) {
  const all = await Promise.all(rows.map(async (row) => ({ row, record: await recordOf(reads, row) })));
  const issued = all.flatMap(({ record: { state, words } }) => (state.status === 'none' ? [] : [{ state, words }]));
  const parts = issued.flatMap(({ state }) => [...state.groups].map(([group, part]) => ({ state, group, part })));
  const groups = groupNames(
    reads,
    parts.map(({ group }) => group),
  );
  const units = unitNames(
    reads,
    rows.map(({ unit }) => unit),
  );
  const text = await textsOf(reads, asked, {
    open: [...groups.values(), ...units.values()],
    words: [
      ...issued.map(({ state, words }) => ({ events: Object.values(words), of: targetOf(state) })),
      ...parts.map(({ state, group, part: { sinceEvent, questions, answers } }) => ({
        events: [sinceEvent, ...answers, ...questions.flatMap(({ event, clarified }) => [event, clarified?.event])],
        of: targetOfPart(state, group),
      })),
    ],
  });

  const items = all.flatMap(({ row, record }): CommissionRow[] => {
    const { state, words } = record;
    if (state.status === 'none') return [];
    return [
      {
        id: row.id,
        version: row.version,
        title: text(words.title, 'title'),
        kind: row.kind,
        status: row.status,
        unit: row.unit,
        unitName: text(units.get(row.unit), 'name'),
        ...present({
          from: state.from,
          fromGroup: state.fromGroup,
          source: given(row.source),
          issuedOn: state.issuedOn,
          answerWantedBy: state.answerWantedBy,
          rescheduledFrom: state.extendedFrom,
          endedOn: state.status === 'open' ? undefined : state.endedOn,
        }),
        fromName: text(words.fromName, 'fromName'),
        owedBy: row.owed_by,
        groups: [...state.groups].map(([group, part]) => ({
          group,
          groupName: text(groups.get(group), 'name'),
          status: part.status,
          ...nothing,
          ...(maySee(asked.reader, 'GetCommission', targetOfPart(state, group)) && {
            ...present({ since: part.since, acceptedOn: part.acceptedOn }),
            declinedBecause: part.status === 'declined' ? text(part.sinceEvent, 'reason') : null,
            questions: part.questions.map(({ event, askedOn, clarified }) => ({
              event,
              ...present({ on: askedOn, clarifiedOn: clarified?.on }),
              question: text(event, 'question'),
              clarification: text(clarified?.event, 'clarification'),
            })),
            answers: part.answers.map((event) => ({ event, summary: text(event, 'summary') })),
            proposals: [...part.proposals],
          }),
        })),
        notKnown: JSON.parse(row.not_known ?? '[]'),
      },
    ];
  });
  return { items, records: all.map(({ record }) => record), text };
}

import { type Static, Type } from 'typebox';
import { type Owed, waitedFor } from '#domain/owed';
import { groupNames, labels, unitNames } from '../names.ts';
import type { Reads } from '../open-reads.ts';
import { given, present } from '../present.ts';
import type { Asked } from '../query.ts';
import { TextOrNothing, textsOf } from '../texts.ts';
import { type OwedRow, targetOfOwed } from './standing.ts';

const Pause = Type.Object({ from: Type.String(), to: Type.Optional(Type.String()) });

/** Why a due day is what it is. */
const Due = Type.Object({
  on: Type.Optional(Type.String({ description: 'Missing: no day, or the clock stands still.' })),
  rule: Type.Enum(['explicit', 'promise', 'preset', 'none']),
  countedFrom: Type.Optional(Type.String({ description: 'The day of beginning, which is itself not counted.' })),
  promise: Type.Optional(
    Type.Object({
      unit: Type.String(),
      days: Type.Integer(),
      counting: Type.Enum(['working', 'calendar']),
      from: Type.String(),
    }),
  ),
  skipped: Type.Object({ weekendDays: Type.Integer(), holidays: Type.Array(Type.String()) }),
  pauses: Type.Array(Pause),
  extendedFrom: Type.Optional(Type.String()),
});

/** Something that is waited for, from one side. */
export const OwedItem = Type.Object({
  what: Type.Enum([...waitedFor]),
  by: Type.Enum(['management', 'group']),
  proposal: Type.Optional(Type.String()),
  commission: Type.Optional(Type.String()),
  title: TextOrNothing,
  unit: Type.Optional(Type.String()),
  unitName: TextOrNothing,
  earlierUnit: Type.Optional(Type.String({ description: 'The unit that owed it before this one succeeded it.' })),
  post: Type.Optional(Type.String()),
  postLabel: TextOrNothing,
  group: Type.String(),
  groupName: TextOrNothing,
  since: Type.Optional(Type.String({ description: 'When the waiting began; missing: not recorded.' })),
  sinceEvent: Type.String(),
  ofEvent: Type.Optional(Type.String({ description: 'The answer, follow-up, telling or question it is about.' })),
  why: Type.String(),
  due: Due,
  overdue: Type.Boolean(),
  pausedSince: Type.Optional(Type.String()),
});
export type OwedItem = Static<typeof OwedItem>;

/** What is owed, with its names and titles. @param day against which lateness is asked */
export async function owedItems(
  reads: Reads,
  rows: readonly OwedRow[],
  asked: Asked,
  day = asked.today,
): Promise<OwedItem[]> {
  const units = unitNames(
    reads,
    rows.map(({ unit }) => unit),
  );
  const groups = groupNames(
    reads,
    rows.map(({ grp }) => grp),
  );
  const posts = labels(
    reads,
    'post',
    rows.map(({ post }) => post),
  );
  const text = await textsOf(reads, asked, {
    open: [...units.values(), ...groups.values(), ...posts.values()],
    words: rows.map((row) => ({ events: [row.title_event], of: targetOfOwed(row) })),
  });
  return rows.map((row) => {
    const owed = JSON.parse(row.owed) as Owed & { readonly due: Static<typeof Due> };
    const [category, id] = [
      row.stream.slice(0, row.stream.indexOf('-')),
      row.stream.slice(row.stream.indexOf('-') + 1),
    ];
    return {
      what: owed.what,
      by: owed.by,
      ...(category === 'proposal' ? { proposal: id } : { commission: id }),
      title: text(row.title_event, 'title'),
      ...present({
        unit: given(row.unit),
        earlierUnit: given(row.earlier_unit),
        post: given(row.post),
        since: given(row.since),
      }),
      unitName: text(units.get(row.unit ?? ''), 'name'),
      postLabel: text(posts.get(row.post ?? ''), 'label'),
      group: row.grp,
      groupName: text(groups.get(row.grp), 'name'),
      sinceEvent: owed.sinceEvent,
      ...present({ ofEvent: owed.ofEvent, pausedSince: owed.pausedSince }),
      why: owed.why,
      due: owed.due,
      overdue: row.due !== null && row.due < day,
    };
  });
}

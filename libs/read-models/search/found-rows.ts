import { type Static, Type } from 'typebox';
import { type GroupColumns, groupColumns, groupRows } from '../groups/group-rows.ts';
import { type CommissionColumns, commissionRows } from '../loops/commission-rows.ts';
import { namesOf, type ProposalColumns, proposalRow } from '../loops/proposal-rows.ts';
import { type MeetingColumns, meetingViews } from '../meetings/meeting-queries.ts';
import type { Reads } from '../open-reads.ts';
import { present } from '../present.ts';
import type { Asked } from '../query.ts';
import { TextOrNothing } from '../texts.ts';

const Maybe = Type.Optional(Type.String());

/** A thing as a list of things of several kinds shows it. */
export const Shown = {
  title: TextOrNothing,
  state: Type.Optional(Type.String({ description: 'As the list of its kind says it: open, answered, held, ended.' })),
  on: Type.Optional(Type.String({ description: 'When it was said, issued, held or founded; missing: not recorded.' })),
  group: Maybe,
  groupName: TextOrNothing,
  unit: Maybe,
  unitName: TextOrNothing,
};
const ShownThing = Type.Object(Shown);
export type Shown = Static<typeof ShownThing>;

type Describe = (
  reads: Reads,
  listed: string,
  asked: Asked,
) => Promise<readonly (readonly [id: string, shown: Shown])[]>;

/** By the category of a stream, what its things are shown as. */
const describes: Readonly<Record<string, Describe>> = {
  async proposal(reads, listed, asked) {
    const sql = 'SELECT * FROM proposals WHERE id IN (SELECT value FROM json_each(?))';
    const rows = reads.rows('loops').all<ProposalColumns>(sql, listed);
    const names = await namesOf(reads, rows, asked);
    return rows.map((row) => {
      const { id, title, state, submittedOn: on, group, groupName, unit, unitName } = proposalRow(row, names, asked);
      return [id, { title, state, group, groupName, unit, unitName, ...present({ on }) }];
    });
  },
  async commission(reads, listed, asked) {
    const sql = 'SELECT * FROM commissions WHERE id IN (SELECT value FROM json_each(?))';
    const rows = reads.rows('loops').all<CommissionColumns>(sql, listed);
    const { items } = await commissionRows(reads, rows, asked);
    return items.map(({ id, title, status: state, issuedOn: on, unit, unitName }) => [
      id,
      { title, state, groupName: null, unit, unitName, ...present({ on }) },
    ]);
  },
  async meeting(reads, listed, asked) {
    const sql = 'SELECT * FROM meetings WHERE id IN (SELECT value FROM json_each(?))';
    const rows = reads.rows('meetings').all<MeetingColumns>(sql, listed);
    const meetings = await meetingViews(reads, rows, { ...asked, onWords: () => {} });
    return meetings.map(({ id, state, heldOn, plannedFor, group, groupName }) => [
      id,
      { title: null, state, group, groupName, unitName: null, ...present({ on: heldOn ?? plannedFor }) },
    ]);
  },
  async group(reads, listed, asked) {
    const sql = `SELECT ${groupColumns} FROM groups WHERE id IN (SELECT value FROM json_each(?))`;
    const rows = reads.rows('groups').all<GroupColumns>(sql, listed);
    const groups = await groupRows(reads, rows, { ...asked, onWords: () => {} });
    return groups.map(({ id, name, status: state, foundedOn: on, unit, unitName }) => [
      id,
      { title: name, state, group: id, groupName: name, unit, unitName, ...present({ on }) },
    ]);
  },
};

/** @param streams `proposal-x` @returns what each is shown as; one that the views do not have yet is missing */
export async function shownThings(
  reads: Reads,
  streams: readonly string[],
  asked: Asked,
): Promise<ReadonlyMap<string, Shown>> {
  const shown = new Map<string, Shown>();
  for (const [category, all] of Map.groupBy(new Set(streams), (stream) => stream.slice(0, stream.indexOf('-')))) {
    const ids = all.map((stream) => stream.slice(category.length + 1));
    const described = (await describes[category]?.(reads, JSON.stringify(ids), asked)) ?? [];
    for (const [id, one] of described) shown.set(`${category}-${id}`, one);
  }
  return shown;
}

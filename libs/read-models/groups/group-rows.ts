import { type Static, Type } from 'typebox';
import { inCircle, maySee, type Rights, type Target } from '#permissions';
import { labels, unitNames } from '../names.ts';
import type { Reads } from '../open-reads.ts';
import { presetsOf } from '../organisation/presets.ts';
import { present } from '../present.ts';
import type { Asked } from '../query.ts';
import { type Counts, counted, People, published, withheld } from '../small-numbers.ts';
import { TextOrNothing, textsOf } from '../texts.ts';
import type { GroupRecord } from './group-record.ts';

const Maybe = Type.Optional(Type.String());
const Code = Type.Object({ code: Type.String(), label: TextOrNothing });

export const GroupRow = Type.Object({
  id: Type.String(),
  opens: Type.Boolean({ description: 'Whether the reader may see more of it than stands in a list.' }),
  version: Type.Integer(),
  name: TextOrNothing,
  description: TextOrNothing,
  partners: TextOrNothing,
  kind: Type.String(),
  unit: Type.String(),
  unitName: TextOrNothing,
  parent: Maybe,
  programme: Type.Optional(Code),
  methods: Type.Array(Code),
  foundThrough: Type.Array(Type.String()),
  composition: Type.Optional(
    Type.Record(Type.String(), Type.Array(Type.Integer()), {
      description:
        'Least and most of each role that the group wants; outside its circle without roles of which there are to be few.',
    }),
  ),
  /** Who are in the group now. */
  members: People,
  status: Type.Enum(['living', 'ended']),
  foundedOn: Maybe,
  endedOn: Maybe,
  successor: Maybe,
  source: Maybe,
});
export type GroupRow = Static<typeof GroupRow>;

export interface GroupColumns {
  readonly id: string;
  readonly founded_key: string;
  readonly record: string;
}

export const groupColumns = 'id, founded_key, record';

/** Whose a group is, and what belongs to it. */
export const targetOf = ({ id, record }: GroupColumns): Target => ({
  units: [(JSON.parse(record) as GroupRecord).unit],
  groups: [id],
});

/**
 * Name and description are for whoever gets the row; how many people, for those who may see the group, and small numbers of them
 * for its own circle alone.
 */
export async function groupRows(reads: Reads, rows: readonly GroupColumns[], asked: Asked): Promise<GroupRow[]> {
  const all = rows.map(({ id, record }) => ({ id, record: JSON.parse(record) as GroupRecord }));
  const units = unitNames(
    reads,
    all.map(({ record }) => record.unit),
  );
  const methods = labels(
    reads,
    'method',
    all.flatMap(({ record }) => record.methods ?? []),
  );
  const programmes = labels(
    reads,
    'programme',
    all.map(({ record }) => record.programme),
  );
  const members = membersByRole(
    reads,
    rows.map(({ id }) => id),
  );
  const { smallNumbersUnder: threshold } = presetsOf(reads);
  const described = all.flatMap(({ record: { words } }) => [words.name, words.description]);
  const text = await textsOf(reads, asked, {
    open: [...described, ...units.values(), ...methods.values(), ...programmes.values()],
    words: rows.map((row, index) => ({ events: [all[index]!.record.words.partners], of: targetOf(row) })),
  });
  return all.map(({ id, record }, index) => {
    const { parent, foundedOn, endedOn, successor, source, programme } = record;
    const of = targetOf(rows[index]!);
    const composition = compositionFor(asked.reader, of, record, threshold);
    return {
      id,
      opens: seesGroup(asked.reader, of),
      version: record.version,
      name: text(record.words.name, 'name'),
      description: text(record.words.description, 'description'),
      partners: text(record.words.partners, 'partners'),
      kind: record.kind,
      unit: record.unit,
      unitName: text(units.get(record.unit), 'name'),
      ...(programme !== undefined && {
        programme: { code: programme, label: text(programmes.get(programme), 'label') },
      }),
      methods: (record.methods ?? []).map((code) => ({ code, label: text(methods.get(code), 'label') })),
      foundThrough: [...(record.foundThrough ?? [])],
      ...(composition && { composition }),
      members: membersFor(asked.reader, of, members.get(id) ?? {}, threshold),
      status: record.status,
      ...present({ parent, foundedOn, endedOn, successor, source }),
    };
  });
}

/** Whoever may not even see the group reads in a list what it is called and what it does. */
const seesGroup = (reader: Rights, of: Target): boolean => maySee(reader, 'GetGroupHome', of);

function membersFor(reader: Rights, of: Target, members: Counts, threshold: number): People {
  if (inCircle(reader, of)) return counted(members);
  return seesGroup(reader, of) ? published(members, threshold) : withheld;
}

/** What a group aims at comes close to what it is. */
function compositionFor(reader: Rights, of: Target, { composition }: GroupRecord, threshold: number) {
  if (!composition || !seesGroup(reader, of)) return undefined;
  const few = inCircle(reader, of) ? 0 : threshold;
  const ranges = Object.entries(composition).filter(([, [, most]]) => most >= few);
  return Object.fromEntries(ranges.map(([role, range]) => [role, [...range]]));
}

function membersByRole(reads: Reads, groups: readonly string[]): Map<string, Counts> {
  const sql = `SELECT grp, coalesce(role, 'notRecorded') AS role, count(*) AS people FROM members
    WHERE grp IN (SELECT value FROM json_each(?)) AND status = 'member' GROUP BY 1, 2`;
  const byGroup = new Map<string, Counts>();
  for (const { grp, role, people } of reads
    .rows('groups')
    .all<{ grp: string; role: string; people: number }>(sql, JSON.stringify(groups))) {
    byGroup.set(grp, { ...byGroup.get(grp), [role]: people });
  }
  return byGroup;
}

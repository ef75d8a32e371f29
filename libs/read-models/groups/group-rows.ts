import { type Static, Type } from 'typebox';
import { labels, unitNames } from '../names.ts';
import type { Reads } from '../open-reads.ts';
import { present } from '../present.ts';
import { TextOrNothing, textsOf } from '../texts.ts';
import type { GroupRecord } from './group-record.ts';

const Maybe = Type.Optional(Type.String());
const Code = Type.Object({ code: Type.String(), label: TextOrNothing });

export const GroupRow = Type.Object({
  id: Type.String(),
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
    Type.Record(Type.String(), Type.Array(Type.Integer()), { description: 'Least and most of each role.' }),
  ),
  members: Type.Record(Type.String(), Type.Integer(), { description: 'How many are in the group now, by role.' }),
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

export async function groupRows(reads: Reads, rows: readonly GroupColumns[]): Promise<GroupRow[]> {
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
  const events = all.flatMap(({ record }) => Object.values(record.words));
  const text = await textsOf(reads, [...events, ...units.values(), ...methods.values(), ...programmes.values()]);
  return all.map(({ id, record }) => {
    const { parent, foundedOn, endedOn, successor, source, programme, composition } = record;
    return {
      id,
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
      ...(composition && {
        composition: Object.fromEntries(Object.entries(composition).map(([role, range]) => [role, [...range]])),
      }),
      members: members.get(id) ?? {},
      status: record.status,
      ...present({ parent, foundedOn, endedOn, successor, source }),
    };
  });
}

function membersByRole(reads: Reads, groups: readonly string[]): Map<string, Record<string, number>> {
  const sql = `SELECT grp, coalesce(role, 'notRecorded') AS role, count(*) AS people FROM members
    WHERE grp IN (SELECT value FROM json_each(?)) AND status = 'member' GROUP BY 1, 2`;
  const counted = new Map<string, Record<string, number>>();
  for (const { grp, role, people } of reads
    .rows('groups')
    .all<{ grp: string; role: string; people: number }>(sql, JSON.stringify(groups))) {
    counted.set(grp, { ...counted.get(grp), [role]: people });
  }
  return counted;
}

import { Type } from 'typebox';
import { inCircle, maySee, type Target } from '#permissions';
import type { Reads } from '../open-reads.ts';
import { given, present } from '../present.ts';
import type { Asked } from '../query.ts';

const Maybe = Type.Optional(Type.String());

export const MemberShown = Type.Object({
  member: Maybe,
  role: Maybe,
  name: Maybe,
  contact: Maybe,
  consents: Type.Array(Type.String()),
});

/**
 * That somebody is a client is confidential: who they are is for those who keep the group's members, and within the group for the
 * others as far as somebody consented to their name.
 */
export async function membersShown(reads: Reads, group: string, of: Target, { reader, onNames }: Asked) {
  // Whoever answers somebody what is known of them, and forgets it, must find them.
  const isKeeper = maySee(reader, 'JoinGroup', of) || maySee(reader, 'ExportPerson', of);
  if (!isKeeper && !inCircle(reader, of)) return [];
  const sql = `SELECT member, role, (SELECT json_group_array(what) FROM consents WHERE grp = members.grp AND subject = member) AS consents
    FROM members WHERE grp = ? AND status = 'member' ORDER BY member`;
  const members = reads
    .rows('groups')
    .all<{ member: string; role: string | null; consents: string }>(sql, group)
    .map((row) => ({ ...row, consents: JSON.parse(row.consents) as string[] }));
  const shown = isKeeper ? members : members.filter(({ consents }) => consents.includes('name'));
  const people = await reads.vault.people.read(shown.map(({ member }) => member));
  onNames?.([...people.keys()]);
  return shown
    .map(({ member, role, consents }) => ({
      ...present({
        member: isKeeper ? member : undefined,
        role: given(role),
        name: people.get(member)?.name,
        contact: isKeeper ? people.get(member)?.contact : undefined,
      }),
      consents: isKeeper ? consents : ['name'],
    }))
    .filter(({ name }) => isKeeper || name !== undefined);
}

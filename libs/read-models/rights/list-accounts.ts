import { type Static, Type } from 'typebox';
import { defaultLimit, keysOf, page, pageOf } from '../cursor.ts';
import type { Reads } from '../open-reads.ts';
import { postsHeldBy } from '../organisation/posts-held.ts';
import { given, present } from '../present.ts';
import { query } from '../query.ts';
import { Where } from '../ranges.ts';
import { seen } from '../read-model.ts';
import { scopeOf } from '../scope.ts';
import { none } from './rights.ts';

const roles = ['administrator', 'dataProtectionOfficer', 'coordinator', 'member', 'analyst', 'reader'] as const;
const statuses = ['invited', 'joined', 'disabled', 'forgotten'] as const;

const Maybe = Type.Optional(Type.String());
const Role = Type.Object({
  role: Type.Enum([...roles]),
  unit: Maybe,
  group: Maybe,
  as: Maybe,
  readsWords: Type.Optional(Type.Boolean({ description: 'An analyst who may read words too.' })),
  through: Type.Enum(['hand', 'directory']),
});
type Role = Static<typeof Role>;

interface AccountRow {
  readonly id: string;
  readonly status: (typeof statuses)[number];
  readonly language: 'fi' | 'sv' | 'en';
  readonly invited_on: string | null;
  readonly joined_on: string | null;
  readonly version: number;
}

interface GrantRow {
  readonly account: string;
  readonly role: Role['role'];
  readonly unit: string;
  readonly grp: string;
  readonly through: Role['through'];
  readonly member_role: string | null;
  readonly words: number;
}

export const ListAccounts = query(
  {
    name: 'ListAccounts',
    path: '/api/accounts',
    summary:
      'Accounts, by their ids: whose they are and what they may. A coordinator sees those with a role in the own group.',
    from: ['rights', 'organisation', 'groups'],
    params: Type.Object(
      {
        id: Type.Optional(Type.String({ description: 'Only this one.' })),
        status: Type.Optional(Type.Enum([...statuses])),
        role: Type.Optional(Type.Enum([...roles])),
        unit: Type.Optional(Type.String({ description: 'With a role for this unit.' })),
        group: Type.Optional(Type.String({ description: 'With a role in this group.' })),
        ...page,
      },
      { additionalProperties: false },
    ),
    answer: Type.Object({
      items: Type.Array(
        Type.Object({
          id: Type.String(),
          version: Type.Integer(),
          status: Type.Enum([...statuses]),
          language: Type.Enum(['fi', 'sv', 'en']),
          invitedOn: Maybe,
          joinedOn: Type.Optional(Type.String({ description: 'When it was taken into use.' })),
          name: Maybe,
          address: Type.Optional(
            Type.String({ description: 'For a coordinator only of whom the own group has invited, until they join.' }),
          ),
          roles: Type.Array(Role, { description: 'As far as whoever asks may know of them.' }),
          posts: Type.Array(Type.String(), { description: 'That are held today; for those who see every account.' }),
        }),
      ),
      next: Type.Optional(Type.String()),
    }),
  },
  async (reads, params, asked) => {
    const { limit = defaultLimit, cursor } = params;
    const scope = scopeOf(asked.reader, 'ListAccounts');
    const grants = new Where().along([
      ['grp', params.group],
      ['role', params.role],
      ['unit', params.unit],
    ]);
    if (scope) grants.among('grp', scope.groups);
    const where = new Where();
    if (grants.sql !== '') where.and(`id IN (SELECT account FROM grants ${grants.sql})`, ...grants.values);
    if (params.id !== undefined) where.and('id = ?', params.id);
    if (params.status !== undefined) where.and(`${status} = ?`, params.status);
    if (cursor !== undefined) where.and('id > ?', ...keysOf(cursor, 'accounts', ['string']));
    const sql = `SELECT id, ${status} AS status, language, invited_on, joined_on, version FROM accounts ${where.sql} ORDER BY id LIMIT ${limit + 1}`;
    const all = reads.rows('rights').all<AccountRow>(sql, ...where.values);
    const { rows, next } = pageOf(all, limit, 'accounts', ({ id }) => [id]);
    const ids = rows.map(({ id }) => id);
    const grantedAll = reads
      .rows('rights')
      .all<GrantRow>(
        'SELECT * FROM grants WHERE account IN (SELECT value FROM json_each(?)) ORDER BY account, role, unit, grp, through',
        JSON.stringify(ids),
      );
    const isWithin = ({ grp }: GrantRow) => scope?.groups.includes(grp) ?? true;
    const granted = grantedAll.filter(isWithin);
    const isOnlyIts = (id: string) => grantedAll.every((one) => one.account !== id || isWithin(one));
    const invited = rows.filter(({ id, status }) => status === 'invited' && isOnlyIts(id));
    const reached = new Set(scope ? await invitedBy(reads, invited, scope.groups) : ids);
    const posts = new Map(scope ? [] : ids.map((id) => [id, postsHeldBy(reads, id, asked.today)]));
    const people = await reads.vault.people.read(ids);
    asked.onNames?.([...people.keys()]);
    const items = rows.map(({ id, version, status, language, invited_on, joined_on }) => ({
      id,
      version,
      status,
      language,
      ...present({
        invitedOn: given(invited_on),
        joinedOn: given(joined_on),
        name: people.get(id)?.name,
        address: reached.has(id) ? people.get(id)?.contact : undefined,
      }),
      roles: granted.filter(({ account }) => account === id).map(roleOf),
      posts: posts.get(id) ?? [],
    }));
    return { items, ...(next && { next }) };
  },
);

/** Of these accounts those that a coordinator of one of the groups has invited, and may still correct. */
async function invitedBy(reads: Reads, rows: readonly AccountRow[], groups: readonly string[]): Promise<string[]> {
  const first = await Promise.all(rows.map(({ id }) => reads.store.read(`account-${id}`, { to: 1 })));
  const isTheirs = (index: number) => groups.includes(first[index]?.map(seen)[0]?.metadata.by?.group ?? '');
  return rows.filter((_, index) => isTheirs(index)).map(({ id }) => id);
}

const status = "CASE WHEN status <> 'forgotten' AND disabled = 1 THEN 'disabled' ELSE status END";

const roleOf = ({ role, unit, grp, through, member_role, words }: GrantRow): Role => ({
  role,
  ...(unit !== none && { unit }),
  ...(grp !== none && { group: grp }),
  ...present({ as: given(member_role) }),
  ...(role === 'analyst' && { readsWords: words === 1 }),
  through,
});

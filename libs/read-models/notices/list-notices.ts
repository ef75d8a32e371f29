import { Type } from 'typebox';
import { maySee, seesUntold } from '#permissions';
import { defaultLimit, keysOf, page, pageOf } from '../cursor.ts';
import { type Asked, query } from '../query.ts';
import { firstRows, Where } from '../ranges.ts';
import { isToldFirst } from '../reader.ts';
import { scopeOf } from '../scope.ts';
import { factsOf, NoticeItem, type NoticeRow, noticeItems, openOf, targetOf } from './notice-view.ts';

const from = ['notices', 'loops', 'organisation', 'groups', 'words'];

export const ListInbox = query(
  {
    name: 'ListInbox',
    path: '/api/inbox',
    summary: 'What the account that asks was reminded of, and its digests, newest first.',
    from,
    params: Type.Object(
      {
        open: Type.Optional(
          Type.Boolean({ description: 'Only reminders of what is still owed, or only of what no longer is.' }),
        ),
        ...page,
      },
      { additionalProperties: false },
    ),
    answer: Type.Object({ items: Type.Array(NoticeItem), next: Type.Optional(Type.String()) }),
  },
  async (reads, { open, limit = defaultLimit, cursor }, asked) => {
    const where = new Where().and('recipient = ?', asked.reader.account ?? '');
    const found: NoticeRow[] = [];
    let before = cursor === undefined ? undefined : (keysOf(cursor, 'inbox', ['string'])[0] as string);
    for (let more = true; more && found.length <= limit; ) {
      const sql = `SELECT notices.* FROM inbox CROSS JOIN notices ON notices.id = inbox.notice ${where.sql}
        AND inbox.key < ? ORDER BY inbox.key DESC LIMIT ${limit + 1}`;
      const rows = reads.rows('notices').all<NoticeRow>(sql, ...where.values, before ?? '~');
      const isOpen = open === undefined ? [] : openOf(reads, rows);
      found.push(...rows.filter((row, index) => isOpen[index] === open && isFor(row, asked)));
      before = rows.at(-1)?.key;
      more = rows.length > limit;
    }
    const { rows, next } = pageOf(found.slice(0, limit + 1), limit, 'inbox', ({ key }) => [key]);
    return { items: await noticeItems(reads, rows, asked), ...(next && { next }) };
  },
);

/**
 * What lies in an inbox is shown as long as whoever was told may see what it speaks of; and that management owes a change, which
 * says what it answered, only to those who may know that already.
 */
function isFor(row: NoticeRow, asked: Asked): boolean {
  const ofManagement = row.side !== 'group';
  if (row.stream === null) return !(ofManagement && isToldFirst(asked));
  const of = targetOf(factsOf(row));
  return maySee(asked.reader, 'ListOwed', of) && (!ofManagement || seesUntold(asked.reader, of));
}

export const ListNotices = query(
  {
    name: 'ListNotices',
    path: '/api/notices',
    summary:
      'Notices, newest first, with the accounts each went to, also what reached nobody: management reads those of its units.',
    from,
    params: Type.Object(
      {
        type: Type.Optional(Type.Enum(['LatenessNoticed', 'ReminderSent', 'DigestSent', 'InitiativesReported'])),
        unreached: Type.Optional(Type.Boolean({ description: 'Only what had nobody to go to.' })),
        ...page,
      },
      { additionalProperties: false },
    ),
    answer: Type.Object({
      items: Type.Array(
        Type.Object({
          ...NoticeItem.properties,
          to: Type.Array(Type.String(), { description: 'Accounts, and members without one.' }),
        }),
      ),
      next: Type.Optional(Type.String()),
    }),
  },
  async (reads, { type, unreached, limit = defaultLimit, cursor }, asked) => {
    const after = cursor === undefined ? undefined : (keysOf(cursor, 'notices', ['string'])[0] as string);
    const how = { table: 'notices', key: 'key', descending: true, limit: limit + 1 };
    const units = scopeOf(asked.reader, 'ListNotices')?.units;
    const found = firstRows<NoticeRow>(reads.rows('notices'), how, units, (unit) => {
      const where = new Where().along([
        ['unit', unit],
        ['type', type],
      ]);
      if (unreached !== undefined) where.and(units ? '+unreached = ?' : 'unreached = ?', unreached ? 1 : 0);
      return after === undefined ? where : where.and('key < ?', after);
    });
    const { rows, next } = pageOf(found, limit, 'notices', ({ key }) => [key]);
    const items = await noticeItems(reads, rows, asked);
    const withReaders = items.map((item, index) => ({ ...item, to: [...(factsOf(rows[index]!).to ?? [])] }));
    return { items: withReaders, ...(next && { next }) };
  },
);

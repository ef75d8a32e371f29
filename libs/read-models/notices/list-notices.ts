import { Type } from 'typebox';
import { defaultLimit, keysOf, page, pageOf } from '../cursor.ts';
import { QueryRefused } from '../errors.ts';
import { query } from '../query.ts';
import { Where } from '../ranges.ts';
import { isToldFirst } from '../reader.ts';
import { factsOf, NoticeItem, type NoticeRow, noticeItems, openOf } from './notice-view.ts';

const from = ['notices', 'loops', 'organisation', 'groups', 'words'];

export const ListInbox = query(
  {
    name: 'ListInbox',
    path: '/api/inbox',
    summary: 'What the account that asks was reminded of, and its digests, newest first.',
    from,
    personal: true,
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
    // Who holds a post too reads in a group as the group does: not that management owes a change, which says what it answered.
    if (isToldFirst(asked)) where.and("side = 'group'");
    const found: NoticeRow[] = [];
    let before = cursor === undefined ? undefined : (keysOf(cursor, 'inbox', ['string'])[0] as string);
    for (let more = true; more && found.length <= limit; ) {
      const sql = `SELECT notices.* FROM inbox CROSS JOIN notices ON notices.id = inbox.notice ${where.sql}
        AND inbox.key < ? ORDER BY inbox.key DESC LIMIT ${limit + 1}`;
      const rows = reads.rows('notices').all<NoticeRow>(sql, ...where.values, before ?? '~');
      const isOpen = open === undefined ? [] : openOf(reads, rows);
      found.push(...rows.filter((_row, index) => isOpen[index] === open));
      before = rows.at(-1)?.key;
      more = rows.length > limit;
    }
    const { rows, next } = pageOf(found.slice(0, limit + 1), limit, 'inbox', ({ key }) => [key]);
    return { items: await noticeItems(reads, rows), ...(next && { next }) };
  },
);

export const ListNotices = query(
  {
    name: 'ListNotices',
    path: '/api/notices',
    summary:
      'Every notice, newest first, with the accounts it went to: for the administration, also what reached nobody.',
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
    if (asked.reader.side !== 'administration')
      throw new QueryRefused(
        'query.not-for-you',
        'All notices are shown to the administration. Yours are in /api/inbox.',
      );
    const where = new Where().along([['type', type]]);
    if (unreached !== undefined) where.and('unreached = ?', unreached ? 1 : 0);
    if (cursor !== undefined) where.and('key < ?', ...keysOf(cursor, 'notices', ['string']));
    const sql = `SELECT * FROM notices ${where.sql} ORDER BY key DESC LIMIT ${limit + 1}`;
    const found = reads.rows('notices').all<NoticeRow>(sql, ...where.values);
    const { rows, next } = pageOf(found, limit, 'notices', ({ key }) => [key]);
    const items = await noticeItems(reads, rows);
    const withReaders = items.map((item, index) => ({ ...item, to: [...(factsOf(rows[index]!).to ?? [])] }));
    return { items: withReaders, ...(next && { next }) };
  },
);

import { Type } from 'typebox';
import { maySee } from '#permissions';
import { QueryRefused } from '../errors.ts';
import { present } from '../present.ts';
import { query } from '../query.ts';
import { type AccountStatus, accountStatuses } from './notices.ts';

interface AccountRow {
  readonly status: AccountStatus;
  readonly language: 'fi' | 'sv' | 'en';
  readonly reminders: number;
  readonly digest: number;
  readonly version: number;
}

export const GetAccount = query(
  {
    name: 'GetAccount',
    path: '/api/accounts/{id}',
    summary: 'An account, for itself and for the administration: whose it is, its language, and which mails it wants.',
    from: ['notices'],
    params: Type.Object({ id: Type.String() }, { additionalProperties: false }),
    answer: Type.Object({
      id: Type.String(),
      version: Type.Integer(),
      status: Type.Enum([...accountStatuses]),
      language: Type.Enum(['fi', 'sv', 'en']),
      mails: Type.Object({ reminders: Type.Boolean(), digest: Type.Boolean() }),
      name: Type.Optional(Type.String()),
      address: Type.Optional(Type.String()),
    }),
  },
  async (reads, { id }, { reader, onNames }) => {
    const notThere = new QueryRefused('query.not-found', 'There is no such account.', 'id');
    if (!maySee(reader, 'GetAccount', { accounts: [id] })) throw notThere;
    const row = reads.rows('notices').get<AccountRow>('SELECT * FROM accounts WHERE id = ?', id);
    if (!row) throw notThere;
    const person = (await reads.vault.people.read([id])).get(id);
    if (person) onNames?.([id]);
    return {
      id,
      version: row.version,
      status: row.status,
      language: row.language,
      mails: { reminders: row.reminders === 1, digest: row.digest === 1 },
      ...present({ name: person?.name, address: person?.contact }),
    };
  },
);

import { Type } from 'typebox';
import { QueryRefused } from '../errors.ts';
import { present } from '../present.ts';
import { query } from '../query.ts';

interface AccountRow {
  readonly disabled: number;
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
    personal: true,
    params: Type.Object({ id: Type.String() }, { additionalProperties: false }),
    answer: Type.Object({
      id: Type.String(),
      version: Type.Integer(),
      status: Type.Enum(['open', 'disabled']),
      language: Type.Enum(['fi', 'sv', 'en']),
      mails: Type.Object({ reminders: Type.Boolean(), digest: Type.Boolean() }),
      name: Type.Optional(Type.String()),
      address: Type.Optional(Type.String()),
    }),
  },
  async (reads, { id }, { reader }) => {
    if (reader.account !== id && reader.side !== 'administration')
      throw new QueryRefused('query.not-for-you', 'An account is shown to itself and to the administration.');
    const row = reads.rows('notices').get<AccountRow>('SELECT * FROM accounts WHERE id = ?', id);
    if (!row) throw new QueryRefused('query.not-found', 'There is no such account.', 'id');
    const person = (await reads.vault.people.read([id])).get(id);
    return {
      id,
      version: row.version,
      status: row.disabled === 1 ? ('disabled' as const) : ('open' as const),
      language: row.language,
      mails: { reminders: row.reminders === 1, digest: row.digest === 1 },
      ...present({ name: person?.name, address: person?.contact }),
    };
  },
);

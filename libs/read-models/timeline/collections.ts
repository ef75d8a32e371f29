import { QueryRefused } from '../errors.ts';

const categories = {
  proposals: 'proposal',
  groups: 'group',
  meetings: 'meeting',
  commissions: 'commission',
  units: 'unit',
  organisation: 'organisation',
  accounts: 'account',
} as const;

type Collection = keyof typeof categories;

/** What has a stream, as addresses call it. */
export const collections = Object.keys(categories) as Collection[];

/** The stream of one thing. @throws QueryRefused when nothing can be called so */
export function streamIn(collection: string, id: string): string {
  const stream = `${categories[collection as Collection]}-${id}`;
  if (!/^[a-z0-9-]{1,64}$/.test(id))
    throw new QueryRefused('query.not-found', `There is nothing called ${stream}.`, 'id');
  return stream;
}

import { limits } from '../../apps/api/rate-limits.ts';
import type { Scene } from './cases.ts';
import type { Asked } from './send.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };

/** More of each than anybody may ask: attempts to sign in, tries of an address that is a secret, and requests at all. */
export function* overTheLimits({ people, life }: Pick<Scene, 'people' | 'life'>): Generator<Asked> {
  const of = { what: 'too often', operation: 'limits', opensNothing: true } as const;
  const body = new URLSearchParams({ address: people.visitor.address, password: 'aivan muu salasana' }).toString();
  for (let left = limits.typed.times + 3; left > 0; left--)
    yield { ...of, method: 'POST', path: '/sign-in', headers: form, body };
  for (let left = limits.link.times + 3; left > 0; left--)
    yield { ...of, method: 'GET', path: `/calendar/${life.tokens[0]}x.ics`, headers: {} };
  for (let left = limits.network.times; left > 0; left--)
    yield { ...of, method: 'GET', path: '/api/proposals', headers: { authorization: `Bearer made-up-${left}` } };
}

import { type Scene, valid } from './cases.ts';
import type { Chance } from './chance.ts';
import { hostileText, sentence } from './hostile-values.ts';
import type { Headers } from './life.ts';
import { closedIds } from './people.ts';
import { type Asked, withoutCredentials } from './send.ts';

/** Requests that say who they are in ways in which nobody does, and requests for what is somebody else's. */

const closedPaths = [
  '/api/proposals/closed-proposal',
  '/api/groups/closed-group',
  '/api/meetings/closed-meeting',
  '/api/accounts',
  '/api/proposals/closed-proposal/timeline',
  '/api/sessions',
  '/api/jobs',
];

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what Node would not send
const unsendable = /[\0-\x1f\x7f]/g;

/** What may stand in a header, as the bytes that a browser would send. */
const sendable = (text: string): string => Buffer.from(text).toString('latin1').replace(unsendable, '');

/** A secret that opens a lot, where it opens nothing. */
function misplaced({ chance, people, token, life }: Scene): Asked {
  const api = people.tokens.get(chance.pick(['admin-1', 'clerk-1', 'coordinator-1']))!;
  const session = people.sessions.get(chance.pick(['admin-1', 'coordinator-1']))!;
  const { link, step, invitation, password } = people.visitor;
  const door = people.links[0]!;
  const asBearer = chance.pick([session, token, link, step, invitation, ...life.tokens]);
  const asSession = chance.pick([api, token, door, link, step, invitation]);
  const headers = chance.pick<Headers>([
    { authorization: `Bearer ${asBearer}` },
    { cookie: `kierto=${asSession}` },
    { 'x-kierto-token': chance.pick([api, session, door, link]) },
    { cookie: `kierto-step=${session}; kierto-oidc=${session}; __Host-kierto=${session}; Kierto=${session}` },
    { authorization: chance.pick(['Basic', 'Token', 'Digest', 'Negotiate', 'Bearer,', 'Bearer:']).concat(` ${api}`) },
    { authorization: `Basic ${Buffer.from(`admin-1:${api}`).toString('base64')}` },
    { authorization: api },
    { authorization: `Bearer ${api} ${api}` },
    { authorization: `Bearer ${api}, Bearer ${api}` },
    { authorization: `Bearer ${api}${chance.pick(['=', 'A', '%00', '.', '~', '"', ';'])}` },
    { authorization: `Bearer ${api.slice(0, -1)}` },
    { authorization: `Bearer ${api.toUpperCase()}` },
    { authorization: `Bearer ${api}`, cookie: `kierto=${session}` },
    { authorization: `Bearer ${api}`, 'x-kierto-token': token },
    { 'x-kierto-token': token, cookie: `kierto=${session}` },
    { 'x-kierto-token': `${token} `.concat('x') },
    { 'proxy-authorization': `Bearer ${api}` },
    { authorization: `Bearer ${password.replaceAll(' ', '')}` },
    { 'x-kierto-account': 'admin-1', 'x-kierto-role': 'administrator', 'x-remote-user': 'admin-1' },
  ]);
  const path = chance.pick(closedPaths).concat(chance.once(3) ? `?access_token=${api}&token=${token}` : '');
  return { what: 'misplaced', operation: 'misplaced', method: 'GET', path, headers, opensNothing: true };
}

function oddCookie(chance: Chance, session: string): string {
  const text = sendable(hostileText(chance, true)).replace(/[\r\n]/g, '');
  return chance.pick([
    Array.from({ length: 500 }, (_, at) => `a${at}=1`).join('; '),
    Array.from({ length: 300 }, () => 'kierto=x').join('; '),
    `kierto=${session}; kierto=x`,
    `kierto=x; kierto=${session}`,
    `kierto=${'x'.repeat(12_000)}`,
    `kierto=${text}`,
    `kierto-step=${text}; kierto-oidc=${text}`,
    `${text}=${text}`,
    'kierto=',
    'kierto',
    '=kierto',
    ';;; ;=;',
    'kierto=%',
    'kierto=%00%ff',
    `kierto="${session}"`,
    'kierto="',
    `__proto__=${session}; constructor=x; toString=y`,
    `kierto[]=${session}`,
    `kierto=${session}\t`,
    `kierto=${session}, kierto=${session}`,
  ]);
}

/** Something that might be accepted, with cookies that no browser would send. */
function cookies(scene: Scene): Asked {
  const { chance, operations, people } = scene;
  const asked = valid(scene, chance.pick(operations));
  const cookie = oddCookie(chance, people.sessions.get(chance.pick(['coordinator-1', 'stranger-1']))!);
  const site = chance.pick(['same-origin', 'same-origin', 'none', 'cross-site', 'same-site', 'x']);
  const headers = { ...withoutCredentials(asked.headers), cookie, 'sec-fetch-site': site };
  return { ...asked, what: 'cookies', headers: chance.once(6) ? { ...headers, cookie: [cookie, cookie] } : headers };
}

/** A capacity that is chosen, mostly one that whoever asks has not. */
function chosen(scene: Scene): Asked {
  const { chance, operations, people, life } = scene;
  const asked = valid(scene, chance.pick(operations));
  const as = chance.pick([
    ...['administrator', 'dataProtectionOfficer', 'analyst', 'reader', 'console', 'account', 'anybody', 'link'],
    ...['coordinator:closed-group', 'member:closed-group', 'post:', ':', 'post:post:post', '__proto__', 'toString'],
    ...[`coordinator:${life.group}`, `member:${life.group}`, `post:${life.post}`, `link:${life.group}`],
    ...['a'.repeat(9_000), sendable(sentence), 'administrator, administrator'],
  ]);
  const by = chance.pick(people.outside);
  const headers = { ...withoutCredentials(asked.headers), ...by, 'x-kierto-as': chance.once(8) ? [as, as] : as };
  return { ...asked, what: 'chosen capacity', headers };
}

/** What belongs to a group with which whoever asks has nothing to do. */
function outOfReach(scene: Scene): Asked {
  const { chance, operations, people } = scene;
  const near = operations.filter(({ path }) => /^\/api\/(groups|proposals|meetings|commissions)\/\{id\}/.test(path));
  const operation = chance.pick(near);
  const asked = valid(scene, operation);
  const id = closedIds[operation.path.split('/')[2]!]!;
  const [, query = ''] = asked.path.split('?');
  const path = `${operation.path.replace('{id}', id)}${query && `?${query}`}`;
  const headers = { ...withoutCredentials(asked.headers), ...chance.pick(people.outside) };
  // Of a group of others anybody who has signed in may know that it is there.
  return { ...asked, what: 'out of reach', path, headers, opensNothing: true };
}

export const credentialCases: readonly (readonly [often: number, make: (scene: Scene) => Asked])[] = [
  [50, misplaced],
  [40, cookies],
  [30, chosen],
  [50, outOfReach],
];

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { atConsole, mayEver, nobody, permissions, type Rights, rowOf } from '#permissions';
import { allQueries, rightsOf } from '#read-models';
import { beginSession, issueApiToken } from '#sign-in';
import { allUseCases, carryOut, dayOf, joinAccount } from '#use-cases';
import { token } from '../apps/api/admin-token.ts';
import { requireRow, scopeOf } from '../apps/api/guard.ts';
import { routesOf } from '../apps/api/module.ts';
import type { Route } from '../apps/api/route.ts';
import { tokenOf } from './own-tokens.ts';
import { type RunningApi, runApi } from './running-api.ts';

/** Every operation, asked for by everybody there is, compared with the table. To what it is done, permissions.….spec.ts ask. */

let api: RunningApi;
const routes = routesOf({ useCases: allUseCases, queries: allQueries });

/** What an account of the scene was given. */
const holdings = {
  administrator: { roles: [{ role: 'administrator' }] },
  dpo: { roles: [{ role: 'dataProtectionOfficer' }] },
  manager: { posts: [['head-of-service', 'services']] },
  coordinator: { roles: [{ role: 'coordinator', group: 'lobby' }] },
  member: { roles: [{ role: 'member', group: 'lobby', as: 'clientDeveloper' }] },
  analyst: { roles: [{ role: 'analyst', unit: 'services' }] },
  reader: { roles: [{ role: 'reader', unit: 'services' }] },
  newcomer: {},
} as const;
type Account = keyof typeof holdings;
const accounts = Object.keys(holdings) as Account[];

const tokens = new Map<Account, string>();
let groupLink: string;
let goneToken: string;
let goneSession: string;
let endedSession: string;
let readOnly: string;

const give = (name: string, id: string, body: object) => carryOut(api.house.context, atConsole, [name, id, body]);
const session = async (account: string) => (await beginSession(api.house.context, account, { how: 'password' })).token;
const cookie = (of: string) => ({ cookie: `kierto=${of}`, 'sec-fetch-site': 'same-origin' });
const bearer = (of: string) => ({ authorization: `Bearer ${of}` });

beforeAll(async () => {
  api = await runApi({}, { whoIs: 'real', limits: 'none' });
  const { context, reads, vault } = api.house;
  await give('EstablishUnit', 'services', { words: { name: 'Palvelut' }, lang: 'fi' });
  const post = { code: 'head-of-service', unit: 'services', words: { label: 'Päällikkö' }, lang: 'fi' };
  await give('NamePost', 'main', post);
  await give('FoundGroup', 'lobby', { kind: 'coDevelopment', unit: 'services', words: { name: 'Aula' }, lang: 'fi' });
  for (const account of accounts) {
    tokens.set(account, await tokenOf(api.house, account, holdings[account]));
    await joinAccount(context, account);
  }
  const expires = new Date(context.clock.now() + 86_400_000);
  readOnly = (await issueApiToken(context, 'administrator', { name: 'reads', scopes: ['read'], expires })).token;
  goneToken = await tokenOf(api.house, 'gone', { roles: [{ role: 'administrator' }] });
  await joinAccount(context, 'gone');
  goneSession = await session('gone');
  await give('DisableAccount', 'gone', {});
  endedSession = await session('member');
  await vault.tokens.revokeAll('member', 'session');
  const { secret, position } = await carryOut(
    context,
    { account: 'coordinator', capacities: [{ kind: 'coordinator', group: 'lobby', groups: 'all' }] },
    ['IssueLink', 'lobby', { link: 'door' }],
  );
  groupLink = secret!;
  await reads.waitFor(position, 10_000, ['rights', 'groups', 'organisation']);
});
afterAll(() => api.close());

/** Somebody at the door: what they send, and what the table must know of them; undefined: what they send opens nothing. */
interface Comer {
  readonly send: () => Promise<Record<string, string>>;
  readonly rights: () => Rights | undefined;
  /** Comes as a program does, with these scopes. */
  readonly scopes?: readonly string[];
}

const all = ['read', 'record', 'export'];
const rightsNow = (account: string) => {
  const { reads, context } = api.house;
  return rightsOf(reads, account, dayOf(context.clock.now()));
};
const comers: Readonly<Record<string, Comer>> = {
  nobody: { send: async () => ({}), rights: () => nobody },
  'whoever has the data folder': { send: async () => ({ 'x-kierto-token': token }), rights: () => atConsole },
  'whoever has the group’s link': {
    send: async () => bearer(groupLink),
    rights: () => ({
      account: 'link-door',
      capacities: [{ kind: 'link', link: 'door', group: 'lobby', groups: ['lobby'] }],
    }),
  },
  ...Object.fromEntries(
    accounts.flatMap((account): [string, Comer][] => [
      [
        `a program of the ${account}`,
        { send: async () => bearer(tokens.get(account)!), rights: () => rightsNow(account), scopes: all },
      ],
      [
        `the ${account}, signed in`,
        { send: async () => cookie(await session(account)), rights: () => rightsNow(account) },
      ],
    ]),
  ),
  'a program that may only read': {
    send: async () => bearer(readOnly),
    rights: () => rightsNow('administrator'),
    scopes: ['read'],
  },
  'a token that nobody made': { send: async () => bearer(`kierto_${'x'.repeat(43)}`), rights: () => undefined },
  'another token of a data folder': { send: async () => ({ 'x-kierto-token': `${token}x` }), rights: () => undefined },
  'a session that was ended': { send: async () => cookie(endedSession), rights: () => undefined },
  'a program of a disabled account': { send: async () => bearer(goneToken), rights: () => undefined },
  'a disabled account, signed in before': {
    send: async () => cookie(goneSession),
    rights: () => undefined,
  },
};

/** For the command line alone, whoever else may do as much. */
const consoleOnly = new Set(['LinkForAccount', 'TokenForAccount']);

/** What the table says: 401, 403, or anything else. */
function expected(route: Route, { rights, scopes }: Comer): 401 | 403 | 'let in' {
  if (route.sameForAll) return 'let in';
  const known = rights();
  const open = rowOf(route.name).anybody === 'all';
  // A page for everybody is shown to whoever comes.
  if (!known) return open && !route.operation ? 'let in' : 401;
  if (!mayEver(known, route.name)) return known.account === undefined ? 401 : 403;
  if (scopes && !open && !scopes.includes(scopeOf(route))) return 403;
  if (known.account !== 'console') return consoleOnly.has(route.name) ? 403 : 'let in';
  // There is no account whose own page it could be.
  return !route.operation && rowOf(route.name).account ? 401 : 'let in';
}

/** Asks for it with nothing that could be done: no body that fits, and ids of nothing. */
async function ask(route: Route, comer: Comer, own: string): Promise<401 | 403 | 'let in' | 'failed'> {
  const id = route.name === 'ExportPerson' ? own : 'nothing';
  const path = route.path.replace(':category', 'unit').replace(/:\w+/g, id);
  const body = route.name === 'Rebuild' ? { name: 'nothing' } : {};
  const takesBody = route.method === 'POST' || route.method === 'PUT';
  const leaving = new AbortController();
  const answer = await fetch(`${api.address}${path}`, {
    method: route.method,
    headers: {
      ...(await comer.send()),
      ...(takesBody && { 'content-type': 'application/json' }),
    },
    ...(takesBody && { body: JSON.stringify(body) }),
    redirect: 'manual',
    signal: leaving.signal,
  });
  leaving.abort();
  const { status } = answer;
  if (status === 401) expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  // Whoever wants to see a page of their own is led to where they can sign in.
  const toSignIn = status === 303 && answer.headers.get('location')!.startsWith('/sign-in');
  if (toSignIn && rowOf(route.name).anybody !== 'all') return 401;
  return status === 401 || status === 403 ? status : status < 500 ? 'let in' : 'failed';
}

describe('the table of permissions', () => {
  it('has a row for each operation, and no other', () => {
    expect([...new Set(routes.map(({ name }) => name))].sort()).toEqual(Object.keys(permissions).sort());
  });

  it('is asked for each operation: without a row no server starts', () => {
    expect(() => requireRow({ name: 'TakeOver' })).toThrow(/TakeOver has no row/);
  });

  let asked = 0;
  it.each(Object.keys(comers))('holds for %s', async (name) => {
    const comer = comers[name]!;
    const own = comer.rights()?.account ?? 'nobody';
    const outcomes = new Map<string, unknown>();
    const wanted = new Map<string, unknown>();
    for (const route of routes) {
      outcomes.set(route.name, await ask(route, comer, own));
      wanted.set(route.name, expected(route, comer));
      asked += 1;
    }
    expect(Object.fromEntries(outcomes)).toEqual(Object.fromEntries(wanted));
  });

  it('was compared for every operation with everybody', () => {
    console.info(
      `permissions over HTTP: ${routes.length} operations × ${Object.keys(comers).length} comers = ${asked}`,
    );
    expect(asked).toBe(routes.length * Object.keys(comers).length);
  });
});

describe('whoever asks', () => {
  const me = async (headers: Record<string, string>) =>
    api.send<{ account?: string; capacities: string[]; may: string[]; scopes?: string[]; code: string }>(
      'GET',
      '/api/me',
      undefined,
      headers,
    );

  it('says in one way who they are, or is refused', async () => {
    const [program, person] = [bearer(tokens.get('member')!), cookie(await session('member'))];
    const folder = { 'x-kierto-token': token };
    for (const both of [
      { ...program, ...person },
      { ...program, ...folder },
      { ...person, ...folder },
      { authorization: 'Basic YTpi' },
      { authorization: 'Bearer' },
    ])
      expect(await me(both)).toMatchObject({ status: 400, body: { code: 'request.header' } });
  });

  it('is told who they are, in what they may act and what they may', async () => {
    expect((await me({})).body).toEqual({ capacities: [], may: expect.arrayContaining(['GetMe', 'ListChanges']) });
    const { body } = await me(cookie(await session('coordinator')));
    expect(body).toMatchObject({ account: 'coordinator', name: 'coordinator', language: 'fi' });
    expect(body.capacities).toEqual(['coordinator:lobby']);
    expect(body.may).toContain('SubmitProposal');
    expect(body.may).not.toContain('NameTheme');
    expect(body).not.toHaveProperty('scopes');
    expect((await me(bearer(readOnly))).body).toMatchObject({ capacities: ['administrator'], scopes: ['read'] });
    expect((await me(bearer(groupLink))).body).toMatchObject({ account: 'link-door', capacities: ['link:lobby'] });
    expect((await me({ 'x-kierto-token': token })).body).toMatchObject({ account: 'console' });
  });

  it('is told which token may be used for what', async () => {
    const record = await api.send('PUT', '/api/units/new', {}, bearer(readOnly));
    expect(record).toMatchObject({ status: 403, body: { code: 'permission.denied' } });
    expect(record.body.detail).toMatch(/may be used for read; .* the scope record/);
    const person = await api.send('POST', '/api/tokens', {}, bearer(tokens.get('administrator')!));
    expect(person).toMatchObject({ status: 403, body: { detail: expect.stringMatching(/not for programs/) } });
  });

  it('chooses among their capacities, and is refused others', async () => {
    const headers = bearer(tokens.get('administrator')!);
    const name = (as: string) =>
      api.send(
        'POST',
        '/api/organisation/name-theme',
        { code: 'access', words: { label: 'Saavutettavuus' }, lang: 'fi' },
        { ...headers, 'x-kierto-as': as },
      );
    expect(await name('post:head-of-service')).toMatchObject({ status: 403, body: { code: 'permission.denied' } });
    expect(await name('administrator')).toMatchObject({ status: 200 });
    expect(await name('two words')).toMatchObject({ status: 400, body: { code: 'request.header' } });
  });

  it('says in which of several capacities of one kind', async () => {
    await give('NamePost', 'main', { code: 'deputy', unit: 'services', words: { label: 'Sijainen' }, lang: 'fi' });
    const posts = [
      ['head-of-service', 'services'],
      ['deputy', 'services'],
    ] as const;
    const headers = bearer(await tokenOf(api.house, 'both', { posts }));
    const set = (as = {}) =>
      api.send('POST', '/api/units/services/set-reminders', { moments: { decision: [0] } }, { ...headers, ...as });
    expect(await set()).toMatchObject({
      status: 409,
      body: { code: 'permission.several', detail: expect.stringMatching(/post:\S+, post:\S+/) },
    });
    expect(await set({ 'x-kierto-as': 'post:deputy' })).toMatchObject({ status: 200 });
    const [event] = (await api.house.store.read('unit-services')).slice(-1);
    expect(event!.metadata).toMatchObject({ by: { post: 'deputy' }, recordedBy: 'both' });
  });
});

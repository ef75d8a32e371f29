import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { account } from '#domain';
import { sayIn } from '#i18n';
import { acceptInvitation, apiTokenOf, issueApiToken, issueInvitation, sessionOf, signInWithPassword } from '#sign-in';
import { issueCalendarLink, openCalendar } from '#use-cases';
import { token } from '../apps/api/admin-token.ts';
import {
  Browser,
  clientOfDirectory,
  type InDirectory,
  type OwnDirectory,
  type Page,
  signInAtDirectory,
  startDirectory,
} from './own-directory.ts';
import { freePort } from './own-server.ts';
import { type RunningApi, runApi } from './running-api.ts';
import { anyone, goodPassword, sessionIn } from './signing-in.ts';

const roles = [
  'kierto-admins=administrator',
  'researchers=analyst:services',
  'lobby-leaders=coordinator:lobby',
  'nowhere=coordinator:no-such-group',
  '/clients=member:lobby:clientDeveloper',
];

let api: RunningApi;
let directory: OwnDirectory;
let base: string;
let back: string;

async function serve(env: Readonly<Record<string, string>> = {}, path = ''): Promise<void> {
  const port = await freePort();
  base = `http://127.0.0.1:${port}${path}`;
  back = `${base}/sign-in/oidc/back`;
  directory = await startDirectory({ back, out: `${base}/sign-in` });
  api = await runApi(
    {
      PORT: String(port),
      BASE_URL: base,
      OIDC_ISSUER: directory.issuer,
      OIDC_CLIENT_ID: clientOfDirectory.id,
      OIDC_CLIENT_SECRET: clientOfDirectory.secret,
      OIDC_ROLES: roles.join(', '),
      OIDC_NAME: 'Testilä’s account',
      ...env,
    },
    { whoIs: 'real' },
  );
  await does('PUT', '/api/units/services', { words: { name: 'Adult social work' } });
  await does('PUT', '/api/groups/lobby', { kind: 'coDevelopment', unit: 'services', words: { name: 'Lobby' } });
  // Somebody who looks after the installation whatever the directory says.
  await invites('keeper', 'keeper@example.fi');
  await does('POST', '/api/accounts/keeper/grant-role', { role: 'administrator' });
}

async function stop(): Promise<void> {
  await Promise.all([api.close(), directory.stop()]);
}

/** As whoever may read the data folder. */
async function does(method: string, path: string, body: object = {}): Promise<void> {
  const sent = { 'x-kierto-token': token, 'idempotency-key': randomUUID() };
  const { status, text } = await api.send(method, path, body, sent);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
}

const invites = (id: string, address: string) => does('PUT', `/api/accounts/${id}`, { language: 'fi', address });

const stateOf = async (id: string) => (await api.house.context.streams.load(account, id)).state;
const grantsOf = async (id: string) => {
  const state = await stateOf(id);
  return state.status === 'none' ? [] : state.grants;
};

/** Goes to the directory and comes back, with what was answered then. */
async function signIn(login: string, browser = new Browser(), began = `${base}/sign-in/oidc`): Promise<Page> {
  return browser.ask(await signInAtDirectory(browser, began, login, back));
}

interface Me {
  readonly account?: string;
}

async function whoIs(browser: Browser): Promise<Me> {
  const { status, text } = await browser.ask(`${base}/api/me`);
  expect(status).toBe(200);
  return JSON.parse(text) as Me;
}

/** The account that this sign-in led to. */
async function accountOf(login: string): Promise<string> {
  const browser = new Browser();
  const page = await signIn(login, browser);
  expect({ status: page.status, to: page.to }).toEqual({ status: 303, to: `${base}/start` });
  const { account: id } = await whoIs(browser);
  return id!;
}

const isPage = (page: Page, why: 'failed' | 'unknown' | 'unverified' | 'taken' | 'disabled' | 'away', lang = 'fi') =>
  expect({ status: page.status, says: page.text.includes(sayIn(lang as 'fi')(`directory.${why}.heading`)) }).toEqual({
    status: { failed: 400, away: 503 }[why as string] ?? 403,
    says: true,
  });

const person = (login: string, more: InDirectory = {}): void => {
  directory.people.set(login, {
    name: `Somebody called ${login}`,
    email: `${login}@example.fi`,
    email_verified: true,
    groups: [],
    ...more,
  });
};

describe('Signing in by the directory', () => {
  beforeAll(() => serve());
  afterAll(stop);
  beforeEach(() => directory.people.clear());

  it('makes an account with the roles of its groups, and finds it again', async () => {
    person('aino', { groups: ['kierto-admins', '/clients', 'choir'] });
    const id = await accountOf('aino');
    expect(await stateOf(id)).toMatchObject({ status: 'open', joined: true, language: 'fi' });
    expect(await grantsOf(id)).toEqual([
      { role: 'administrator', through: 'directory' },
      { role: 'member', group: 'lobby', as: 'clientDeveloper', through: 'directory' },
    ]);
    expect((await api.house.context.vault.people.read([id])).get(id)).toEqual({
      name: 'Somebody called aino',
      contact: 'aino@example.fi',
    });
    person('aino', { name: 'Another name', email: 'another@example.fi', groups: ['kierto-admins'] });
    expect(await accountOf('aino')).toBe(id);
  });

  it('takes a role away whose group is gone, leaves those given by hand, and changes nothing twice', async () => {
    person('eeva', { groups: ['researchers', 'lobby-leaders'] });
    const id = await accountOf('eeva');
    await does('POST', `/api/accounts/${id}/grant-role`, { role: 'reader' });
    person('eeva', { groups: ['lobby-leaders'] });
    expect(await accountOf('eeva')).toBe(id);
    const left = [{ role: 'coordinator', group: 'lobby', through: 'directory' }, { role: 'reader' }];
    expect(await grantsOf(id)).toEqual(left);
    const before = await api.house.context.store.version(`account-${id}`);
    await accountOf('eeva');
    expect(await api.house.context.store.version(`account-${id}`)).toBe(before);
    person('eeva', { groups: [] });
    await accountOf('eeva');
    expect(await grantsOf(id)).toEqual([{ role: 'reader' }]);
  });

  it('lets nobody in any more whose account was made for a role that is gone', async () => {
    person('oili', { groups: ['researchers'] });
    await accountOf('oili');
    person('oili', { groups: [] });
    const browser = new Browser();
    isPage(await signIn('oili', browser), 'unknown');
    expect((await whoIs(browser)).account).toBeUndefined();
  });

  it.each<[string, InDirectory]>([
    ['an address that no mail server would take', { email: 'somebody@localhost' }],
    ['a name without end', { name: 'Ä'.repeat(5_000) }],
    ['neither a name nor an address', { name: ' ', email: '' }],
  ])('lets somebody in with %s, without it', async (_what, odd) => {
    const login = `odd-${Object.keys(odd).length}-${_what.length}`;
    person(login, { groups: ['researchers'], ...odd });
    const id = await accountOf(login);
    const kept = (await api.house.context.vault.people.read([id])).get(id) ?? {};
    expect(Object.values(kept)).not.toContain(odd.name);
    expect(Object.values(kept)).not.toContain(odd.email);
    expect(await accountOf(login)).toBe(id);
  });

  it('lets somebody in although a role names a group that is not there', async () => {
    person('ilmari', { groups: ['nowhere', 'researchers'] });
    expect(await grantsOf(await accountOf('ilmari'))).toEqual([
      { role: 'analyst', unit: 'services', through: 'directory' },
    ]);
  });

  it('tells somebody without a role and without an invitation whom to ask, and keeps nothing of them', async () => {
    person('nobody');
    const before = (await api.house.context.store.head())?.position;
    const page = await signIn('nobody', new Browser(), `${base}/sign-in/oidc?lang=sv`);
    isPage(page, 'unknown', 'sv');
    expect(page.text).toContain('<html lang="sv">');
    expect((await api.house.context.store.head())?.position).toEqual(before);
    expect(page.headers.getSetCookie().join()).not.toMatch(/kierto=[^;]/);
  });

  it('leads to the path that was wanted, and to no other site', async () => {
    person('veera', { groups: ['researchers'] });
    const wanted = async (to: string) =>
      (await signIn('veera', new Browser(), `${base}/sign-in/oidc?to=${encodeURIComponent(to)}`)).to;
    expect(await wanted('/api/me?a=1')).toBe(`${base}/api/me?a=1`);
    for (const away of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      '/\t/evil.example',
      '/.//evil.example',
    ])
      expect(await wanted(away)).toBe(`${base}/start`);
  });

  it('may be begun as often as anybody likes, and nothing is written for it', async () => {
    const { vault } = api.house;
    const browser = new Browser();
    await browser.ask(`${base}/sign-in/oidc`);
    const before = vault.changes;
    expect(before).toBeGreaterThan(0);
    const first = browser.cookieOf(base, 'kierto-oidc');
    await browser.ask(`${base}/sign-in/oidc?to=/${'a'.repeat(900)}`);
    const second = browser.cookieOf(base, 'kierto-oidc');
    expect(second).not.toBe(first);
    expect(second!.length).toBeLessThan(1_024);
    expect(Buffer.from(second!, 'base64url').toString('latin1')).not.toContain('verifier');
    expect(vault.changes).toBe(before);
  });

  it('begins on a page of our own, and not because another site leads there', async () => {
    const led = await fetch(`${base}/sign-in/oidc?to=/api/me&lang=sv`, {
      redirect: 'manual',
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(led.headers.get('location')).toBe('/sign-in?to=%2Fapi%2Fme&lang=sv');
    expect(led.headers.getSetCookie()).toEqual([]);
  });

  it('has a button where one signs in, and after signing out a way to sign out there too', async () => {
    person('venla', { groups: ['researchers'] });
    const browser = new Browser();
    const shown = await browser.ask(`${base}/sign-in?lang=en`);
    expect(shown.text).toContain('Testilä’s account');
    expect(shown.text).toContain('href="/sign-in/oidc?');
    await signIn('venla', browser);
    const session = browser.cookieOf(base, 'kierto')!;
    const out = await browser.ask(`${base}/sign-out`, {});
    expect((await browser.ask(out.to!)).text).toContain('href="/sign-in/oidc/out');
    const again = await fetch(`${base}/api/accounts`, { headers: { cookie: `kierto=${session}` } });
    expect(again.status).toBe(401);
  });

  it('makes a new account for somebody whose old one was forgotten', async () => {
    person('sisko', { groups: ['researchers'] });
    const before = await accountOf('sisko');
    await does('POST', `/api/accounts/${before}/forget`, { reasonCode: 'request' });
    const after = await accountOf('sisko');
    expect(after).not.toBe(before);
    expect(await stateOf(before)).toMatchObject({ status: 'forgotten' });
  });

  it('shows where one signs out of the directory too', async () => {
    const { status, to } = await new Browser().ask(`${base}/sign-in/oidc/out`);
    expect(status).toBe(303);
    const at = new URL(to!);
    expect(at.origin).toBe(directory.issuer);
    expect(Object.fromEntries(at.searchParams)).toEqual({
      client_id: clientOfDirectory.id,
      post_logout_redirect_uri: `${base}/sign-in`,
    });
  });
});

describe('An account that was invited', () => {
  beforeAll(() => serve());
  afterAll(stop);
  beforeEach(() => directory.people.clear());

  it('is theirs for whose address the directory stands', async () => {
    await invites('helmi', 'Helmi.Esimerkki@example.fi');
    person('h-17', { email: 'helmi.esimerkki@EXAMPLE.fi' });
    expect(await accountOf('h-17')).toBe('helmi');
    expect(await stateOf('helmi')).toMatchObject({ joined: true });
  });

  it.each([false, undefined])('is nobody’s while the directory says of the address: verified %s', async (verified) => {
    await invites('sanni', 'sanni@example.fi');
    const { email_verified: _, ...rest } = { email_verified: verified };
    directory.people.set('stranger', {
      name: 'Stranger',
      email: 'sanni@example.fi',
      groups: ['kierto-admins'],
      ...rest,
      ...(verified !== undefined && { email_verified: verified }),
    });
    const browser = new Browser();
    isPage(await signIn('stranger', browser), 'unverified');
    expect((await whoIs(browser)).account).toBeUndefined();
    expect(await stateOf('sanni')).toMatchObject({ joined: false, grants: [] });
  });

  it('opens to nobody else any more, who took it into use before its owner came by the directory', async () => {
    const { context } = api.house;
    await invites('venla', 'venla@example.fi');
    const { token: invitation } = await issueInvitation(context, 'venla');
    const before = sessionIn(await acceptInvitation(context, invitation, { password: goodPassword }, anyone));
    const expires = new Date(context.clock.now() + 60_000);
    const program = await issueApiToken(context, 'venla', { name: 'x', scopes: ['read'], expires });
    const calendar = await issueCalendarLink(context, { kind: 'account', id: 'venla' }, { lang: 'fi' });
    expect([await sessionOf(context, before.token), await apiTokenOf(context, program.token)]).toMatchObject([{}, {}]);
    expect(await openCalendar(context, calendar!.token)).toMatchObject({ kind: 'account' });

    person('v-3', { email: 'venla@example.fi' });
    expect(await accountOf('v-3')).toBe('venla');
    expect([await sessionOf(context, before.token), await apiTokenOf(context, program.token)]).toEqual([
      undefined,
      undefined,
    ]);
    expect(await openCalendar(context, calendar!.token)).toBeUndefined();
    const password = { address: 'venla@example.fi', password: goodPassword };
    await expect(signInWithPassword(context, password, anyone)).rejects.toMatchObject({ code: 'sign-in.refused' });

    const own = await issueApiToken(context, 'venla', { name: 'y', scopes: ['read'], expires });
    expect(await accountOf('v-3')).toBe('venla');
    expect(await apiTokenOf(context, own.token)).toMatchObject({ account: 'venla' });
  });

  it('stays with who has come first when its address goes to somebody else', async () => {
    await invites('matti', 'matti@example.fi');
    person('first', { email: 'matti@example.fi' });
    expect(await accountOf('first')).toBe('matti');
    person('second', { email: 'matti@example.fi' });
    isPage(await signIn('second'), 'taken');
    expect(await accountOf('first')).toBe('matti');
  });

  it('is closed to everybody when it is disabled', async () => {
    await invites('tuuli', 'tuuli@example.fi');
    person('tuuli');
    expect(await accountOf('tuuli')).toBe('tuuli');
    await does('POST', '/api/accounts/tuuli/disable');
    isPage(await signIn('tuuli'), 'disabled');
    await does('POST', '/api/accounts/tuuli/enable');
    expect(await accountOf('tuuli')).toBe('tuuli');
  });

  it('keeps its last administrator, whatever the directory says', async () => {
    person('ruler', { groups: ['kierto-admins'] });
    const id = await accountOf('ruler');
    person('ruler', { groups: [] });
    await accountOf('ruler');
    expect(await grantsOf(id)).toEqual([{ role: 'administrator', through: 'directory' }]);
  });
});

describe('What comes back from the directory', () => {
  beforeAll(async () => {
    await serve();
    person('aino', { groups: ['researchers'] });
  });
  afterAll(stop);

  const refused = async (browser: Browser, address: string) => {
    const page = await browser.ask(address);
    isPage(page, 'failed');
    expect(browser.cookieOf(base, 'kierto')).toBeUndefined();
  };

  it('opens nothing with another state, and nothing afterwards', async () => {
    const browser = new Browser();
    const came = new URL(await signInAtDirectory(browser, `${base}/sign-in/oidc`, 'aino', back));
    const other = new URL(came);
    other.searchParams.set('state', 'another');
    await refused(browser, other.href);
    await refused(browser, came.href);
  });

  it('opens nothing in a browser that did not begin', async () => {
    const came = await signInAtDirectory(new Browser(), `${base}/sign-in/oidc`, 'aino', back);
    await refused(new Browser(), came);
    const otherBegun = new Browser();
    await otherBegun.ask(`${base}/sign-in/oidc`);
    await refused(otherBegun, came);
  });

  it('opens nothing a second time', async () => {
    const browser = new Browser();
    const came = await signInAtDirectory(browser, `${base}/sign-in/oidc`, 'aino', back);
    const cookie = browser.cookieOf(base, 'kierto-oidc');
    expect((await browser.ask(came)).status).toBe(303);
    const again = await fetch(came, { redirect: 'manual', headers: { cookie: `kierto-oidc=${cookie}` } });
    expect(again.status).toBe(400);
  });

  it('opens nothing when the token was made for another attempt', async () => {
    const browser = new Browser();
    const { to } = await browser.ask(`${base}/sign-in/oidc`);
    // Somebody slips a sign-in of theirs under ours: the state is right, the nonce is that of another attempt.
    const slipped = new URL(to!);
    slipped.searchParams.set('nonce', 'of-another-attempt');
    const came = await signInAtDirectory(browser, slipped.href, 'aino', back);
    await refused(browser, came);
  });

  it('opens nothing when the code was made for another browser’s secret', async () => {
    const browser = new Browser();
    const { to } = await browser.ask(`${base}/sign-in/oidc`);
    const slipped = new URL(to!);
    slipped.searchParams.set('code_challenge', 'A'.repeat(43));
    await refused(browser, await signInAtDirectory(browser, slipped.href, 'aino', back));
  });

  it('opens nothing ten minutes later', async () => {
    const browser = new Browser();
    const came = await signInAtDirectory(browser, `${base}/sign-in/oidc`, 'aino', back);
    const { context } = api.house;
    const { clock } = context;
    Object.assign(context, { clock: { now: () => clock.now() + 11 * 60_000 } });
    await refused(browser, came).finally(() => Object.assign(context, { clock }));
  });

  it('says no more than that nobody was signed in when somebody stopped there', async () => {
    const browser = new Browser();
    const { to } = await browser.ask(`${base}/sign-in/oidc`);
    const state = new URL(to!).searchParams.get('state')!;
    const stopped = new URLSearchParams({ error: 'access_denied', state, iss: directory.issuer });
    await refused(browser, `${back}?${stopped}`);
  });
});

describe('Where only the invited come in', () => {
  beforeAll(() => serve({ OIDC_INVITED_ONLY: 'yes', OIDC_TRUST_EMAIL: 'yes' }));
  afterAll(stop);

  it('a role opens nothing to others, and is given to whoever was invited', async () => {
    person('aino', { groups: ['kierto-admins'] });
    isPage(await signIn('aino'), 'unknown');
    await invites('aino', 'aino@example.fi');
    expect(await accountOf('aino')).toBe('aino');
    expect(await grantsOf('aino')).toEqual([{ role: 'administrator', through: 'directory' }]);
  });

  it('an address counts that the directory is trusted with, and none of which it says that it is not verified', async () => {
    await invites('eino', 'eino@example.fi');
    directory.people.set('liar', { email: 'eino@example.fi', email_verified: false });
    isPage(await signIn('liar'), 'unverified');
    directory.people.set('eino', { email: 'eino@example.fi' });
    expect(await accountOf('eino')).toBe('eino');
  });
});

describe('A directory that is away', () => {
  beforeAll(async () => {
    await serve();
    person('aino', { groups: ['researchers'] });
    await directory.stop();
  });
  afterAll(stop);

  it('keeps nobody else out, and is asked again by the next who comes', async () => {
    const away = await new Browser().ask(`${base}/sign-in/oidc?lang=en`);
    isPage(away, 'away', 'en');
    expect(away.headers.get('retry-after')).toBe('30');
    expect(await api.send('GET', '/api/me', undefined, { 'x-kierto-token': token })).toMatchObject({ status: 200 });
    expect((await new Browser().ask(`${base}/sign-in/oidc/out`)).to).toBe(`${base}/sign-in`);
    await directory.start();
    expect(await accountOf('aino')).toMatch(/^[\w-]{36}$/);
  });

  it('signs nobody in when it goes away in between', async () => {
    const browser = new Browser();
    const came = await signInAtDirectory(browser, `${base}/sign-in/oidc`, 'aino', back);
    await directory.stop();
    isPage(await browser.ask(came), 'away');
    await directory.start();
    expect(await accountOf('aino')).toMatch(/^[\w-]{36}$/);
  });
});

describe('Under a path of a host that is shared', () => {
  beforeAll(() => serve({}, '/kierto'));
  afterAll(stop);

  it('somebody goes to the directory and comes back below that path', async () => {
    person('aino', { groups: ['researchers'] });
    expect(await accountOf('aino')).toMatch(/^[\w-]{36}$/);
    person('nobody');
    expect((await signIn('nobody')).text).toContain('href="/kierto/sign-in?lang=fi"');
  });
});

it('Without a directory there is nothing to sign in by', async () => {
  const without = await runApi({}, { whoIs: 'real' });
  const { status } = await without.send('GET', '/sign-in/oidc');
  await without.close();
  expect(status).toBe(404);
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TOTP } from 'otpauth';
import { type Language, languages, sayIn } from '#i18n';
import { thereIsAdministrator } from '#read-models';
import { firstAdministratorCode } from '#sign-in';
import { Browser, type Seen } from './browsing.ts';
import { type MailServer, openMailServer, type ReceivedMail } from './mail-server.ts';
import { until } from './own-installation.ts';
import { type RunningApi, runApi } from './running-api.ts';

/** The pages of signing in as somebody uses them with a browser, and as somebody misuses them. */

let api: RunningApi;
let mail: MailServer;
const clock = { time: 0, now: () => clock.time };
const minutes = 60_000;
const password = 'kolme rusakkoa pihalla';
const otherPassword = 'neljä oravaa katolla';
const admin = { name: 'Aino <b>Esimerkki</b>', address: 'aino.esimerkki@example.fi' };

async function open(env: Readonly<Record<string, string>> = {}): Promise<void> {
  api = await runApi({ ...env }, { whoIs: 'real' });
  clock.time = Date.now();
  Object.assign(api.house.context, { clock });
}

const withMail = () => ({
  SMTP_URL: mail.url,
  MAIL_FROM: 'Kierto <kierto@example.fi>',
  BASE_URL: 'http://kierto.example',
});

beforeEach(async () => {
  mail = await openMailServer();
});
afterEach(async () => {
  await api.close();
  await mail.close();
});

const browse = (headers: Readonly<Record<string, string>> = {}) => new Browser(api.address, headers);
type Plain = Parameters<ReturnType<typeof sayIn>>[0];
const fi = (key: Plain) => sayIn('fi')(key as 'signIn.heading');

/** The mail that comes to this address next. */
async function mailTo(address: string, after = 0): Promise<ReceivedMail> {
  return until(`a mail comes to ${address}`, () => mail.mails.slice(after).find(({ to }) => to.includes(address)));
}
/** Where the link of a mail leads, as the path of this server. */
function linkIn({ text }: ReceivedMail): string {
  const found = /http:\/\/kierto\.example(\/\S+)/.exec(text)?.[1];
  if (!found) throw new Error(`No link in: ${text}`);
  return found;
}

/** Makes the first administrator; what comes back is the page they are led to. */
async function firstAdministrator(browser: Browser): Promise<Seen> {
  const thereIsOne = () => thereIsAdministrator(api.house.reads);
  await until('the views are there', async () => {
    thereIsOne();
    return true;
  });
  const code = await firstAdministratorCode(api.house.context, thereIsOne);
  const made = await browser.post('/first-administrator', { code: code!, ...admin, password });
  expect(made).toMatchObject({ status: 303, location: '/start' });
  return browser.get('/account');
}

const cookieOf = ({ jar }: Browser) => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

/** Invites somebody as the administrator does, and answers where their invitation leads. */
async function invite(browser: Browser, id: string, address: string, language: Language = 'fi'): Promise<string> {
  const headers = { 'sec-fetch-site': 'same-origin', cookie: cookieOf(browser) };
  const send = (method: string, path: string, body?: object) => api.send(method, path, body, headers);
  const invited = await send('PUT', `/api/accounts/${id}`, { language, name: 'Bo Exempel', address });
  expect(invited.status).toBe(201);
  const before = mail.mails.length;
  const sent = await send('POST', `/api/accounts/${id}/invitation`);
  expect(sent).toMatchObject({ status: 200 });
  return (sent.body.mailed as boolean) ? linkIn(await mailTo(address, before)) : (sent.body.address as string);
}

const signIn = (browser: Browser, address: string, secret: string, more = {}) =>
  browser.post('/sign-in', { address, password: secret, how: 'password', ...more });
const isIn = async (browser: Browser): Promise<boolean> => (await browser.get('/account')).status === 200;
const codeOf = (secret: string) => new TOTP({ secret }).generate({ timestamp: clock.time });
const secretOn = ({ html }: Seen): string => /secret=([A-Z2-7]+)/.exec(html)![1]!;
const uriOn = ({ html }: Seen): string => /name="uri" value="([^"]+)"/.exec(html)![1]!.replaceAll('&amp;', '&');
const recoveryCodesOn = ({ html }: Seen): string[] =>
  [.../<ul class="codes">([\s\S]*?)<\/ul>/.exec(html)![1]!.matchAll(/<li>([^<]+)/g)].map(([, code]) => code!);

describe('the whole way', () => {
  it('from an empty installation to programs of one’s own', async () => {
    await open(withMail());
    const aino = browse();
    const own = await firstAdministrator(aino);
    expect(own.text).toContain(fi('capacity.administrator'));
    expect(own.html).not.toContain('<b>Esimerkki');
    expect((await browse().get('/first-administrator')).status).toBe(404);

    const invitation = await invite(aino, 'bo', 'bo.exempel@example.fi');
    const bo = browse();
    expect((await bo.get(invitation)).text).toContain(fi('signIn.invitation.heading'));
    const joined = await bo.post(invitation, { language: 'sv', how: 'password', password });
    expect(joined).toMatchObject({ status: 303, location: '/start' });
    const bosPage = await bo.get('/account');
    expect(bosPage.html).toContain('<html lang="sv">');
    expect((await browse().get(invitation)).status).toBe(404);
    expect((await browse().post(invitation, { language: 'fi', how: 'password', password })).status).toBe(404);

    const setUp = await bo.get('/account/second-factor');
    const wrong = await bo.post('/account/second-factor', { code: '000000', uri: uriOn(setUp) });
    expect({ status: wrong.status, same: secretOn(wrong) }).toEqual({ status: 422, same: secretOn(setUp) });
    const done = await bo.post('/account/second-factor', { code: codeOf(secretOn(setUp)), uri: uriOn(setUp) });
    const recoveryCodes = recoveryCodesOn(done);
    expect(recoveryCodes).toHaveLength(8);
    expect((await mailTo('bo.exempel@example.fi', 1)).headers.get('subject')).toBe(sayIn('sv')('mail.access.subject'));

    expect(await bo.post('/sign-out')).toMatchObject({ status: 303, location: '/sign-in?because=out' });
    expect(await isIn(bo)).toBe(false);

    clock.time += minutes;
    const step = await signIn(bo, 'Bo.Exempel@example.fi ', password);
    expect(step).toMatchObject({ status: 303, location: '/sign-in/code' });
    expect(await isIn(bo)).toBe(false);
    expect((await bo.post('/sign-in/code', { code: '000000' })).status).toBe(422);
    expect((await bo.post('/sign-in/code', { code: codeOf(secretOn(setUp)) })).location).toBe('/start');
    expect(await isIn(bo)).toBe(true);

    const phone = browse({ 'user-agent': 'Mozilla/5.0 (Android 14; Mobile) Firefox/140.0' });
    const before = mail.mails.length;
    const asked = await phone.post('/sign-in', {
      address: 'bo.exempel@example.fi',
      how: 'link',
      to: '/account/tokens',
    });
    expect(asked.location).toBe('/sign-in/sent?to=%2Faccount%2Ftokens');
    const link = linkIn(await mailTo('bo.exempel@example.fi', before));
    for (const _scanner of [1, 2, 3]) expect((await browse().get(link)).status).toBe(200);
    const [path] = link.split('?');
    expect((await phone.post(link, { to: '/account/tokens' })).location).toMatch(/^\/sign-in\/code/);
    expect((await browse().post(path!)).status).toBe(404);
    const recovered = await phone.post('/sign-in/code', { code: recoveryCodes[0]!, to: '/account/tokens' });
    expect(recovered.location).toBe('/account/tokens');

    const sessions = await bo.get('/account');
    expect(sessions.text).toContain('Firefox, Android');
    const [other] = [...sessions.html.matchAll(/name="end" value="([\w-]{20,})"/g)].map(([, id]) => id!);
    expect((await bo.post('/account/sessions', { end: other! })).status).toBe(303);
    expect(await isIn(phone)).toBe(false);

    const made = await bo.post('/account/tokens', { name: 'Laskuri', scope: ['read'], days: '7' });
    const token = /kierto_[\w-]{43}/.exec(made.text)![0];
    const bearer = { authorization: `Bearer ${token}` };
    expect((await api.send('GET', '/api/me', undefined, bearer)).status).toBe(200);
    expect((await api.send('GET', '/account', undefined, bearer)).status).toBe(403);
    expect((await bo.get('/account/tokens')).text).not.toContain(token);

    expect((await bo.post('/account/delete')).status).toBe(422);
    expect((await bo.post('/account/delete', { sure: 'yes' })).location).toBe('/sign-in?because=deleted');
    expect(await isIn(bo)).toBe(false);
    expect((await signIn(bo, 'bo.exempel@example.fi', password)).status).toBe(422);
    expect((await aino.post('/account/delete', { sure: 'yes' })).text).toContain(
      fi('refusal.account.last-administrator'),
    );
  });

  it('without mail: whoever runs the installation hands a link over, and nothing is offered that cannot be', async () => {
    await open();
    const aino = browse();
    await firstAdministrator(aino);
    const page = await browse().get('/sign-in');
    expect(page.text).toContain(fi('signIn.help.noMail'));
    expect(page.html).not.toContain('value="link"');
    expect((await browse().post('/sign-in', { address: admin.address, how: 'link' })).status).toBe(422);
    const invitation = await invite(aino, 'bo', 'bo.exempel@example.fi', 'sv');
    const shown = await browse().get(invitation);
    expect(shown.html).toContain('<html lang="sv">');
    expect(shown.html).not.toContain('name="how"');
    const joined = await browse().post(invitation, { language: 'fi', how: 'link', password: '' });
    expect(joined.status).toBe(422);
    expect((await browse().post(invitation, { language: 'fi', password })).status).toBe(303);
  });

  it('asks staff for a second factor, where the organisation does', async () => {
    await open({ REQUIRE_SECOND_FACTOR: 'staff' });
    const aino = browse();
    const thereIsOne = () => thereIsAdministrator(api.house.reads);
    await until('the views are there', async () => {
      thereIsOne();
      return true;
    });
    const code = await firstAdministratorCode(api.house.context, thereIsOne);
    const made = await aino.post('/first-administrator', { code: code!, ...admin, password });
    expect(made).toMatchObject({ status: 303, location: '/sign-in/set-up' });
    expect(await isIn(aino)).toBe(false);
    const setUp = await aino.follow(made);
    const wrong = await aino.post('/sign-in/set-up', { code: '000000', uri: uriOn(setUp) });
    expect({ status: wrong.status, same: secretOn(wrong) }).toEqual({ status: 422, same: secretOn(setUp) });
    const done = await aino.post('/sign-in/set-up', { code: codeOf(secretOn(setUp)), uri: uriOn(setUp) });
    expect(recoveryCodesOn(done)).toHaveLength(8);
    expect(await isIn(aino)).toBe(true);
    const bo = browse();
    await bo.post(await invite(aino, 'bo', 'bo.exempel@example.fi'), { language: 'fi', password });
    expect(await isIn(bo)).toBe(true);
  });
});

describe('changing how one signs in', () => {
  it('needs the old password, ends the other sessions and is told by mail', async () => {
    await open(withMail());
    const [aino, elsewhere] = [browse(), browse()];
    await firstAdministrator(aino);
    await signIn(elsewhere, admin.address, password);
    expect(await isIn(elsewhere)).toBe(true);
    const wrong = await aino.post('/account/password', { old: 'ei se ole tämä', password: otherPassword });
    expect({ status: wrong.status, said: wrong.text.includes(fi('refusal.password.wrong')) }).toEqual({
      status: 422,
      said: true,
    });
    expect((await aino.post('/account/password', { password: otherPassword })).status).toBe(422);
    expect((await aino.post('/account/password', { old: password, password: otherPassword })).location).toBe(
      '/account?saved=password',
    );
    expect([await isIn(aino), await isIn(elsewhere)]).toEqual([true, false]);
    const told = await mailTo(admin.address);
    expect(told.headers.get('subject')).toBe(fi('mail.access.subject'));
    expect(told.text).not.toContain(otherPassword);
    expect((await signIn(browse(), admin.address, password)).status).toBe(422);
    expect((await signIn(browse(), admin.address, otherPassword)).status).toBe(303);
  });

  it('asks whoever has been in for a while to sign in again before what is hard to undo', async () => {
    await open();
    const aino = browse();
    await firstAdministrator(aino);
    clock.time += 30 * minutes;
    for (const path of ['/account/second-factor', '/account/delete'])
      expect(await aino.get(path)).toMatchObject({
        status: 403,
        text: expect.stringContaining(fi('own.fresh.heading')),
      });
    const token = { name: 'x', scope: ['read'], days: '7' };
    expect((await aino.post('/account/tokens', token)).status).toBe(403);
    const again = await aino.post('/sign-out', { because: 'again', to: '/account/delete' });
    expect(again.location).toBe('/sign-in?because=again&to=%2Faccount%2Fdelete');
    expect((await signIn(aino, admin.address, password, { to: '/account/delete' })).location).toBe('/account/delete');
    expect((await aino.get('/account/delete')).status).toBe(200);
  });

  it('refuses passwords that are guessed first, beside the field and in words', async () => {
    await open();
    const aino = browse();
    await firstAdministrator(aino);
    for (const [wanted, said] of [
      ['lyhyt', 'refusal.password.too-short'],
      ['salasana1234', 'refusal.password.common'],
      [admin.address, 'refusal.password.about-you'],
      ['a'.repeat(200), 'refusal.password.too-long'],
    ] as const) {
      const { status, html, text } = await aino.post('/account/password', { old: password, password: wanted });
      expect({ wanted, status, said: text.includes(fi(said)) }).toEqual({ wanted, status: 422, said: true });
      expect(html).toMatch(/<a href="#password">/);
      expect(html).toMatch(
        /<input id="password"[^>]*aria-describedby="[^"]*password-fault[^"]*"[^>]*aria-invalid="true"/,
      );
      expect(html).not.toMatch(/<input id="password"[^>]* value=/);
    }
  });
});

describe('an address that nobody has', () => {
  it('is answered as one that somebody has', async () => {
    await open(withMail());
    await firstAdministrator(browse());
    const page = ({ status, html }: Seen) => ({ status, html: html.replaceAll(/[\w.]+@example\.fi/g, 'somebody') });
    const known = await signIn(browse(), admin.address, 'ei se ole tämä');
    const unknown = await signIn(browse(), 'ei.kukaan@example.fi', 'ei se ole tämä');
    expect(page(unknown)).toEqual(page(known));
    const ask = (address: string) => browse().post('/sign-in', { address, how: 'link' });
    const [one, other] = [await ask(admin.address), await ask('ei.kukaan@example.fi')];
    expect([other.status, other.location, other.html]).toEqual([one.status, one.location, one.html]);
    expect((await mailTo(admin.address)).text).toContain('/sign-in/link/');
    expect(mail.mails.flatMap(({ to }) => to)).toEqual([admin.address]);
  });

  it('and one that somebody has are closed after too many wrong passwords; a link still works', async () => {
    await open(withMail());
    await firstAdministrator(browse());
    const statuses = async (address: string) => {
      const answers: number[] = [];
      for (let attempt = 0; attempt < 22; attempt++)
        answers.push((await signIn(browse(), address, 'ei se ole tämä')).status);
      return answers;
    };
    const known = await statuses(admin.address);
    expect(known).toEqual([...Array(20).fill(422), 429, 429]);
    expect(await statuses('ei.kukaan@example.fi')).toEqual(known);
    const closed = await signIn(browse(), admin.address, password);
    expect(closed.status).toBe(429);
    expect(Number(closed.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(closed.text).toContain(fi('pageProblem.tooMany.heading'));
    const aino = browse();
    await aino.post('/sign-in', { address: admin.address, how: 'link' });
    expect((await aino.post(linkIn(await mailTo(admin.address)))).location).toBe('/start');
  });
});

describe('what is sent from elsewhere', () => {
  const foreign = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
    {},
  ];

  it('is refused, on every page that takes a form, with and without a cookie', async () => {
    await open();
    const aino = browse();
    await firstAdministrator(aino);
    for (const headers of foreign)
      for (const path of [
        '/sign-in',
        '/sign-out',
        '/account/mails',
        '/account/delete',
        '/invitation/x',
        '/first-administrator',
      ]) {
        const [mine, nobodys] = [
          await aino.post(path, { sure: 'yes' }, headers),
          await browse().post(path, {}, headers),
        ];
        expect({ path, headers, statuses: [mine.status, nobodys.status] }).toEqual({
          path,
          headers,
          statuses: [403, 403],
        });
        expect(mine.text).toContain(fi('pageProblem.crossSite.heading'));
      }
    expect(await isIn(aino)).toBe(true);
  });

  it('is refused by the API too where a cookie comes with it', async () => {
    await open();
    const aino = browse();
    await firstAdministrator(aino);
    const cookie = cookieOf(aino);
    const put = (headers: Record<string, string>) =>
      api.send('PUT', '/api/units/services', { words: { name: 'Palvelut' }, lang: 'fi' }, { cookie, ...headers });
    for (const headers of foreign)
      expect(await put(headers)).toMatchObject({ status: 403, body: { code: 'request.cross-site' } });
    expect((await put({ origin: api.address })).status).toBe(201);
  });

  it('leads nobody away after signing in', async () => {
    await open();
    await firstAdministrator(browse());
    const bad = [
      'https://elsewhere.example/',
      '//elsewhere.example',
      '/\\elsewhere.example',
      '\\\\elsewhere.example',
      '/.//elsewhere.example',
      '/..//elsewhere.example',
      '/%09/elsewhere.example\n',
      '/\t/elsewhere.example',
      'javascript:alert(1)',
      '/sign-out',
      '/sign-in',
      `/${'a'.repeat(2_000)}`,
    ];
    for (const to of bad)
      expect({ to, location: (await signIn(browse(), admin.address, password, { to })).location }).toEqual({
        to,
        location: '/start',
      });
    expect((await signIn(browse(), admin.address, password, { to: '/api/me?x=1' })).location).toBe('/api/me?x=1');
    expect((await browse().get('/account/tokens')).location).toBe('/sign-in?to=%2Faccount%2Ftokens');
  });

  it('is a cookie of any kind: nobody is known by it', async () => {
    await open();
    await firstAdministrator(browse());
    const session = 'kierto';
    for (const value of ['', 'x', 'a'.repeat(4_000), '%00', '%E0%A4%A', '"; drop', '__proto__', '../..', 'ä', '<b>'])
      for (const name of [session, `${session}-step`, '__proto__', `__Host-${session}`]) {
        const cookie = Buffer.from(`${name}=${value}`).toString('latin1');
        const answers = await Promise.all([
          browse().get('/account', { cookie }),
          browse().get('/sign-in', { cookie }),
          browse().get('/sign-in/code', { cookie }),
        ]);
        expect({ name, value, failed: answers.filter(({ status }) => status >= 500).length }).toEqual({
          name,
          value,
          failed: 0,
        });
        expect(answers[0]).toMatchObject({ status: 303, location: '/sign-in?to=%2Faccount' });
      }
  });

  it('is as long or as odd as it likes', async () => {
    await open();
    const nobody = browse();
    const long = await nobody.post('/sign-in', { address: 'a'.repeat(20_000), password: 'x', how: 'password' });
    expect({ status: long.status, said: long.text.includes(fi('pageProblem.unreadable.heading')) }).toEqual({
      status: 413,
      said: true,
    });
    for (const odd of [
      'a@b\u0000c.fi',
      '\u202e@example.fi',
      `${'a'.repeat(300)}@example.fi`,
      '<script>@x.fi',
      '\ud800@example.fi',
    ]) {
      const { status, html } = await nobody.post('/sign-in', { address: odd, password: '\u0000', how: 'password' });
      expect({ odd, status }).toEqual({ odd, status: 422 });
      expect(html).not.toContain('<script>');
    }
    const json = await api.send('POST', '/sign-in', { address: 'a@b.fi' }, { 'sec-fetch-site': 'same-origin' });
    expect(json.status).toBe(422);
    expect((await nobody.post('/api/batch', { a: 'b' })).status).toBe(415);
  });
});

describe('a page', () => {
  it('speaks the language of the browser, or the one that was chosen', async () => {
    await open();
    for (const lang of languages) {
      const likes = browse({ 'accept-language': `xx, ${lang}-FI;q=0.9, fi;q=0.1, en;q=0.1, sv;q=0.1` });
      const page = await likes.get('/sign-in');
      expect(page.html).toContain(`<html lang="${lang}">`);
      expect(page.text).toContain(sayIn(lang)('signIn.heading'));
      expect((await browse().get(`/sign-in?lang=${lang}`)).html).toContain(`<html lang="${lang}">`);
      const wrong = await browse().post(`/sign-in?lang=${lang}`, { how: 'password' });
      expect(wrong.text).toContain(sayIn(lang)('signIn.password.missing'));
    }
  });

  it('offers the organisation’s directory where there is one, and asks it nothing before', async () => {
    await open({
      BASE_URL: 'http://kierto.example',
      OIDC_ISSUER: 'http://127.0.0.1:9',
      OIDC_CLIENT_ID: 'kierto',
      OIDC_CLIENT_SECRET: 'secret',
      OIDC_NAME: 'Länsi <tili>',
    });
    const { html, text } = await browse().get('/sign-in?to=/account/tokens');
    expect(text).toContain(sayIn('fi')('signIn.directory', { name: 'Länsi <tili>' }));
    expect(html).toContain('href="/sign-in/oidc?to=%2Faccount%2Ftokens&amp;lang=fi"');
    expect((await browse().get('/sign-in?because=out')).html).toContain('href="/sign-in/oidc/out"');
  });

  it('fetches nothing, runs nothing, is kept nowhere and stands in no frame', async () => {
    await open();
    const aino = browse();
    await firstAdministrator(aino);
    const own = ['', '/password', '/second-factor', '/tokens', '/delete'].map((path) => `/account${path}`);
    const pages = [...own, '/sign-in/sent', '/sign-in/link/x', '/invitation/x', '/first-administrator'];
    for (const path of pages) {
      const { headers, html } = await aino.get(path);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-security-policy': expect.stringMatching(
          /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
        ),
        'cache-control': 'no-store',
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
      });
      expect(html).not.toMatch(/<script|<img|<link|src=|style=|\son\w+="/);
    }
  });

  it('names every field, and says what browsers may fill in', async () => {
    await open(withMail());
    const aino = browse();
    await firstAdministrator(aino);
    const invitation = await invite(aino, 'bo', 'bo.exempel@example.fi');
    const pages = [await browse().get('/sign-in'), await browse().get(invitation)];
    for (const path of ['', '/password', '/second-factor', '/tokens', '/delete'])
      pages.push(await aino.get(`/account${path}`));
    for (const { html } of pages) {
      const fields = [...html.matchAll(/<input (?![^>]*type="hidden")[^>]*>/g)].map(([tag]) => tag);
      for (const tag of fields) {
        const [, id] = /id="([^"]+)"/.exec(tag)!;
        expect(html).toContain(`<label for="${id}"`);
        if (!/type="(radio|checkbox)"/.test(tag))
          expect(tag).toMatch(/autocomplete="(username|name|current-password|new-password|one-time-code|off)"/);
      }
      expect(html.match(/<h1>/g)).toHaveLength(1);
      const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('of a session that has ended leads to signing in, and the session opens nothing', async () => {
    await open();
    const aino = browse();
    await firstAdministrator(aino);
    clock.time += 3 * 60 * minutes;
    expect(await aino.get('/account')).toMatchObject({ status: 303, location: '/sign-in?to=%2Faccount' });
    expect((await aino.get('/sign-in')).status).toBe(200);
  });
});

describe('an account that was closed', () => {
  it('is out at once, and is shown where one signs in', async () => {
    await open();
    const [aino, bo] = [browse(), browse()];
    await firstAdministrator(aino);
    await bo.post(await invite(aino, 'bo', 'bo.exempel@example.fi'), { language: 'fi', password });
    expect(await isIn(bo)).toBe(true);
    const headers = { 'sec-fetch-site': 'same-origin', cookie: cookieOf(aino) };
    const closed = await api.send('POST', '/api/accounts/bo/disable', {}, headers);
    expect(closed.status).toBe(200);
    await api.house.reads.waitFor(closed.body.position as string, 15_000);
    expect(await bo.get('/account')).toMatchObject({ status: 303, location: '/sign-in?to=%2Faccount' });
    expect((await bo.get('/sign-in')).status).toBe(200);
    expect((await signIn(bo, 'bo.exempel@example.fi', password)).status).toBe(422);
  });
});

describe('cookies', () => {
  it('are for no script, no other site and, under a public address with TLS, for nobody in between', async () => {
    await open({ BASE_URL: 'https://kierto.example/county' });
    const aino = browse();
    const thereIsOne = () => thereIsAdministrator(api.house.reads);
    await until('the views are there', async () => {
      thereIsOne();
      return true;
    });
    const code = await firstAdministratorCode(api.house.context, thereIsOne);
    const made = await aino.post('/first-administrator', { code: code!, ...admin, password });
    expect(made.location).toBe('/county/start');
    const session = made.headers.getSetCookie().find((line) => line.startsWith('__Host-kierto='));
    expect(session).toMatch(/^__Host-kierto=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(made.headers.get('strict-transport-security')).toBe('max-age=31536000');
    const own = await aino.get('/account');
    expect(own.status).toBe(200);
    for (const [, address] of own.html.matchAll(/(?:href|action)="(\/[^"]*)"/g)) expect(address).toMatch(/^\/county\//);
  });
});

import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Language, sayIn } from '#i18n';
import { issueConfirmationLink } from '#use-cases';
import { administrator, client, coordinator, type Drive, day, drive } from './driven-api.ts';
import { type Answer, type RunningApi, runApi } from './running-api.ts';

/** Confirming an answer from a mail, as somebody does it who was only spoken to; and as a mail scanner does it. */

let api: RunningApi;
let story: Drive;
let answer: string;
const clock = { time: 0, now: () => clock.time };
const planted = {
  title: 'Aukioloajat <b>iltaan</b>',
  reason: 'Henkilöstöä ei ole & siksi "vain" osittain.',
  briefAnswer: 'Kahtena iltana viikossa.',
  whatWillBeDone: 'Tiistai ja torstai kello 18 asti.',
};

beforeEach(async () => {
  api = await runApi({ BASE_URL: 'https://kierto.example/county' });
  clock.time = Date.now();
  Object.assign(api.house.context, { clock });
  story = drive(api);
  const { does } = story;
  await does(administrator, 'EstablishUnit', 'services', { words: { name: 'Aikuissosiaalityö' } });
  const post = { code: 'head-of-service', unit: 'services', words: { label: 'Palvelupäällikkö' } };
  await does(administrator, 'NamePost', 'main', post);
  await does(administrator, 'HoldPost', 'services', { post: post.code, account: 'head-1', from: day(-400) });
  await does(administrator, 'FoundGroup', 'lobby', {
    kind: 'coDevelopment',
    unit: 'services',
    words: { name: 'Aula' },
  });
  await does(client, 'SubmitProposal', 'evenings', {
    group: 'lobby',
    unit: 'services',
    kind: 'idea',
    answerWanted: 'decision',
    words: { title: planted.title, text: 'Töistä ei ehdi ennen neljää.' },
  });
  const { title: _title, ...words } = planted;
  const heard = { decision: 'partlyAccepted', post: post.code, byWhen: day(30), words };
  answer = await does(coordinator, 'DecideProposal', 'evenings', heard);
});
afterEach(() => api.close());

const issue = async (account = 'head-1'): Promise<string> =>
  (await issueConfirmationLink(api.house.context, { account, proposal: 'evenings', ofEvent: answer }))!;
const open = (token: string, method = 'GET', query = '') => api.send(method, `/link/${token}${query}`);
const press = (token: string, step?: string, query = ''): Promise<Answer> =>
  api.send('POST', `/link/${token}${query}`, step === undefined ? '' : `step=${step}`, {
    'content-type': 'application/x-www-form-urlencoded',
  });
const log = () => api.house.store.read('proposal-evenings');
const confirmations = async () => (await log()).filter(({ type }) => type === 'DecisionConfirmed');
const says = (lang: Language, key: Parameters<ReturnType<typeof sayIn>>[0]) => sayIn(lang)(key as 'link.done.heading');
const shown = (text: string) =>
  text.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"');

describe('a link in a mail', () => {
  it('shows what it is for, then the answer, then confirms it once, as the post', async () => {
    const token = await issue();
    const asked = await open(token);
    expect(asked).toMatchObject({ status: 200 });
    expect(asked.text).toContain('Palvelupäällikkö');
    expect(asked.text).toContain(says('fi', 'link.ask.button'));
    expect(await confirmations()).toEqual([]);

    const checked = await press(token);
    expect(checked.status).toBe(200);
    for (const text of Object.values(planted)) expect(shown(checked.text)).toContain(text);
    expect(checked.text).not.toContain('<b>');
    expect(checked.text).toContain(says('fi', 'outcome.partlyAccepted'));
    expect(checked.text).toContain(says('fi', 'link.writtenBy.coordinator'));
    expect(await confirmations()).toEqual([]);

    const confirmed = await press(token, 'confirm');
    expect(confirmed).toMatchObject({ status: 200, text: expect.stringContaining(says('fi', 'link.done.heading')) });
    expect(await confirmations()).toMatchObject([
      {
        data: { ofEvent: answer, post: 'head-of-service' },
        metadata: { by: { post: 'head-of-service' }, recordedBy: 'head-1' },
      },
    ]);
    const again = await press(token, 'confirm');
    expect(again).toMatchObject({ status: 404, text: expect.stringContaining(says('fi', 'link.gone.heading')) });
    expect(await confirmations()).toHaveLength(1);
  });

  it('confirms a follow-up that was heard as well', async () => {
    const words = { whatChanged: 'Tiistaina ollaan auki.', whyNot: 'Torstai puuttuu.' };
    answer = await story.does(coordinator, 'RecordFollowUp', 'evenings', { changed: 'partly', words });
    const token = await issue();
    const { text, status } = await press(token);
    expect({ status, found: text.includes('Torstai puuttuu.') }).toEqual({ status: 200, found: true });
    expect(text).toContain(says('fi', 'changed.partly'));
    expect((await press(token, 'confirm')).status).toBe(200);
    // A follow-up does not name the post that said it; the account confirms as its post of the unit that answers.
    expect(await confirmations()).toMatchObject([{ data: { ofEvent: answer, post: 'head-of-service' } }]);
  });

  it('changes nothing for programs that open it', async () => {
    const token = await issue();
    const before = await log();
    for (const method of ['GET', 'HEAD', 'GET', 'HEAD', 'OPTIONS']) await open(token, method);
    const texts = [(await open(token)).text, (await open(token, 'GET', '?step=confirm')).text];
    for (const text of texts) expect(Object.values(planted).filter((one) => shown(text).includes(one))).toEqual([]);
    expect(await log()).toEqual(before);
    expect((await press(token)).status).toBe(200);
  });

  it('is a page that fetches nothing, runs nothing and is kept nowhere', async () => {
    const token = await issue();
    for (const { headers, text } of [await open(token), await press(token), await open('unknown')]) {
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex, nofollow',
        'content-type': 'text/html; charset=utf-8',
      });
      expect(text).not.toMatch(/<script|<img|<link|src=|style=|\son\w+="/);
      // Under a path of the public address it works too, because no address in it begins at the root.
      expect(text).not.toMatch(/(href|action)="\//);
    }
  });

  it.each(['fi', 'sv', 'en'] as const)('speaks the language of the account: %s', async (language) => {
    await story.does(administrator, 'InviteAccount', 'head-1', { language });
    const token = await issue();
    const { text } = await open(token);
    expect(text).toContain(`<html lang="${language}">`);
    expect(text).toContain(says(language, 'link.ask.heading'));
    expect((await open(token, 'GET', '?lang=sv')).text).toContain('<html lang="sv">');
    expect((await press(token, 'not-mine', '?lang=en')).text).toContain(says('en', 'link.notMine.heading'));
    expect((await open('unknown', 'GET', '?lang=sv')).text).toContain(says('sv', 'link.gone.heading'));
  });

  it('says what to do when it was not said so, and records nothing', async () => {
    const token = await issue();
    const before = await log();
    const { status, text } = await press(token, 'not-mine');
    expect({ status, told: text.includes(says('fi', 'link.notMine.what')) }).toEqual({ status: 200, told: true });
    expect(await log()).toEqual(before);
    expect((await press(token, 'confirm')).status).toBe(200);
  });

  it('works once, also when it is pressed twenty times at once', async () => {
    const token = await issue();
    const pressed = await Promise.all(Array.from({ length: 20 }, () => press(token, 'confirm')));
    expect(pressed.some(({ status }) => status === 200)).toBe(true);
    expect(pressed.filter(({ status }) => ![200, 404].includes(status))).toEqual([]);
    expect(await confirmations()).toHaveLength(1);
    expect((await press(token, 'confirm')).status).toBe(404);
  });

  it('tells nobody whether it was used, expired, replaced, or never was', async () => {
    const used = await issue();
    await press(used, 'confirm');
    const gone = [used, 'never-was', 'a'.repeat(43), 'a'.repeat(150), '%00'];
    const pages = await Promise.all(gone.map((token) => open(token)));
    const shape = ({ status, text, headers }: Answer) => ({ status, text, length: headers.get('content-length') });
    for (const one of pages) expect(shape(one)).toEqual(shape(pages[0]!));
    expect(pages[0]!.status).toBe(404);
    expect(pages[0]!.text).toContain(says('fi', 'link.gone.heading'));
    expect((await press(used, 'confirm')).text).toBe(pages[0]!.text);
  });

  it('expires after thirty days', async () => {
    const token = await issue();
    clock.time += 30 * 86_400_000 - 1_000;
    expect((await open(token)).status).toBe(200);
    clock.time += 1_000;
    for (const one of [await open(token), await press(token), await press(token, 'confirm')])
      expect(one.status).toBe(404);
    expect(await confirmations()).toEqual([]);
  });

  it('is replaced by that of a newer mail', async () => {
    const [first, second] = [await issue(), await issue()];
    expect((await press(first, 'confirm')).status).toBe(404);
    expect((await press(second, 'confirm')).status).toBe(200);
    expect(
      await issueConfirmationLink(api.house.context, { account: 'head-1', proposal: 'evenings', ofEvent: answer }),
    ).toBeUndefined();
  });

  it('confirms nothing for who holds the post no more', async () => {
    const token = await issue();
    const ended = { post: 'head-of-service', account: 'head-1', from: day(-400), to: day(-1) };
    await story.does(administrator, 'HoldPost', 'services', ended);
    for (const one of [await open(token), await press(token), await press(token, 'confirm')]) {
      expect(one.status).toBe(409);
      expect(one.text).toContain(says('fi', 'link.notYours.heading'));
      expect(Object.values(planted).filter((text) => shown(one.text).includes(text))).toEqual([]);
    }
    expect((await press(await issue('head-2'), 'confirm')).status).toBe(409);
    expect(await confirmations()).toEqual([]);
  });

  it('confirms nothing for a disabled account', async () => {
    await story.does(administrator, 'InviteAccount', 'head-1', { language: 'fi' });
    const token = await issue();
    await story.does(administrator, 'DisableAccount', 'head-1');
    expect((await press(token, 'confirm')).status).toBe(404);
    expect(await confirmations()).toEqual([]);
  });

  it('says so when the answer was confirmed in another way', async () => {
    const token = await issue();
    const head = { 'x-kierto-account': 'head-1', 'x-kierto-post': 'head-of-service' };
    await story.does(head, 'ConfirmDecision', 'evenings', { ofEvent: answer, post: 'head-of-service' });
    const { status, text } = await open(token);
    expect({ status, told: text.includes(says('fi', 'link.already.heading')) }).toEqual({ status: 409, told: true });
  });

  it('still works when the log was away as it was pressed', async () => {
    const token = await issue();
    const { streams } = api.house.context;
    const away = { code: 'store-unavailable' };
    Object.assign(api.house.context, {
      streams: { ...streams, load: streams.load, transact: () => Promise.reject(Object.assign(new Error(), away)) },
    });
    const failed = await press(token, 'confirm');
    Object.assign(api.house.context, { streams });
    expect(failed.status).toBe(503);
    expect(failed.headers.get('retry-after')).toBe('30');
    expect(failed.text).toContain(says('fi', 'link.away.heading'));
    expect((await press(token, 'confirm')).status).toBe(200);
    expect(await confirmations()).toHaveLength(1);
  });

  it('takes small forms at its own address only', async () => {
    const token = await issue();
    expect((await press(token, `confirm&more=${'a'.repeat(2_000)}`)).status).toBe(413);
    const form = { 'content-type': 'application/x-www-form-urlencoded', ...coordinator };
    const withdraw = '/api/proposals/evenings/withdraw';
    const elsewhere = await api.send('POST', withdraw, 'a=b', form);
    expect(elsewhere).toMatchObject({ status: 403, body: { code: 'request.cross-site' } });
    const sent = await api.send('POST', withdraw, 'a=b', { ...form, 'sec-fetch-site': 'same-origin' });
    expect(sent).toMatchObject({ status: 415, body: { code: 'request.media-type' } });
    const unknown = await api.send('POST', `/link/${randomUUID()}`, '{}', { 'content-type': 'application/json' });
    expect(unknown.status).toBe(404);
  });

  it('lies readable nowhere', async () => {
    const token = await issue();
    const tokens = await api.house.vault.tokens.list('one-tap', 'head-1');
    expect(tokens).toMatchObject([{ facts: { proposal: 'evenings', ofEvent: answer } }]);
    expect(JSON.stringify(tokens)).not.toContain(token);
  });
});

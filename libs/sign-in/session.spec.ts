import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { scheduledJobs } from '#jobs';
import { administrator, type Installation, openInstallation } from '../../test/installation.ts';
import { addressOf, anyone, goodPassword, joined, sessionIn } from '../../test/signing-in.ts';
import { signInWithPassword } from './password.ts';
import { beginSession, endSession, endSessions, listSessions, sessionOf, signOut } from './session.ts';

const minute = 60_000;
const hour = 60 * minute;
let installation: Installation;
beforeEach(async () => {
  installation = await openInstallation();
});
afterEach(() => installation.close());
const another = async (userAgent?: string) =>
  sessionIn(
    await signInWithPassword(
      installation.context,
      { address: addressOf('aino'), password: goodPassword },
      { ...anyone, userAgent },
    ),
  );

describe('a session', () => {
  it('is known by its token, and by nothing else', async () => {
    const { context, clock } = installation;
    const { token, id, ends } = await joined(context, 'aino');
    expect(await sessionOf(context, token)).toEqual({
      account: 'aino',
      id,
      began: new Date(clock.time),
      how: 'invitation',
    });
    expect(ends).toEqual(new Date(clock.time + 12 * hour));
    const wrong = ['', id, token.slice(1), `${token}=`, `${token}\0`, token.toLowerCase(), 'x'.repeat(10_000_000)];
    for (const text of [...wrong, token.split('').reverse().join('')])
      expect(await sessionOf(context, text)).toBeUndefined();
  });

  it('ends when it was not used for two hours', async () => {
    const { context, clock } = installation;
    const { token } = await joined(context, 'aino');
    clock.time += 2 * hour - 1;
    expect(await sessionOf(context, token)).toBeDefined();
    clock.time += 2 * hour - 1;
    expect(await sessionOf(context, token)).toBeDefined();
    clock.time += 2 * hour;
    expect(await sessionOf(context, token)).toBeUndefined();
  });

  it('ends when somebody does nothing but listen for two hours', async () => {
    const { context, clock } = installation;
    const { token } = await joined(context, 'aino');
    clock.time += 2 * hour - 1;
    expect(await sessionOf(context, token, { listens: true })).toBeDefined();
    clock.time += 1;
    expect(await sessionOf(context, token, { listens: true })).toBeUndefined();
  });

  it('ends after twelve hours, however much it is used', async () => {
    const { context, clock } = installation;
    const { token } = await joined(context, 'aino');
    for (let hours = 1; hours < 12; hours++) {
      clock.time += hour;
      expect(await sessionOf(context, token)).toBeDefined();
    }
    clock.time += hour - 1;
    expect(await sessionOf(context, token)).toBeDefined();
    clock.time += 1;
    expect(await sessionOf(context, token)).toBeUndefined();
    expect(await listSessions(context, 'aino')).toEqual([]);
  });

  it('is prolonged once a minute at most', async () => {
    const { context, clock } = installation;
    const { token } = await joined(context, 'aino');
    const before = context.vault.changes;
    clock.time += minute - 1;
    for (let requests = 0; requests < 20; requests++) await sessionOf(context, token);
    expect(context.vault.changes).toBe(before);
    clock.time += 1;
    for (let requests = 0; requests < 20; requests++) await sessionOf(context, token);
    expect(context.vault.changes).toBe(before! + 1);
    expect((await listSessions(context, 'aino')).map(({ last }) => last)).toEqual([new Date(clock.time)]);
  });

  it('is deleted by the hourly job once it has ended', async () => {
    const { context, clock } = installation;
    await joined(context, 'aino');
    clock.time += 2 * hour;
    const expire = scheduledJobs.find(({ name }) => name === 'expire')!;
    await expire.run({ context, log: () => {} } as never, new AbortController().signal);
    expect(await context.vault.tokens.list('session', 'aino')).toEqual([]);
  });
});

describe('ending sessions', () => {
  it('ends one’s own by signing out', async () => {
    const { context } = installation;
    const [own, other] = [await joined(context, 'aino'), await another()];
    expect(await sessionOf(context, own.token)).toBeDefined();
    await signOut(context, own.token);
    await signOut(context, own.token);
    await signOut(context, 'no token');
    expect(await sessionOf(context, own.token)).toBeUndefined();
    expect(await sessionOf(context, other.token)).toBeDefined();
  });

  it('ends one of the list, but nobody else’s', async () => {
    const { context } = installation;
    const own = await joined(context, 'aino');
    const others = await joined(context, 'veli');
    await expect(endSession(context, 'aino', others.id)).rejects.toMatchObject({ code: 'session.not-found' });
    expect(await sessionOf(context, others.token)).toBeDefined();
    await endSession(context, 'aino', own.id);
    expect(await sessionOf(context, own.token)).toBeUndefined();
  });

  it('ends all, or all but one', async () => {
    const { context } = installation;
    const [one, two, three] = [await joined(context, 'aino'), await another(), await another()];
    const others = await joined(context, 'veli');
    expect(await endSessions(context, 'aino', two.id)).toBe(2);
    expect(await sessionOf(context, one.token)).toBeUndefined();
    expect(await sessionOf(context, three.token)).toBeUndefined();
    expect(await sessionOf(context, two.token)).toBeDefined();
    expect(await endSessions(context, 'aino')).toBe(1);
    expect(await sessionOf(context, two.token)).toBeUndefined();
    expect(await sessionOf(context, others.token)).toBeDefined();
  });

  it('comes with disabling the account, also for a session that is just beginning', async () => {
    const { context } = installation;
    const { token } = await joined(context, 'aino');
    const coming = [beginSession(context, 'aino', { how: 'directory' }), another()];
    await installation.give({ do: 'DisableAccount', id: 'aino', by: administrator, body: {} });
    expect(await sessionOf(context, token)).toBeUndefined();
    for (const one of await Promise.allSettled(coming))
      if (one.status === 'fulfilled') expect(await sessionOf(context, one.value.token)).toBeUndefined();
      else expect(one.reason).toMatchObject({ code: 'sign-in.refused' });
    await expect(beginSession(context, 'aino', { how: 'directory' })).rejects.toMatchObject({
      code: 'sign-in.refused',
    });
    expect(await context.vault.tokens.list('session', 'aino')).toEqual([]);
  });
});

describe('the list of one’s sessions', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Linux'],
    [
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36',
      'Chrome, Android',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
      'Safari, iOS',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36 Edg/139.0.0.0',
      'Edge, Windows',
    ],
    ['curl/8.5.0', undefined],
    [undefined, undefined],
    [`${'\0<script>'.repeat(1_000_000)}Firefox/1`, undefined],
  ])('names the browser of %.60s', async (userAgent, browser) => {
    const { context } = installation;
    const began = new Date(installation.clock.time);
    await joined(context, 'aino');
    installation.clock.time += minute;
    await another(userAgent);
    const [first, second] = await listSessions(context, 'aino');
    expect(first).toEqual({ account: 'aino', id: expect.any(String), began, last: began, how: 'invitation' });
    expect(second!.browser).toBe(browser);
  });
});

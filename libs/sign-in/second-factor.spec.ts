import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Installation, openInstallation } from '../../test/installation.ts';
import {
  anyone,
  codeNow,
  joined,
  otherCode,
  sessionIn,
  sessionNow,
  stepIn,
  withSecondFactor,
} from '../../test/signing-in.ts';
import type { Arrival } from './arrival.ts';
import { proofsOf } from './password.ts';
import { confirmTotp, removeTotp, renewRecoveryCodes, resetSecondFactor, setUpTotp } from './second-factor.ts';
import { beginSecondFactor, completeSecondFactor, secondStep } from './second-step.ts';
import { sessionOf } from './session.ts';
import { issueSignInLink, signInByLink } from './sign-in-link.ts';

const step = 30_000;
const minute = 60_000;
let installation: Installation;
beforeEach(async () => {
  installation = await openInstallation();
});
afterEach(() => installation.close());

/** Passes the first step. */
const passes = async (arrival: Arrival = anyone, account = 'aino') =>
  signInByLink(installation.context, (await issueSignInLink(installation.context, account))!.token, arrival);
const atCode = async () => stepIn(await passes(), 'code');
const shows = (token: string, code: string) => secondStep(installation.context, token, code, {});
const wrongCode = { code: 'second-factor.wrong-code', field: 'code' };
const startAgain = { code: 'sign-in.start-again' };
/** Aino with a second factor, its first code already used by setting it up. */
async function aino() {
  const { context, clock } = installation;
  const session = await joined(context, 'aino', null);
  const factor = await withSecondFactor(context, session);
  clock.time += step;
  return { session, ...factor };
}

describe('setting up a second factor', () => {
  it('gives a secret for an app, and counts from its first code on', async () => {
    const { context } = installation;
    const session = await joined(context, 'aino', null);
    const { secret, uri } = await setUpTotp(context, 'aino');
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(new URL(uri).searchParams.get('secret')).toBe(secret);
    expect(decodeURIComponent(uri)).toMatch(/^otpauth:\/\/totp\/Kierto:aino\.esimerkki@example\.fi\?issuer=Kierto/);
    expect((await passes()).at).toBe('in');
    await expect(
      confirmTotp(context, await sessionNow(context, session), otherCode(codeNow(context, secret))),
    ).rejects.toMatchObject(wrongCode);
    const codes = await confirmTotp(context, await sessionNow(context, session), codeNow(context, secret));
    expect(codes).toHaveLength(8);
    for (const code of codes) expect(code).toMatch(/^[\da-z]{4}(-[\da-z]{4}){3}$/);
    expect((await passes()).at).toBe('code');
  });

  it('ends all other sessions', async () => {
    const { context } = installation;
    const [own, other] = [await joined(context, 'aino', null), sessionIn(await passes())];
    await withSecondFactor(context, own);
    expect(await sessionOf(context, own.token)).toBeDefined();
    expect(await sessionOf(context, other.token)).toBeUndefined();
  });

  it('is not done without having begun, too late, or over one that is there', async () => {
    const { context, clock } = installation;
    const session = await joined(context, 'aino', null);
    const own = await sessionNow(context, session);
    await expect(confirmTotp(context, own, '123456')).rejects.toMatchObject({ code: 'second-factor.not-begun' });
    const late = await setUpTotp(context, 'aino');
    clock.time += 15 * minute;
    await expect(confirmTotp(context, own, codeNow(context, late.secret))).rejects.toMatchObject({
      code: 'second-factor.not-begun',
    });
    await withSecondFactor(context, session);
    await expect(setUpTotp(context, 'aino')).rejects.toMatchObject({ code: 'second-factor.there-already' });
  });

  it('takes the last secret when it was begun twice', async () => {
    const { context } = installation;
    const own = await sessionNow(context, await joined(context, 'aino', null));
    const first = await setUpTotp(context, 'aino');
    const second = await setUpTotp(context, 'aino');
    await expect(confirmTotp(context, own, codeNow(context, first.secret))).rejects.toMatchObject(wrongCode);
    await confirmTotp(context, own, codeNow(context, second.secret));
  });
});

describe('the second step', () => {
  it('is passed with a code of now, of the step before or of the one after, with or without a gap', async () => {
    const { context, clock } = installation;
    const { secret } = await aino();
    for (const early of [-step, 0, step]) {
      clock.time += 10 * step;
      const code = codeNow({ ...context, clock: { now: () => clock.time + early } }, secret);
      const session = await shows(await atCode(), ` ${code.slice(0, 3)} ${code.slice(3)} `);
      expect(await sessionNow(context, session)).toMatchObject({ account: 'aino', how: 'link' });
    }
    for (const early of [-2 * step, 2 * step]) {
      clock.time += 10 * step;
      const code = codeNow({ ...context, clock: { now: () => clock.time + early } }, secret);
      await expect(shows(await atCode(), code)).rejects.toMatchObject(wrongCode);
    }
  });

  it('takes each code once, also from two who show it at once, and none that came before', async () => {
    const { context, clock } = installation;
    const { secret } = await aino();
    const early = codeNow(context, secret);
    clock.time += step;
    const code = codeNow(context, secret);
    const tokens = [await atCode(), await atCode(), await atCode()];
    const results = await Promise.allSettled(tokens.map((token) => shows(token, code)));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    await expect(shows(await atCode(), early)).rejects.toMatchObject(wrongCode);
  });

  it('uses the first one up', async () => {
    const { context, clock } = installation;
    const { secret } = await aino();
    const token = await atCode();
    await shows(token, codeNow(context, secret));
    clock.time += step;
    await expect(shows(token, codeNow(context, secret))).rejects.toMatchObject(startAgain);
  });

  it('has five tries', async () => {
    const { context } = installation;
    const { secret } = await aino();
    const token = await atCode();
    const wrong = otherCode(codeNow(context, secret));
    for (let tries = 0; tries < 4; tries++) await expect(shows(token, wrong)).rejects.toMatchObject(wrongCode);
    await expect(shows(token, wrong)).rejects.toMatchObject(startAgain);
    await expect(shows(token, codeNow(context, secret))).rejects.toMatchObject(startAgain);
    await shows(await atCode(), codeNow(context, secret));
  });

  it('has five tries also when they all come at once', async () => {
    const { context } = installation;
    const { secret } = await aino();
    const token = await atCode();
    const wrong = otherCode(codeNow(context, secret));
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => shows(token, wrong)));
    const codes = results.map((one) => (one as PromiseRejectedResult).reason.code);
    expect(codes.filter((code) => code === 'second-factor.wrong-code')).toHaveLength(4);
    await expect(shows(token, codeNow(context, secret))).rejects.toMatchObject(startAgain);
  });

  it('has five tries also while the token of the fifth is only just being revoked', async () => {
    const { context } = installation;
    const { secret } = await aino();
    const token = await atCode();
    const wrong = otherCode(codeNow(context, secret));
    const [asked, released] = [Promise.withResolvers<void>(), Promise.withResolvers<boolean>()];
    const tokens = Object.assign(Object.create(context.vault.tokens, { changes: { value: undefined } }), {
      revoke() {
        asked.resolve();
        return released.promise;
      },
      look: context.vault.tokens.look.bind(context.vault.tokens),
    });
    const slow = { ...context, vault: Object.assign(Object.create(context.vault), { tokens }) };
    for (let tries = 0; tries < 4; tries++) await expect(shows(token, wrong)).rejects.toMatchObject(wrongCode);
    const fifth = secondStep(slow, token, wrong, {});
    await asked.promise;
    await expect(shows(token, codeNow(context, secret))).rejects.toMatchObject(startAgain);
    released.resolve(true);
    await expect(fifth).rejects.toMatchObject(startAgain);
  });

  it('is closed for a quarter of an hour by ten wrong codes, however often the first step is passed anew', async () => {
    const { context, clock } = installation;
    const { secret, recoveryCodes } = await aino();
    const wrong = otherCode(codeNow(context, secret));
    for (const token of [await atCode(), await atCode()])
      for (let tries = 0; tries < 5; tries++) await expect(shows(token, wrong)).rejects.toBeDefined();
    for (const code of [codeNow(context, secret), recoveryCodes[0]!])
      await expect(shows(await atCode(), code)).rejects.toMatchObject({ code: 'second-factor.closed', field: 'code' });
    clock.time += 15 * minute;
    await shows(await atCode(), codeNow(context, secret));
  });

  it('has five minutes', async () => {
    const { context, clock } = installation;
    const { secret } = await aino();
    const token = await atCode();
    clock.time += 5 * minute;
    await expect(shows(token, codeNow(context, secret))).rejects.toMatchObject(startAgain);
  });

  it.each(['', '12345', '1234567', '٠١٢٣٤٥', '12345\0', '0'.repeat(10_000_000), '__proto__', '-12345', '1e5'])(
    'takes nothing like %.20j',
    async (code) => {
      await aino();
      await expect(shows(await atCode(), code)).rejects.toMatchObject(wrongCode);
    },
  );

  it('knows nothing of tokens of another kind', async () => {
    const { session } = await aino();
    for (const token of ['', 'x'.repeat(10_000_000), session.token])
      await expect(shows(token, '123456')).rejects.toMatchObject(startAgain);
    await expect(beginSecondFactor(installation.context, await atCode())).rejects.toMatchObject(startAgain);
  });
});

describe('recovery codes', () => {
  it('each open once, in capitals too, and are counted', async () => {
    const { context } = installation;
    const { recoveryCodes } = await aino();
    const [first, second] = recoveryCodes as [string, string];
    await shows(await atCode(), first);
    expect((await proofsOf(context, 'aino')).secondFactor).toMatchObject({ recoveryCodesLeft: 7 });
    await expect(shows(await atCode(), first)).rejects.toMatchObject(wrongCode);
    await shows(await atCode(), second.toUpperCase().replaceAll('-', ' '));
    expect((await proofsOf(context, 'aino')).secondFactor).toMatchObject({ recoveryCodesLeft: 6 });
  });

  it('open once also for two who show one at once', async () => {
    const { recoveryCodes } = await aino();
    const tokens = [await atCode(), await atCode()];
    const results = await Promise.allSettled(tokens.map((token) => shows(token, recoveryCodes[3]!)));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('are made anew by a code, and the earlier ones open nothing', async () => {
    const { context } = installation;
    const { secret, recoveryCodes } = await aino();
    await expect(renewRecoveryCodes(context, 'aino', otherCode(codeNow(context, secret)))).rejects.toMatchObject(
      wrongCode,
    );
    const renewed = await renewRecoveryCodes(context, 'aino', codeNow(context, secret));
    await expect(shows(await atCode(), recoveryCodes[0]!)).rejects.toMatchObject(wrongCode);
    await shows(await atCode(), renewed[0]!);
  });

  it('lie nowhere in the clear, and nor does the secret', async () => {
    const { secret, recoveryCodes } = await aino();
    for (const [, bytes] of await installation.bytes())
      for (const text of [secret, ...recoveryCodes]) expect(bytes.includes(text)).toBe(false);
  });
});

describe('removing a second factor', () => {
  it('takes one of its codes, and ends all sessions', async () => {
    const { context } = installation;
    const { session, secret } = await aino();
    await expect(removeTotp(context, 'aino', '000 000 0')).rejects.toMatchObject(wrongCode);
    expect(await sessionOf(context, session.token)).toBeDefined();
    await removeTotp(context, 'aino', codeNow(context, secret));
    expect(await sessionOf(context, session.token)).toBeUndefined();
    expect((await passes()).at).toBe('in');
    await expect(removeTotp(context, 'aino', codeNow(context, secret))).rejects.toMatchObject(wrongCode);
  });

  it('is done by the administration for whoever has lost everything', async () => {
    const { context } = installation;
    const { session, secret } = await aino();
    const token = await atCode();
    await resetSecondFactor(context, 'aino');
    expect(await sessionOf(context, session.token)).toBeUndefined();
    await expect(shows(token, codeNow(context, secret))).rejects.toMatchObject(wrongCode);
    expect((await passes()).at).toBe('in');
  });
});

describe('where the organisation asks for a second factor', () => {
  const asked: Arrival = { needsSecondFactor: async (account) => account === 'aino' };

  it('nobody who must have one comes in before it is set up', async () => {
    const { context, clock } = installation;
    const before = await joined(context, 'aino', null);
    const token = stepIn(await passes(asked), 'set-up');
    await expect(shows(token, '123456')).rejects.toMatchObject(startAgain);
    await expect(completeSecondFactor(context, token, '123456', {})).rejects.toMatchObject({
      code: 'second-factor.not-begun',
    });
    const { secret } = await beginSecondFactor(context, token);
    await expect(completeSecondFactor(context, token, otherCode(codeNow(context, secret)), {})).rejects.toMatchObject(
      wrongCode,
    );
    const { session, recoveryCodes } = await completeSecondFactor(context, token, codeNow(context, secret), {});
    expect(recoveryCodes).toHaveLength(8);
    expect(await sessionNow(context, session)).toMatchObject({ account: 'aino' });
    expect(await sessionOf(context, before.token)).toBeUndefined();
    await expect(beginSecondFactor(context, token)).rejects.toMatchObject(startAgain);
    clock.time += step;
    expect((await passes(asked)).at).toBe('code');
  });

  it('everybody else comes in as before', async () => {
    const { context } = installation;
    await joined(context, 'veli', null);
    expect((await passes(asked, 'veli')).at).toBe('in');
  });
});

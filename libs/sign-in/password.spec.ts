import { argon2Sync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { administrator, type Installation, openInstallation } from '../../test/installation.ts';
import {
  addressOf,
  anyone,
  goodPassword,
  joined,
  otherPassword,
  sessionIn,
  sessionNow,
  withSecondFactor,
} from '../../test/signing-in.ts';
import { changeCredentials, credentialsOf } from './credentials.ts';
import { changePassword, proofsOf, signInWithPassword } from './password.ts';
import { sessionOf } from './session.ts';
import { askForLink, signInByLink } from './sign-in-link.ts';

const minute = 60_000;
let installation: Installation;
beforeEach(async () => {
  installation = await openInstallation();
});
afterEach(() => installation.close());

const signsIn = (address: string, password: string) =>
  signInWithPassword(installation.context, { address, password }, anyone);
const refusal = { code: 'sign-in.refused', field: undefined };
/** What somebody who does not come in is told, all of it. */
const told = (address: string, password: string) =>
  signsIn(address, password).then(
    () => 'in',
    ({ code, message, field }: { code: string; message: string; field?: string }) => ({ code, message, field }),
  );
const byLink = async () => {
  const link = await askForLink(installation.context, addressOf('aino'));
  return sessionIn(await signInByLink(installation.context, link!.token, anyone));
};

describe('signing in with address and password', () => {
  it('begins a session, however the address is typed', async () => {
    await joined(installation.context, 'aino');
    const session = sessionIn(await signsIn(' Aino.ESIMERKKI@example.fi ', goodPassword));
    expect(await sessionNow(installation.context, session)).toMatchObject({ account: 'aino', how: 'password' });
  });

  it('answers the same to whoever does not come in, whatever the reason', async () => {
    const { context } = installation;
    await joined(context, 'aino');
    await joined(context, 'links-only', null);
    await joined(context, 'disabled');
    await installation.give({ do: 'DisableAccount', id: 'disabled', by: administrator, body: {} });
    const answers = [
      await told(addressOf('aino'), otherPassword),
      await told(addressOf('nobody'), goodPassword),
      await told(addressOf('links-only'), goodPassword),
      await told(addressOf('disabled'), goodPassword),
      await told('no address', goodPassword),
      await told(addressOf('aino'), 'x'.repeat(5_000_000)),
      await told(addressOf('aino'), `${goodPassword}\0`),
      await told(`${'a'.repeat(5_000_000)}@example.fi`, goodPassword),
    ];
    expect(answers[0]).toMatchObject(refusal);
    expect(answers).toEqual(Array.from(answers, () => answers[0]));
  });

  it('counts tries at an address that nobody has too, so that they cost the same writing', async () => {
    const { context } = installation;
    await joined(context, 'aino');
    const grown = async (address: string) => {
      const before = context.vault.changes!;
      await told(address, otherPassword);
      return context.vault.changes! - before;
    };
    expect(await grown(addressOf('nobody'))).toBe(await grown(addressOf('aino')));
  });

  it('is closed for a quarter of an hour by ten failures within one; a link still leads in', async () => {
    const { context, clock } = installation;
    await joined(context, 'aino');
    for (let tries = 0; tries < 10; tries++) await told(addressOf('aino'), otherPassword);
    expect(await told(addressOf('aino'), goodPassword)).toMatchObject(refusal);
    expect(await sessionNow(context, await byLink())).toMatchObject({ account: 'aino' });
    // More tries while it is closed keep it closed no longer.
    clock.time += 14 * minute;
    expect(await told(addressOf('aino'), goodPassword)).toMatchObject(refusal);
    clock.time += minute;
    expect(await told(addressOf('aino'), goodPassword)).toBe('in');
  });

  it('forgets failures that are older, and all of them at the right password', async () => {
    const { clock } = installation;
    await joined(installation.context, 'aino');
    const fails = async (times: number) => {
      for (let tries = 0; tries < times; tries++) await told(addressOf('aino'), otherPassword);
    };
    await fails(9);
    clock.time += 15 * minute;
    await fails(9);
    expect(await told(addressOf('aino'), goodPassword)).toBe('in');
    await fails(9);
    expect(await told(addressOf('aino'), goodPassword)).toBe('in');
  });

  it('lets no more tries through than are counted, however many come at once', async () => {
    await joined(installation.context, 'aino');
    const all = [
      ...Array.from({ length: 12 }, () => told(addressOf('aino'), otherPassword)),
      told(addressOf('aino'), goodPassword),
    ];
    const answers = await Promise.all(all);
    expect(answers.slice(0, 12)).toEqual(Array.from({ length: 12 }, () => expect.objectContaining(refusal)));
    expect((await credentialsOf(installation.context, 'aino')).passwordFailures.closedUntil).toBeDefined();
    expect(await told(addressOf('aino'), goodPassword)).toMatchObject(refusal);
  });

  it('makes the hash anew when it was made at another cost', async () => {
    const { context } = installation;
    await joined(context, 'aino');
    const nonce = Buffer.alloc(16, 7);
    const cost = { nonce, parallelism: 1, tagLength: 32, memory: 8_192, passes: 2 };
    const tag = argon2Sync('argon2id', { message: goodPassword, ...cost });
    const text = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
    const phc = `$argon2id$v=19$m=8192,t=2,p=1$${text(nonce)}$${text(tag)}`;
    await changeCredentials(context, 'aino', (facts) => [{ ...facts, password: { phc, since: 1 } }, undefined]);
    expect(await told(addressOf('aino'), goodPassword)).toBe('in');
    expect((await credentialsOf(context, 'aino')).password).toEqual({
      phc: expect.stringContaining('$m=19456,t=2,p=1$'),
      since: 1,
    });
    expect(await told(addressOf('aino'), goodPassword)).toBe('in');
  });

  it('keeps nothing of a password in the clear', async () => {
    await joined(installation.context, 'aino');
    await told(addressOf('aino'), otherPassword);
    for (const [, bytes] of await installation.bytes())
      for (const text of [goodPassword, otherPassword, addressOf('aino'), '$argon2id'])
        expect(bytes.includes(text)).toBe(false);
  });
});

describe('another password', () => {
  it('is chosen by whoever knows the old one; all other sessions end', async () => {
    const { context } = installation;
    const other = await joined(context, 'aino');
    const own = sessionIn(await signsIn(addressOf('aino'), goodPassword));
    const link = await askForLink(context, addressOf('aino'));
    await changePassword(context, await sessionNow(context, own), { old: goodPassword, password: otherPassword });
    expect(await sessionOf(context, own.token)).toBeDefined();
    expect(await sessionOf(context, other.token)).toBeUndefined();
    await expect(signInByLink(context, link!.token, anyone)).rejects.toMatchObject({ code: 'sign-in.link-unknown' });
    expect(await told(addressOf('aino'), goodPassword)).toMatchObject(refusal);
    expect(await told(addressOf('aino'), otherPassword)).toBe('in');
  });

  it('is not chosen without the old one, nor with a wrong one, which is counted', async () => {
    const { context } = installation;
    await joined(context, 'aino');
    const session = await sessionNow(context, sessionIn(await signsIn(addressOf('aino'), goodPassword)));
    await expect(changePassword(context, session, { password: otherPassword })).rejects.toMatchObject({
      code: 'password.sign-in-again',
      field: 'old',
    });
    for (const old of [...Array.from({ length: 10 }, () => otherPassword), 'x'.repeat(1_000_000)])
      await expect(changePassword(context, session, { old, password: otherPassword })).rejects.toMatchObject({
        code: 'password.wrong',
        field: 'old',
      });
    expect(await told(addressOf('aino'), goodPassword)).toMatchObject(refusal);
  });

  it('is held to the rules', async () => {
    const { context } = installation;
    const session = await sessionNow(context, await joined(context, 'aino'));
    for (const [password, code] of [
      ['short', 'password.too-short'],
      ['x'.repeat(129), 'password.too-long'],
      ['kolme rusakkoa\0', 'password.unreadable'],
      ['salasana salasana', 'password.common'],
      ['aino.esimerkki', 'password.about-you'],
    ] as const)
      await expect(changePassword(context, session, { password })).rejects.toMatchObject({ code, field: 'password' });
    expect(await told(addressOf('aino'), goodPassword)).toBe('in');
  });

  it('is chosen without the old one for ten minutes after coming in by a link', async () => {
    const { context, clock } = installation;
    await joined(context, 'aino');
    const fresh = await sessionNow(context, await byLink());
    clock.time += 10 * minute;
    await changePassword(context, fresh, { password: otherPassword });
    expect(await told(addressOf('aino'), otherPassword)).toBe('in');
    const late = await sessionNow(context, await byLink());
    clock.time += 10 * minute + 1;
    await expect(changePassword(context, late, { password: goodPassword })).rejects.toMatchObject({
      code: 'password.sign-in-again',
    });
    await changePassword(context, late, { old: otherPassword, password: goodPassword });
  });

  it('opens a password that was closed', async () => {
    const { context } = installation;
    await joined(context, 'aino');
    for (let tries = 0; tries < 10; tries++) await told(addressOf('aino'), otherPassword);
    await changePassword(context, await sessionNow(context, await byLink()), { password: otherPassword });
    expect(await told(addressOf('aino'), otherPassword)).toBe('in');
  });

  it('leaves no session to whoever is just coming in by the old one', async () => {
    const { context } = installation;
    const own = await sessionNow(context, await joined(context, 'aino'));
    const coming = Array.from({ length: 4 }, () => signsIn(addressOf('aino'), goodPassword));
    await changePassword(context, own, { password: otherPassword });
    const came = await Promise.allSettled(coming);
    for (const one of came)
      if (one.status === 'fulfilled') expect(await sessionOf(context, sessionIn(one.value).token)).toBeUndefined();
      else expect(one.reason).toMatchObject({ code: 'sign-in.refused' });
    expect(await told(addressOf('aino'), otherPassword)).toBe('in');
  });
});

it('by what somebody proves who they are, they are told without what is secret', async () => {
  const { context, clock } = installation;
  const since = new Date(clock.time);
  const session = await joined(context, 'aino');
  await joined(context, 'links-only', null);
  expect(await proofsOf(context, 'links-only')).toEqual({});
  expect(await proofsOf(context, 'aino')).toEqual({ password: { since } });
  await withSecondFactor(context, session);
  expect(await proofsOf(context, 'aino')).toEqual({
    password: { since },
    secondFactor: { since, recoveryCodesLeft: 8 },
  });
});

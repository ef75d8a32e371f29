import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { account } from '#domain';
import { type Installation, openInstallation } from '../../test/installation.ts';
import { addressOf, anyone, goodPassword, invited, sessionIn, sessionNow, stepIn } from '../../test/signing-in.ts';
import { createFirstAdministrator, firstAdministratorCode } from './first-administrator.ts';
import { signInWithPassword } from './password.ts';

const day = 24 * 3_600_000;
const codeWrong = { code: 'first-administrator.code-wrong', field: 'code' };
const address = addressOf('aino');
let installation: Installation;
beforeEach(async () => {
  installation = await openInstallation();
});
afterEach(() => installation.close());
const thereIsNone = () => false;
const codeShown = async () => (await firstAdministratorCode(installation.context, thereIsNone))!;
const creates = (code: string, other: object = {}, arrival: object = {}) =>
  createFirstAdministrator(
    installation.context,
    { code, name: 'Aino Esimerkki', address, password: goodPassword, language: 'fi', ...other },
    { ...anyone, thereIsOne: thereIsNone, ...arrival },
  );

describe('the code on the console', () => {
  it('can be typed, and makes the first administrator', async () => {
    const { context } = installation;
    const code = await codeShown();
    expect(code).toMatch(/^[0-9a-z]{4}(-[0-9a-z]{4}){4}$/);
    const session = await sessionNow(context, sessionIn(await creates(` ${code.toUpperCase().replaceAll('-', ' ')}`)));
    const { state, events } = await context.streams.load(account, session.account);
    expect(state).toMatchObject({ status: 'open', joined: true, grants: [{ role: 'administrator' }] });
    expect(events.map(({ metadata }) => metadata.recordedBy)).toEqual(['console', session.account, 'console']);
    expect((await signInWithPassword(context, { address, password: goodPassword }, anyone)).at).toBe('in');
  });

  it('is not made once there is an administrator, and does nothing any more', async () => {
    const { context } = installation;
    const code = await codeShown();
    expect(await firstAdministratorCode(context, async () => true)).toBeUndefined();
    await expect(creates(code, {}, { thereIsOne: async () => true })).rejects.toMatchObject({
      code: 'first-administrator.there-is-one',
    });
  });

  it('of each process is good until one is used', async () => {
    const [one, other] = [await codeShown(), await codeShown()];
    await creates(other);
    await expect(creates(one, { address: addressOf('veli') })).rejects.toMatchObject(codeWrong);
    await expect(creates(other)).rejects.toMatchObject(codeWrong);
  });

  it.each([1, 2])('makes one administrator of two who come at once with %i of them', async (many) => {
    const codes = await Promise.all(Array.from({ length: many }, codeShown));
    const results = await Promise.allSettled([
      creates(codes[0]!, { address: addressOf('one') }),
      creates(codes.at(-1)!, { address: addressOf('other') }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: codeWrong });
    expect(await installation.context.vault.tokens.list('first-administrator', 'console')).toEqual([]);
  });

  it('is good for a day', async () => {
    const code = await codeShown();
    installation.clock.time += day;
    await expect(creates(code)).rejects.toMatchObject(codeWrong);
  });

  it('is good again when the rest is refused', async () => {
    const code = await codeShown();
    for (const [other, refusal] of [
      [{ password: 'short' }, { code: 'password.too-short', field: 'password' }],
      [{ password: 'esimerkki aino' }, { code: 'password.about-you', field: 'password' }],
      [{ address: 'nobody' }, { code: 'account.address-malformed', field: 'address' }],
      [{ address: 'x'.repeat(1_000_000) }, { code: 'command.malformed', field: 'address' }],
      [{ name: 'x'.repeat(1_000_000) }, { code: 'command.malformed', field: 'name' }],
      [{ name: 'a\ud800' }, { code: 'command.malformed', field: 'name' }],
    ] as const)
      await expect(creates(code, other)).rejects.toMatchObject(refusal);
    await creates(code);
  });

  it('makes an administrator of whoever had come half the way', async () => {
    const { context } = installation;
    await invited(context, 'aino');
    const session = sessionIn(await creates(await codeShown(), { name: 'aino Esimerkki' }));
    expect(session.account).toBe('aino');
    expect((await context.streams.load(account, 'aino')).state).toMatchObject({ grants: [{ role: 'administrator' }] });
  });

  it('leads to a second factor first, where the organisation asks for one', async () => {
    stepIn(await creates(await codeShown(), {}, { needsSecondFactor: () => true }), 'set-up');
  });

  it.each(['', '0000-0000-0000-0000-0000', 'x'.repeat(10_000_000), '\0', '__proto__'])('is not %.30j', async (code) => {
    await codeShown();
    await expect(creates(code)).rejects.toMatchObject(codeWrong);
  });
});

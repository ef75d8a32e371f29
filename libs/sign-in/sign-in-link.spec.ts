import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { administrator, type Installation, openInstallation } from '../../test/installation.ts';
import {
  addressOf,
  anyone,
  codeNow,
  invited,
  joined,
  sessionIn,
  sessionNow,
  stepIn,
  withSecondFactor,
} from '../../test/signing-in.ts';
import { secondStep } from './second-step.ts';
import { askForLink, issueSignInLink, signInByLink } from './sign-in-link.ts';

const minute = 60_000;
const unknown = { code: 'sign-in.link-unknown' };
let installation: Installation;
beforeEach(async () => {
  installation = await openInstallation();
});
afterEach(() => installation.close());
const asks = (address = addressOf('aino')) => askForLink(installation.context, address);
const follows = (token: string) => signInByLink(installation.context, token, anyone);

describe('a link by mail', () => {
  it('leads in once, without any password', async () => {
    const { context } = installation;
    await joined(context, 'aino', null);
    const link = await asks(' AINO.esimerkki@example.fi');
    expect(link).toEqual({
      account: 'aino',
      language: 'fi',
      token: expect.stringMatching(/^[\w-]{43}$/),
      expires: new Date(installation.clock.time + 15 * minute),
    });
    const session = sessionIn(await follows(link!.token));
    expect(await sessionNow(context, session)).toMatchObject({ account: 'aino', how: 'link' });
    await expect(follows(link!.token)).rejects.toMatchObject(unknown);
  });

  it('leads in one of two who follow it at once', async () => {
    await joined(installation.context, 'aino', null);
    const { token } = (await asks())!;
    const results = await Promise.allSettled([follows(token), follows(token)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('works for a quarter of an hour', async () => {
    await joined(installation.context, 'aino', null);
    const { token } = (await asks())!;
    installation.clock.time += 15 * minute;
    await expect(follows(token)).rejects.toMatchObject(unknown);
  });

  it('is not made for whoever has no account, has not joined, or is disabled', async () => {
    const { context } = installation;
    await invited(context, 'invited');
    await joined(context, 'disabled');
    await installation.give({ do: 'DisableAccount', id: 'disabled', by: administrator, body: {} });
    for (const address of [
      'nobody@example.fi',
      '',
      'x'.repeat(10_000_000),
      addressOf('invited'),
      addressOf('disabled'),
    ])
      expect(await asks(address)).toBeUndefined();
  });

  it('is made three times in a quarter of an hour at most', async () => {
    await joined(installation.context, 'aino', null);
    for (let times = 0; times < 3; times++) expect(await asks()).toBeDefined();
    expect(await asks()).toBeUndefined();
    // The console does not wait.
    expect(await issueSignInLink(installation.context, 'aino')).toBeDefined();
    installation.clock.time += 15 * minute;
    expect(await asks()).toBeDefined();
  });

  it('is the first step only, where there is a second factor', async () => {
    const { context, clock } = installation;
    const { secret } = await withSecondFactor(context, await joined(context, 'aino'));
    clock.time += minute;
    const token = stepIn(await follows((await asks())!.token), 'code');
    const session = await secondStep(context, token, codeNow(context, secret), {});
    expect(await sessionNow(context, session)).toMatchObject({ how: 'link' });
  });

  it('leads nowhere once the account is disabled', async () => {
    await joined(installation.context, 'aino');
    const { token } = (await asks())!;
    await installation.give({ do: 'DisableAccount', id: 'aino', by: administrator, body: {} });
    await expect(follows(token)).rejects.toMatchObject(unknown);
  });

  it.each(['', 'x'.repeat(10_000_000), '\0', '../../etc/passwd', '__proto__'])(
    'is none when it is %.20j',
    async (token) => {
      await expect(follows(token)).rejects.toMatchObject(unknown);
    },
  );
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { account } from '#domain';
import { administrator, type Installation, openInstallation } from '../../test/installation.ts';
import {
  addressOf,
  anyone,
  goodPassword,
  invited,
  joined,
  sessionIn,
  sessionNow,
  stepIn,
} from '../../test/signing-in.ts';
import { acceptInvitation, issueInvitation, lookAtInvitation } from './invitation.ts';
import { proofsOf, signInWithPassword } from './password.ts';

const day = 24 * 3_600_000;
const unknown = { code: 'invitation.unknown' };
let installation: Installation;
beforeEach(async () => {
  installation = await openInstallation();
});
afterEach(() => installation.close());
const invites = async (id = 'aino') => {
  await invited(installation.context, id);
  return (await issueInvitation(installation.context, id)).token;
};
const accepts = (token: string, password?: string) =>
  acceptInvitation(installation.context, token, { password }, anyone);
const stateOf = async (id: string) => (await installation.context.streams.load(account, id)).state;

describe('an invitation', () => {
  it('says whom it invites, as often as somebody looks', async () => {
    const token = await invites();
    for (let times = 0; times < 2; times++)
      expect(await lookAtInvitation(installation.context, token)).toEqual({
        account: 'aino',
        language: 'fi',
        name: 'aino Esimerkki',
        address: addressOf('aino'),
      });
    expect(await stateOf('aino')).toMatchObject({ joined: false });
  });

  it('is accepted with a password, and leads in', async () => {
    const { context } = installation;
    const session = sessionIn(await accepts(await invites(), goodPassword));
    expect(await sessionNow(context, session)).toMatchObject({ account: 'aino', how: 'invitation' });
    expect(await stateOf('aino')).toMatchObject({ status: 'open', joined: true });
    const again = await signInWithPassword(context, { address: addressOf('aino'), password: goodPassword }, anyone);
    expect(again.at).toBe('in');
  });

  it('is accepted without one, for signing in by mail only', async () => {
    sessionIn(await accepts(await invites()));
    expect(await stateOf('aino')).toMatchObject({ joined: true });
    expect(await proofsOf(installation.context, 'aino')).toEqual({});
  });

  it('is not used up by a password that will not do', async () => {
    const token = await invites();
    await expect(accepts(token, 'aino.esimerkki')).rejects.toMatchObject({ code: 'password.about-you' });
    expect(await stateOf('aino')).toMatchObject({ joined: false });
    sessionIn(await accepts(token, goodPassword));
  });

  it('is good once, also for two at once', async () => {
    const token = await invites();
    const results = await Promise.allSettled([accepts(token, goodPassword), accepts(token, goodPassword)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(accepts(token, goodPassword)).rejects.toMatchObject(unknown);
    expect(await lookAtInvitation(installation.context, token)).toBeUndefined();
    expect((await installation.context.streams.load(account, 'aino')).events.map(({ type }) => type)).toEqual([
      'AccountInvited',
      'AccountJoined',
    ]);
  });

  it('is good for two weeks, until another one is made, and while the account is open', async () => {
    const { context, clock } = installation;
    const first = await invites();
    const { token: second } = await issueInvitation(context, 'aino');
    await expect(accepts(first)).rejects.toMatchObject(unknown);
    clock.time += 14 * day;
    await expect(accepts(second)).rejects.toMatchObject(unknown);
    const { token: third } = await issueInvitation(context, 'aino');
    await installation.give({ do: 'DisableAccount', id: 'aino', by: administrator, body: {} });
    await expect(accepts(third)).rejects.toMatchObject(unknown);
    expect(await stateOf('aino')).toMatchObject({ joined: false });
  });

  it('is good at the address to which it went, and after a correction that was refused', async () => {
    const { context } = installation;
    await invited(context, 'veli');
    const token = await invites();
    const corrects = (address: string) =>
      installation.give({
        do: 'InviteAccount',
        id: 'aino',
        by: administrator,
        body: { language: 'fi', name: 'aino Esimerkki', address },
      });
    await expect(corrects(addressOf('veli'))).rejects.toMatchObject({ code: 'account.address-taken' });
    await corrects(addressOf('aino').toUpperCase());
    expect(await lookAtInvitation(context, token)).toMatchObject({ account: 'aino' });
    await corrects(addressOf('other'));
    expect(await lookAtInvitation(context, token)).toBeUndefined();
    await expect(accepts(token)).rejects.toMatchObject(unknown);
    expect(await stateOf('aino')).toMatchObject({ joined: false });
  });

  it('is made for accounts that are there, open and not in use', async () => {
    const { context } = installation;
    for (const id of ['nobody', 'disabled']) {
      if (id === 'disabled') {
        await invited(context, id);
        await installation.give({ do: 'DisableAccount', id, by: administrator, body: {} });
      }
      await expect(issueInvitation(context, id)).rejects.toMatchObject({ code: 'invitation.no-account' });
    }
    await joined(context, 'veli');
    await expect(issueInvitation(context, 'veli')).rejects.toMatchObject({ code: 'invitation.joined-already' });
    await installation.give({ do: 'InviteAccount', id: 'no-address', by: administrator, body: { language: 'sv' } });
    await expect(issueInvitation(context, 'no-address')).rejects.toMatchObject({ code: 'sign-in.address-missing' });
  });

  it('leads to a second factor first, where the organisation asks for one', async () => {
    const token = await invites();
    const asked = { needsSecondFactor: () => true };
    stepIn(await acceptInvitation(installation.context, token, { password: goodPassword }, asked), 'set-up');
    expect(await installation.context.vault.tokens.list('session', 'aino')).toEqual([]);
  });

  it.each(['', 'x'.repeat(10_000_000), '\0', '__proto__'])('is none when it is %.20j', async (token) => {
    await expect(accepts(token, goodPassword)).rejects.toMatchObject(unknown);
  });
});

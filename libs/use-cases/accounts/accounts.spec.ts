import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { account } from '#domain';
import {
  beginnings,
  administrator as by,
  coordinator,
  type Installation,
  openInstallation,
} from '../../../test/installation.ts';
import { conformance } from '../../../test/use-cases.conformance.ts';
import { grantByDirectory, withdrawByDirectory } from '../directory-roles.ts';
import { joinAccount } from '../joining.ts';

const invitation = (id: string, scene = false) => ({
  do: 'InviteAccount',
  id,
  by,
  body: { language: 'fi', name: 'Aino Esimerkki', address: `${id}@example.fi` },
  ...(scene && { scene: true as const }),
});
const file = { kind: 'draft', size: 5, words: { name: 'Letter of invitation', content: 'SGVsbG8=' } };
const member = { role: 'member', group: 'lobby' };

conformance({
  noun: 'accounts',
  singular: 'Account',
  text: { id: 'aino', of: 'AttachAccountFile', field: 'name' },
  again: (id) => ({ do: 'AttachAccountFile', id, by, body: file }),
  steps: [
    invitation('unknown-outcome', true),
    invitation('lost-race', true),
    invitation('aino'),
    { do: 'ChooseLanguage', id: 'aino', by, body: { language: 'sv' } },
    { do: 'ChooseMails', id: 'aino', by, body: { reminders: true, digest: false } },
    { do: 'GrantRole', id: 'aino', by: coordinator, body: { ...member, as: 'clientDeveloper' } },
    { do: 'WithdrawRole', id: 'aino', by: coordinator, body: member },
    { do: 'DisableAccount', id: 'lost-race', by, body: {} },
    { do: 'EnableAccount', id: 'lost-race', by, body: {} },
    invitation('forgotten', true),
    { do: 'ForgetAccount', id: 'forgotten', by: { role: 'dataProtectionOfficer' }, body: { reasonCode: 'request' } },
    { do: 'AttachAccountFile', id: 'aino', by, body: file },
  ],
});

describe('name and address of an account', () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await openInstallation();
  });
  afterAll(() => installation.close());
  const personOf = async (id: string) => (await installation.context.vault.people.read([id])).get(id);

  it('lie with the people under its id, and are corrected without a fact', async () => {
    await installation.give(invitation('aino'));
    expect(await personOf('aino')).toEqual({ name: 'Aino Esimerkki', contact: 'aino@example.fi' });
    const corrected = { ...invitation('aino'), body: { language: 'fi', address: 'aino.e@example.fi' } };
    expect(await installation.give(corrected)).toMatchObject({ events: [], version: 1 });
    expect(await personOf('aino')).toEqual({ name: 'Aino Esimerkki', contact: 'aino.e@example.fi' });
  });

  it('are not written over those of a person who has the id already, nor by those of one who comes later', async () => {
    for (const given of beginnings) await installation.give(given);
    const joins = (member: string) => ({
      do: 'JoinGroup',
      id: 'lobby',
      by: coordinator,
      body: { member, role: 'clientDeveloper', name: 'Helka Virtanen', contact: '040 555 0101' },
    });
    const helka = { name: 'Helka Virtanen', contact: '040 555 0101' };
    await installation.give(joins('helka'));
    for (const body of [invitation('helka').body, { language: 'fi' }])
      await expect(installation.give({ ...invitation('helka'), body })).rejects.toMatchObject({
        code: 'account.id-of-person',
        field: 'id',
      });
    expect(await personOf('helka')).toEqual(helka);
    expect(await installation.context.store.version('account-helka')).toBe(0);
    const aino = await personOf('aino');
    await expect(installation.give(joins('aino'))).rejects.toMatchObject({ code: 'account.id-of-account' });
    expect(await personOf('aino')).toEqual(aino);
  });

  it('are kept when an invitation that came to nothing is sent again', async () => {
    const known = { name: 'Aino Esimerkki', contact: 'stopped@example.fi' };
    await installation.context.vault.people.keep('stopped', known, 'account-stopped');
    expect(await installation.give(invitation('stopped'))).toMatchObject({ version: 1 });
    expect(await personOf('stopped')).toEqual(known);
  });

  it('stay as they were when the address is none', async () => {
    const wrong = { ...invitation('aino'), body: { language: 'fi', address: 'nobody' } };
    await expect(installation.give(wrong)).rejects.toMatchObject({
      code: 'account.address-malformed',
      field: 'address',
    });
    expect(await personOf('aino')).toMatchObject({ contact: 'aino.e@example.fi' });
    await expect(installation.give({ ...wrong, id: 'nowhere' })).rejects.toMatchObject({ field: 'address' });
    expect(await personOf('nowhere')).toBeUndefined();
  });
});

/** A coordinator as in a real installation: of one group only. */
const ofLobby = {
  rights: {
    account: 'developer',
    capacities: [{ kind: 'coordinator' as const, group: 'lobby', groups: ['lobby'] }],
  },
};

describe('an address', () => {
  let installation: Installation;
  beforeEach(async () => {
    installation = await openInstallation();
  });
  afterEach(() => installation.close());
  const invite = (id: string, address: string, more: object = {}) =>
    installation.give({ do: 'InviteAccount', id, by, body: { language: 'fi', address }, ...more });
  const holderOf = (address: string) => installation.context.vault.identities.find('address', address);

  it('is one account’s, however it is typed', async () => {
    await invite('aino', 'Aino@Example.fi');
    expect(await holderOf('aino@example.fi')).toBe('aino');
    await expect(invite('another', 'aino@example.FI')).rejects.toMatchObject({
      code: 'account.address-taken',
      field: 'address',
    });
    expect(await installation.context.store.version('account-another')).toBe(0);
    expect(await installation.context.vault.people.read(['another'])).toEqual(new Map());
  });

  it('that was corrected is anybody’s again', async () => {
    await invite('aino', 'aino@example.fi');
    await invite('aino', 'aino.e@example.fi');
    expect(await holderOf('aino.e@example.fi')).toBe('aino');
    await invite('another', 'aino@example.fi');
    expect(await holderOf('aino@example.fi')).toBe('another');
  });

  it('of an invitation that was refused is anybody’s', async () => {
    await invite('aino', 'aino@example.fi');
    const wrong = { language: 'sv', address: 'aino.e@example.fi' };
    await expect(installation.give({ do: 'InviteAccount', id: 'aino', by, body: wrong })).rejects.toMatchObject({
      code: 'account.exists',
    });
    expect(await holderOf('aino.e@example.fi')).toBeUndefined();
    expect(await holderOf('aino@example.fi')).toBe('aino');
  });

  it('goes to one of two who are invited with it at once', async () => {
    const answers = await Promise.allSettled(['one', 'two'].map((id) => invite(id, 'aino@example.fi')));
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [winner] = ['one', 'two'].filter((_, index) => answers[index]!.status === 'fulfilled');
    expect(await holderOf('aino@example.fi')).toBe(winner);
  });

  it('is corrected by the coordinators of the group that has invited somebody, until they have joined', async () => {
    for (const given of beginnings) await installation.give(given);
    await invite('member', 'membre@example.fi', ofLobby);
    await invite('member', 'member@example.fi', ofLobby);
    expect(await holderOf('member@example.fi')).toBe('member');
    await joinAccount(installation.context, 'member');
    await expect(invite('member', 'thief@example.fi', ofLobby)).rejects.toMatchObject({
      code: 'permission.denied',
    });
    await invite('keeper', 'keeper@example.fi');
    await expect(invite('keeper', 'thief@example.fi', ofLobby)).rejects.toMatchObject({
      code: 'permission.denied',
    });
  });
});

describe('who may no longer come in', () => {
  let installation: Installation;
  const now = () => new Date(installation.clock.time);
  const tokenOf = (holder: string, purpose: string) =>
    installation.context.vault.tokens.issue({ purpose, holder, facts: {}, now: now() });
  const opens = async (purpose: string, token: string) =>
    (await installation.context.vault.tokens.look(purpose, token, now())) !== undefined;
  const does = (name: string, id: string, body: object = {}) => installation.give({ do: name, id, by, body });

  beforeEach(async () => {
    installation = await openInstallation();
    for (const given of beginnings) await installation.give(given);
    for (const id of ['aino', 'keeper']) await installation.give(invitation(id));
    await does('GrantRole', 'keeper', { role: 'administrator' });
    await joinAccount(installation.context, 'keeper');
  });
  afterEach(() => installation.close());

  it('has no session, no token and no calendar left once the account is disabled', async () => {
    const session = await tokenOf('aino', 'session');
    const calendar = await tokenOf('account-aino', 'calendar');
    await does('DisableAccount', 'aino');
    expect(await opens('session', session.token)).toBe(false);
    expect(await opens('calendar', calendar.token)).toBe(false);
  });

  it('keeps what it has got since, when the disabling is sent again after the account was enabled', async () => {
    const disabling = { do: 'DisableAccount', id: 'aino', by, body: {}, command: randomUUID() };
    await installation.give(disabling);
    await does('EnableAccount', 'aino');
    const { token } = await tokenOf('aino', 'session');
    expect(await installation.give(disabling)).toMatchObject({ repeated: true });
    expect(await opens('session', token)).toBe(true);
  });

  it('is nobody once the account is forgotten, also where the log names it', async () => {
    const { vault } = installation.context;
    await installation.give({
      do: 'JoinGroup',
      id: 'lobby',
      by: coordinator,
      body: { member: 'client-2', role: 'clientDeveloper', name: 'Helka', account: 'aino' },
    });
    await vault.credentials.write('aino', { password: 'x' }, 0);
    const { token } = await tokenOf('aino', 'api-token');
    await does('ForgetAccount', 'aino', { reasonCode: 'request' });
    expect(await opens('api-token', token)).toBe(false);
    expect(await vault.credentials.read('aino')).toBeUndefined();
    expect(await vault.identities.find('address', 'aino@example.fi')).toBeUndefined();
    expect(await vault.people.read(['aino', 'client-2'])).toEqual(new Map([['client-2', { name: 'Helka' }]]));
    await installation.give({ ...invitation('another'), body: { language: 'fi', address: 'aino@example.fi' } });
    const again = { ...invitation('aino'), body: { language: 'fi' } };
    await expect(installation.give(again)).rejects.toMatchObject({ code: 'account.forgotten' });
  });

  it('is not the last who looks after the installation', async () => {
    const last = { code: 'account.last-administrator' };
    await does('GrantRole', 'aino', { role: 'administrator' });
    for (const leave of [
      () => does('WithdrawRole', 'keeper', { role: 'administrator' }),
      () => does('DisableAccount', 'keeper'),
      () => does('ForgetAccount', 'keeper', { reasonCode: 'request' }),
    ])
      await expect(leave()).rejects.toMatchObject(last);
    await joinAccount(installation.context, 'aino');
    await does('WithdrawRole', 'keeper', { role: 'administrator' });
    await expect(does('DisableAccount', 'aino')).rejects.toMatchObject(last);
    await does('GrantRole', 'keeper', { role: 'administrator' });
    await does('DisableAccount', 'aino');
    await expect(does('DisableAccount', 'keeper')).rejects.toMatchObject(last);
  });
});

describe('roles that the directory gives', () => {
  it('come and go without touching those that were granted by hand', async () => {
    const installation = await openInstallation();
    for (const given of [...beginnings, invitation('aino')]) await installation.give(given);
    const { context } = installation;
    const stateOf = async () => (await context.streams.load(account, 'aino')).state;
    await installation.give({ do: 'GrantRole', id: 'aino', by, body: { role: 'reader' } });
    for (const role of [{ role: 'reader' }, { role: 'analyst', unit: 'services', readsWords: true }] as const)
      await grantByDirectory(context, 'aino', role);
    expect(await stateOf()).toMatchObject({
      grants: [
        { role: 'reader' },
        { role: 'reader', through: 'directory' },
        { role: 'analyst', unit: 'services', readsWords: true, through: 'directory' },
      ],
    });
    await expect(
      installation.give({ do: 'WithdrawRole', id: 'aino', by, body: { role: 'analyst', unit: 'services' } }),
    ).rejects.toMatchObject({ code: 'role.of-directory' });
    await withdrawByDirectory(context, 'aino', { role: 'analyst', unit: 'services' });
    await withdrawByDirectory(context, 'aino', { role: 'reader' });
    expect(await stateOf()).toMatchObject({ grants: [{ role: 'reader' }] });
    await expect(grantByDirectory(context, 'aino', { role: 'reader', unit: 'x' })).rejects.toMatchObject({
      code: 'unit.unknown',
    });
    await installation.close();
  });
});

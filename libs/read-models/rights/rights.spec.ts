import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Capacity, Rights } from '#permissions';
import { administrator, LogAndReads } from '../../../test/log-and-reads.ts';
import { capacityOfGroupLink, rightsOf } from './rights-of.ts';

describe('what an account may', () => {
  let log: LogAndReads;
  const account = (id: string, type: string, data: object = {}) => log.happened(`account-${id}`, type, data);
  const rights = async (id = 'aino', today = '2026-04-01'): Promise<Rights | undefined> => {
    await log.seen();
    return rightsOf(log.reads, id, today);
  };
  const capacities = async (today?: string): Promise<readonly Capacity[]> => (await rights('aino', today))!.capacities;

  beforeEach(async () => {
    log = await LogAndReads.open();
    await log.happened('unit-county', 'UnitEstablished');
    await log.happened('unit-services', 'UnitEstablished', { parent: 'county' });
    await log.happened('unit-housing', 'UnitEstablished', { parent: 'services' });
    await log.happened('unit-city', 'UnitEstablished');
    await log.happened('unit-city-team', 'UnitEstablished', { parent: 'city' });
    await log.happened('organisation-main', 'PostNamed', { code: 'head', unit: 'services' });
    for (const [id, unit] of [
      ['lobby', 'services'],
      ['old-lobby', 'services'],
      ['yard', 'county'],
    ])
      await log.happened(`group-${id}`, 'GroupFounded', { kind: 'coDevelopment', unit });
    await account('aino', 'AccountInvited', { language: 'fi' });
  });
  afterEach(() => log.close());

  it('is nothing of an account that nobody invited, and no capacity of one that was only invited', async () => {
    expect(await rights('nobody')).toBeUndefined();
    expect(await rights()).toEqual({ account: 'aino', capacities: [] });
  });

  it('follows the roles that were granted and withdrawn', async () => {
    await account('aino', 'RoleGranted', { role: 'administrator' });
    await account('aino', 'RoleGranted', { role: 'coordinator', group: 'lobby' });
    await account('aino', 'RoleGranted', { role: 'member', group: 'yard', as: 'staffDeveloper' });
    expect(await capacities()).toEqual([
      { kind: 'administrator' },
      { kind: 'coordinator', group: 'lobby', groups: ['lobby'] },
      { kind: 'member', role: 'staffDeveloper', group: 'yard', groups: ['yard'] },
    ]);
    await account('aino', 'RoleWithdrawn', { role: 'administrator' });
    await account('aino', 'RoleWithdrawn', { role: 'coordinator', group: 'lobby' });
    expect(await capacities()).toMatchObject([{ kind: 'member' }]);
  });

  it('keeps a role by hand that the directory takes away again, and is one capacity while both give it', async () => {
    await account('aino', 'RoleGranted', { role: 'coordinator', group: 'lobby' });
    await account('aino', 'RoleGranted', { role: 'coordinator', group: 'lobby', through: 'directory' });
    expect(await capacities()).toHaveLength(1);
    await account('aino', 'RoleWithdrawn', { role: 'coordinator', group: 'lobby', through: 'directory' });
    expect(await capacities()).toHaveLength(1);
    await account('aino', 'RoleWithdrawn', { role: 'coordinator', group: 'lobby' });
    expect(await capacities()).toEqual([]);
  });

  it('is as if what was recorded in error had not been', async () => {
    const granted = await account('aino', 'RoleGranted', { role: 'administrator' });
    expect(await capacities()).toHaveLength(1);
    await account('aino', 'RecordedInError', { ofEvent: granted.id });
    expect(await capacities()).toEqual([]);
    await account('aino', 'RoleGranted', { role: 'reader', unit: 'services' });
    const withdrawn = await account('aino', 'RoleWithdrawn', { role: 'reader', unit: 'services' });
    expect(await capacities()).toEqual([]);
    await account('aino', 'RecordedInError', { ofEvent: withdrawn.id });
    expect(await capacities()).toMatchObject([{ kind: 'reader' }]);
  });

  it('ends when the account is disabled or forgotten, and comes back when it is enabled', async () => {
    await account('aino', 'RoleGranted', { role: 'administrator' });
    await account('aino', 'AccountDisabled');
    expect(await rights()).toBeUndefined();
    await account('aino', 'AccountEnabled');
    expect(await capacities()).toHaveLength(1);
    await account('aino', 'AccountForgotten', { reasonCode: 'request' });
    expect(await rights()).toBeUndefined();
  });

  it('is management through a post on the days it is held, in its unit and all below', async () => {
    await log.happened('unit-services', 'PostHeldBy', {
      post: 'head',
      account: 'aino',
      from: '2026-01-01',
      to: '2026-04-30',
    });
    const management = { kind: 'management', post: 'head', units: ['housing', 'services'] };
    expect(await capacities('2026-04-30')).toEqual([management]);
    expect(await capacities('2026-05-01')).toEqual([]);
    expect(await capacities('2025-12-31')).toEqual([]);
    expect(await capacities('2026-04-30')).toEqual([management]);
  });

  it('reaches what its units have succeeded with all below it, and what its group has succeeded', async () => {
    await account('aino', 'RoleGranted', { role: 'reader', unit: 'county' });
    await account('aino', 'RoleGranted', { role: 'coordinator', group: 'lobby' });
    expect(await capacities()).toEqual([
      { kind: 'coordinator', group: 'lobby', groups: ['lobby'] },
      { kind: 'reader', units: ['county', 'housing', 'services'] },
    ]);
    await log.happened('unit-city', 'UnitSucceeded', { successor: 'services' });
    await log.happened('group-old-lobby', 'GroupSucceeded', { successor: 'lobby' });
    expect(await capacities()).toEqual([
      { kind: 'coordinator', group: 'lobby', groups: ['lobby', 'old-lobby'] },
      { kind: 'reader', units: ['city', 'city-team', 'county', 'housing', 'services'] },
    ]);
  });

  it('of an analyst is everywhere where no unit was named, and of words only where that was granted', async () => {
    await account('aino', 'RoleGranted', { role: 'analyst', unit: 'housing', readsWords: true });
    await account('aino', 'RoleGranted', { role: 'analyst', unit: 'services' });
    await account('aino', 'RoleGranted', { role: 'analyst' });
    expect(await capacities()).toEqual([
      { kind: 'analyst', units: ['housing'], words: true },
      { kind: 'analyst', units: 'all', words: false },
    ]);
  });

  it('of a link ends with it', async () => {
    await log.happened('group-lobby', 'LinkIssued', { link: 'one' });
    await log.happened('group-old-lobby', 'GroupSucceeded', { successor: 'lobby' });
    await log.seen();
    expect(capacityOfGroupLink(log.reads, 'one', 'lobby')).toEqual({
      kind: 'link',
      link: 'one',
      group: 'lobby',
      groups: ['lobby', 'old-lobby'],
    });
    expect(capacityOfGroupLink(log.reads, 'one', 'yard')).toBeUndefined();
    await log.happened('group-lobby', 'LinkRevoked', { link: 'one' });
    await log.seen();
    expect(capacityOfGroupLink(log.reads, 'one', 'lobby')).toBeUndefined();
  });

  describe('in the list of accounts', () => {
    interface Accounts {
      readonly items: readonly { readonly id: string }[];
      readonly next?: string;
    }
    const list = (params: object = {}, reader: Rights = administrator) =>
      log.ask<Accounts>('ListAccounts', { ...params }, reader);
    const ids = async (params: object = {}, reader: Rights = administrator) =>
      (await list(params, reader)).items.map(({ id }) => id);
    const ofYard: Rights = {
      account: 'yard-coordinator',
      capacities: [{ kind: 'coordinator', group: 'yard', groups: ['yard'] }],
    };

    beforeEach(async () => {
      await account('aino', 'AccountJoined');
      await account('aino', 'RoleGranted', { role: 'coordinator', group: 'lobby' });
      await account('aino', 'RoleGranted', { role: 'member', group: 'yard', as: 'staffDeveloper' });
      await log.happened('unit-services', 'PostHeldBy', { post: 'head', account: 'aino', from: '2026-01-01' });
      await log.vault.people.keep('aino', { name: 'Aino Esimerkki', contact: 'aino@example.fi' });
      for (const id of ['eero', 'iida']) await account(id, 'AccountInvited', { language: 'sv' });
      await account('eero', 'RoleGranted', { role: 'analyst', unit: 'services', readsWords: true });
      await account('iida', 'AccountDisabled');
    });

    it('is one account alone', async () => {
      expect(await ids({ id: 'eero' })).toEqual(['eero']);
      expect(await ids({ id: 'eero' }, ofYard)).toEqual([]);
    });

    it('stand name, address, roles, posts and when it was taken into use', async () => {
      expect((await list()).items).toEqual([
        {
          id: 'aino',
          version: 4,
          status: 'joined',
          language: 'fi',
          invitedOn: '2026-03-02',
          joinedOn: '2026-03-02',
          name: 'Aino Esimerkki',
          address: 'aino@example.fi',
          roles: [
            { role: 'coordinator', group: 'lobby', through: 'hand' },
            { role: 'member', group: 'yard', as: 'staffDeveloper', through: 'hand' },
          ],
          posts: ['head'],
        },
        {
          id: 'eero',
          version: 2,
          status: 'invited',
          language: 'sv',
          invitedOn: '2026-03-02',
          roles: [{ role: 'analyst', unit: 'services', readsWords: true, through: 'hand' }],
          posts: [],
        },
        {
          id: 'iida',
          version: 2,
          status: 'disabled',
          language: 'sv',
          invitedOn: '2026-03-02',
          roles: [],
          posts: [],
        },
      ]);
    });

    it('is sifted by status, role, unit and group, page by page', async () => {
      expect(await ids({ status: 'disabled' })).toEqual(['iida']);
      expect(await ids({ role: 'analyst' })).toEqual(['eero']);
      expect(await ids({ unit: 'services' })).toEqual(['eero']);
      expect(await ids({ group: 'yard', role: 'coordinator' })).toEqual([]);
      const first = await list({ limit: '2' });
      expect(await ids({ limit: '2', cursor: first.next })).toEqual(['iida']);
    });

    it('a coordinator sees those with a role in the own group, and of them that role alone', async () => {
      expect((await list({}, ofYard)).items).toMatchObject([
        { id: 'aino', roles: [{ role: 'member', group: 'yard' }], posts: [] },
      ]);
      expect(await ids({ group: 'lobby' }, ofYard)).toEqual([]);
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import * as account from './account.ts';
import { recordInError } from './any-stream.ts';
import type { By } from './event.ts';
import { acting, administrator, andThen, given, recorded, refused, type Told } from './given.ts';
import * as group from './group.ts';
import * as unit from './unit.ts';

const invited = { type: 'AccountInvited', data: { language: 'fi' } };
const joined = { type: 'AccountJoined', data: {} };
const disabled = { type: 'AccountDisabled', data: {} };
const forgotten = { type: 'AccountForgotten', data: { reasonCode: 'request' } };
const granted = (data: object) => ({ type: 'RoleGranted', data: data as Told['data'] });
const state = (...told: Told[]) => given(account, ...told).state;
const open = state(invited);
const off = state(invited, disabled);
const gone = state(invited, joined, forgotten);
const keeper = state(invited, joined, granted({ role: 'administrator' }));
const nobody = account.initial;
/** The account itself acts in no role. */
const itself = acting({});
const byAdministrator = acting(administrator);
const inviting = (address?: string, addressTaken = false) => ({ ...byAdministrator, address, addressTaken });
const leaving = (last = false, by: By = administrator) => ({ ...acting(by), last });
const services = given(unit, { type: 'UnitEstablished', data: {} }).state;
const lobby = given(group, { type: 'GroupFounded', data: { kind: 'coDevelopment', unit: 'services' } }).state;
const granting = { ...byAdministrator, unit: services, group: lobby };
const member = { role: 'member', group: 'lobby', as: 'clientDeveloper' } as const;

describe('an account', () => {
  it('is invited, with a mail address or without', () => {
    expect(account.invite({ language: 'sv' }, nobody, inviting())).toEqual(
      recorded('AccountInvited', { language: 'sv' }),
    );
    const invitation = account.invite({ language: 'fi' }, nobody, inviting('aino.esimerkki@example.fi'));
    expect(andThen(account, given(account), invitation).state).toEqual({
      status: 'open',
      language: 'fi',
      mails: { reminders: true, digest: true },
      joined: false,
      grants: [],
    });
  });

  it('is invited again when its address was wrong, which is no fact', () => {
    expect(account.invite({ language: 'fi' }, open, inviting('aino@example.fi'))).toEqual([]);
  });

  it('joins, once', () => {
    const events = account.join({}, open, itself);
    expect(events).toEqual(recorded('AccountJoined', {}));
    const { state: in_ } = andThen(account, given(account, invited), events);
    expect(in_).toMatchObject({ joined: true });
    expect(account.join({}, in_, itself)).toEqual([]);
  });

  it('chooses its language, itself or by the administration', () => {
    const events = account.chooseLanguage({ language: 'en' }, open, itself);
    expect(events).toEqual(recorded('AccountLanguageChosen', { language: 'en' }));
    expect(account.chooseLanguage({ language: 'en' }, open, byAdministrator)).toEqual(events);
    const { state: english } = andThen(account, given(account, invited), events);
    expect(english).toMatchObject({ language: 'en' });
    expect(account.chooseLanguage({ language: 'en' }, english, itself)).toEqual([]);
  });

  it('chooses its mails', () => {
    const none = { reminders: false, digest: false };
    const events = account.chooseMails(none, open, itself);
    expect(events).toEqual(recorded('MailsChosen', none));
    const { state: quiet } = andThen(account, given(account, invited), events);
    expect(quiet).toMatchObject({ mails: none });
    expect(account.chooseMails(none, quiet, itself)).toEqual([]);
  });

  it.each([
    [{ role: 'administrator' }],
    [{ role: 'dataProtectionOfficer' }],
    [{ role: 'coordinator', group: 'lobby' }],
    [member],
    [{ role: 'analyst' }],
    [{ role: 'analyst', unit: 'services', readsWords: true }],
    [{ role: 'reader', unit: 'services' }],
  ] as const)('is given the role %j, once', (role) => {
    const events = account.grantRole(role, open, granting);
    expect(events).toEqual(recorded('RoleGranted', role));
    const { state: there } = andThen(account, given(account, invited), events);
    expect(there).toMatchObject({ grants: [role] });
    expect(account.grantRole(role, there, granting)).toEqual([]);
  });

  it('is given a role with other particulars, which hold from then on', () => {
    const before = state(invited, granted(member), granted({ role: 'analyst' }));
    const staff = { ...member, as: 'staffDeveloper' } as const;
    expect(account.grantRole(staff, before, granting)).toEqual(recorded('RoleGranted', staff));
    expect(state(invited, granted(member), granted(staff))).toMatchObject({ grants: [staff] });
    const reads = { role: 'analyst', readsWords: true } as const;
    expect(account.grantRole(reads, before, granting)).toEqual(recorded('RoleGranted', reads));
  });

  it('is taken a role, once', () => {
    const { as: _, ...which } = member;
    const before = [invited, granted(member), granted({ role: 'analyst', unit: 'services' })];
    const events = account.withdrawRole(which, state(...before), leaving());
    expect(events).toEqual(recorded('RoleWithdrawn', which));
    const { state: after } = andThen(account, given(account, ...before), events);
    expect(after).toMatchObject({ grants: [{ role: 'analyst', unit: 'services' }] });
    expect(account.withdrawRole(which, after, leaving())).toEqual([]);
    expect(account.withdrawRole({ role: 'analyst' }, after, leaving())).toEqual([]);
  });

  it('keeps a role that it has by hand when the directory does not give it any more', () => {
    const reader = { role: 'reader' } as const;
    const both = state(invited, granted(reader), granted({ ...reader, through: 'directory' }));
    expect(both).toMatchObject({ grants: [reader, { ...reader, through: 'directory' }] });
    const events = account.withdrawRole({ ...reader, through: 'directory' }, both, leaving());
    expect(events).toEqual(recorded('RoleWithdrawn', { ...reader, through: 'directory' }));
    const withdrawn = { type: 'RoleWithdrawn', data: { ...reader, through: 'directory' } };
    expect(state(invited, granted(reader), granted({ ...reader, through: 'directory' }), withdrawn)).toMatchObject({
      grants: [reader],
    });
  });

  it('is disabled, once, and enabled again with the roles that it had', () => {
    const events = account.disable({}, open, leaving());
    expect(events).toEqual(recorded('AccountDisabled', {}));
    const before = given(account, invited, granted(member));
    const away = andThen(account, before, events);
    expect(away.state).toMatchObject({ status: 'disabled', grants: [member] });
    expect(account.disable({}, off, leaving())).toEqual([]);
    const enabled = account.enable({}, away.state, byAdministrator);
    expect(enabled).toEqual(recorded('AccountEnabled', {}));
    const back = andThen(account, away, enabled);
    expect(back.state).toEqual(before.state);
    expect(account.enable({}, back.state, byAdministrator)).toEqual([]);
  });

  it('is forgotten, once, itself or by those who look after that', () => {
    const events = account.forget({ reasonCode: 'request' }, keeper, leaving(false, {}));
    expect(events).toEqual(recorded('AccountForgotten', { reasonCode: 'request' }));
    expect(gone).toMatchObject({ status: 'forgotten', grants: [] });
    expect(account.forget({ reasonCode: 'retention' }, gone, leaving())).toEqual([]);
  });

  it('of an administrator who has not joined can be left, and so can that of one who is not the last', () => {
    const waiting = state(invited, granted({ role: 'administrator' }));
    expect(account.disable({}, waiting, leaving(true))).toHaveLength(1);
    expect(account.withdrawRole({ role: 'administrator' }, keeper, leaving(false))).toHaveLength(1);
    const twice = state(invited, joined, granted({ role: 'administrator' }), {
      ...granted({ role: 'administrator', through: 'directory' }),
    });
    expect(account.withdrawRole({ role: 'administrator' }, twice, leaving(true))).toHaveLength(1);
  });

  it.each<[string, string, () => unknown]>([
    ['account.exists', 'it is there in another language', () => account.invite({ language: 'sv' }, open, inviting())],
    ['account.disabled', 'who was disabled is invited', () => account.invite({ language: 'fi' }, off, inviting())],
    ['account.forgotten', 'who was forgotten is invited', () => account.invite({ language: 'fi' }, gone, inviting())],
    [
      'account.address-taken',
      'another has its address',
      () => account.invite({ language: 'fi' }, nobody, inviting('aino@example.fi', true)),
    ],
    ['account.unknown', 'it is not there', () => account.chooseLanguage({ language: 'sv' }, nobody, itself)],
    ['account.unknown', 'what is disabled is not there', () => account.disable({}, nobody, leaving())],
    ['account.unknown', 'what is enabled is not there', () => account.enable({}, nobody, byAdministrator)],
    ['account.unknown', 'what joins is not there', () => account.join({}, nobody, itself)],
    [
      'account.unknown',
      'who is forgotten is not there',
      () => account.forget({ reasonCode: 'other' }, nobody, leaving()),
    ],
    ['account.forgotten', 'who was forgotten is enabled', () => account.enable({}, gone, byAdministrator)],
    ['account.forgotten', 'who was forgotten is given a role', () => account.grantRole(member, gone, granting)],
    ['account.disabled', 'it is disabled', () => account.chooseMails({ reminders: true, digest: true }, off, itself)],
    ['account.disabled', 'it joins while it is disabled', () => account.join({}, off, itself)],
    ['account.disabled', 'it is given a role while it is disabled', () => account.grantRole(member, off, granting)],
    ['date.in-future', 'it joins tomorrow', () => account.join({}, open, acting({}, '2026-03-11'))],
    ['act.by-missing', 'nobody gives it a role', () => account.grantRole(member, open, { ...granting, by: {} })],
    [
      'role.group-missing',
      'a coordinator has no group',
      () => account.grantRole({ role: 'coordinator' }, open, granting),
    ],
    [
      'role.as-missing',
      'it does not say as what somebody is a member',
      () => account.grantRole({ role: 'member', group: 'lobby' }, open, granting),
    ],
    [
      'role.out-of-place',
      'an administrator has a group',
      () => account.grantRole({ role: 'administrator', group: 'lobby' }, open, granting),
    ],
    [
      'role.out-of-place',
      'a coordinator has a unit',
      () => account.grantRole({ role: 'coordinator', group: 'lobby', unit: 'services' }, open, granting),
    ],
    [
      'role.out-of-place',
      'a coordinator is one as something',
      () => account.grantRole({ role: 'coordinator', group: 'lobby', as: 'researcher' }, open, granting),
    ],
    [
      'role.out-of-place',
      'a reader is let read words',
      () => account.grantRole({ role: 'reader', readsWords: true }, open, granting),
    ],
    [
      'unit.unknown',
      'the unit is not there',
      () => account.grantRole({ role: 'reader', unit: 'x' }, open, { ...granting, unit: unit.initial }),
    ],
    [
      'group.unknown',
      'the group is not there',
      () => account.grantRole(member, open, { ...granting, group: group.initial }),
    ],
    [
      'role.of-directory',
      'a role of the directory is taken away by hand',
      () => {
        const reader = { role: 'reader' } as const;
        return account.withdrawRole(reader, state(invited, granted({ ...reader, through: 'directory' })), leaving());
      },
    ],
    [
      'account.last-administrator',
      'nobody would be left to look after it',
      () => account.withdrawRole({ role: 'administrator' }, keeper, leaving(true)),
    ],
    ['account.last-administrator', 'the last is disabled', () => account.disable({}, keeper, leaving(true))],
    [
      'account.last-administrator',
      'the last is forgotten',
      () => account.forget({ reasonCode: 'request' }, keeper, leaving(true)),
    ],
  ])('refuses with %s when %s', (code, _when, command) => {
    expect(refused(command)).toBe(code);
  });

  it.each([joined, granted({ role: 'reader' }), disabled, forgotten])(
    'is not let in or kept out by a correction of %j',
    (event) => {
      const stream = given(account, invited, event);
      const input = { ofEvent: stream.events[1]!.id, words: { why: 'A slip' } };
      expect(refused(() => recordInError(input, stream, byAdministrator))).toBe('error.of-access');
    },
  );

  it.each([
    'aino',
    'aino@',
    '@example.fi',
    'aino@example',
    'a b@example.fi',
    'aino@example.fi, b@example.fi',
    'Aino <aino@example.fi>',
    'aino@example.fi\nBcc: x@example.fi',
    `${'a'.repeat(65)}@example.fi`,
  ])('refuses the address %j and names the field', (address) => {
    expect(() => account.invite({ language: 'fi' }, nobody, inviting(address))).toThrow(
      expect.objectContaining({ code: 'account.address-malformed', field: 'address' }),
    );
  });

  it('that history begins with anything else is nobody’s', () => {
    expect(state(disabled)).toEqual({ status: 'none' });
    expect(state(invited, { type: 'AccountInvited', data: { language: 'sv' } })).toMatchObject({ language: 'fi' });
    expect(state(invited, forgotten, { type: 'AccountEnabled', data: {} })).toMatchObject({ status: 'forgotten' });
  });
});

import { describe, expect, it } from '@jest/globals';
import * as account from './account.ts';
import { acting, administrator, andThen, coordinator, given, head, recorded, refused, type Told } from './given.ts';

const invited = { type: 'AccountInvited', data: { language: 'fi' } };
const disabled = { type: 'AccountDisabled', data: {} };
const state = (...told: Told[]) => given(account, ...told).state;
const open = state(invited);
const off = state(invited, disabled);
const nobody = account.initial;
const inviting = (address?: string) => ({ ...acting(administrator), address });
const itself = { ...acting(coordinator), own: true };
const another = { ...acting(head), own: false };
const administration = { ...acting(administrator), own: false };

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
    });
  });

  it('is invited again when its address was wrong, which is no fact', () => {
    expect(account.invite({ language: 'fi' }, open, inviting('aino@example.fi'))).toEqual([]);
  });

  it('chooses its language, itself or by the administration', () => {
    const events = account.chooseLanguage({ language: 'en' }, open, itself);
    expect(events).toEqual(recorded('AccountLanguageChosen', { language: 'en' }));
    expect(account.chooseLanguage({ language: 'en' }, open, administration)).toEqual(events);
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

  it('is disabled, once', () => {
    const events = account.disable({}, open, inviting());
    expect(events).toEqual(recorded('AccountDisabled', {}));
    expect(andThen(account, given(account, invited), events).state).toMatchObject({ status: 'disabled' });
    expect(account.disable({}, off, inviting())).toEqual([]);
  });

  it.each<[string, string, () => unknown]>([
    [
      'account.not-administration',
      'a head invites',
      () => account.invite({ language: 'fi' }, nobody, { ...another, address: undefined }),
    ],
    ['account.exists', 'it is there in another language', () => account.invite({ language: 'sv' }, open, inviting())],
    ['account.disabled', 'who was disabled is invited', () => account.invite({ language: 'fi' }, off, inviting())],
    [
      'account.not-own',
      'another chooses its language',
      () => account.chooseLanguage({ language: 'sv' }, open, another),
    ],
    [
      'account.not-own',
      'another chooses its mails',
      () => account.chooseMails({ reminders: false, digest: true }, open, another),
    ],
    ['account.unknown', 'it is not there', () => account.chooseLanguage({ language: 'sv' }, nobody, itself)],
    ['account.unknown', 'what is disabled is not there', () => account.disable({}, nobody, inviting())],
    ['account.disabled', 'it is disabled', () => account.chooseMails({ reminders: true, digest: true }, off, itself)],
  ])('refuses with %s when %s', (code, _when, command) => {
    expect(refused(command)).toBe(code);
  });

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
  });
});

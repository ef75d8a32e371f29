import {
  changePassword,
  confirmTotp,
  issueApiToken,
  proofsOf,
  removeTotp,
  renewRecoveryCodes,
  revokeApiToken,
} from '#sign-in';
import { passwordPage, recoveryPage, secondFactorPage, tokenDays, tokensPage } from './access-pages.ts';
import { faultsOf } from './faults-of.ts';
import { type Faults, noFaults } from './form-parts.ts';
import type { OwnVisit } from './own-visit.ts';
import { carriedOn } from './second-factor-parts.ts';
import { tellOfChange } from './tell-by-mail.ts';
import { goTo } from './visit.ts';

const day = 24 * 3_600_000;

/** What was refused, said on the page on which it was tried. */
function wrong(visit: OwnVisit, error: unknown, fields: readonly string[]): Faults {
  const faults = faultsOf(error, visit.say, fields);
  visit.reply.status(422);
  return faults;
}

export async function changeOwnPassword(visit: OwnVisit): Promise<string> {
  const { form, session, desk } = visit;
  const old = form.get('old');
  try {
    await changePassword(desk.house.context, session, {
      password: form.get('password') ?? '',
      ...(old !== null && { old }),
    });
  } catch (error) {
    return passwordPage(visit, wrong(visit, error, ['old', 'password']));
  }
  tellOfChange(visit, 'password');
  return goTo(visit, '/account', { saved: 'password' });
}

export async function changeSecondFactor(visit: OwnVisit): Promise<string> {
  const { form, session, desk } = visit;
  const { context } = desk.house;
  const [code, what] = [form.get('code') ?? '', form.get('do')];
  try {
    const { secondFactor } = await proofsOf(context, session.account);
    if (!secondFactor) {
      const codes = await confirmTotp(context, session, code);
      tellOfChange(visit, 'secondStepOn');
      return recoveryPage(visit, codes);
    }
    if (what === 'remove') {
      await removeTotp(context, session.account, code);
      tellOfChange(visit, 'secondStepOff');
      return goTo(visit, '/account', { saved: 'second-factor' });
    }
    const codes = await renewRecoveryCodes(context, session.account, code);
    tellOfChange(visit, 'recoveryCodes');
    return recoveryPage(visit, codes);
  } catch (error) {
    return secondFactorPage(visit, wrong(visit, error, ['code']), carriedOn(form));
  }
}

export async function changeTokens(visit: OwnVisit): Promise<string> {
  const { form, session, desk } = visit;
  const { context } = desk.house;
  const revoked = form.get('revoke');
  try {
    if (revoked !== null) {
      await revokeApiToken(context, session.account, revoked);
      return goTo(visit, '/account/tokens');
    }
    const days = tokenDays.find((one) => String(one) === form.get('days')) ?? 0;
    const { token } = await issueApiToken(context, session.account, {
      name: form.get('name') ?? '',
      scopes: form.getAll('scope'),
      expires: new Date(context.clock.now() + days * day),
    });
    tellOfChange(visit, 'token');
    return await tokensPage(visit, noFaults, token);
  } catch (error) {
    return tokensPage(visit, wrong(visit, error, ['name', 'scopes', 'expires']));
  }
}

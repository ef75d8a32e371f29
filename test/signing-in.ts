import { TOTP } from 'otpauth';
import {
  type Arrival,
  type Arrived,
  acceptInvitation,
  confirmTotp,
  issueInvitation,
  type NewSession,
  type Session,
  sessionOf,
  setUpTotp,
} from '#sign-in';
import type { Context } from '#use-cases';
import { administrator, run } from './installation.ts';

export const goodPassword = 'kolme rusakkoa pihalla';
export const otherPassword = 'neljä oravaa katolla';

/** Somebody who comes where nobody is asked for a second factor. */
export const anyone: Arrival = { needsSecondFactor: () => false };

export const addressOf = (id: string): string => `${id}.esimerkki@example.fi`;

/** Invites somebody; name and address are made of the id. */
export const invited = (context: Context, id: string) =>
  run(context, {
    do: 'InviteAccount',
    id,
    by: administrator,
    body: { language: 'fi', name: `${id} Esimerkki`, address: addressOf(id) },
  });

export function sessionIn(arrived: Arrived): NewSession {
  if (arrived.at !== 'in') throw new Error(`Not in, but asked for ${arrived.at}.`);
  return arrived.session;
}

export function stepIn(arrived: Arrived, at: 'code' | 'set-up'): string {
  if (arrived.at !== at) throw new Error(`At ${arrived.at}.`);
  return arrived.token;
}

/** Somebody who was invited and has come in. @param password null: none was chosen */
export async function joined(
  context: Context,
  id: string,
  password: string | null = goodPassword,
): Promise<NewSession> {
  await invited(context, id);
  const { token } = await issueInvitation(context, id);
  return sessionIn(await acceptInvitation(context, token, password === null ? {} : { password }, anyone));
}

export async function sessionNow(context: Context, { token }: NewSession): Promise<Session> {
  const session = await sessionOf(context, token);
  if (!session) throw new Error('The session has ended.');
  return session;
}

/** The code that somebody's app shows now. */
export const codeNow = (context: Context, secret: string): string =>
  new TOTP({ secret }).generate({ timestamp: context.clock.now() });

/** Another code of six digits than this one. */
export const otherCode = (code: string): string => code.replace(/\d$/, (last) => String((Number(last) + 1) % 10));

/** Gives an account a second factor. */
export async function withSecondFactor(context: Context, session: NewSession) {
  const { secret } = await setUpTotp(context, session.account);
  const recoveryCodes = await confirmTotp(context, await sessionNow(context, session), codeNow(context, secret));
  return { secret, recoveryCodes };
}

import { account as accounts, Refusal } from '#domain';
import type { Context } from '#use-cases';
import { accountAt } from './address.ts';
import { type Arrival, type Arrived, arrive } from './arrival.ts';
import { credentialsOf } from './credentials.ts';
import { takeToken } from './live-token.ts';

const purpose = 'sign-in-link';
const lasts = 15 * 60_000;
/** More than these at once are not sent to one mailbox. */
const mostAtOnce = 3;

/** What a mail with a link is made of. */
export interface LinkToSend {
  readonly account: string;
  readonly language: accounts.Language;
  /** Belongs behind `/sign-in/link/`; told this once. */
  readonly token: string;
  readonly expires: Date;
}

/**
 * Makes a link for whoever has this address, good once within a quarter of an hour. Whoever asked is answered the same, and
 * without waiting for this, whether there is an account or not.
 * @returns undefined where nothing is to be sent
 */
export async function askForLink(context: Context, address: string): Promise<LinkToSend | undefined> {
  const account = await accountAt(context, address);
  if (account === undefined) return undefined;
  const now = new Date(context.clock.now());
  const earlier = await context.vault.tokens.list(purpose, account);
  if (earlier.filter(({ expires }) => expires! > now).length >= mostAtOnce) return undefined;
  return issueSignInLink(context, account);
}

/** As `askForLink`, for an account and not for its address: an administrator at the console lets somebody in. */
export async function issueSignInLink(context: Context, account: string): Promise<LinkToSend | undefined> {
  const { state } = await context.streams.load(accounts, account);
  if (state.status !== 'open' || !state.joined) return undefined;
  const now = context.clock.now();
  const expires = new Date(now + lasts);
  const { token } = await context.vault.tokens.issue({
    purpose,
    holder: account,
    facts: {},
    expires,
    now: new Date(now),
  });
  return { account, language: state.language, token, expires };
}

/**
 * The first step by a link from a mail, which uses it up. Programs that look at mails follow links: so this belongs behind a
 * button.
 * @throws Refusal `sign-in.link-unknown`, `sign-in.refused`
 */
export async function signInByLink(context: Context, token: string, arrival: Arrival): Promise<Arrived> {
  const taken = await takeToken(context, purpose, token);
  if (!taken)
    throw new Refusal(
      'sign-in.link-unknown',
      'This link does not work: it was used already, or is older than a quarter of an hour. Ask for another one.',
    );
  const { era } = await credentialsOf(context, taken.holder);
  return arrive(context, taken.holder, { how: 'link', era }, arrival);
}

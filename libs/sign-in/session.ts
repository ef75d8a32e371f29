import { Refusal, requires } from '#domain';
import type { Context } from '#use-cases';
import type { Token } from '#vault';
import { isInUse } from './account-state.ts';
import { credentialsOf } from './credentials.ts';
import { forgetLiveTokens, liveToken } from './live-token.ts';

const purpose = 'session';
/** Milliseconds after the last use, and after its beginning, from which on a session opens nothing. */
const idleLimit = 2 * 3_600_000;
const wholeLimit = 12 * 3_600_000;
/** A use is noted at most so often. */
const notedEvery = 60_000;

/** By what somebody came in. */
export type CameBy = 'password' | 'link' | 'invitation' | 'directory';

/** Kept with the token, whose `expires` says when it was last used: it is always that and the idle limit. */
interface SessionFacts {
  readonly began: number;
  readonly how: CameBy;
  readonly browser?: string;
}

/** Somebody who is signed in. */
export interface Session {
  readonly account: string;
  readonly id: string;
  readonly began: Date;
  readonly how: CameBy;
}

/** A session that has just begun; `token` is told this once. */
export interface NewSession {
  readonly account: string;
  readonly id: string;
  readonly token: string;
  /** From this instant on it opens nothing, however much it is used. */
  readonly ends: Date;
}

/** A session as its owner sees it in a list. */
export interface ListedSession extends Session {
  /** To the minute. */
  readonly last: Date;
  /** For instance `Firefox, Android`. */
  readonly browser?: string;
}

const factsOf = ({ facts }: Token): SessionFacts => facts as SessionFacts;

/**
 * Begins a session for whoever has proved to be the account, with what was good in the given era of its credentials.
 * @param userAgent header of the request, kept shortened
 * @throws Refusal `sign-in.refused` when the account is not open, or what it came by was changed in the meantime
 */
export async function beginSession(
  context: Context,
  account: string,
  { how, era, userAgent }: { readonly how: CameBy; readonly era?: number; readonly userAgent?: string | undefined },
): Promise<NewSession> {
  const { vault, clock } = context;
  const now = clock.now();
  const browser = browserOf(userAgent);
  const facts: SessionFacts = { began: now, how, ...(browser && { browser }) };
  const { id, token } = await vault.tokens.issue({
    purpose,
    holder: account,
    facts,
    expires: new Date(now + idleLimit),
    now: new Date(now),
  });
  // Whoever ends all sessions records why before, and then ends them: of one that began too late to be ended the reason is seen here.
  const good =
    (await isInUse(context, account)) && (era === undefined || (await credentialsOf(context, account)).era === era);
  if (good) return { account, id, token, ends: new Date(now + wholeLimit) };
  await vault.tokens.revoke(id);
  throw refused();
}

/** The one answer to whoever does not come in, whatever the reason. */
export const refused = () =>
  new Refusal(
    'sign-in.refused',
    'The address and the password do not fit together, there were too many tries, or the account is closed. A link by mail is the other way in.',
  );

/**
 * Who comes with this token; the session is prolonged by it, unless somebody does nothing but go on listening. Undefined when it
 * opens nothing.
 */
export async function sessionOf(
  context: Context,
  token: string,
  { listens = false }: { readonly listens?: boolean } = {},
): Promise<Session | undefined> {
  const found = await liveToken(context, purpose, token);
  if (!found) return undefined;
  const now = context.clock.now();
  const session = sessionFrom(found);
  if (now >= session.began.getTime() + wholeLimit) return undefined;
  if (listens || found.expires!.getTime() - idleLimit > now - notedEvery) return session;
  const isThere = await context.vault.tokens.prolong(found.id, new Date(now + idleLimit));
  forgetLiveTokens(context.vault);
  return isThere ? session : undefined;
}

function sessionFrom(token: Token): Session {
  const { began, how } = factsOf(token);
  return { account: token.holder, id: token.id, began: new Date(began), how };
}

export async function signOut(context: Context, token: string): Promise<void> {
  const found = await liveToken(context, purpose, token);
  if (found) await context.vault.tokens.revoke(found.id);
  forgetLiveTokens(context.vault);
}

/** Those that still open something, in the order they began. */
export async function listSessions({ vault, clock }: Context, account: string): Promise<readonly ListedSession[]> {
  const now = clock.now();
  return (await vault.tokens.list(purpose, account))
    .filter((token) => token.expires!.getTime() > now && now < factsOf(token).began + wholeLimit)
    .map((token) => {
      const { browser } = factsOf(token);
      const last = new Date(token.expires!.getTime() - idleLimit);
      return { ...sessionFrom(token), last, ...(browser && { browser }) };
    });
}

/** @throws Refusal `session.not-found` when the account has no such session */
export async function endSession(context: Context, account: string, id: string): Promise<void> {
  const own = (await context.vault.tokens.list(purpose, account)).some((one) => one.id === id);
  requires(own, 'session.not-found', 'There is no such session.');
  await context.vault.tokens.revoke(id);
  forgetLiveTokens(context.vault);
}

/** Ends all sessions of the account, but for one. @returns how many */
export async function endSessions({ vault }: Context, account: string, but?: string): Promise<number> {
  try {
    if (but === undefined) return await vault.tokens.revokeAll(account, purpose);
    const others = (await vault.tokens.list(purpose, account)).filter(({ id }) => id !== but);
    const ended = await Promise.all(others.map(({ id }) => vault.tokens.revoke(id)));
    return ended.filter(Boolean).length;
  } finally {
    forgetLiveTokens(vault);
  }
}

const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b|\biPad\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/** Enough to tell one's own sessions apart, and no more than that is kept. */
function browserOf(userAgent: string | undefined): string | undefined {
  const start = (userAgent ?? '').slice(0, 500);
  const named = [browsers, systems].flatMap((table) => table.find(([sign]) => sign.test(start))?.[1] ?? []);
  return named.length > 0 ? named.join(', ') : undefined;
}

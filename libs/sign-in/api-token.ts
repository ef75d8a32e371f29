import { requires } from '#domain';
import { scopes as allScopes, type Scope } from '#permissions';
import type { Context } from '#use-cases';
import type { Token } from '#vault';
import { forgetLiveTokens, liveToken } from './live-token.ts';

const purpose = 'api-token';
/** Before the token itself, so that programs that look for secrets in the wrong places find it. */
const prefix = 'kierto_';
const longestLife = 366 * 24 * 3_600_000;
const longestName = 100;
/** Of one account. */
const most = 50;

/** Kept with the token, sealed. */
interface TokenFacts {
  readonly name: string;
  readonly scopes: readonly Scope[];
}

/** A token as its owner sees it in a list. */
export interface ApiToken extends TokenFacts {
  readonly id: string;
  readonly issuedAt: Date;
  readonly expires: Date;
}

/** Who comes with a token, and what it may be used for. */
export interface ComesWithToken {
  readonly account: string;
  readonly id: string;
  readonly scopes: readonly Scope[];
}

/**
 * Makes a token with which a program acts as the account, within the scopes.
 * @returns the token, which is told this once: `kierto_…`
 * @throws Refusal `api-token.name`, `api-token.scopes`, `api-token.expires`, `api-token.too-many`
 */
export async function issueApiToken(
  context: Context,
  account: string,
  { name, scopes, expires }: { readonly name: string; readonly scopes: readonly string[]; readonly expires: Date },
): Promise<{ readonly id: string; readonly token: string }> {
  const now = context.clock.now();
  const plain = name.length <= 2 * longestName ? name.trim() : '';
  requires(
    plain.length > 0 && plain.length <= longestName && plain.isWellFormed() && !/\p{Cc}/u.test(plain),
    'api-token.name',
    'Name what the token is for, in one line of at most 100 characters.',
    'name',
  );
  const wanted = allScopes.filter((scope) => scopes.includes(scope));
  requires(
    wanted.length > 0 && wanted.length === scopes.length,
    'api-token.scopes',
    'A token has one or more of the scopes read, record and export, each once.',
    'scopes',
  );
  const life = expires.getTime() - now;
  requires(
    life > 0 && life <= longestLife,
    'api-token.expires',
    'A token ends in the future, and within a year.',
    'expires',
  );
  requires(
    (await listApiTokens(context, account)).length < most,
    'api-token.too-many',
    'The account has 50 tokens. Revoke what is not used any more.',
  );
  const facts: TokenFacts = { name: plain, scopes: wanted };
  const issued = await context.vault.tokens.issue({ purpose, holder: account, facts, expires, now: new Date(now) });
  return { id: issued.id, token: `${prefix}${issued.token}` };
}

const listed = ({ id, facts, issuedAt, expires }: Token): ApiToken => ({
  ...(facts as TokenFacts),
  id,
  issuedAt,
  expires: expires!,
});

/** Those that still open something, in the order they were made. */
export async function listApiTokens({ vault, clock }: Context, account: string): Promise<readonly ApiToken[]> {
  const now = new Date(clock.now());
  return (await vault.tokens.list(purpose, account)).map(listed).filter(({ expires }) => expires > now);
}

/** @throws Refusal `api-token.not-found` when the account has no such token */
export async function revokeApiToken({ vault }: Context, account: string, id: string): Promise<void> {
  const own = (await vault.tokens.list(purpose, account)).some((one) => one.id === id);
  requires(own, 'api-token.not-found', 'There is no such token.');
  await vault.tokens.revoke(id);
  forgetLiveTokens(vault);
}

/** Undefined when it opens nothing, whatever the reason. */
export async function apiTokenOf(context: Context, text: string): Promise<ComesWithToken | undefined> {
  if (!text.startsWith(prefix)) return undefined;
  const found = await liveToken(context, purpose, text.slice(prefix.length));
  return found && { account: found.holder, id: found.id, scopes: (found.facts as TokenFacts).scopes };
}

import type { Context } from '#use-cases';
import type { Token, Vault } from '#vault';

/**
 * Who comes with every request is looked up with every request. What was found is remembered for a second and no longer, so
 * that what somebody else has revoked is gone everywhere within two; where the vault tells whether any token was changed, as
 * the one of a single process does, it is gone at once. This is asked of a clock that nobody sets.
 */
const longestRemembered = 1_000;
const mostRemembered = 10_000;

interface Remembered {
  readonly found: Token;
  readonly since: number;
  readonly changes: number | undefined;
}

const memories = new WeakMap<Vault, Map<string, Remembered>>();

function memoryOf(vault: Vault): Map<string, Remembered> {
  const known = memories.get(vault);
  if (known && known.size <= mostRemembered) return known;
  const empty = new Map<string, Remembered>();
  memories.set(vault, empty);
  return empty;
}

/** As the vault makes them: 32 bytes in base64url. Anything else, however long, is not even hashed. */
const wellFormed = /^[\w-]{43}$/;

/** Undefined when it is unknown, revoked, used up, expired or of another purpose: nobody is told which. */
export async function liveToken(
  { vault, clock }: Pick<Context, 'vault' | 'clock'>,
  purpose: string,
  token: string,
): Promise<Token | undefined> {
  if (!wellFormed.test(token)) return undefined;
  const [since, changes, now] = [performance.now(), vault.tokens.changes, new Date(clock.now())];
  const key = `${purpose} ${token}`;
  const known = memoryOf(vault).get(key);
  if (known && since - known.since < longestRemembered && known.changes === changes)
    return known.found.expires === undefined || known.found.expires > now ? known.found : undefined;
  const found = await vault.tokens.look(purpose, token, now);
  if (found) memoryOf(vault).set(key, { found, since, changes });
  else memoryOf(vault).delete(key);
  return found;
}

/** Uses a token up, for those that open something once. */
export async function takeToken(
  { vault, clock }: Pick<Context, 'vault' | 'clock'>,
  purpose: string,
  token: string,
): Promise<Token | undefined> {
  if (!wellFormed.test(token)) return undefined;
  const taken = await vault.tokens.take(purpose, token, new Date(clock.now()));
  forgetLiveTokens(vault);
  return taken;
}

/** For whoever revokes or changes a token: this process looks anew. */
export function forgetLiveTokens(vault: Vault): void {
  memories.delete(vault);
}

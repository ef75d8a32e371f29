import { Refusal } from '#domain';
import type { Context } from '#use-cases';

/** Tries that failed; see failures.ts. Instants in milliseconds. */
export interface Failures {
  readonly at: readonly number[];
  readonly closedUntil?: number;
}

/** What the vault keeps sealed of how one account proves who it is. Stored: a field may be added, none may change. */
export interface CredentialFacts {
  /** Goes up with all that ends every session, so that whoever is just coming in by what was good before is noticed. */
  readonly era: number;
  /** PHC string of argon2id, and when it was chosen. */
  readonly password?: { readonly phc: string; readonly since: number };
  readonly passwordFailures: Failures;
  /** `secret` in base32; `lastStep`: the last step of 30 seconds whose code was used. */
  readonly totp?: { readonly secret: string; readonly since: number; readonly lastStep: number };
  /** A second factor that is just being set up. */
  readonly draft?: { readonly secret: string; readonly until: number };
  /** SHA-256 of those that are left. */
  readonly recoveryCodes: readonly string[];
  readonly codeFailures: Failures;
  /** By id of a second step's token, how often a wrong code came with it; of tokens that may still be used. */
  readonly steps: readonly { readonly token: string; readonly tries: number; readonly until: number }[];
}

const nothing: CredentialFacts = {
  era: 0,
  passwordFailures: { at: [] },
  recoveryCodes: [],
  codeFailures: { at: [] },
  steps: [],
};

/** Whoever loses a race against another writer is told nothing of it and tries again; each loss means that another has won. */
const mostRaces = 50;

export async function credentialsOf({ vault }: Context, account: string): Promise<CredentialFacts> {
  const kept = await vault.credentials.read(account);
  return kept ? { ...nothing, ...(kept.facts as Partial<CredentialFacts>) } : nothing;
}

/**
 * Writes what `decide` makes of the facts, which may be asked several times, of newer facts each time; a refusal that it throws
 * writes nothing.
 * @returns its answer @throws Refusal `sign-in.busy`
 */
export async function changeCredentials<Answer>(
  { vault }: Context,
  account: string,
  decide: (facts: CredentialFacts) => readonly [CredentialFacts, Answer],
): Promise<Answer> {
  for (let race = 0; race < mostRaces; race++) {
    const kept = await vault.credentials.read(account);
    const [facts, answer] = decide({ ...nothing, ...(kept?.facts as Partial<CredentialFacts> | undefined) });
    if (await vault.credentials.write(account, facts, kept?.version ?? 0)) return answer;
  }
  throw new Refusal('sign-in.busy', 'Too much is happening here at once. Try again in a moment.');
}

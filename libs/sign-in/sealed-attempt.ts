import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Context } from '#use-cases';
import type { Attempt } from './oidc.ts';

/**
 * What must be known of an attempt lies with the browser that made it, sealed: anybody may begin as often as they like, and nothing
 * of that is written in the vault.
 */
const secretName = 'directory-attempts';
const algorithm = 'aes-256-gcm';
const [keyBytes, nonceBytes, tagBytes] = [32, 12, 16];

/** Milliseconds in which somebody must have signed in at the directory. */
const worksFor = 10 * 60_000;

/** An attempt, and what else is to be known when the browser comes back. */
export interface Begun extends Attempt {
  readonly lang: string;
  /** Where they wanted to go. */
  readonly to?: string;
}

async function keyOf({ vault: { secrets } }: Pick<Context, 'vault'>): Promise<Uint8Array> {
  const kept = await secrets.read(secretName);
  if (kept) return kept;
  // Of two processes that make the first key at once one loses, and whoever is just signing in there begins again.
  const made = randomBytes(keyBytes);
  await secrets.put(secretName, made);
  return made;
}

/** @returns base64url, and the seconds for which it opens anything */
export async function sealAttempt(
  context: Pick<Context, 'vault' | 'clock'>,
  begun: Begun,
): Promise<{ readonly sealed: string; readonly seconds: number }> {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, await keyOf(context), nonce);
  const text = JSON.stringify({ ...begun, until: context.clock.now() + worksFor });
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { sealed: sealed.toString('base64url'), seconds: worksFor / 1_000 };
}

/** Undefined when it was not sealed here, was changed, or has had its time. */
export async function openAttempt(
  context: Pick<Context, 'vault' | 'clock'>,
  sealed: string,
): Promise<Begun | undefined> {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length <= nonceBytes + tagBytes) return undefined;
  const decipher = createDecipheriv(algorithm, await keyOf(context), bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  let text: string;
  try {
    text = Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
  const { until, ...begun } = JSON.parse(text) as Begun & { readonly until: number };
  return context.clock.now() < until ? begun : undefined;
}

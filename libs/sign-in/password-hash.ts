import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Refusal } from '#domain';

const argon2Async = promisify(argon2);

/**
 * argon2id with 19 MiB, two passes and one lane: what the OWASP Password Storage Cheat Sheet asks for at least. A hash takes
 * some 50 ms here, so that whoever has stolen the vault and its keys pays that much for each guess, and who signs in waits unnoticeably.
 */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const nonceBytes = 16;
const hashBytes = 32;

/** Hashes at once: they take turns with files and names on Node's four threads, and 19 MiB each. */
const mostAtOnce = 2;
/** Some three seconds' worth; whoever comes then is told to come back. */
const mostWaiting = 100;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running < mostAtOnce) running += 1;
  else {
    if (waiting.length >= mostWaiting)
      throw new Refusal('sign-in.busy', 'Too many people are signing in at once. Try again in a moment.');
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  try {
    return await work();
  } finally {
    // The turn goes to the next one, or ends.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

type Hashed = Omit<Argon2Parameters, 'message'> & { readonly nonce: Buffer; readonly hash: Buffer };

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/** @param password as `plainPassword` gives it @returns a PHC string: `$argon2id$v=19$m=19456,t=2,p=1$nonce$hash` @throws Refusal `sign-in.busy` */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(nonceBytes);
  const hash = await inTurn(() =>
    argon2Async('argon2id', { message: Buffer.from(password), nonce, tagLength: hashBytes, ...cost }),
  );
  const { memory, passes, parallelism } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(nonce)}$${unpadded(hash)}`;
}

const phcShape = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;

function read(phc: string): Hashed | undefined {
  const [, memory, passes, parallelism, nonce, hash] = phcShape.exec(phc) ?? [];
  if (!nonce || !hash) return undefined;
  const bytes = Buffer.from(hash, 'base64');
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    nonce: Buffer.from(nonce, 'base64'),
    tagLength: bytes.length,
    hash: bytes,
  };
}

/** Whether this is the password; where there is none to compare with the same work is done. @throws Refusal `sign-in.busy` */
export async function isPassword(phc: string | undefined, password: string): Promise<boolean> {
  const hashed = phc === undefined ? undefined : read(phc);
  const { hash, ...parameters } = hashed ?? {
    ...cost,
    nonce: randomBytes(nonceBytes),
    tagLength: hashBytes,
    hash: randomBytes(hashBytes),
  };
  const made = await inTurn(() => argon2Async('argon2id', { message: Buffer.from(password), ...parameters }));
  return timingSafeEqual(made, hash) && hashed !== undefined;
}

/** Whether a hash was made at another cost than new ones are. */
export function isOutdated(phc: string): boolean {
  const hashed = read(phc);
  return hashed?.memory !== cost.memory || hashed.passes !== cost.passes || hashed.parallelism !== cost.parallelism;
}

import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** Codes of RFC 6238 as every authenticator app makes them: SHA-1, six digits, a step of 30 seconds; one step early or late is taken. */
const period = 30;
const leeway = 1;
const secretBytes = 20;

/** A secret that was just made, in base32 for typing and as the address that apps read from a QR code. */
export interface TotpSecret {
  readonly secret: string;
  readonly uri: string;
}

export const newTotpSecret = (): string =>
  new Secret({ buffer: new Uint8Array(randomBytes(secretBytes)).buffer }).base32;

/** @param label whose it is, for instance the mail address */
export const totpUri = (secret: string, label: string): string =>
  new TOTP({ issuer: 'Kierto', label, secret, period }).toString();

/**
 * The step that this code belongs to, among those that are taken now and come after `lastStep`; undefined where there is none.
 * @param now milliseconds
 */
export function stepOfCode(secret: string, code: string, now: number, lastStep: number): number | undefined {
  const digits = code.length <= 20 ? code.replace(/\s/g, '') : '';
  if (!/^\d{6}$/.test(digits)) return undefined;
  const delta = new TOTP({ secret, period }).validate({ token: digits, timestamp: now, window: leeway });
  const step = delta === null ? undefined : Math.floor(now / (period * 1000)) + delta;
  return step !== undefined && step > lastStep ? step : undefined;
}

import { createCipheriv, createDecipheriv, hash } from 'node:crypto';
import { randomBytesOf } from './chance.ts';
import { VaultError } from './errors.ts';
import type { MasterKeys, Purpose } from './keys.ts';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const fingerprintKeyBytes = 32;
const hashBlockBytes = 64;
const hashBytes = 32;

/** `sealed` is nonce || ciphertext || tag. */
export interface Sealed {
  readonly keyVersion: string;
  readonly sealed: Uint8Array;
}

/** Where a sealed content belongs. It is bound to this place: moved to another row, or under another key version, it does not open. */
export interface Place {
  readonly purpose: Purpose;
  readonly row: readonly string[];
}

/** Key versions lie in rows as text of one width; see tables.ts. */
export function keyVersionText(version: number): string {
  return String(version).padStart(6, '0');
}

export function seal(keys: MasterKeys, place: Place, plain: Uint8Array): Sealed {
  const version = keys.current;
  const nonce = randomBytesOf(nonceBytes);
  const cipher = createCipheriv(algorithm, keys.dataKey(place.purpose, version), nonce);
  cipher.setAAD(boundTo(place, version));
  // In memory of its own, because a slice of Node's pool would carry the whole pool along to the writer's thread.
  const sealed = new Uint8Array(nonceBytes + plain.length + tagBytes);
  sealed.set(nonce);
  sealed.set(cipher.update(plain), nonceBytes);
  cipher.final();
  sealed.set(cipher.getAuthTag(), nonceBytes + plain.length);
  return { keyVersion: keyVersionText(version), sealed };
}

/** @throws VaultError `vault-corrupt` when the row was changed or moved, `key-missing` */
export function unseal(keys: MasterKeys, place: Place, row: Sealed): Buffer {
  const version = Number(row.keyVersion);
  const key = keys.dataKey(place.purpose, version);
  try {
    const decipher = createDecipheriv(algorithm, key, row.sealed.subarray(0, nonceBytes), { authTagLength: tagBytes });
    decipher.setAAD(boundTo(place, version));
    decipher.setAuthTag(row.sealed.subarray(-tagBytes));
    const plain = decipher.update(row.sealed.subarray(nonceBytes, -tagBytes));
    decipher.final();
    return plain;
  } catch {
    throw new VaultError(
      'vault-corrupt',
      `The sealed row ${[place.purpose, ...place.row].join(' / ')} does not open: it was damaged, changed or moved.`,
    );
  }
}

/** Seals a text behind a random key of its own, under which it is fingerprinted. */
export function sealText(keys: MasterKeys, place: Place, text: string): Sealed & { readonly fingerprint: string } {
  const fingerprintKey = randomBytesOf(fingerprintKeyBytes);
  const bytes = Buffer.from(text, 'utf8');
  const { keyVersion, sealed } = seal(keys, place, Buffer.concat([fingerprintKey, bytes]));
  return { keyVersion, sealed, fingerprint: fingerprintOf(fingerprintKey, bytes) };
}

export function unsealText(keys: MasterKeys, place: Place, row: Sealed): string {
  return unseal(keys, place, row).toString('utf8', fingerprintKeyBytes);
}

export function unsealFingerprint(keys: MasterKeys, place: Place, row: Sealed): string {
  const plain = unseal(keys, place, row);
  return fingerprintOf(plain.subarray(0, fingerprintKeyBytes), plain.subarray(fingerprintKeyBytes));
}

/**
 * HMAC-SHA-256 (RFC 2104) by two plain hashes: `createHmac` makes a key object for each new key, which takes longer than all the rest of sealing.
 */
export function fingerprintOf(key: Uint8Array, text: Uint8Array): string {
  const inner = Buffer.allocUnsafe(hashBlockBytes + text.length).fill(0x36, 0, hashBlockBytes);
  const outer = Buffer.allocUnsafe(hashBlockBytes + hashBytes).fill(0x5c, 0, hashBlockBytes);
  for (let at = 0; at < key.length; at++) {
    inner[at]! ^= key[at]!;
    outer[at]! ^= key[at]!;
  }
  inner.set(text, hashBlockBytes);
  // As a string of bytes, because a buffer of its own for each hash takes longer than the hash.
  outer.write(hash('sha256', inner, 'binary'), hashBlockBytes, 'binary');
  return hash('sha256', outer, 'base64url');
}

function boundTo(place: Place, version: number): Buffer {
  return Buffer.from(JSON.stringify([place.purpose, ...place.row, version]), 'utf8');
}

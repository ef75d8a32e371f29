import { hash } from 'node:crypto';

const blockBytes = 64;
const hashBytes = 32;

/**
 * HMAC-SHA-256 (RFC 2104) of many texts under one key of at most 64 bytes, in hexadecimal digits. By plain hashes, because
 * `createHmac` makes an object for each text, which takes longer than the hash.
 */
export function keyedHash(key: Uint8Array): (text: string) => string {
  const inner = Buffer.alloc(blockBytes, 0x36);
  const outer = Buffer.alloc(blockBytes + hashBytes, 0x5c);
  for (let at = 0; at < key.length; at++) {
    inner[at]! ^= key[at]!;
    outer[at]! ^= key[at]!;
  }
  return (text) => {
    const message = Buffer.allocUnsafe(blockBytes + Buffer.byteLength(text));
    message.set(inner);
    message.write(text, blockBytes);
    outer.write(hash('sha256', message, 'binary'), blockBytes, 'binary');
    return hash('sha256', outer, 'hex');
  };
}

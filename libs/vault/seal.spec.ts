import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { keysFromText } from './keys.ts';
import { fingerprintOf, type Place, seal, sealText, unseal, unsealFingerprint, unsealText } from './seal.ts';

const master = randomBytes(32).toString('base64');
const keys = keysFromText(master);
const place: Place = { purpose: 'words', row: ['e-1', 'title', 'fi', 'e-1'] };

describe('a fingerprint', () => {
  it.each([0, 1, 31, 32, 55, 56, 64, 65, 1_000, 1_000_000])('is the HMAC-SHA-256 of a text of %i bytes', (length) => {
    const [key, text] = [randomBytes(32), randomBytes(length)];
    expect(fingerprintOf(key, text)).toBe(createHmac('sha256', key).update(text).digest('base64url'));
  });

  it('is the same when it is made from the sealed row', () => {
    const sealed = sealText(keys, place, 'Puhelinaika');
    expect(unsealFingerprint(keys, place, sealed)).toBe(sealed.fingerprint);
    expect(unsealText(keys, place, sealed)).toBe('Puhelinaika');
  });
});

describe('sealing', () => {
  it('never gives the same bytes, nonces or fingerprints twice', () => {
    const all = Array.from({ length: 1_000 }, () => sealText(keys, place, 'sama'));
    const nonces = all.map(({ sealed }) => Buffer.from(sealed.subarray(0, 12)).toString('hex'));
    expect(new Set(nonces).size).toBe(1_000);
    expect(new Set(all.map(({ fingerprint }) => fingerprint)).size).toBe(1_000);
  });

  it.each<[string, Place]>([
    ['event', { purpose: 'words', row: ['e-2', 'title', 'fi', 'e-1'] }],
    ['field', { purpose: 'words', row: ['e-1', 'text', 'fi', 'e-1'] }],
    ['language', { purpose: 'words', row: ['e-1', 'title', 'sv', 'e-1'] }],
    ['bringer', { purpose: 'words', row: ['e-1', 'title', 'fi', 'e-2'] }],
    ['purpose', { purpose: 'people', row: ['e-1', 'title', 'fi', 'e-1'] }],
    ['division of the same letters', { purpose: 'words', row: ['e-1","title', 'fi', 'e-1'] }],
  ])('does not open at another %s', (_, elsewhere) => {
    const sealed = seal(keys, place, Buffer.from('x'));
    expect(unseal(keys, place, sealed).toString()).toBe('x');
    expect(() => unseal(keys, elsewhere, sealed)).toThrow(expect.objectContaining({ code: 'vault-corrupt' }));
  });

  it('does not open under another version, be it of the same key', () => {
    const both = keysFromText(`1:${master},2:${master}`);
    const sealed = seal(keys, place, Buffer.from('x'));
    expect(unseal(both, place, sealed).toString()).toBe('x');
    expect(() => unseal(both, place, { ...sealed, keyVersion: '000002' })).toThrow(
      expect.objectContaining({ code: 'vault-corrupt' }),
    );
    expect(() => unseal(both, place, { ...sealed, keyVersion: '000003' })).toThrow(
      expect.objectContaining({ code: 'key-missing' }),
    );
  });

  it('does not open when any byte is another', () => {
    const { keyVersion, sealed } = seal(keys, place, Buffer.from('Puhelinaika'));
    for (const index of sealed.keys()) {
      const changed = sealed.with(index, sealed[index]! ^ 1);
      expect(() => unseal(keys, place, { keyVersion, sealed: changed })).toThrow(
        expect.objectContaining({ code: 'vault-corrupt' }),
      );
    }
  });
});

import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { administrator, beginnings, type Installation, openInstallation } from '../../test/installation.ts';
import { beginUpload, continueUpload, endUpload, uploadedBytes, uploadOf } from './uploads.ts';

const aDay = 24 * 3_600_000;
const chunk = 256 * 1024;

let installation: Installation;
beforeEach(async () => {
  installation = await openInstallation();
  for (const given of beginnings) await installation.give(given);
});
afterEach(() => installation.close());

const files = () => installation.context.vault.files;
const begin = (length: number, account = 'aino') => beginUpload(installation.context, account, length);
const look = (id: string, account = 'aino') => uploadOf(installation.context, account, id);
async function* pieces(...all: readonly Uint8Array[]) {
  yield* all;
}

describe('an upload', () => {
  it('is what came in, however it was cut', async () => {
    const bytes = randomBytes(2 * chunk + 1_000);
    const { id } = await begin(bytes.length);
    const cuts = [0, 1, chunk - 1, chunk, chunk + 7, 2 * chunk, bytes.length];
    for (const [index, from] of cuts.slice(0, -1).entries()) {
      const upload = (await look(id))!;
      expect(upload.offset).toBe(from);
      const part = bytes.subarray(from, cuts[index + 1]);
      const half = Math.ceil(part.length / 2);
      const came = pieces(part.subarray(0, half), part.subarray(half));
      expect(await continueUpload(installation.context, 'aino', upload, came)).toBe(cuts[index + 1]);
    }
    expect((await uploadedBytes(installation.context, 'aino', id)).equals(bytes)).toBe(true);
  });

  it('holds a chunk in memory and no more, however long it is: the next bytes are taken when those are kept', async () => {
    const upload = await begin(4 * chunk);
    const name = `upload:aino:${upload.id}`;
    async function* slowly() {
      for (let sent = 0; sent < 4; sent++) {
        for (let kept = 1; kept <= sent; kept++) expect((await files().read(name, kept))?.length).toBe(chunk);
        yield randomBytes(chunk);
      }
    }
    expect(await continueUpload(installation.context, 'aino', upload, slowly())).toBe(4 * chunk);
  });

  it('keeps what has come when its source fails', async () => {
    const bytes = randomBytes(chunk + 500);
    const { id } = await begin(2 * chunk);
    async function* breaking() {
      yield bytes;
      throw new Error('The line is dead.');
    }
    const broken = continueUpload(installation.context, 'aino', (await look(id))!, breaking());
    await expect(broken).rejects.toThrow('The line is dead.');
    expect((await look(id))!.offset).toBe(bytes.length);
  });

  it('takes no more than it is to have, and keeps what was right', async () => {
    const { id } = await begin(10);
    const upload = (await look(id))!;
    const more = continueUpload(installation.context, 'aino', upload, pieces(randomBytes(8), randomBytes(3)));
    await expect(more).rejects.toThrow(RangeError);
    expect((await look(id))!.offset).toBe(8);
  });

  it('has a day', async () => {
    const { id, expires } = await begin(1);
    expect(expires.getTime()).toBe(installation.clock.now() + aDay);
    installation.clock.time += aDay;
    expect(await look(id)).toBeUndefined();
    await expect(uploadedBytes(installation.context, 'aino', id)).rejects.toMatchObject({ code: 'upload.unknown' });
    await files().expire(new Date(installation.clock.now()));
    expect(await files().names('upload:')).toEqual([]);
  });

  it('is found by its account alone, and is gone with it', async () => {
    const { id } = await begin(5);
    await continueUpload(installation.context, 'aino', (await look(id))!, pieces(Buffer.from('Salaa')));
    expect(await look(id, 'aino-2')).toBeUndefined();
    expect(await look('../aino')).toBeUndefined();
    const other = await begin(1, 'aino-2');
    await installation.give({ do: 'InviteAccount', id: 'aino', by: administrator, body: { language: 'fi' } });
    await installation.give({
      do: 'ForgetAccount',
      id: 'aino',
      by: administrator,
      body: { reasonCode: 'request' },
    });
    expect(await files().names('upload:')).toEqual([`upload:aino-2:${other.id}`]);
  });

  it('is one of ten of its account, until one is given up', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => begin(1)));
    await expect(begin(1)).rejects.toMatchObject({ code: 'upload.too-many' });
    await begin(1, 'aino-2');
    await endUpload(installation.context, 'aino', all[0]!.id);
    await begin(1);
  });
});

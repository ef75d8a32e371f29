import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import {
  beginnings,
  coordinator,
  type Installation,
  openInstallation,
  run,
  withAppend,
} from '../../test/installation.ts';
import { exportHistory } from './history/export-history.ts';
import { importHistory } from './history/import-history.ts';
import { readLines } from './history/read-lines.ts';
import { verifyHistory } from './history/verify.ts';
import { openFile } from './kept-file.ts';
import { sweepWords } from './sweep-words.ts';
import { beginUpload, continueUpload } from './uploads.ts';

let installation: Installation;
beforeEach(async () => {
  installation = await openInstallation();
  for (const given of beginnings) await installation.give(given);
});
afterEach(() => installation.close());

const vault = () => installation.context.vault;
async function upload(bytes: Buffer): Promise<string> {
  const begun = await beginUpload(installation.context, 'developer', bytes.length);
  async function* all() {
    yield bytes;
  }
  await continueUpload(installation.context, 'developer', begun, all());
  return begun.id;
}
async function attach(bytes: Buffer, more: object = {}): Promise<string> {
  const body = { kind: 'report', upload: await upload(bytes), words: { name: 'File' }, ...more };
  return (await installation.give({ do: 'AttachGroupFile', id: 'lobby', by: coordinator, body })).events[0]!;
}
const photo = () =>
  sharp({ create: { width: 900, height: 600, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer();
const pdf = (size: number) => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size, '%')]);
const bytesOf = async (event: string, of = vault()) => {
  const file = await openFile(of, event, 'whole');
  return file && buffer(file.read());
};

describe('a file that is kept', () => {
  it('lies in chunks beside the words, for good, and its upload is gone', async () => {
    const bytes = pdf(600_000);
    const event = await attach(bytes);
    expect(await vault().files.names('')).toEqual([`attached-${event}-whole`]);
    expect(await vault().files.expire(new Date('2999-01-01'))).toBe(0);
    expect((await bytesOf(event))!.equals(bytes)).toBe(true);
  });

  it('is forgotten like words, with the small one of it, and its name alone is no reason to', async () => {
    const words = { name: 'Us', description: 'All of us' };
    const event = await attach(await photo(), { kind: 'photo', words });
    const forget = (fields: readonly string[]) =>
      installation.give({
        do: 'ForgetGroupWords',
        id: 'lobby',
        by: coordinator,
        body: { ofEvent: event, fields, reasonCode: 'request' },
      });
    await forget(['name']);
    expect(await vault().files.names('')).toHaveLength(2);
    await forget(['content']);
    expect(await vault().files.names('')).toEqual([]);
    expect(await bytesOf(event)).toBeUndefined();
  });

  it('is swept when its event never comes', async () => {
    const id = await upload(pdf(400_000));
    const refusing = withAppend(installation.context.store, async () => {
      throw new Error('The store has gone.');
    });
    const body = { kind: 'report', upload: id, words: { name: 'File' } };
    const lost = run(installation.contextOn(refusing), { do: 'AttachGroupFile', id: 'lobby', by: coordinator, body });
    await expect(lost).rejects.toThrow('The store has gone.');
    expect(await vault().files.names('attached-')).toHaveLength(1);
    expect(await sweepWords(installation.context, new Date(Date.now() - 3_600_000))).toBe(0);
    expect(await vault().files.names('attached-')).toHaveLength(1);
    expect(await sweepWords(installation.context, new Date(Date.now() + 60_000))).toBe(2);
    expect(await vault().files.names('attached-')).toEqual([]);
    // The upload is there still, for whoever tries again.
    const event = (await installation.give({ do: 'AttachGroupFile', id: 'lobby', by: coordinator, body })).events[0]!;
    expect(await bytesOf(event)).toHaveLength(400_009);
  });

  it('is missed by a check when a part of it is gone or is another one', async () => {
    const event = await attach(pdf(600_000));
    expect(await verifyHistory(installation.context)).toMatchObject({ misfits: [] });
    await vault().files.write(`attached-${event}-whole`, 1, Buffer.alloc(256 * 1024, '!'));
    expect((await verifyHistory(installation.context)).misfits).toEqual([
      { where: expect.stringMatching(/^group-lobby, event \d+ \(FileAttached\)$/), problem: expect.any(String) },
    ]);
  });
});

describe('an export', () => {
  it('has files that fit into a line, and from it they are what they were; larger ones it has not', async () => {
    const picture = await attach(await photo(), { kind: 'photo', words: { name: 'Us', description: 'All of us' } });
    const small = await attach(pdf(500_000));
    const large = await attach(pdf(600_000));
    let text = '';
    await exportHistory(installation.context, (more) => {
      text += more;
    });
    const contents = text
      .split('\n')
      .flatMap((line) => (line.includes('"FileAttached"') ? [JSON.parse(line).words.content as unknown] : []));
    expect(contents).toEqual([(await bytesOf(picture))!.toString('base64'), pdf(500_000).toString('base64'), null]);
    const other = await openInstallation();
    try {
      expect(await importHistory(other.context, readLines([Buffer.from(text)]))).toMatchObject({ rejected: 0 });
      expect((await bytesOf(small, other.context.vault))!.equals(pdf(500_000))).toBe(true);
      expect(await openFile(other.context.vault, picture, 'thumbnail')).toMatchObject({ format: 'jpeg' });
      expect(await bytesOf(large, other.context.vault)).toBeUndefined();
      expect(await verifyHistory(other.context)).toMatchObject({ misfits: [] });
    } finally {
      await other.close();
    }
  });
});

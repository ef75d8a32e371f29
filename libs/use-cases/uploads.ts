import { randomUUID } from 'node:crypto';
import { Refusal } from '#domain';
import type { Context } from './context.ts';

const mostInChunk = 256 * 1024;
const aDay = 24 * 3_600_000;
/** Uploads of one account that are not attached yet. */
const mostUploads = 10;

/** A file on its way here: sealed like everything else, its account's alone, and gone after a day. */
export interface Upload {
  readonly id: string;
  /** Bytes that it is to have, and has so far. */
  readonly length: number;
  readonly offset: number;
  readonly expires: Date;
}

/** Chunk 0 of the file says how far it is; the bytes lie in those behind it, each in its place whoever wrote it. */
interface Head {
  readonly length: number;
  readonly offset: number;
  readonly expires: number;
}

type Stores = Pick<Context, 'vault' | 'clock'>;

const prefixOf = (account: string): string => `upload:${account}:`;
const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const gone = (): Refusal =>
  new Refusal(
    'upload.unknown',
    'No such file of yours is on its way here. It may have had its day: upload it again.',
    'upload',
  );

function writeHead({ vault }: Stores, file: string, head: Head): Promise<void> {
  return vault.files.write(file, 0, Buffer.from(JSON.stringify(head)), new Date(head.expires));
}

/** @throws Refusal `upload.too-many` */
export async function beginUpload(context: Stores, account: string, length: number): Promise<Upload> {
  const howMany = async () => (await context.vault.files.names(prefixOf(account))).length;
  const tooMany = new Refusal(
    'upload.too-many',
    `${mostUploads} files of this account are on their way. Attach them or give them up first; after a day they are gone.`,
  );
  if ((await howMany()) >= mostUploads) throw tooMany;
  const id = randomUUID();
  const expires = context.clock.now() + aDay;
  await writeHead(context, `${prefixOf(account)}${id}`, { length, offset: 0, expires });
  // Others may have begun in the meantime, here or on another server.
  if ((await howMany()) > mostUploads) {
    await endUpload(context, account, id);
    throw tooMany;
  }
  return { id, length, offset: 0, expires: new Date(expires) };
}

/** Undefined where the account has no such upload (any more). */
export async function uploadOf(context: Stores, account: string, id: string): Promise<Upload | undefined> {
  if (!idPattern.test(id)) return undefined;
  const bytes = await context.vault.files.read(`${prefixOf(account)}${id}`, 0);
  if (!bytes) return undefined;
  const { length, offset, expires } = JSON.parse(Buffer.from(bytes).toString('utf8')) as Head;
  return expires > context.clock.now() ? { id, length, offset, expires: new Date(expires) } : undefined;
}

/**
 * Takes the bytes that follow what is there. When they end before their time, what has come by then stays.
 * @returns how many are there now
 * @throws RangeError when there are more than it is to have; Refusal `upload.unknown` when it was given up, or its account forgotten,
 * meanwhile; whatever the source throws
 */
export async function continueUpload(
  context: Stores,
  account: string,
  { id, length, offset, expires }: Upload,
  source: AsyncIterable<Uint8Array>,
): Promise<number> {
  const { files } = context.vault;
  const file = `${prefixOf(account)}${id}`;
  let reached = offset;
  // The last chunk may be there in part.
  const begun = reached % mostInChunk;
  let held = begun === 0 ? [] : [Buffer.from((await files.read(file, chunkAt(reached)))!).subarray(0, begun)];
  let holding = begun;

  async function store(): Promise<void> {
    if (reached === offset || holding === 0) return;
    await files.write(file, chunkAt(reached - 1), Buffer.concat(held), expires);
    if (!(await files.read(file, 0))) {
      await files.forget(file);
      throw gone();
    }
    await writeHead(context, file, { length, offset: reached, expires: expires.getTime() });
    offset = reached;
  }

  try {
    for await (const part of source) {
      let rest = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
      if (reached + rest.length > length) throw new RangeError('The upload has more bytes than it was to have.');
      while (rest.length > 0) {
        const taken = rest.subarray(0, mostInChunk - holding);
        // In memory of its own: the source may use its buffer again.
        held.push(Buffer.from(taken));
        holding += taken.length;
        reached += taken.length;
        rest = rest.subarray(taken.length);
        if (holding < mostInChunk) continue;
        await store();
        held = [];
        holding = 0;
      }
    }
  } finally {
    await store();
  }
  return reached;
}

const chunkAt = (position: number): number => 1 + Math.floor(position / mostInChunk);

/** Gives it up. Twice is harmless. */
export const endUpload = ({ vault }: Pick<Context, 'vault'>, account: string, id: string): Promise<void> =>
  vault.files.forget(`${prefixOf(account)}${id}`);

export async function forgetUploadsOf({ vault }: Pick<Context, 'vault'>, account: string): Promise<void> {
  await vault.files.forgetAll(prefixOf(account));
}

/** The bytes of an upload that is whole. @throws Refusal `upload.unknown`, `upload.unfinished` */
export async function uploadedBytes(context: Stores, account: string, id: string): Promise<Buffer> {
  const upload = await uploadOf(context, account, id);
  if (!upload) throw gone();
  const unfinished = new Refusal(
    'upload.unfinished',
    'The file has not come in whole yet. Go on uploading it first.',
    'upload',
  );
  if (upload.offset < upload.length) throw unfinished;
  const chunks: Uint8Array[] = [];
  for (let chunk = 1; chunk <= chunkAt(upload.length - 1); chunk++) {
    const bytes = await context.vault.files.read(`${prefixOf(account)}${id}`, chunk);
    if (!bytes) throw unfinished;
    chunks.push(bytes);
  }
  const whole = Buffer.concat(chunks);
  if (whole.length !== upload.length) throw unfinished;
  return whole;
}

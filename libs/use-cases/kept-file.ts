import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FilesStore, Vault } from '#vault';
import { type Content, contentOf, type FileFormat, formats } from './file-content.ts';

const mostInChunk = 256 * 1024;
/** Chunks on their way to the vault at once. */
const together = 8;
/** Bytes of a file up to which its content may stand in a command or in an export, as base64. */
export const mostInWords = 600_000;

/** In the vault, all that is kept of the file which an event attaches lies under names that begin so. */
const prefixOf = (event: string): string => `attached-${event}-`;
const parts = ['whole', 'thumbnail'] as const;
export type Part = (typeof parts)[number];
const nameOf = (event: string, part: Part): string => `${prefixOf(event)}${part}`;

/**
 * What the words `content` of an event say of its file: its chunks lie beside the words. A fingerprint of this text, and so of the
 * file, stands in the log. History may have the content itself there, in base64, which never begins with a brace.
 */
interface Manifest {
  readonly format: FileFormat;
  readonly bytes: number;
  /** SHA-256 of what is kept, and of what was given, in base64url. */
  readonly sha256: string;
  readonly given: string;
  readonly thumbnail?: number;
}

export const digestOfBytes = (bytes: Uint8Array): string => hash('sha256', bytes, 'base64url');

export function manifestOf({ format, bytes, thumbnail }: Content, given: string): string {
  const manifest: Manifest = {
    format,
    bytes: bytes.length,
    sha256: digestOfBytes(bytes),
    given,
    ...(thumbnail && { thumbnail: thumbnail.length }),
  };
  return JSON.stringify(manifest);
}

const manifestIn = (text: string): Manifest | undefined =>
  text.startsWith('{') ? (JSON.parse(text) as Manifest) : undefined;

/** Of what was given when this was kept; undefined where the words hold the content itself. */
export const givenOf = (text: string): string | undefined => manifestIn(text)?.given;

async function write(files: FilesStore, name: string, bytes: Buffer): Promise<void> {
  const count = Math.ceil(bytes.length / mostInChunk);
  for (let from = 0; from < count; from += together) {
    const chunks = Array.from({ length: Math.min(together, count - from) }, (_, index) => from + index);
    await Promise.all(
      chunks.map((chunk) => files.write(name, chunk, bytes.subarray(chunk * mostInChunk, (chunk + 1) * mostInChunk))),
    );
  }
}

/** Keeps a file under the event that is to attach it, whose words are kept already: by them it is found when the event never comes. */
export async function keepFile({ files }: Pick<Vault, 'files'>, event: string, content: Content): Promise<void> {
  await write(files, nameOf(event, 'whole'), content.bytes);
  if (content.thumbnail) await write(files, nameOf(event, 'thumbnail'), content.thumbnail);
}

/** Answers when the bytes are gone, too. Twice is harmless. */
export async function forgetFile({ files }: Pick<Vault, 'files'>, event: string): Promise<void> {
  await files.forgetAll(prefixOf(event));
}

export interface OpenFile {
  readonly format: FileFormat;
  readonly bytes: number;
  /** Tells one content from another; of nothing but the content. */
  readonly etag: string;
  /** One chunk at a time is in memory. */
  read(): Readable;
}

type Stores = Pick<Vault, 'words' | 'files'>;

async function contentWord({ words }: Pick<Vault, 'words'>, event: string): Promise<string | undefined> {
  return (await words.read([event])).get(event)?.content?.find(({ recordedIn }) => recordedIn === event)?.text;
}

/** The file that an event attached; undefined when it was forgotten, or has no such part. @throws VaultError */
export async function openFile(vault: Stores, event: string, part: Part): Promise<OpenFile | undefined> {
  const text = await contentWord(vault, event);
  if (text === undefined) return undefined;
  const manifest = manifestIn(text);
  if (!manifest) return fromWords(text, part);
  const bytes = part === 'whole' ? manifest.bytes : manifest.thumbnail;
  const name = nameOf(event, part);
  const first = bytes === undefined ? undefined : await vault.files.read(name, 0);
  if (bytes === undefined || !first) return undefined;
  async function* chunks() {
    yield first!;
    for (let chunk = 1; chunk * mostInChunk < bytes!; chunk++) {
      const next = await vault.files.read(name, chunk);
      if (!next) throw new Error('A chunk of the file is missing.');
      yield next;
    }
  }
  return {
    format: part === 'whole' ? manifest.format : 'jpeg',
    bytes,
    etag: `${manifest.sha256.slice(0, 22)}${part === 'whole' ? '' : '-s'}`,
    read: () => Readable.from(chunks(), { objectMode: false }),
  };
}

/** History is taken in as it is found. What it holds is looked at when somebody wants to see it, and given out as what it is. */
async function fromWords(text: string, part: Part): Promise<OpenFile | undefined> {
  const given = Buffer.from(text, 'base64');
  const content = await contentOf(given, 'other', '').catch(() => undefined);
  const bytes = part === 'whole' ? content?.bytes : content?.thumbnail;
  if (!content || !bytes) return undefined;
  return {
    format: part === 'whole' ? content.format : 'jpeg',
    bytes: bytes.length,
    etag: digestOfBytes(bytes).slice(0, 22),
    read: () => Readable.from([bytes]),
  };
}

async function wholeOf(vault: Stores, event: string, bytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for (let chunk = 0; chunk * mostInChunk < bytes; chunk++) {
    const next = await vault.files.read(nameOf(event, 'whole'), chunk);
    if (!next) break;
    chunks.push(next);
  }
  return Buffer.concat(chunks);
}

/** The words `content` as an export has them: the content itself, or null where it is gone or too large for a line. */
export async function contentForExport(vault: Stores, event: string, text: string): Promise<string | null> {
  const manifest = manifestIn(text);
  if (!manifest) return text;
  if (manifest.bytes > mostInWords) return null;
  const bytes = await wholeOf(vault, event, manifest.bytes);
  return bytes.length === manifest.bytes ? bytes.toString('base64') : null;
}

/** Whether the file of an event is the one that was attached, where its words are kept; true where they say nothing of chunks. */
export async function isWhole(vault: Stores, event: string): Promise<boolean> {
  const text = await contentWord(vault, event);
  const manifest = text === undefined ? undefined : manifestIn(text);
  return !manifest || digestOfBytes(await wholeOf(vault, event, manifest.bytes)) === manifest.sha256;
}

/** `image/jpeg` */
export const mediaTypeOf = (format: FileFormat): string => formats[format].mediaType;
/** How the name of such a file ends: `jpg`. */
export const endingOf = (format: FileFormat): string => formats[format].endings[0];

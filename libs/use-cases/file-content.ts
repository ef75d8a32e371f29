import { fileTypeFromBuffer } from 'file-type';
import { type anyStream, requires } from '#domain';
import { type PictureFormat, writtenAnew } from './picture.ts';
import { type ZipEntry, zipDirectory } from './zip-directory.ts';

export type FileFormat = anyStream.FileFormat;

interface Described {
  readonly mediaType: string;
  /** As names of such files end; the first is given to one whose name ends with none. */
  readonly endings: readonly [string, ...string[]];
}

const openXml = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';

export const formats: Readonly<Record<FileFormat, Described>> = {
  jpeg: { mediaType: 'image/jpeg', endings: ['jpg', 'jpeg', 'jpe', 'jfif'] },
  png: { mediaType: 'image/png', endings: ['png'] },
  webp: { mediaType: 'image/webp', endings: ['webp'] },
  pdf: { mediaType: 'application/pdf', endings: ['pdf'] },
  docx: { mediaType: `${openXml}.wordprocessingml.document`, endings: ['docx'] },
  xlsx: { mediaType: `${openXml}.spreadsheetml.sheet`, endings: ['xlsx'] },
  pptx: { mediaType: `${openXml}.presentationml.presentation`, endings: ['pptx'] },
  odt: { mediaType: `${openDocument}.text`, endings: ['odt'] },
  ods: { mediaType: `${openDocument}.spreadsheet`, endings: ['ods'] },
  odp: { mediaType: `${openDocument}.presentation`, endings: ['odp'] },
  text: { mediaType: 'text/plain; charset=utf-8', endings: ['txt', 'md', 'csv'] },
};

const pictures: ReadonlySet<FileFormat> = new Set<PictureFormat>(['jpeg', 'png', 'webp']);
export const isPicture = (format: FileFormat): format is PictureFormat => pictures.has(format);

/** A file as it is kept. */
export interface Content {
  readonly format: FileFormat;
  readonly bytes: Buffer;
  /** Of a picture: pixels, and a small JPEG of it. */
  readonly width?: number;
  readonly height?: number;
  readonly thumbnail?: Buffer;
}

/** Bytes by which file-type knows what it needs to know. */
const beginning = 4_100;
/** What an office document may unpack to, and how many parts it may have. */
const mostUnpacked = 200 * 1024 * 1024;
const mostParts = 5_000;

/**
 * What a file is by its content, whatever its name says, and as it is kept: pictures written anew, all else as it came.
 * @throws Refusal `file.*`
 */
export async function contentOf(given: Buffer, kind: string, name: string): Promise<Content> {
  const format = await formatOf(given);
  requires(
    kind !== 'photo' || isPicture(format),
    'file.no-photo',
    'This is no picture. Attach it as a draft, a report, a form or as something else.',
    'kind',
  );
  const ending = /\.(\p{L}[\p{L}\d]{0,9})$/u.exec(name.trim())?.[1]?.toLowerCase();
  requires(
    ending === undefined || formats[format].endings.includes(ending),
    'file.other-ending',
    'The name of the file ends as that of another kind of file. Name it after what it is.',
    'words.name',
  );
  if (!isPicture(format)) return { format, bytes: given };
  return { format, ...(await writtenAnew(given, format)) };
}

async function formatOf(given: Buffer): Promise<FileFormat> {
  requires(given.length > 0, 'file.empty', 'The file is empty.', 'words.content');
  // An archive is looked at by its directory alone; nothing of it is unpacked.
  if (given.subarray(0, 4).equals(archive)) return officeFormat(given);
  const found = (await fileTypeFromBuffer(given.subarray(0, beginning)))?.mime;
  requires(
    found === undefined || !heic.has(found),
    'file.heic',
    'HEIC pictures cannot be read here. Let the telephone or computer save the picture as JPEG.',
  );
  const format = (Object.keys(formats) as FileFormat[]).find((one) => formats[one].mediaType === found);
  const isText = found === undefined && isPlainText(given);
  requires(
    format !== undefined || isText,
    'file.not-taken',
    'What may be attached: pictures (JPEG, PNG, WebP), PDF, office documents (docx, xlsx, pptx, odt, ods, odp) and plain text.',
  );
  return format ?? 'text';
}

const archive = Buffer.from('PK\u0003\u0004', 'latin1');
const heic: ReadonlySet<string> = new Set([
  'image/heic',
  'image/heic-sequence',
  'image/heif',
  'image/heif-sequence',
  'image/avif',
]);

/** Of office documents, the part that says which it is. */
const mainParts: Readonly<Record<string, FileFormat>> = {
  'word/document.xml': 'docx',
  'xl/workbook.xml': 'xlsx',
  'ppt/presentation.xml': 'pptx',
};
const openDocuments: readonly FileFormat[] = ['odt', 'ods', 'odp'];

function officeFormat(given: Buffer): FileFormat {
  const entries = zipDirectory(given);
  requires(entries, 'file.damaged', 'The file is damaged, or is not what it begins like.');
  requires(
    !isBomb(entries, given.length),
    'file.unpacks-too-large',
    'The document unpacks to far more than it is. Nobody should open it.',
  );
  requires(
    !entries.some(({ name }) => /(^|\/)(vbaProject\.bin|Basic\/)/i.test(name)),
    'file.macros',
    'The document holds macros. Save it without them.',
  );
  const names = new Set(entries.map(({ name }) => name));
  const openXmlPart = names.has('[Content_Types].xml') && Object.keys(mainParts).find((part) => names.has(part));
  const format = openXmlPart
    ? mainParts[openXmlPart]
    : openDocuments.find((one) => saysItself(given, formats[one].mediaType));
  requires(
    format,
    'file.not-taken',
    'What may be attached: pictures (JPEG, PNG, WebP), PDF, office documents (docx, xlsx, pptx, odt, ods, odp) and plain text.',
  );
  return format;
}

/** Bytes before the name of a part. */
const headOfPart = 30;

/** OpenDocument: the first part is called mimetype, lies unpacked and says what the document is. */
function saysItself(given: Buffer, mediaType: string): boolean {
  if (given.length < headOfPart) return false;
  const nameBytes = given.readUInt16LE(26);
  const from = headOfPart + nameBytes + given.readUInt16LE(28);
  return (
    given.toString('latin1', headOfPart, headOfPart + nameBytes) === 'mimetype' &&
    given.readUInt16LE(8) === 0 &&
    given.readUInt32LE(22) === mediaType.length &&
    given.toString('latin1', from, from + mediaType.length) === mediaType
  );
}

/** Whether parts lie over each other, or it all becomes far more than such a document is. */
function isBomb(entries: readonly ZipEntry[], size: number): boolean {
  const [packed, unpacked] = [
    entries.reduce((sum, one) => sum + one.packed, 0),
    entries.reduce((sum, one) => sum + one.unpacked, 0),
  ];
  return (
    entries.length > mostParts ||
    unpacked > mostUnpacked ||
    packed > size ||
    new Set(entries.map(({ at }) => at)).size < entries.length
  );
}

/** Text as somebody writes it; what begins with a tag is a page or a drawing for browsers. */
function isPlainText(given: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(given);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no text holds
    return !/[\u0000-\u0008\u000b\u000e-\u001f]/.test(text) && !/^\s*</.test(text);
  } catch {
    return false;
  }
}

import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { contentOf } from './file-content.ts';

const blank = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#fff' } });

interface Part {
  readonly name: string;
  readonly holds?: string;
  /** What the directory says that it becomes; missing: the truth. */
  readonly unpacked?: number;
  readonly flags?: number;
  /** Where the directory says that it begins; missing: where it does. */
  readonly at?: number;
}

/** An archive as any packer writes it: parts one after the other, the first as it is, and a directory behind them. */
function archiveOf(...parts: readonly Part[]): Buffer {
  const written: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const { name, holds = '' } = part;
    const plain = Buffer.from(holds);
    const packed = index === 0 ? plain : deflateRawSync(plain);
    const both = Buffer.alloc(26);
    both.writeUInt16LE(20, 0);
    both.writeUInt16LE(part.flags ?? 0, 2);
    both.writeUInt16LE(index === 0 ? 0 : 8, 4);
    both.writeUInt32LE(packed.length, 14);
    both.writeUInt32LE(part.unpacked ?? plain.length, 18);
    both.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), both, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(part.at ?? at, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002', 'latin1'), Buffer.from([20, 0]), both, place, Buffer.from(name)]),
    );
    written.push(local);
    at += local.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...written, ...directory, end]);
}

const types = { name: '[Content_Types].xml', holds: '<Types/>' };
const docx = (...more: readonly Part[]) => archiveOf(types, { name: 'word/document.xml', holds: '<w/>' }, ...more);
const odt = (says: string) => archiveOf({ name: 'mimetype', holds: says }, { name: 'content.xml', holds: '<o/>' });

/** A drawing for browsers, which may hold scripts. */
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

/** The header of a PNG that says it is so large; what it becomes when unpacked does not come along. */
async function pngOf(width: number, height: number): Promise<Buffer> {
  const png = await blank(4, 4).png().toBuffer();
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  // The checksum of the header, so that nothing but the size is wrong with it.
  let crc = 0xffffffff;
  for (const byte of png.subarray(12, 29)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  png.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 29);
  return png;
}

describe('the content of a file', () => {
  it.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ['jpeg', () => blank(9, 9).jpeg().toBuffer(), 'us.JPEG'],
    ['png', () => blank(9, 9).png().toBuffer(), 'lobby.png'],
    ['webp', () => blank(9, 9).webp().toBuffer(), 'lobby.webp'],
    ['pdf', () => Buffer.from('%PDF-1.7\n%%EOF'), 'report.pdf'],
    ['docx', () => docx(), 'draft.docx'],
    ['xlsx', () => archiveOf(types, { name: 'xl/workbook.xml' }), 'hours.xlsx'],
    ['pptx', () => archiveOf(types, { name: 'ppt/presentation.xml' }), 'slides.pptx'],
    ['odt', () => odt('application/vnd.oasis.opendocument.text'), 'draft.odt'],
    ['ods', () => odt('application/vnd.oasis.opendocument.spreadsheet'), 'hours.ods'],
    ['odp', () => odt('application/vnd.oasis.opendocument.presentation'), 'slides.odp'],
    ['text', () => Buffer.from('\ufeffÄiti sanoi: 1 < 2\r\n\tniin on'), 'notes.txt'],
  ])('tells that it is %s', async (format, bytes, name) => {
    for (const called of [name, 'Luonnos 2.3', 'Aulan kuva 12.3.2026.', name.toUpperCase()])
      expect((await contentOf(await bytes(), 'other', called)).format).toBe(format);
  });

  it('stays as it came, unless it is a picture', async () => {
    const bytes = docx();
    expect((await contentOf(bytes, 'draft', 'draft.docx')).bytes.equals(bytes)).toBe(true);
  });

  it('of a picture is what one sees, and nothing that lies before, behind or beside it', async () => {
    const page = Buffer.from('<script>alert(1)</script>');
    for (const picture of [
      blank(3_000, 1_500)
        .jpeg()
        .withExif({ IFD0: { Copyright: '<script>alert(1)</script>' } }),
      blank(3_000, 1_500)
        .png()
        .withExif({ IFD0: { Copyright: '<script>alert(1)</script>' } }),
      blank(3_000, 1_500)
        .webp()
        .withExif({ IFD0: { Copyright: '<script>alert(1)</script>' } }),
    ]) {
      const both = Buffer.concat([await picture.toBuffer(), page]);
      const { bytes, width, height, thumbnail } = await contentOf(both, 'photo', '');
      expect([both.includes('alert'), bytes.includes('alert'), thumbnail!.includes('alert')]).toEqual([
        true,
        false,
        false,
      ]);
      expect({ width, height }).toEqual({ width: 2_560, height: 1_280 });
      expect(await sharp(thumbnail).metadata()).toMatchObject({ format: 'jpeg', width: 480, height: 240 });
    }
  });

  it.each<[string, string, () => Buffer | Promise<Buffer>, string, string]>([
    ['file.empty', 'there is nothing', () => Buffer.alloc(0), 'other', 'notes.txt'],
    ['file.not-taken', 'a browser would run it', () => Buffer.from(svg), 'other', 'drawing.svg'],
    ['file.not-taken', 'it is the same under another name', () => Buffer.from(`  ${svg}`), 'photo', 'us.jpg'],
    ['file.not-taken', 'it is a page', () => Buffer.from('<!doctype html><p>x'), 'other', 'page.txt'],
    [
      'file.not-taken',
      'it is a program',
      () => Buffer.from('\u007fELF\u0002\u0001\u0001\u0000', 'latin1'),
      'other',
      'x',
    ],
    ['file.not-taken', 'it is no text in UTF-8', () => Buffer.from([0x41, 0xe4, 0x0a]), 'other', 'notes.txt'],
    ['file.not-taken', 'it is any archive', () => archiveOf({ name: 'x.exe', holds: 'MZ' }), 'other', 'x.docx'],
    ['file.not-taken', 'it is a moving picture', () => blank(9, 9).gif().toBuffer(), 'photo', 'us.gif'],
    ['file.not-taken', 'it is a drawing program’s', () => blank(9, 9).tiff().toBuffer(), 'photo', 'us.tiff'],
    [
      'file.heic',
      'it comes from an iPhone',
      () => Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0mif1heic', 'latin1'),
      'photo',
      '',
    ],
    ['file.heic', 'it is of the same family', () => blank(64, 64).avif().toBuffer(), 'photo', 'us.avif'],
    ['file.no-photo', 'a photo is a report', () => Buffer.from('%PDF-1.7\n'), 'photo', 'report.pdf'],
    ['file.other-ending', 'its name says something else', () => Buffer.from('%PDF-1.7\n'), 'report', 'report.docx'],
    ['file.other-ending', 'it would be run where it is saved', () => Buffer.from('start calc'), 'other', 'notes.bat'],
    ['file.other-ending', 'it says so at the end', () => blank(9, 9).png().toBuffer(), 'photo', '../us.png.exe'],
    [
      'file.damaged',
      'it is cut off',
      async () => (await blank(900, 900).jpeg().toBuffer()).subarray(0, 900),
      'photo',
      '',
    ],
    [
      'file.damaged',
      'only its beginning is a picture',
      () => Buffer.from('\u00ff\u00d8\u00ff\u00e0<svg/>', 'latin1'),
      'photo',
      '',
    ],
    ['file.damaged', 'the archive has no directory', () => docx().subarray(0, 60), 'draft', 'draft.docx'],
    ['file.damaged', 'it is locked with a password', () => docx({ name: 'x', flags: 1 }), 'draft', 'draft.docx'],
    ['file.too-many-pixels', 'it would fill the memory', () => pngOf(60_000, 60_000), 'photo', 'us.png'],
    ['file.too-many-pixels', 'it is one pixel too wide', () => pngOf(50_000_001, 1), 'photo', 'us.png'],
    ['file.unpacks-too-large', 'it would fill a disk', () => docx({ name: 'x', unpacked: 4e9 }), 'draft', 'draft.docx'],
    [
      'file.unpacks-too-large',
      'its parts lie over each other',
      () => docx({ name: 'x', at: 0 }),
      'draft',
      'draft.docx',
    ],
    [
      'file.macros',
      'it holds a program',
      () => docx({ name: 'word/vbaProject.bin', holds: 'x' }),
      'draft',
      'draft.docx',
    ],
  ])('is refused with %s when %s', async (code, _when, bytes, kind, name) => {
    await expect(contentOf(await bytes(), kind, name)).rejects.toMatchObject({ code });
  });
});

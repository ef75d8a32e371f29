import { Refusal, requires } from '#domain';

/** Most pixels that a picture may have as it comes; more would be unpacked into more memory than a server has for one. */
const mostPixels = 50_000_000;
/** The longer side of a picture as it is kept, and of its thumbnail, at most. */
const longestSide = 2560;
const longestOfThumbnail = 480;
/** Seconds that unpacking and writing anew may take. */
const patience = 8;
const quality = 82;

export type PictureFormat = 'jpeg' | 'png' | 'webp';

export interface Picture {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
  /** A small JPEG of it. */
  readonly thumbnail: Buffer;
}

/** Loaded when the first picture comes. What sharp could read besides, as SVG, is closed to it. */
let loading: ReturnType<typeof load> | undefined;
async function load() {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
  });
  return sharp;
}

/** One picture at a time is unpacked, so that several at once take no more memory than one. */
let before: Promise<unknown> = Promise.resolve();
function inTurn<Made>(work: () => Promise<Made>): Promise<Made> {
  const mine = before.then(work, work);
  before = mine.catch(() => {});
  return mine;
}

/**
 * The picture written anew: upright, no larger than anybody looks at it, and with nothing in it but what one sees. Where and with what
 * it was taken is left out, and so is whatever somebody hid behind it.
 * @throws Refusal `file.too-many-pixels`, `file.damaged`
 */
export function writtenAnew(given: Buffer, format: PictureFormat): Promise<Picture> {
  return inTurn(async () => {
    loading ??= load();
    const sharp = await loading;
    try {
      const picture = () => sharp(given, { limitInputPixels: mostPixels, failOn: 'error' });
      const { width, height, format: found } = await picture().metadata();
      requires(width * height <= mostPixels, 'file.too-many-pixels', tooMany);
      requires(found === format, 'file.damaged', damaged);
      const within = { width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true } as const;
      const upright = picture().autoOrient().resize(within);
      const written =
        format === 'png' ? upright.png() : format === 'webp' ? upright.webp({ quality }) : upright.jpeg({ quality });
      const { data, info } = await written.timeout({ seconds: patience }).toBuffer({ resolveWithObject: true });
      const small = { ...within, width: longestOfThumbnail, height: longestOfThumbnail };
      const thumbnail = await sharp(data, { limitInputPixels: mostPixels })
        .resize(small)
        .flatten({ background: '#ffffff' })
        .jpeg({ quality: 75 })
        .toBuffer();
      return { bytes: data, width: info.width, height: info.height, thumbnail };
    } catch (error) {
      if (error instanceof Refusal) throw error;
      const message = error instanceof Error ? error.message : '';
      throw /pixel limit/i.test(message)
        ? new Refusal('file.too-many-pixels', tooMany)
        : new Refusal('file.damaged', damaged);
    }
  });
}

const tooMany = `The picture has more than ${mostPixels / 1_000_000} million pixels. Make it smaller first.`;
const damaged = 'The file is damaged, or is not what it begins like.';

import type { Drawing } from './drawing.ts';
import { drawnAt } from './plot.tsx';

/** Pixels of a saved picture: as wide as a page of a report, and twice as fine. */
const savedWidth = 960;
const finer = 2;

/** Hands a file to the browser, which puts it where its owner keeps downloads. */
export function save(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to read it when the click returns; a moment later it holds all of it.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const escaped = (text: string): string => text.replace(/[&<>]/g, (one) => `&#${one.charCodeAt(0)};`);

/** The picture as a file of its own, which says what it is and where it comes from. */
export async function svgOf(drawing: Drawing, title: string, source: string): Promise<string> {
  const svg = await drawnAt(drawing, savedWidth);
  return svg.replace(
    /^<svg [^>]*>/,
    (open) => `${open}<title>${escaped(title)}</title><desc>${escaped(source)}</desc>`,
  );
}

export async function pngOf(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    const canvas = document.createElement('canvas');
    canvas.width = picture.naturalWidth * finer;
    canvas.height = picture.naturalHeight * finer;
    canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, failed) =>
      canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('The picture is empty.'))), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

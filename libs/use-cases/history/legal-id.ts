import { shapes } from '#domain';

/**
 * A legal id for whatever a source calls a thing: itself where it is legal, else its readable part and a keyed hash of the
 * whole, so that the same original always gives the same id and two originals never meet.
 */
export function legalId(original: string, hashed: (text: string) => string): string {
  if (shapes.id.accepts(original)) return original;
  const readable = (original as string)
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  const hash = hashed(`id\n${original}`).slice(0, 16);
  return readable ? `${readable}-${hash}` : hash;
}

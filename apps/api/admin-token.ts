import { randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Made anew by each process and written to `server.json` in the data folder, which only its owner may read: whoever sends it
 * in the header X-Kierto-Token could open the folder itself.
 */
export const token = randomBytes(32).toString('base64url');

export function isConsole(sent: string): boolean {
  const [given, own] = [Buffer.from(sent), Buffer.from(token)];
  return given.length === own.length && timingSafeEqual(given, own);
}

import { randomFillSync } from 'node:crypto';

const block = Buffer.alloc(4_096);
let used = block.length;

/** `size` random bytes (few) of their own. The system is asked for a block at a time, because asking costs more than sealing. */
export function randomBytesOf(size: number): Uint8Array {
  if (used + size > block.length) {
    randomFillSync(block);
    used = 0;
  }
  const bytes = new Uint8Array(block.subarray(used, used + size));
  // What lies here becomes a key: it is handed out once and kept nowhere else.
  block.fill(0, used, used + size);
  used += size;
  return bytes;
}

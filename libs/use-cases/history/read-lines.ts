/** A line of a file as it was read: its number from 1, and its text or what was wrong with its bytes. */
export interface Line {
  readonly number: number;
  readonly text?: string;
  readonly problem?: string;
}

/** Most bytes a line may have: what one append may hold, and room for its names. */
export const mostBytesALine = 1_048_576;

const newline = 0x0a;

/**
 * Splits bytes into lines without ever holding more than one line; a line that is too long or no UTF-8 is passed on as a
 * problem, and the next ones are read all the same. A byte order mark and CR before LF are taken off.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Line> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let parts: Uint8Array[] = [];
  let held = 0;
  let tooLong = false;
  let number = 0;

  function finish(): Line {
    number++;
    const bytes = Buffer.concat(parts);
    parts = [];
    held = 0;
    if (tooLong) {
      tooLong = false;
      return { number, problem: `is longer than ${mostBytesALine} bytes` };
    }
    try {
      return { number, text: utf8.decode(bytes).replace(/\r$/, '') };
    } catch {
      return { number, problem: 'is not UTF-8' };
    }
  }

  function hold(part: Uint8Array): void {
    if (tooLong) return;
    held += part.length;
    if (held > mostBytesALine) {
      tooLong = true;
      parts = [];
    } else if (part.length > 0) parts.push(part);
  }

  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      hold(chunk.subarray(from, at));
      yield finish();
      from = at + 1;
    }
    // Copied, as a stream may use its buffer again.
    hold(Uint8Array.prototype.slice.call(chunk, from));
  }
  if (held > 0 || tooLong) yield finish();
}

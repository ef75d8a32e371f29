/** A fenced block of a page: what stands behind the fence's backticks, and its text without the last line break. */
export interface Block {
  readonly info: string;
  readonly text: string;
}

/** The fenced blocks of a page, in its order. */
export function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(([, info = '', text = '']) => ({
    info: info.trim(),
    text: text.replace(/\n$/, ''),
  }));
}

/**
 * What was begun to be written, kept in this browser until it is recorded, a week at most, and dropped when its writer signs out:
 * it lies there as it was typed.
 */
const prefix = 'kierto.draft.';
const longest = 7 * 24 * 60 * 60 * 1_000;

interface Kept {
  readonly account: string;
  readonly at: number;
  readonly values: unknown;
}

function parse(text: string | null): Kept | undefined {
  try {
    return text === null ? undefined : (JSON.parse(text) as Kept);
  } catch {
    return undefined;
  }
}

export function keepDraft(account: string, name: string, values: unknown): void {
  try {
    localStorage.setItem(prefix + name, JSON.stringify({ account, at: Date.now(), values } satisfies Kept));
  } catch {
    // A full or forbidden storage keeps nobody from writing.
  }
}

/** @returns what the same account began under this name */
export function draftOf(account: string, name: string): unknown {
  const kept = parse(localStorage.getItem(prefix + name));
  return kept?.account === account && Date.now() - kept.at < longest ? kept.values : undefined;
}

export const dropDraft = (name: string): void => localStorage.removeItem(prefix + name);

export function dropAllDrafts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
}

import type { Answered, Asked } from './send.ts';

/** What was done, and what was found. */
export interface Report {
  readonly seed: number;
  readonly operations: number;
  readonly requests: number;
  readonly raw: number;
  /** How many answers there were of each status, and connections that were cut. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly kinds: Readonly<Record<string, number>>;
  /** Events that the log holds at the end. */
  readonly events: number;
  /** Operations of which none was ever accepted. */
  readonly neverAccepted: readonly string[];
  readonly faults: readonly string[];
}

/** One fault as a reader finds it again. */
export function told(asked: Asked, answered: Answered | undefined, fault: string): string {
  const { what, method, path, headers, body } = asked;
  const sent = body === undefined ? '' : ` ${String(body).slice(0, 600)}`;
  const got = answered ? ` → ${answered.status} ${answered.text.slice(0, 400)}` : '';
  return `${what}: ${fault}\n    ${method} ${path.slice(0, 300)} ${JSON.stringify(headers).slice(0, 600)}${sent}${got}`;
}

/** The names of the texts that a body brought. */
export function fieldsOf({ body }: Asked): string[] {
  const { words } = JSON.parse(String(body ?? '{}').replace(/^\uFEFF/, '')) as { readonly words?: object };
  return Object.keys(words ?? {});
}

/** The newest thirty. */
export function keep(list: string[], one: string): void {
  if (list.length >= 30) list.shift();
  list.push(one);
}

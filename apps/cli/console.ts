import { randomUUID } from 'node:crypto';
import type { BatchResult, Recorded } from '#use-cases';
import { CannotDo } from './terminal.ts';

/** A command as a batch takes it. */
export const itemOf = (name: string, id: string, body: object): object => ({
  command: randomUUID(),
  do: name,
  id,
  ...body,
});

/** What the one command of a batch recorded. @throws CannotDo with the sentence of what refused it */
export function recordedIn([result]: readonly BatchResult[]): Recorded {
  if (result?.status === 'recorded' || result?.status === 'repeated') {
    const { id, version, position, events } = result;
    return { id, version, position, events };
  }
  throw new CannotDo(result && 'detail' in result ? result.detail : 'The command was not carried out.');
}

import { setTimeout as sleep } from 'node:timers/promises';

const millisecondsBetween = 1_000;
let givenUp = false;

/** To be called when this thread is to end: nobody waits for a store any longer. */
export function giveUp(): void {
  givenUp = true;
}

/** A store or a vault on another machine. */
const away: ReadonlySet<unknown> = new Set(['store-unavailable', 'vault-unavailable']);

/**
 * Asks the store or the vault until it is there. One on another machine may be away for a while, which is no reason to stop a model
 * or to build it anew.
 */
export async function patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (givenUp || !away.has((error as { code?: unknown }).code)) throw error;
    }
    await sleep(millisecondsBetween);
  }
}

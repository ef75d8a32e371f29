import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Settings } from './settings.ts';

/** Milliseconds in which engines that are started together with us come up; what is away for longer is somebody's business. */
const aMinute = 60_000;
const betweenTries = 500;

/** What another machine's engine throws that does not answer, or not yet. */
const away = new Set(['store-unavailable', 'vault-unavailable']);

/**
 * Tries again while an engine on another machine does not answer, and says so once. An embedded one that does not answer is broken.
 * @throws what `open` threw last
 */
export async function waitForEngines<Opened>(
  open: () => Promise<Opened>,
  { eventStore, vault }: Pick<Settings, 'eventStore' | 'vault'>,
  log: Logger,
  patience = aMinute,
): Promise<Opened> {
  const embedded = eventStore.kind === 'sqlite' && vault.kind === 'sqlite';
  const began = performance.now();
  let said: string | undefined;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      const { code = '', message } = error as { code?: string; message: string };
      if (embedded || !away.has(code) || performance.now() - began > patience) throw error;
      if (said !== code) {
        log.warn({ code, why: message }, 'an engine is away; it is waited for, a minute at most');
        console.error(`kierto: an engine is away: ${message} It is waited for, a minute at most …`);
      }
      said = code;
    }
    await sleep(betweenTries);
  }
}

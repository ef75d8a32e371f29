import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { followDeliveries, followForgettings, followProof } from '#use-cases';
import { openWebhookSender, type WebhookSender } from './deliver-webhooks.ts';
import type { Workplace } from './job.ts';
import { failureOf } from './task.ts';

type Follow = (at: Workplace, webhooks: WebhookSender) => ReturnType<typeof followForgettings>;

/**
 * What follows the log in every process of an installation. Each is harmless in several processes at once, and keeps in the
 * vault how far it has come; so when one process dies, the others have done its work already.
 */
const followers: Readonly<Record<string, Follow>> = {
  forgettings: ({ context }) => followForgettings(context),
  deliveries: ({ context, delivery }, webhooks) =>
    followDeliveries(context, { mails: delivery.mail.configured, added: () => webhooks.wake() }),
  proof: ({ context, folder, log }) =>
    followProof(context, { folder, broken: (sentence) => log({ follower: 'proof', code: 'log-changed' }, sentence) }),
};

const soon = 1_000;
/** However long a part was away, its followers go on seconds after it is back. */
const late = 5_000;

export interface Following {
  /** Ends after what is in hand. */
  close(): Promise<void>;
}

/** Begins to follow, and begins again by itself where the log or the vault was away. */
export function followAll(at: Workplace): Following {
  const stopped = new AbortController();
  const webhooks = openWebhookSender(at);
  const all = Object.entries(followers).map(([name, follow]) =>
    keepFollowing(at, name, () => follow(at, webhooks), stopped.signal),
  );
  return {
    async close() {
      stopped.abort();
      await Promise.all(all);
      await webhooks.close();
    },
  };
}

async function keepFollowing(
  at: Workplace,
  name: string,
  follow: () => ReturnType<Follow>,
  signal: AbortSignal,
): Promise<void> {
  const aborted = once(signal, 'abort');
  let pause = soon;
  while (!signal.aborted) {
    try {
      const subscription = await follow();
      pause = soon;
      await Promise.race([subscription.ended, aborted]);
      await subscription.stop();
    } catch (error) {
      at.log({ follower: name, ...failureOf(error) }, `following has stopped; it goes on in ${pause / 1_000} s`);
      await sleep(pause, undefined, { signal }).catch(() => {});
      pause = Math.min(pause * 2, late);
    }
  }
}

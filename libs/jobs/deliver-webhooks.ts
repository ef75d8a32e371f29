import { randomUUID } from 'node:crypto';
import { DeliveryError } from '#delivery';
import { removeGoneWebhook, type WebhookFacts, webhookTarget } from '#use-cases';
import type { Job, Workplace } from './job.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Milliseconds to wait after each try that failed, as the Standard Webhooks specification advises; then it has failed for good. */
const pauses = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const;
/** A pause is longer by up to this part of it, so that what failed together does not come back together. */
const jitter = 0.1;

const atOnce = 20;
/** Longer than a try can take, so that nobody else tries the same in the meantime. */
const lease = 2 * minute;

export const deliverWebhooksJob: Job = {
  name: 'deliver-webhooks',
  everyMinutes: 1,
  summary: 'Sends to webhooks what was not sent at once, and tries again what failed.',
  async run(at, signal) {
    await sendDue(at, signal);
  },
};

/** Sends all that is due. @returns the earliest instant at which something that failed now is tried again */
async function sendDue(at: Workplace, signal: AbortSignal): Promise<Date | undefined> {
  let earliest: Date | undefined;
  while (!signal.aborted) {
    const now = at.context.clock.now();
    const taken = await at.context.vault.deliveries.take('webhook', new Date(now), new Date(now + lease), atOnce);
    if (taken.length === 0) break;
    for (const nextAt of await Promise.all(taken.map((one) => sendAndSettle(at, one))))
      if (nextAt && (!earliest || nextAt < earliest)) earliest = nextAt;
  }
  return earliest;
}

type Taken = Awaited<ReturnType<Workplace['context']['vault']['deliveries']['take']>>[number];

async function sendAndSettle(at: Workplace, delivery: Taken): Promise<Date | undefined> {
  const { id, to, attempts } = delivery;
  const { context } = at;
  const { state, outcome } = await send(at, to, id, delivery.facts as WebhookFacts);
  const now = context.clock.now();
  const pause = pauses[attempts - 1];
  if (state === 'waiting' && pause !== undefined) {
    const nextAt = new Date(now + Math.round(pause * (1 + Math.random() * jitter)));
    await context.vault.deliveries.settle(id, { state, outcome, at: new Date(now), nextAt });
    return nextAt;
  }
  const settled = state === 'waiting' ? 'failed' : state;
  await context.vault.deliveries.settle(id, { state: settled, outcome, at: new Date(now) });
  if (settled !== 'done') at.log({ webhook: to, delivery: id, outcome }, 'a webhook was not delivered');
  return undefined;
}

/** What became of one try; `waiting`: another may succeed. */
interface Tried {
  readonly state: 'done' | 'waiting' | 'failed' | 'dropped';
  /** `http-204`, or a code that says why nothing was answered. */
  readonly outcome: string;
}

async function send(
  at: Pick<Workplace, 'context' | 'delivery'>,
  webhook: string,
  id: string,
  { type, timestamp, data }: WebhookFacts,
): Promise<Tried> {
  const { context, delivery } = at;
  const target = await webhookTarget(context, webhook);
  if (typeof target === 'string') return { state: 'dropped', outcome: target };
  const link = typeof data.stream === 'string' && delivery.baseUrl && `${delivery.baseUrl}${addressOf(data.stream)}`;
  const body = JSON.stringify({ type, timestamp, data: { ...data, ...(link && { link }) } });
  try {
    const { status } = await delivery.webhook.post({ ...target, id, at: new Date(context.clock.now()), body });
    const outcome = `http-${status}`;
    if (status >= 200 && status < 300) return { state: 'done', outcome };
    if (status !== 410) return { state: 'waiting', outcome };
    await removeGoneWebhook(context, webhook);
    return { state: 'dropped', outcome };
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return { state: error.kind === 'temporary' ? 'waiting' : 'failed', outcome: error.code };
  }
}

/** Where the API tells of a stream: `/api/proposals/afternoons`. */
function addressOf(stream: string): string {
  const category = stream.slice(0, stream.indexOf('-'));
  return category === 'organisation' ? '/api/organisation' : `/api/${category}s/${stream.slice(category.length + 1)}`;
}

/** Sends a message that says nothing, once, and answers what became of it. */
export async function testWebhook(at: Pick<Workplace, 'context' | 'delivery'>, webhook: string): Promise<Tried> {
  const timestamp = new Date(at.context.clock.now()).toISOString();
  const { state, outcome } = await send(at, webhook, `msg_test-${randomUUID()}`, {
    type: 'webhook.test',
    timestamp,
    data: { webhook },
  });
  return { state: state === 'waiting' ? 'failed' : state, outcome };
}

export interface WebhookSender {
  /** Something was added that may be due. */
  wake(): void;
  /** Ends after what is in hand. */
  close(): Promise<void>;
}

/** A retry further away than this is left to the job. */
const soon = minute;

/** Sends as soon as something is there, and comes back for what is tried again shortly; the job does the rest. */
export function openWebhookSender(at: Workplace): WebhookSender {
  const stopped = new AbortController();
  let running: Promise<void> | undefined;
  let again = false;
  let timer: NodeJS.Timeout | undefined;

  async function work(): Promise<void> {
    do {
      again = false;
      const earliest = await sendDue(at, stopped.signal);
      const pause = earliest ? earliest.getTime() - at.context.clock.now() : Number.POSITIVE_INFINITY;
      if (pause > soon || stopped.signal.aborted) continue;
      clearTimeout(timer);
      timer = setTimeout(wake, Math.max(pause, 0)).unref();
    } while (again);
  }
  function wake(): void {
    again = true;
    running ??= work()
      .catch(() => at.log({}, 'webhooks could not be sent at once; the job tries again within a minute'))
      .finally(() => {
        running = undefined;
      });
  }
  return {
    wake,
    async close() {
      stopped.abort();
      clearTimeout(timer);
      await running;
    },
  };
}

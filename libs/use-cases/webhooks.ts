import { randomBytes, randomUUID } from 'node:crypto';
import { type Field, history, organisation, webhook } from '#domain';
import { StoreError } from '#event-store';
import type { Context } from './context.ts';
import { ORGANISATION } from './modules.ts';
import { type Recorded, record } from './record.ts';

/** What an event is called outside: `proposal.decided` for a `ProposalDecided`, `proposal.answerTold` for an `AnswerTold` of a proposal. */
export function typeNameOf(category: string, type: string): string {
  const rest = type.slice(0, category.length).toLowerCase() === category ? type.slice(category.length) : type;
  return `${category}.${rest[0]!.toLowerCase()}${rest.slice(1)}`;
}

/** Every type of events that a webhook can want. */
export const webhookTypes: ReadonlySet<string> = new Set(
  history.categories.flatMap((category) =>
    Object.keys(history.shapesOf[category]).map((type) => typeNameOf(category, type)),
  ),
);

const secretPattern = /^whsec_([A-Za-z0-9+/]{4}){8,21}([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** A secret as the Standard Webhooks specification writes it. */
export const webhookSecret: Field<string> = {
  allowed: 'whsec_ and then 24 to 64 random bytes in Base64',
  accepts: (value): value is string => typeof value === 'string' && secretPattern.test(value),
  schema: { type: 'string', maxLength: 96, example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=' },
};

/** Milliseconds for which the secret before still signs beside the new one. */
const changeover = 24 * 3_600_000;

/** As it lies in the vault, as JSON. */
interface Secrets {
  readonly secret: string;
  /** Until when, in milliseconds since 1970, those before it sign too; the latest first. */
  readonly before: readonly { readonly secret: string; readonly until: number }[];
}

const nameOf = (id: string): string => `webhook-${id}`;

async function secretsOf({ vault }: Context, id: string): Promise<Secrets | undefined> {
  const bytes = await vault.secrets.read(nameOf(id));
  return bytes && (JSON.parse(Buffer.from(bytes).toString()) as Secrets);
}

async function put({ vault }: Context, id: string, secrets: Secrets | undefined): Promise<void> {
  if (secrets) await vault.secrets.put(nameOf(id), Buffer.from(JSON.stringify(secrets)));
  else await vault.secrets.forget(nameOf(id));
}

/** The secrets that sign what a webhook gets now, the newest first; none when nobody has ever been told one here. */
async function signingSecrets(context: Context, id: string): Promise<readonly string[]> {
  const secrets = await secretsOf(context, id);
  if (!secrets) return [];
  const now = context.clock.now();
  return [secrets.secret, ...secrets.before.filter(({ until }) => until > now).map(({ secret }) => secret)];
}

export const hasSecret = async (context: Context, id: string): Promise<boolean> =>
  (await secretsOf(context, id)) !== undefined;

/**
 * Carries out a command after which another secret signs: the one given, else a new one, which is told in the answer and
 * never again. The secret is there before the event that speaks of it, and what was there before is put back when nothing
 * was recorded.
 */
export async function withNewSecret(
  context: Context,
  id: string,
  given: string | undefined,
  run: () => Promise<Recorded>,
): Promise<Recorded> {
  const before = await secretsOf(context, id);
  const secret = given ?? `whsec_${randomBytes(32).toString('base64')}`;
  const now = context.clock.now();
  const still = before?.before.filter(({ until }) => until > now) ?? [];
  await put(context, id, {
    secret,
    before: before ? [{ secret: before.secret, until: now + changeover }, ...still] : [],
  });
  try {
    const recorded = await run();
    if (!recorded.repeated) return given === undefined ? { ...recorded, secret } : recorded;
    await put(context, id, before);
    return recorded;
  } catch (error) {
    // After an unknown outcome the event may be there; the sender tries again and gets another secret.
    if (!(error instanceof StoreError && error.code === 'store-unavailable')) await put(context, id, before);
    throw error;
  }
}

export async function forgetSecret({ vault }: Context, id: string): Promise<void> {
  await vault.secrets.forget(nameOf(id));
}

/** A webhook whose receiver answers that it is gone for good is removed. */
export async function removeGoneWebhook(context: Context, id: string): Promise<void> {
  const command = randomUUID();
  const by = { role: 'administrator' as const };
  const envelope = { command, correlation: command, by, recordedBy: 'kierto' };
  const input = { webhook: id, because: 'gone' as const, words: {} };
  await record(context, organisation, ORGANISATION, envelope, input, (act, { state }) =>
    webhook.remove(input, state.webhooks, act),
  );
  await forgetSecret(context, id);
}

/** A webhook as the administration sees it. */
export interface RegisteredWebhook {
  readonly id: string;
  readonly types: readonly string[];
  /** Missing: it was forgotten. */
  readonly url?: string;
  /** Without a secret nothing is sent: the installation came from an export, which holds none. */
  readonly signed: boolean;
}

export async function registeredWebhooks(context: Context): Promise<readonly RegisteredWebhook[]> {
  const { state } = await context.streams.load(organisation, ORGANISATION);
  const webhooks = [...state.webhooks].sort(([a], [b]) => (a < b ? -1 : 1));
  const words = await context.vault.words.read(webhooks.map(([, { event }]) => event));
  return Promise.all(
    webhooks.map(async ([id, { event, types }]) => {
      const url = words.get(event)?.url?.at(-1)?.text;
      return { id, types: [...types], ...(url !== undefined && { url }), signed: await hasSecret(context, id) };
    }),
  );
}

/** Where a message goes and what signs it; a code says why there is no such place. */
export async function webhookTarget(
  context: Context,
  id: string,
): Promise<{ readonly url: string; readonly secrets: readonly string[] } | 'removed' | 'no-address' | 'no-secret'> {
  const { state } = await context.streams.load(organisation, ORGANISATION);
  const known = state.webhooks.get(id);
  if (!known) return 'removed';
  const words = await context.vault.words.read([known.event]);
  const url = words.get(known.event)?.url?.at(-1)?.text;
  if (url === undefined) return 'no-address';
  const secrets = await signingSecrets(context, id);
  return secrets.length > 0 ? { url, secrets } : 'no-secret';
}

const atOnce = 100;

/** Lets everything be tried once more that has failed for good; within a minute it is. @returns how much that is */
export async function retryFailed({ vault, clock }: Context, id: string): Promise<number> {
  const at = new Date(clock.now());
  let count = 0;
  let before: string | undefined;
  for (;;) {
    // Each once: meanwhile the first of them may have failed again.
    const page = { ...(before !== undefined && { before }), limit: atOnce };
    const failed = await vault.deliveries.list({ channel: 'webhook', to: id, state: 'failed', ...page });
    for (const { id: delivery } of failed) await vault.deliveries.settle(delivery, { state: 'waiting', at });
    count += failed.length;
    before = failed.at(-1)?.id;
    if (failed.length < atOnce) return count;
  }
}

import { type InputOf, recording, requireHappened, said } from './act.ts';
import type { Act, Past } from './event.ts';
import { requires } from './refusal.ts';
import { type EventsOf, id, listOf, oneOf, optional, shape, typeName } from './shape.ts';

/** Events of the organisation: who else is told that something has happened. These shapes are stored and may not change. */
export const webhookEvents = {
  WebhookRegistered: shape({ webhook: id, types: listOf(typeName, 100) }, { url: 2_000 }),
  WebhookSecretRotated: shape({ webhook: id }),
  /** `gone`: the receiver itself answered that it wants no more. */
  WebhookRemoved: shape({ webhook: id, because: optional(oneOf('asked', 'gone')) }),
} as const;
type WebhookEvent = EventsOf<typeof webhookEvents>;

/** A webhook that is registered now. */
export interface Webhook {
  /** The event that holds its address among its words. */
  readonly event: string;
  /** The types of events it wants, such as `proposal.decided`. */
  readonly types: ReadonlySet<string>;
  /** The instant at which it was first registered: it is told of nothing that was recorded before. */
  readonly since: string;
}
export type Webhooks = ReadonlyMap<string, Webhook>;

export function evolveWebhooks(webhooks: Webhooks, event: Past<WebhookEvent>): Webhooks {
  const changed = new Map(webhooks);
  if (event.type === 'WebhookRegistered') {
    const { webhook, types } = event.data;
    const since = webhooks.get(webhook)?.since ?? event.metadata.recordedAt;
    changed.set(webhook, { event: event.id, types: new Set(types), since });
  }
  if (event.type === 'WebhookRemoved') changed.delete(event.data.webhook);
  return changed;
}

type Input<Type extends WebhookEvent['type']> = InputOf<WebhookEvent, Type>;
const record = recording<WebhookEvent>();

/**
 * Registered again, a webhook gets another address or other types.
 * @param facts `knownTypes` are the types of events there are
 */
export function register(
  input: Input<'WebhookRegistered'>,
  facts: Act & { readonly knownTypes: ReadonlySet<string> },
): WebhookEvent[] {
  requireHappened(facts);
  requires(said(input.words?.url), 'webhook.address-missing', 'Say where the webhook listens.', 'words.url');
  requires(input.types.length > 0, 'webhook.types-missing', 'Name at least one type of events.', 'types');
  requires(
    input.types.every((type) => facts.knownTypes.has(type)),
    'webhook.type-unknown',
    'There is no such type of events. They are called like proposal.decided: the kind of stream, a full stop and what happened.',
    'types',
  );
  return [record('WebhookRegistered', { ...input, types: [...new Set(input.types)].sort() })];
}

/** Another secret signs from now on. */
export function rotateSecret(input: Input<'WebhookSecretRotated'>, webhooks: Webhooks, facts: Act): WebhookEvent[] {
  requireHappened(facts);
  requires(webhooks.has(input.webhook), 'webhook.unknown', 'There is no such webhook.', 'webhook');
  return [record('WebhookSecretRotated', input)];
}

export function remove(input: Input<'WebhookRemoved'>, webhooks: Webhooks, facts: Act): WebhookEvent[] {
  requireHappened(facts);
  return webhooks.has(input.webhook) ? [record('WebhookRemoved', input)] : [];
}

import { hash } from 'node:crypto';
import { followsFromAnswer, organisation, proposal } from '#domain';
import type { StoredEvent, StoredMetadata } from '#event-store';
import type { DeliveryToAdd } from '#vault';
import type { Context } from '../context.ts';
import { ORGANISATION } from '../modules.ts';
import { typeNameOf } from '../webhooks.ts';

/** What a webhook is told of an event: plain facts, which lie in the outbox as they are sent. The link is added when it leaves. */
export interface WebhookFacts {
  /** `proposal.decided` */
  readonly type: string;
  /** When it was recorded. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * The facts that leave: what the event refers to, and what was said when something was begun. Nothing that an answer says
 * (its outcome, its reasons, its dates) stands here, because the group is told first, and a message cannot be called back;
 * nor anybody's id.
 */
const leaving = new Set([
  'unit',
  'parent',
  'successor',
  'group',
  'groups',
  'fromGroup',
  'meeting',
  'commission',
  'proposal',
  'proposals',
  'post',
  'ofEvent',
  'theme',
  'origin',
  'answerWanted',
]);

function factsOf({ id, stream, type, data, metadata }: StoredEvent, name: string): WebhookFacts {
  const { occurredOn, recordedAt } = metadata as StoredMetadata;
  const facts = Object.entries(data).filter(([fact]) => leaving.has(fact));
  return {
    type: name,
    timestamp: recordedAt,
    data: { id, stream, event: type, ...(occurredOn && { occurredOn }), ...Object.fromEntries(facts) },
  };
}

/** The id of a message: the same event for the same webhook is always the same message. */
const messageId = (event: string, webhook: string): string =>
  `msg_${hash('sha256', `${event} ${webhook}`, 'base64url').slice(0, 27)}`;

/** What is owed because something was answered. A notice says of what it is in the name of its stream. */
const owedAfterAnswer: ReadonlySet<string> = new Set(['decision', 'reply', 'change', 'followUp', 'trialEnding']);

/** The proposal of whose answer an event speaks. */
function answeredIn({ stream, type, data }: StoredEvent): string | undefined {
  const { what, proposal: noticed } = data as { readonly what?: string; readonly proposal?: string };
  if (stream.startsWith('notice-')) return what !== undefined && owedAfterAnswer.has(what) ? noticed : undefined;
  // Reasons are coded of what is not done.
  const tells = followsFromAnswer.has(type) || type === 'ReasonCoded';
  return tells && stream.startsWith('proposal-') ? stream.slice('proposal-'.length) : undefined;
}

/** Whether an event would tell what was answered before the group was told. */
async function tellsTooEarly({ streams }: Context, event: StoredEvent): Promise<boolean> {
  const answered = answeredIn(event);
  if (answered === undefined) return false;
  const { state } = await streams.load(proposal, answered);
  if (state.status === 'none') return false;
  return state.answers.some(({ event: answer }) => !state.tellings.some(({ ofEvent }) => ofEvent === answer));
}

/** What webhooks are to be told of these events, all of them news. */
export async function webhookRows(context: Context, events: readonly StoredEvent[]): Promise<DeliveryToAdd[]> {
  if (events.length === 0) return [];
  const now = new Date(context.clock.now());
  const { state } = await context.streams.load(organisation, ORGANISATION);
  const rows: DeliveryToAdd[] = [];
  for (const event of events) {
    const name = typeNameOf(event.stream.slice(0, event.stream.indexOf('-')), event.type);
    const { recordedAt } = event.metadata as StoredMetadata;
    const wanting = [...state.webhooks].filter(([, { types, since }]) => types.has(name) && recordedAt >= since);
    if (wanting.length === 0 || (await tellsTooEarly(context, event))) continue;
    const of = { channel: 'webhook', event: event.id, facts: factsOf(event, name), now } as const;
    for (const [to] of wanting) rows.push({ ...of, to, id: messageId(event.id, to) });
  }
  return rows;
}

import { randomUUID } from 'node:crypto';
import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Engine } from './engine.ts';
import { checkName } from './plain-text.ts';
import { plain, slices } from './statement.ts';
import type { Channel, DeliveriesStore, Delivery, DeliveryState, DeliveryToAdd } from './stores.ts';
import type { Tables } from './tables.ts';

type DeliveryRow = Selectable<Tables['deliveries']>;
type Filter = Parameters<DeliveriesStore['list']>[0];

function queriesFor(builder: Kysely<Tables>) {
  const due = (channel: Channel, now: number) =>
    builder
      .selectFrom('deliveries')
      .select('id')
      .where('channel', '=', channel)
      .where('state', '=', 'waiting')
      .where('nextAt', '<=', now);
  return {
    insert: (rows: readonly Insertable<Tables['deliveries']>[]) =>
      plain(
        builder
          .insertInto('deliveries')
          .values(rows)
          .onConflict((conflict) => conflict.column('id').doNothing()),
      ),

    /**
     * The conditions stand twice: of two processes that chose the same rows the second waits for the first, looks at each row again,
     * and finds that it is not due any more.
     */
    lease: (channel: Channel, now: number, until: number, limit: number, lease: string) =>
      plain(
        builder
          .updateTable('deliveries')
          .set((update) => ({ attempts: update('attempts', '+', 1), nextAt: until, lease }))
          .where('id', 'in', due(channel, now).orderBy('nextAt').orderBy('number').limit(limit))
          .where('state', '=', 'waiting')
          .where('nextAt', '<=', now),
      ),
    isDue: (channel: Channel, now: number) => plain(due(channel, now).limit(1)),
    leased: (lease: string) =>
      plain(
        builder.selectFrom('deliveries').selectAll().where('lease', '=', lease).orderBy('createdAt').orderBy('number'),
      ),

    settle: (id: string, to: Pick<DeliveryRow, 'state' | 'outcome' | 'lastAt' | 'nextAt'>) =>
      plain(
        builder
          .updateTable('deliveries')
          .set({ ...to, lease: null })
          .where('id', '=', id)
          .where('state', '!=', 'done'),
      ),

    list: ({ id, channel, to, state, before, limit }: Filter) => {
      let rows = builder.selectFrom('deliveries').selectAll().orderBy('number', 'desc').limit(limit);
      if (id !== undefined) rows = rows.where('id', '=', id);
      if (channel !== undefined) rows = rows.where('channel', '=', channel);
      if (to !== undefined) rows = rows.where('recipient', '=', to);
      if (state !== undefined) rows = rows.where('state', '=', state);
      if (before !== undefined) {
        rows = rows.where('number', '<', builder.selectFrom('deliveries').select('number').where('id', '=', before));
      }
      return plain(rows);
    },

    expire: (before: number) =>
      plain(builder.deleteFrom('deliveries').where('state', '!=', 'waiting').where('lastAt', '<', before)),
  };
}

export class Outbox implements DeliveriesStore {
  readonly #engine: Engine;
  readonly #queries: ReturnType<typeof queriesFor>;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#queries = queriesFor(engine.builder);
  }

  async add(deliveries: readonly DeliveryToAdd[]): Promise<void> {
    if (deliveries.length === 0) return;
    const rows = deliveries.map((delivery) => {
      for (const name of ['id', 'channel', 'to', 'event'] as const) checkName(delivery[name], `${name} of a delivery`);
      return newRow(delivery);
    });
    await this.#engine.transaction(slices(rows).map((some) => this.#queries.insert(some)));
  }

  async take(channel: Channel, now: Date, leaseUntil: Date, limit: number): Promise<readonly Delivery[]> {
    while (limit > 0) {
      const lease = randomUUID();
      const query = this.#queries.lease(channel, now.getTime(), leaseUntil.getTime(), limit, lease);
      const [outcome] = await this.#engine.transaction([query]);
      if (outcome!.changes > 0) return (await this.#engine.read(this.#queries.leased(lease))).map(fromRow);
      // Somebody else may have got all that this call had chosen, while more are due.
      if ((await this.#engine.read(this.#queries.isDue(channel, now.getTime()))).length === 0) break;
    }
    return [];
  }

  async settle(id: string, { state, outcome, at, nextAt }: Parameters<DeliveriesStore['settle']>[1]): Promise<void> {
    if (outcome !== undefined) checkName(outcome, `The outcome of delivery ${id}`);
    await this.#engine.transaction([
      this.#queries.settle(id, {
        state,
        outcome: outcome ?? null,
        lastAt: at.getTime(),
        nextAt: state === 'waiting' ? (nextAt ?? at).getTime() : null,
      }),
    ]);
  }

  async list(filter: Filter): Promise<readonly Delivery[]> {
    return (await this.#engine.read(this.#queries.list(filter))).map(fromRow);
  }

  async expire(before: Date): Promise<number> {
    const [outcome] = await this.#engine.transaction([this.#queries.expire(before.getTime())]);
    return outcome!.changes;
  }
}

function newRow({ id, channel, to, event, facts, now }: DeliveryToAdd) {
  return {
    id,
    channel,
    recipient: to,
    event,
    state: 'waiting',
    attempts: 0,
    createdAt: now.getTime(),
    nextAt: now.getTime(),
    lastAt: null,
    outcome: null,
    facts: JSON.stringify(facts),
    lease: null,
  };
}

function fromRow(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    channel: row.channel as Channel,
    to: row.recipient,
    event: row.event,
    state: row.state as DeliveryState,
    attempts: row.attempts,
    createdAt: new Date(row.createdAt),
    ...(row.nextAt !== null && { nextAt: new Date(row.nextAt) }),
    ...(row.lastAt !== null && { lastAt: new Date(row.lastAt) }),
    ...(row.outcome !== null && { outcome: row.outcome }),
    facts: JSON.parse(row.facts) as object,
  };
}

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Actor, administrator, client, head } from './driven-api.ts';
import { until } from './own-installation.ts';
import type { Json } from './running-api.ts';

/** A command that was sent, and once it was acknowledged the event it recorded. */
export interface Sent {
  readonly key: string;
  readonly proposal: string;
  /** Its words, where it says any. */
  readonly words: Readonly<Record<string, string>>;
  event?: string;
}

/** What becomes of each proposal, command after command. */
const acts = [
  {
    actor: client,
    method: 'PUT',
    verb: '',
    facts: { lang: 'fi', group: 'lobby', unit: 'services', kind: 'idea', answerWanted: 'decision' },
    field: 'title',
  },
  { actor: client, method: 'POST', verb: '/revise', facts: { lang: 'fi' }, field: 'text' },
  { actor: head, method: 'POST', verb: '/receive', facts: {}, field: undefined },
] as const;

/**
 * Callers that send commands and ask for exports, each in turn to the servers at these addresses, and again under the same id until
 * it is acknowledged: as clients behind a load balancer do.
 */
export class BoundedLoad {
  readonly sent: Sent[] = [];
  /** Ids of the exports that were taken. */
  readonly exports: string[] = [];
  acknowledged = 0;
  readonly #servers: readonly string[];
  readonly #callers: Promise<unknown>;
  #stopped = false;
  #failed: unknown;

  constructor(callers: number, servers: readonly string[]) {
    this.#servers = servers;
    this.#callers = Promise.all(Array.from({ length: callers }, (_, caller) => this.#call(caller))).catch((error) => {
      this.#failed = error;
    });
  }

  /** Waits until so many more were acknowledged. @throws when a caller was refused */
  async goesOn(more: number): Promise<void> {
    const goal = this.acknowledged + more;
    await until(`${more} more are acknowledged`, () => this.#failed !== undefined || this.acknowledged >= goal);
    if (this.#failed) throw this.#failed;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#callers;
    if (this.#failed) throw this.#failed;
  }

  async #call(caller: number): Promise<void> {
    for (let n = 0; !this.#stopped; n += 1) {
      const proposal = `told-${caller}-${n}`;
      for (const { actor, method, verb, facts, field } of acts) {
        const words: Json = field ? { [field]: `Sanottu ${proposal}${verb}` } : {};
        const one: Sent = { key: randomUUID(), proposal, words: words as Sent['words'] };
        this.sent.push(one);
        const body = { ...facts, ...(field && { words }) };
        const path = `/api/proposals/${proposal}${verb}`;
        const { events } = await this.#taken(caller + n, method, path, body, { ...actor, 'idempotency-key': one.key });
        one.event = (events as string[])[0]!;
        this.acknowledged += 1;
      }
      if (caller === 0 && n % 5 === 0) {
        const id = randomUUID();
        await this.#taken(n, 'POST', '/api/jobs', { id, kind: 'export', words: false }, administrator);
        this.exports.push(id);
      }
      // Whoever is started again meanwhile shall find a processor.
      await sleep(25);
    }
  }

  async #taken(turn: number, method: string, path: string, body: Json, headers: Actor): Promise<Json> {
    for (let attempt = turn; ; attempt += 1) {
      const server = this.#servers[attempt % this.#servers.length]!;
      const answer = await fetch(`${server}${path}`, {
        method,
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
        signal: AbortSignal.timeout(1_500),
      })
        .then(async (one) => ({ status: one.status, text: await one.text() }))
        .catch(() => undefined);
      if (answer && answer.status < 300) return JSON.parse(answer.text) as Json;
      if (answer && answer.status !== 503) throw new Error(`${path}: ${answer.status} ${answer.text}`);
      await sleep(20);
    }
  }
}

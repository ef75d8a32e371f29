import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Asked, allQueries } from '#read-models';
import { dayOf } from '#use-cases';
import type { Desk } from '../route.ts';

/** How long a report waits for its figures to be put together, and how often it asks, in milliseconds. */
const patience = 25_000;
const askedAgainAfter = 200;

/** The figures are still being put together: the report is asked for again. */
export class StillMaking extends Error {
  readonly done: number;
  readonly of: number;
  constructor({ done, of }: { readonly done: number; readonly of: number }) {
    super('The figures are still being put together.');
    this.name = 'StillMaking';
    this.done = done;
    this.of = of;
  }
}

type Params = Readonly<Record<string, string | undefined>>;

/** Asks the queries that a report is made from, one after another, as whoever wants to read it. */
export class ReportAsking {
  readonly today: string;
  readonly #desk: Desk;
  readonly #request: FastifyRequest;
  readonly #gone = new AbortController();
  readonly #until = performance.now() + patience;

  constructor(desk: Desk, request: FastifyRequest, reply: FastifyReply) {
    this.#desk = desk;
    this.#request = request;
    this.today = dayOf(desk.house.context.clock.now());
    reply.raw.once('close', () => this.#gone.abort());
  }

  get asked(): Asked {
    return { reader: this.#request.rights, today: this.today };
  }

  /** @throws QueryRefused; AbortError when nobody waits for it any longer */
  async ask<Answer>(name: string, params: Params = {}): Promise<Answer> {
    const { query } = allQueries.find((one) => one.name === name)!;
    const events: string[] = [];
    const people: string[] = [];
    const asked: Asked = {
      ...this.asked,
      onWords: (some) => void events.push(...some),
      onNames: (some) => void people.push(...some),
    };
    const answer = await this.#desk.queries.execute<never, Answer>(new query(params, asked) as never);
    this.#desk.house.access.note(this.#request, events, people);
    return answer;
  }

  /** Of figures: waits until they are put together. @throws StillMaking when that takes longer than a report waits */
  async counted<Answer>(name: string, params: Params): Promise<{ readonly as: As; readonly answer: Answer }> {
    for (;;) {
      const found = await this.ask<Counted<Answer>>(name, params);
      if (!('making' in found)) return found;
      if (performance.now() > this.#until) throw new StillMaking(found.making);
      await wait(askedAgainAfter, undefined, { signal: this.#gone.signal });
    }
  }
}

/** From when and from where in the log an answer is. */
export interface As {
  readonly on: string;
  readonly knownOn?: string;
  readonly at: string;
}

type Counted<Answer> =
  | { readonly making: { readonly done: number; readonly of: number } }
  | { readonly as: As; readonly answer: Answer };

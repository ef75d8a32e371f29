import { token } from '../../apps/api/admin-token.ts';
import { closeAndLook, pollution } from './aftermath.ts';
import { type Case, cases, lived, type Scene } from './cases.ts';
import { Chance } from './chance.ts';
import { type FuzzedServer, openFuzzedServer } from './fuzzed-server.ts';
import { Life, type Step } from './life.ts';
import { type Operation, operationsOf } from './operations.ts';
import { faultsOf } from './oracle.ts';
import { rawFaults, rawRequests, sendRaw } from './raw-requests.ts';
import { type Answered, type Asked, openConnections, send } from './send.ts';
import { specialCases } from './special-cases.ts';

/** What was done, and what was found. */
export interface Report {
  readonly seed: number;
  readonly operations: number;
  readonly requests: number;
  readonly raw: number;
  /** How many answers there were of each status, and connections that were cut. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly kinds: Readonly<Record<string, number>>;
  /** Events that the log holds at the end. */
  readonly events: number;
  /** Operations of which none was ever accepted. */
  readonly neverAccepted: readonly string[];
  readonly faults: readonly string[];
}

/**
 * @param enough whether so many requests are enough; asked after each
 * @param postgres the address of an empty PostgreSQL for the vault, instead of a file
 */
export async function fuzz(seed: number, enough: (requests: number) => boolean, postgres?: string): Promise<Report> {
  const server = await openFuzzedServer(postgres);
  try {
    const run = new Run(seed, server, await operationsOf(server.address));
    const report = await run.until(enough);
    return { ...report, faults: [...report.faults, ...(await closeAndLook(server)), ...server.takeLog()] };
  } catch (error) {
    // What went wrong matters more than whether it still closes.
    await server.close().catch(() => {});
    throw error;
  } finally {
    server.remove();
  }
}

const mostRemembered = 200;
const mostFaults = 50;
const renewedEvery = 150;
const lookedAtEvery = 100;

class Run {
  readonly #seed: number;
  readonly #server: FuzzedServer;
  readonly #agent = openConnections();
  readonly #scene: Scene & { readonly sent: Asked[] };
  readonly #statuses: Record<string, number> = {};
  readonly #kinds: Record<string, number> = {};
  readonly #accepted = new Set<string>();
  readonly #faults: string[] = [];
  readonly #known = new Set<string>();
  #requests = 0;

  constructor(seed: number, server: FuzzedServer, operations: readonly Operation[]) {
    this.#seed = seed;
    this.#server = server;
    this.#scene = { chance: new Chance(seed), life: new Life(), operations, sent: [], token: server.token };
  }

  async until(enough: (requests: number) => boolean): Promise<Report> {
    const { chance, life, operations } = this.#scene;
    await this.#live(life.beginning());
    await this.#gatherTokens();
    let next = 0;
    while (!enough(this.#requests) && this.#faults.length < mostFaults) {
      if (this.#requests % renewedEvery === 0) await this.#live(life.anew());
      if (this.#requests % lookedAtEvery === 0) await this.#look();
      const special = this.#special();
      // Every operation comes up as often as the others.
      const operation = operations[next++ % operations.length]!;
      if (chance.once(100)) await this.#together();
      else await this.#try(special ?? (chance.pick(cases) as Case)(this.#scene, operation));
    }
    for (const raw of rawRequests) {
      const got = await sendRaw(this.#server.address, raw);
      this.#faults.push(...rawFaults(raw, got));
    }
    await this.#look();
    this.#agent.destroy();
    return {
      seed: this.#seed,
      operations: operations.length,
      requests: this.#requests,
      raw: rawRequests.length,
      statuses: this.#statuses,
      kinds: this.#kinds,
      events: await this.#server.house.store.size(),
      neverAccepted: operations.map(({ name }) => name).filter((name) => !this.#accepted.has(name)),
      faults: this.#faults,
    };
  }

  #special(): Asked | undefined {
    let at = this.#scene.chance.below(1_000);
    for (const [often, make] of specialCases) {
      if (at < often) return make(this.#scene);
      at -= often;
    }
    return undefined;
  }

  /** Lives as somebody who does no harm. */
  async #live(steps: Iterable<Step>): Promise<void> {
    for (const step of steps) await this.#try(lived(this.#scene, step));
  }

  /** Secret addresses, to be sent back with a change. */
  async #gatherTokens(): Promise<void> {
    for (const whose of [
      { for: 'post', of: this.#scene.life.post },
      { for: 'group', of: this.#scene.life.group },
    ]) {
      const headers = { 'content-type': 'application/json', 'x-kierto-token': token };
      const path = '/api/calendar-links';
      const asked = { what: 'life', operation: 'IssueCalendarLink', method: 'POST', path, headers };
      const answered = await this.#try({ ...asked, body: JSON.stringify(whose) });
      const { address = '' } = JSON.parse(answered?.text ?? '{}') as { address?: string };
      this.#scene.life.tokens.push(address.split('/').at(-1)!.replace('.ics', ''));
    }
  }

  /** Sends several at once; what each stored cannot be told apart then. */
  async #together(): Promise<void> {
    const { chance, operations } = this.#scene;
    const asked = Array.from({ length: 8 }, () => chance.pick(cases)(this.#scene, chance.pick(operations)));
    await Promise.all([...asked, ...asked.slice(0, 4)].map((one) => this.#ask(one)));
  }

  /** Sends one, and looks whether exactly what the answer says was stored. */
  async #try(asked: Asked): Promise<Answered | undefined> {
    const { store } = this.#server.house;
    const before = await store.size();
    const answered = await this.#ask(asked);
    const stored = (await store.size()) - before;
    const said = answered === undefined ? 0 : storedBy(answered, asked);
    if (said !== undefined && stored !== said)
      this.#fault(asked, answered, `${stored} events were stored, ${said} were told`);
    return answered;
  }

  async #ask(asked: Asked): Promise<Answered | undefined> {
    this.#requests += 1;
    this.#kinds[asked.what] = (this.#kinds[asked.what] ?? 0) + 1;
    let answered: Answered | 'cut';
    try {
      answered = await send(this.#server.address, this.#agent, asked);
    } catch (error) {
      this.#fault(asked, undefined, (error as Error).message);
      return undefined;
    }
    const status = answered === 'cut' ? 'cut' : String(answered.status);
    this.#statuses[status] = (this.#statuses[status] ?? 0) + 1;
    if (answered === 'cut') {
      this.#fault(asked, undefined, 'the connection was cut');
      return undefined;
    }
    for (const fault of faultsOf(asked, answered, this.#server.refusals)) this.#fault(asked, answered, fault);
    for (const line of this.#server.takeLog()) this.#fault(asked, answered, `the log says ${line.slice(0, 800)}`);
    this.#remember(asked, answered);
    return answered;
  }

  #remember(asked: Asked, answered: Answered): void {
    const { life, sent, chance } = this.#scene;
    if (sent.length < mostRemembered) sent.push(asked);
    else sent[chance.below(mostRemembered)] = asked;
    if (answered.status >= 300) return;
    this.#accepted.add(asked.operation);
    if (!/\bjson\b/.test(answered.headers['content-type'] ?? '')) return;
    if (asked.method === 'HEAD' || answered.text === '') return;
    const { next, position, events, id } = JSON.parse(answered.text) as Record<string, unknown>;
    if (typeof next === 'string') keep(life.cursors, next);
    if (typeof position === 'string') keep(life.positions, position);
    const collection = asked.path.split('/')[2];
    if (asked.path === '/api/jobs' && typeof id === 'string') life.note('jobs', id, []);
    if (Array.isArray(events) && typeof id === 'string' && collection && asked.method !== 'GET')
      life.note(collection, id, events as string[], fieldsOf(asked));
  }

  /** The process lives, its event loop turns, and nothing has come into its prototypes. */
  async #look(): Promise<void> {
    const asked = { what: 'health', operation: 'HealthLive', method: 'GET', path: '/health/live', headers: {} };
    const answered = await this.#ask(asked);
    if (answered?.status !== 200) this.#fault(asked, answered, 'the process does not say that it lives');
    for (const found of pollution()) this.#fault(asked, undefined, found);
  }

  #fault(asked: Asked, answered: Answered | undefined, fault: string): void {
    const { what, method, path, headers, body } = asked;
    const sent = body === undefined ? '' : ` ${String(body).slice(0, 600)}`;
    const got = answered && ` → ${answered.status} ${answered.text.slice(0, 400)}`;
    // The same again tells nothing new.
    const kind = `${fault.replace(/[\d"]+/g, '').slice(0, 50)}`;
    if (this.#known.has(kind)) return;
    this.#known.add(kind);
    this.#faults.push(
      `#${this.#requests} ${what}: ${fault}\n    ${method} ${path.slice(0, 300)} ${JSON.stringify(headers).slice(0, 600)}${sent}${got ?? ''}`,
    );
  }
}

/** The names of the texts that a body brought. */
function fieldsOf({ body }: Asked): string[] {
  const { words } = JSON.parse(String(body ?? '{}').replace(/^\uFEFF/, '')) as { readonly words?: object };
  return Object.keys(words ?? {});
}

function keep(list: string[], one: string): void {
  if (list.length >= 30) list.shift();
  list.push(one);
}

/** How many events an answer says that it stored; undefined where it does not say. */
function storedBy({ status, headers, text }: Answered, { path }: Asked): number | undefined {
  if (status >= 300) return 0;
  const type = headers['content-type'] ?? '';
  if (type.startsWith('application/x-ndjson')) return importedBy(text, path);
  if (!type.startsWith('application/json') || text === '') return 0;
  const { events, repeated, results } = JSON.parse(text) as {
    readonly events?: unknown;
    readonly repeated?: true;
    readonly results?: readonly { readonly status: string; readonly events?: readonly string[] }[];
  };
  if (results) return results.reduce((sum, one) => sum + (one.status === 'recorded' ? one.events!.length : 0), 0);
  return Array.isArray(events) && typeof events[0] === 'string' && !repeated ? events.length : 0;
}

/** A report counts what was taken in; what was only tried stored nothing. */
function importedBy(text: string, path: string): number | undefined {
  const last = text.trim().split('\n').at(-1) ?? '';
  const { report } = JSON.parse(last || '{}') as { report?: { events?: number; sources?: number } };
  const { events = 0, sources } = report ?? {};
  // Of a report that tells of no sources, nothing was imported.
  if (sources === undefined) return report && 0;
  return path.includes('dryRun=true') ? 0 : events + sources;
}

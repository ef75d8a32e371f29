import { closeAndLook, pollution } from './aftermath.ts';
import { type Case, cases, lived, type Scene } from './cases.ts';
import { Chance } from './chance.ts';
import { firstAdministrator } from './form-cases.ts';
import { type FuzzedServer, openFuzzedServer } from './fuzzed-server.ts';
import { Life, type Step } from './life.ts';
import { type Operation, operationsOf } from './operations.ts';
import { faultsOf } from './oracle.ts';
import { overTheLimits } from './over-the-limits.ts';
import { People } from './people.ts';
import { rawFaults, rawRequests, sendRaw } from './raw-requests.ts';
import { fieldsOf, keep, type Report, told } from './report.ts';
import { type Answered, type Asked, openConnections, send } from './send.ts';
import { specialCases } from './special-cases.ts';
import { storedBy } from './stored.ts';

/**
 * @param enough whether so many requests are enough; asked after each
 * @param postgres the address of an empty PostgreSQL for the vault, instead of a file
 */
export async function fuzz(seed: number, enough: (requests: number) => boolean, postgres?: string): Promise<Report> {
  const server = await openFuzzedServer(seed % 2 === 0 ? 'demo' : 'directory', postgres);
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
  readonly #scene: Scene & { readonly sent: Asked[]; directory?: Scene['directory'] };
  readonly #statuses: Record<string, number> = {};
  readonly #kinds: Record<string, number> = {};
  readonly #accepted = new Set<string>();
  readonly #faults: string[] = [];
  readonly #known = new Set<string>();
  #requests = 0;

  constructor(seed: number, server: FuzzedServer, operations: readonly Operation[]) {
    this.#seed = seed;
    this.#server = server;
    const life = new Life();
    const people = new People(server, life);
    this.#scene = { chance: new Chance(seed), life, people, operations, sent: [], token: server.token };
  }

  async until(enough: (requests: number) => boolean): Promise<Report> {
    const { chance, people, operations } = this.#scene;
    for (let left = 30; left > 0; left--) await this.#try(firstAdministrator(this.#scene));
    await people.arrive();
    await this.#renew();
    await this.#gatherTokens();
    await this.#export();
    let next = 0;
    while (!enough(this.#requests) && this.#faults.length < mostFaults) {
      if (this.#requests % renewedEvery === 0) await this.#renew();
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
    await this.#tooOften();
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

  /** Something new to be hostile to, and new ways in where the old ones have been used up. */
  async #renew(): Promise<void> {
    const { life, people } = this.#scene;
    await this.#live(life.anew());
    await people.comeAnew();
    await this.#beginAtDirectory();
  }

  /** Lives as somebody who does no harm. */
  async #live(steps: Iterable<Step>): Promise<void> {
    const { reads, store } = this.#server.house;
    for (const step of steps) {
      const answered = await this.#try(lived(this.#scene, step));
      if (!answered || answered.status >= 300)
        this.#fault(lived(this.#scene, step), answered, `${step.name} is no part of this life`);
      if (step.name === 'GrantRole' || step.name === 'HoldPost')
        await reads.waitFor((await store.head())!.position, 10_000, ['rights', 'organisation']);
    }
  }

  async #beginAtDirectory(): Promise<void> {
    const { issuer } = this.#server;
    if (!issuer) return;
    const asked = { what: 'life', operation: 'forms', method: 'GET', path: '/sign-in/oidc', headers: {} };
    const answered = await this.#try(asked);
    const begun = /kierto-oidc=([^;]+)/.exec(String(answered?.headers['set-cookie']))?.[1];
    const state = new URL(answered?.headers.location ?? 'http://kierto.invalid').searchParams.get('state');
    if (begun && state) this.#scene.directory = { issuer, begun, state };
    else this.#fault(asked, answered, 'nobody can sign in at the directory');
  }

  /** All this while nobody may ask too often; from here on the server is asked nothing else. */
  async #tooOften(): Promise<void> {
    this.#server.lowerLimits();
    const seen = new Set<number>();
    for (const asked of overTheLimits(this.#scene)) {
      const answered = await this.#ask(asked);
      if (answered) seen.add(answered.status);
    }
    if (!seen.has(429)) this.#faults.push('nobody was told that they ask too often');
  }

  /** Secret addresses, to be sent back with a change. */
  async #gatherTokens(): Promise<void> {
    const { life, people } = this.#scene;
    for (const [by, whose] of [
      [people.head, { for: 'post', of: life.post }],
      [people.coordinator, { for: 'group', of: life.group }],
    ] as const) {
      const headers = { 'content-type': 'application/json', ...by };
      const path = '/api/calendar-links';
      const asked = { what: 'life', operation: 'IssueCalendarLink', method: 'POST', path, headers };
      const answered = await this.#try({ ...asked, body: JSON.stringify(whose) });
      const { address = '' } = JSON.parse(answered?.text ?? '{}') as { address?: string };
      life.tokens.push(address.split('/').at(-1)!.replace('.ics', ''));
    }
  }

  /** A file with all words in it, which few may fetch. */
  async #export(): Promise<void> {
    const { life, people } = this.#scene;
    const headers = { ...people.administrator, 'content-type': 'application/json' };
    const asked = { what: 'life', operation: 'AskForJob', method: 'POST', path: '/api/jobs', headers };
    const answered = await this.#try({ ...asked, body: JSON.stringify({ kind: 'export', words: true }) });
    life.exported = (JSON.parse(answered?.text ?? '{}') as { id?: string }).id ?? '';
    if (life.exported === '') this.#fault(asked, answered, 'nothing is exported');
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
    for (const fault of faultsOf(asked, answered, { ...this.#server, people: this.#scene.people }))
      this.#fault(asked, answered, fault);
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
    // The same again tells nothing new.
    const kind = `${fault.replace(/[\d"]+/g, '').slice(0, 50)}`;
    if (this.#known.has(kind)) return;
    this.#known.add(kind);
    this.#faults.push(`#${this.#requests} ${told(asked, answered, fault)}`);
  }
}

import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Kind, Rights } from '#permissions';
import { presetsOf, type Reads } from '#read-models';
import type { Context } from '#use-cases';
import type { AccessEntry, Vault } from '#vault';
import { codeOf } from './problems.ts';
import { RequestError } from './request-error.ts';
import { shownPath } from './shown-path.ts';

/** Milliseconds after which what was noted is written. */
const writtenAfter = 1_000;
/** Entries that wait for a vault that is away; when there are more, nobody reads anything that would have to be noted. */
const mostWaiting = 10_000;
const mostInOneWrite = 500;
/** Years for which entries are kept, where the organisation has not said. */
const keptYears = 2;

/** Whose reading is somebody else's concern: not that of the public, of members in their group, nor of whoever has its link. */
const staff: ReadonlySet<Kind> = new Set([
  'administrator',
  'dataProtectionOfficer',
  'management',
  'coordinator',
  'analyst',
  'reader',
]);
const isStaff = ({ capacities }: Rights): boolean => capacities.some(({ kind }) => staff.has(kind));

/** What an entry says besides who and when; ids and addresses, no words. */
export interface AccessFacts {
  /** The address that was asked, without what stands behind its question mark. */
  readonly address: string;
  /** Events whose words were given out; with `people` missing, too, everything was, as by an export. */
  readonly events?: readonly string[];
  /** Members and accounts whose names were given out, other than whoever read. */
  readonly people?: readonly string[];
  /** How often within the second, where it was more than once. */
  readonly times?: number;
}

type Noted = Omit<AccessEntry, 'keepUntil' | 'facts'> & { readonly facts: AccessFacts };

interface Sources {
  readonly vault: Pick<Vault, 'access'>;
  readonly reads: Reads;
  readonly context: Pick<Context, 'clock'>;
  readonly log: Logger;
}

/**
 * Who of the staff was given which words and whose names, and who took an export. Noted when the answer is made and written in batches;
 * an answer that cannot be noted is not given.
 */
export class AccessLog {
  readonly #sources: Sources;
  readonly #most: number;
  /** What came since the last write, by all that makes it the same. */
  #new = new Map<string, Noted>();
  /** On its way, or waiting for a vault that is away. */
  #waiting: Noted[] = [];
  #writing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(sources: Sources, most = mostWaiting) {
    this.#sources = sources;
    this.#most = most;
  }

  /** That words of these events, and names of these people, are given out. @throws RequestError `access.not-recorded` */
  note(request: FastifyRequest, events: readonly string[], names: readonly string[] = []): void {
    const people = names.filter((one) => one !== request.account);
    if (events.length + people.length === 0 || !isStaff(request.rights)) return;
    this.#add(request, events, people);
  }

  /** That everything is given out, or is being put together for it. @throws RequestError `access.not-recorded` */
  noteAll(request: FastifyRequest): void {
    this.#add(request, [], []);
  }

  /** Writes what waits. Resolves also when the vault was away; then it goes on waiting. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async close(): Promise<void> {
    await this.flush();
    clearTimeout(this.#timer);
    const lost = this.#new.size + this.#waiting.length;
    if (lost > 0) this.#sources.log.error({ entries: lost }, 'who read what could not be written, and is lost');
  }

  #add(
    { account = 'nobody', url, operation = 'none' }: FastifyRequest,
    events: readonly string[],
    people: readonly string[],
  ): void {
    if (this.#new.size + this.#waiting.length >= this.#most)
      throw new RequestError(
        'access.not-recorded',
        'The vault is away, and no more can be noted of who reads what. Words are given out when it is back.',
      );
    const key = [account, operation, url, events, people].join(' ');
    const same = this.#new.get(key);
    if (same) {
      this.#new.set(key, { ...same, facts: { ...same.facts, times: (same.facts.times ?? 1) + 1 } });
      return;
    }
    const facts = {
      address: shownPath(url),
      ...(events.length > 0 && { events: [...new Set(events)] }),
      ...(people.length > 0 && { people: [...new Set(people)] }),
    };
    const at = new Date(this.#sources.context.clock.now());
    this.#new.set(key, { id: randomUUID(), at, account, operation, facts });
    this.#timer ??= setTimeout(() => void this.flush(), writtenAfter).unref();
  }

  #years(): number {
    try {
      // No years at all is not said: entries would be gone before anybody saw them.
      return presetsOf(this.#sources.reads).retentionYears?.accessLog || keptYears;
    } catch {
      // While the view is being built nobody can say what the organisation wants.
      return keptYears;
    }
  }

  async #write(): Promise<void> {
    const years = this.#years();
    this.#waiting.push(...this.#new.values());
    this.#new = new Map();
    while (this.#waiting.length > 0) {
      const entries = this.#waiting
        .slice(0, mostInOneWrite)
        .map((one) => ({ ...one, keepUntil: later(one.at, years) }));
      try {
        // Entries have ids: what was written although the answer got lost is not written twice.
        await this.#sources.vault.access.add(entries);
      } catch (error) {
        this.#sources.log.warn({ error: codeOf(error), waiting: this.#waiting.length }, 'who read what waits');
        this.#timer ??= setTimeout(() => void this.flush(), writtenAfter).unref();
        return;
      }
      this.#waiting = this.#waiting.slice(entries.length);
    }
  }
}

function later(at: Date, years: number): Date {
  const then = new Date(at);
  then.setUTCFullYear(at.getUTCFullYear() + years);
  return then;
}

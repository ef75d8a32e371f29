import type { Engine } from './engine.ts';
import type { MasterKeys } from './keys.ts';
import { checkName, checkText } from './plain-text.ts';
import type { Queries } from './queries.ts';
import { type Place, type Sealed, seal, unseal } from './seal.ts';
import { type UnclaimedPeople, unclaimedPeople } from './unclaimed-people.ts';
import type { PeopleStore, Person } from './vault.ts';

const atATime = 500;
const known = ['name', 'contact', 'account'] as const;

export class SealedPeople implements PeopleStore {
  readonly #engine: Engine;
  readonly #queries: Queries;
  readonly #keys: MasterKeys;
  readonly #unclaimed: UnclaimedPeople;

  constructor(engine: Engine, queries: Queries, keys: MasterKeys) {
    this.#engine = engine;
    this.#queries = queries;
    this.#keys = keys;
    this.#unclaimed = unclaimedPeople(engine.builder);
  }

  async keep(id: string, person: Person, stream?: string): Promise<void> {
    checkName(id, 'The id of a person');
    if (stream !== undefined) checkName(stream, `The stream that is to name person ${id}`);
    for (const field of known) if (person[field] !== undefined) checkText(person[field], `${field} of person ${id}`);
    const sealed = seal(this.#keys, placeOfPerson(id), Buffer.from(JSON.stringify(person, [...known]), 'utf8'));
    // What was known before is emptied and not written over: a longer row would move its neighbours.
    await this.#engine.transaction([
      ...(stream === undefined ? [] : [this.#unclaimed.note(id, stream, Date.now())]),
      this.#queries.emptyPerson(id),
      this.#queries.insertPerson({ person: id, ...sealed }),
    ]);
  }

  async read(ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
    const queries = this.#queries.peopleOf([...new Set(ids)]);
    const rows = await Promise.all(queries.map((query) => this.#engine.read(query)));
    return new Map(rows.flat().map((row) => [row.person, this.#opened(row)]));
  }

  async ofAccount(account: string): Promise<readonly string[]> {
    const found: string[] = [];
    let after = '';
    for (;;) {
      const rows = await this.#engine.read(this.#queries.peopleAfter(after, atATime));
      for (const row of rows) if (this.#opened(row).account === account) found.push(row.person);
      if (rows.length < atATime) return found;
      after = rows.at(-1)!.person;
    }
  }

  #opened(row: Sealed & { readonly person: string }): Person {
    return JSON.parse(unseal(this.#keys, placeOfPerson(row.person), row).toString('utf8')) as Person;
  }

  async forget(id: string): Promise<void> {
    await this.#engine.erase('people', [this.#queries.emptyPerson(id), ...this.#unclaimed.drop([id])]);
  }

  async unclaimed(before: Date, limit: number): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await this.#engine.read(this.#unclaimed.before(before.getTime(), limit));
    const streams = Map.groupBy(rows, ({ person }) => person);
    return new Map([...streams].map(([person, notes]) => [person, notes.map(({ stream }) => stream)]));
  }

  async claim(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#engine.transaction(this.#unclaimed.drop(ids));
  }

  async sweep(ids: readonly string[], keptBefore: Date): Promise<number> {
    if (ids.length === 0) return 0;
    const steps = this.#unclaimed.sweep(ids, keptBefore.getTime());
    const outcomes = await this.#engine.erase(
      'people',
      steps.flatMap(({ touch, people, notes }) => [touch, people, notes]),
    );
    return outcomes.reduce((sum, { changes }, index) => (index % 3 === 1 ? sum + changes : sum), 0);
  }
}

export function placeOfPerson(id: string): Place {
  return { purpose: 'people', row: [id] };
}

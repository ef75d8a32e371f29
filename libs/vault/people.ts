import type { Engine } from './engine.ts';
import type { MasterKeys } from './keys.ts';
import { checkName, checkText } from './plain-text.ts';
import type { Queries } from './queries.ts';
import { type Place, seal, unseal } from './seal.ts';
import type { PeopleStore, Person } from './vault.ts';

const known = ['name', 'contact', 'account'] as const;

export class SealedPeople implements PeopleStore {
  readonly #engine: Engine;
  readonly #queries: Queries;
  readonly #keys: MasterKeys;

  constructor(engine: Engine, queries: Queries, keys: MasterKeys) {
    this.#engine = engine;
    this.#queries = queries;
    this.#keys = keys;
  }

  async keep(id: string, person: Person): Promise<void> {
    checkName(id, 'The id of a person');
    for (const field of known) if (person[field] !== undefined) checkText(person[field], `${field} of person ${id}`);
    const sealed = seal(this.#keys, placeOfPerson(id), Buffer.from(JSON.stringify(person, [...known]), 'utf8'));
    // What was known before is emptied and not written over: a longer row would move its neighbours.
    await this.#engine.transaction([
      this.#queries.emptyPerson(id),
      this.#queries.insertPerson({ person: id, ...sealed }),
    ]);
  }

  async read(ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
    const queries = this.#queries.peopleOf([...new Set(ids)]);
    const rows = await Promise.all(queries.map((query) => this.#engine.read(query)));
    return new Map(
      rows.flat().map((row) => {
        const plain = unseal(this.#keys, placeOfPerson(row.person), row);
        return [row.person, JSON.parse(plain.toString('utf8')) as Person];
      }),
    );
  }

  async forget(id: string): Promise<void> {
    await this.#engine.erase([this.#queries.emptyPerson(id)]);
  }
}

export function placeOfPerson(id: string): Place {
  return { purpose: 'people', row: [id] };
}

import type { Compilable, Kysely } from 'kysely';
import type { Query } from './engine.ts';
import type { Sealed } from './seal.ts';
import { emptied, plain, slices } from './statement.ts';
import type { SealedTable, Tables } from './tables.ts';

export interface WordsRow extends Sealed {
  readonly event: string;
  readonly field: string;
  readonly lang: string;
  readonly recordedIn: string;
  readonly madeBy: string;
}

export interface UnclaimedRow {
  readonly recordedIn: string;
  readonly event: string;
  readonly stream: string;
  readonly writtenAt: number;
}

const wordsColumns = ['event', 'field', 'lang', 'recordedIn', 'madeBy', 'keyVersion', 'sealed'] as const;
const unclaimedColumns = ['recordedIn', 'event', 'stream', 'writtenAt'] as const;
const originalsColumns = ['legal', 'keyVersion', 'sealed'] as const;
const emptiedWords = { ...emptied, event: null, field: null, lang: null, recordedIn: null, madeBy: null };

/** Statements on words, people and what importers remember, and on what all sealed tables share. `builder` knows the dialect. */
export function queriesFor(builder: Kysely<Tables>) {
  const remembered = new Map<string, string>();

  /** Compiles a statement once per name and length of its list; `parameters` must come in the order of the statement's own. */
  function fast<Row>(name: string, length: number, build: () => Compilable<Row>, parameters: unknown[]): Query<Row> {
    const key = `${name} ${length}`;
    let sql = remembered.get(key);
    if (sql === undefined) {
      sql = build().compile().sql;
      remembered.set(key, sql);
    }
    return { sql, parameters };
  }

  return {
    insertWords: (rows: readonly WordsRow[]) =>
      slices(rows).map((some) =>
        fast(
          'insertWords',
          some.length,
          () =>
            builder
              .insertInto('words')
              .values(inOrder(some, wordsColumns))
              .onConflict((conflict) => conflict.columns(['event', 'field', 'lang', 'recordedIn']).doNothing()),
          valuesOf(some, wordsColumns),
        ),
      ),

    /** A pair that is there already gets the new time: its hour begins anew. */
    noteUnclaimed: (rows: readonly UnclaimedRow[]) =>
      slices(rows).map((some) =>
        fast(
          'noteUnclaimed',
          some.length,
          () =>
            builder
              .insertInto('unclaimed')
              .values(inOrder(some, unclaimedColumns))
              .onConflict((conflict) =>
                conflict
                  .columns(['recordedIn', 'event'])
                  .doUpdateSet((update) => ({ writtenAt: update.ref('excluded.writtenAt') })),
              ),
          valuesOf(some, unclaimedColumns),
        ),
      ),

    wordsOf: (events: readonly string[]) =>
      slices(events).map((some) =>
        fast(
          'wordsOf',
          some.length,
          () =>
            builder
              .selectFrom('words')
              .select(wordsColumns)
              .where('event', 'in', some)
              .orderBy('id')
              .$castTo<WordsRow>(),
          [...some],
        ),
      ),

    wordsAt: (event: string, field: string, recordedIn: string): Query<WordsRow> =>
      plain(
        builder
          .selectFrom('words')
          .select(wordsColumns)
          .where('event', '=', event)
          .where('field', '=', field)
          .where('recordedIn', '=', recordedIn)
          .$castTo<WordsRow>(),
      ),

    emptyWords: (event: string, fields: readonly string[], recordedIn: string | undefined): Query => {
      let words = builder.updateTable('words').set(emptiedWords).where('event', '=', event);
      if (fields.length > 0) words = words.where('field', 'in', fields);
      return plain(recordedIn === undefined ? words : words.where('recordedIn', '=', recordedIn));
    },

    unclaimedBefore: (time: number, limit: number): Query<{ recordedIn: string; stream: string }> =>
      plain(
        builder
          .selectFrom('unclaimed')
          .select(['recordedIn', 'stream'])
          .where('writtenAt', '<', time)
          .orderBy('writtenAt')
          .orderBy('recordedIn')
          .limit(limit),
      ),

    claim: (recordedIn: readonly string[]) =>
      slices(recordedIn).map((some) =>
        fast('claim', some.length, () => builder.deleteFrom('unclaimed').where('recordedIn', 'in', some), [...some]),
      ),

    /**
     * First the notes are touched, so that nobody can renew one before all is done; then the words go, then the notes.
     * What is not noted stays.
     */
    sweep: (recordedIn: readonly string[], writtenBefore: number) =>
      slices(recordedIn).map((some) => {
        const noted = builder
          .selectFrom('unclaimed')
          .where('recordedIn', 'in', some)
          .where('writtenAt', '<', writtenBefore);
        return {
          touch: plain(
            builder
              .updateTable('unclaimed')
              .set((update) => ({ writtenAt: update.ref('writtenAt') }))
              .where('recordedIn', 'in', some)
              .where('writtenAt', '<', writtenBefore),
          ),
          words: plain(
            builder
              .updateTable('words')
              .set(emptiedWords)
              .where('event', 'in', noted.select('event'))
              .where('recordedIn', 'in', noted.select('recordedIn')),
          ),
          notes: plain(
            builder.deleteFrom('unclaimed').where('recordedIn', 'in', some).where('writtenAt', '<', writtenBefore),
          ),
        };
      }),

    emptyPerson: (person: string): Query =>
      plain(
        builder
          .updateTable('people')
          .set({ ...emptied, person: null })
          .where('person', '=', person),
      ),

    /** The row is there already only where another process has just put it. */
    insertPerson: (row: Sealed & { person: string }): Query =>
      plain(
        builder
          .insertInto('people')
          .values(row)
          .onConflict((conflict) =>
            conflict.column('person').doUpdateSet({ keyVersion: row.keyVersion, sealed: row.sealed }),
          ),
      ),

    peopleOf: (ids: readonly string[]): Query<Sealed & { person: string }>[] =>
      slices(ids).map((some) =>
        plain(
          builder
            .selectFrom('people')
            .select(['person', 'keyVersion', 'sealed'])
            .where('person', 'in', some)
            .$castTo<Sealed & { person: string }>(),
        ),
      ),

    peopleAfter: (id: string, limit: number): Query<Sealed & { person: string }> =>
      plain(
        builder
          .selectFrom('people')
          .select(['person', 'keyVersion', 'sealed'])
          .where('person', '>', id)
          .orderBy('person')
          .limit(limit)
          .$castTo<Sealed & { person: string }>(),
      ),

    insertOriginals: (rows: readonly (Sealed & { legal: string })[]) =>
      slices(rows).map((some) =>
        fast(
          'insertOriginals',
          some.length,
          () =>
            builder
              .insertInto('originals')
              .values(inOrder(some, originalsColumns))
              .onConflict((conflict) => conflict.column('legal').doNothing()),
          valuesOf(some, originalsColumns),
        ),
      ),

    originalsOf: (ids: readonly string[]): Query<Sealed & { legal: string }>[] =>
      slices(ids).map((some) =>
        plain(
          builder
            .selectFrom('originals')
            .select(['legal', 'keyVersion', 'sealed'])
            .where('legal', 'in', some)
            .$castTo<Sealed & { legal: string }>(),
        ),
      ),

    emptyOriginals: (ids: readonly string[]): Query[] =>
      slices(ids).map((some) =>
        plain(
          builder
            .updateTable('originals')
            .set({ ...emptied, legal: null })
            .where('legal', 'in', some),
        ),
      ),

    progress: (name: string): Query<{ checkpoint: string }> =>
      plain(builder.selectFrom('progress').select('checkpoint').where('name', '=', name)),

    putProgress: (name: string, checkpoint: string): Query =>
      plain(
        builder
          .insertInto('progress')
          .values({ name, checkpoint })
          .onConflict((conflict) => conflict.column('name').doUpdateSet({ checkpoint })),
      ),

    keys: (): Query<Sealed> => plain(builder.selectFrom('keys').select(['keyVersion', 'sealed']).orderBy('keyVersion')),

    insertKey: (row: Sealed): Query =>
      plain(
        builder
          .insertInto('keys')
          .values({ keyVersion: row.keyVersion, sealed: row.sealed })
          .onConflict((conflict) => conflict.column('keyVersion').doNothing()),
      ),

    deleteKeysBefore: (keyVersion: string): Query =>
      plain(builder.deleteFrom('keys').where('keyVersion', '<', keyVersion)),

    countSealedBefore: (table: SealedTable, keyVersion: string): Query<{ rows: number }> =>
      plain(
        builder
          .selectFrom(table)
          .select((select) => select.fn.countAll<number>().as('rows'))
          .where('keyVersion', '<', keyVersion),
      ),

    sealedBefore: <Row extends Sealed & { id: number }>(
      table: SealedTable,
      keyVersion: string,
      limit: number,
    ): Query<Row> =>
      plain(builder.selectFrom(table).selectAll().where('keyVersion', '<', keyVersion).limit(limit).$castTo<Row>()),

    /** Leaves a row alone that was emptied or replaced since it was read. */
    sealAnew: (table: SealedTable, id: number, from: string, row: Sealed): Query =>
      plain(
        builder
          .updateTable(table)
          .set({ keyVersion: row.keyVersion, sealed: row.sealed })
          .where('id', '=', id)
          .where('keyVersion', '=', from),
      ),
  };
}

export type Queries = ReturnType<typeof queriesFor>;

/** The builder takes the order of columns from the objects it is given; so they all get the same one. */
function inOrder<Row, Column extends keyof Row>(rows: readonly Row[], columns: readonly Column[]): Pick<Row, Column>[] {
  return rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])) as Pick<Row, Column>);
}

function valuesOf<Row>(rows: readonly Row[], columns: readonly (keyof Row)[]): unknown[] {
  return rows.flatMap((row) => columns.map((column) => row[column]));
}

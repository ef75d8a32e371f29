import { type Kysely, sql } from 'kysely';
import { emptied, plain, slices } from './statement.ts';
import type { Tables } from './tables.ts';

/**
 * The notes of whom the log has not been seen to name yet: one for each stream that was to name them. Of whom something was known
 * without a note, nothing is noted: the log names them already.
 */
export function unclaimedPeople(builder: Kysely<Tables>) {
  const notesOf = (person: string) =>
    builder.selectFrom('unclaimedPeople').select('person').where('person', '=', person);
  const oldNotes = (ids: readonly string[], before: number) =>
    builder.selectFrom('unclaimedPeople').select('person').where('person', 'in', ids).where('writtenAt', '<', before);

  return {
    /** Comes before the statements that put the person's row. */
    note: (person: string, stream: string, writtenAt: number) =>
      plain(
        builder
          .insertInto('unclaimedPeople')
          .columns(['person', 'stream', 'writtenAt'])
          .expression((select) =>
            select
              .selectFrom(sql`(SELECT 1)`.as('one'))
              .select([sql.val(person).as('person'), sql.val(stream).as('stream'), sql.val(writtenAt).as('writtenAt')])
              .where((where) =>
                where.or([
                  where.not(where.exists(where.selectFrom('people').select('person').where('person', '=', person))),
                  where.exists(notesOf(person)),
                ]),
              ),
          )
          .onConflict((conflict) => conflict.columns(['person', 'stream']).doUpdateSet({ writtenAt })),
      ),

    /** Of persons whom nobody has kept again since. */
    before: (time: number, limit: number) => {
      const oldest = builder
        .selectFrom('unclaimedPeople')
        .select('person')
        .groupBy('person')
        .having((having) => having.fn.max('writtenAt'), '<', time)
        .orderBy((order) => order.fn.max('writtenAt'))
        .orderBy('person')
        .limit(limit);
      return plain(
        builder
          .selectFrom('unclaimedPeople')
          .select(['person', 'stream'])
          .where('person', 'in', oldest)
          .orderBy('writtenAt')
          .orderBy('person'),
      );
    },

    drop: (ids: readonly string[]) =>
      slices(ids).map((some) => plain(builder.deleteFrom('unclaimedPeople').where('person', 'in', some))),

    /** As for words: the notes are touched, then the rows go, then the notes. Any newer note of a person keeps them. */
    sweep: (ids: readonly string[], before: number) =>
      slices(ids).map((some) => {
        const kept = builder
          .selectFrom('unclaimedPeople')
          .select('person')
          .where('person', 'in', some)
          .where('writtenAt', '>=', before);
        return {
          touch: plain(
            builder
              .updateTable('unclaimedPeople')
              .set((update) => ({ writtenAt: update.ref('writtenAt') }))
              .where('person', 'in', some),
          ),
          people: plain(
            builder
              .updateTable('people')
              .set({ ...emptied, person: null })
              .where('person', 'in', oldNotes(some, before))
              .where('person', 'not in', kept),
          ),
          notes: plain(
            builder
              .deleteFrom('unclaimedPeople')
              .where('person', 'in', oldNotes(some, before))
              .where('person', 'not in', kept),
          ),
        };
      }),
  };
}

export type UnclaimedPeople = ReturnType<typeof unclaimedPeople>;

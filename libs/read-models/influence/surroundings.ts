import type { Past } from '#domain';
import { type Day, dayNumber } from '#domain/occurred-on';
import { type ProposalEvent, waitsThrough } from '#domain/owed';
import type { EventStore, Position } from '#event-store';
import { type Case, loopOf, type Surroundings } from '#influence';
import { dayOfEvent, firstDay, lastDay, recordedDay } from '../days.ts';
import { OwedFactsLog, owedFactsTable, owedFactTypes } from '../loops/owed-facts.ts';
import { ReadDatabase } from '../read-database.ts';
import { type Seen, type SeenEvent, withoutErrors } from '../read-model.ts';

/**
 * Whether it had certainly happened by the end of a day. What nobody dated has happened when it is written down, and what is said to
 * have happened within a year has not happened after it was said.
 */
function hadHappened({ metadata: { recordedAt, occurredOn } }: SeenEvent, on: Day): boolean {
  return (occurredOn !== undefined && lastDay(occurredOn)! <= on) || wasRecorded(recordedAt, on);
}

/** By the end of a day in Helsinki, which is the day in UTC or the next one; only on the day itself that has to be found out, which is slow. */
function wasRecorded(recordedAt: string, on: Day): boolean {
  const day = recordedAt.slice(0, 10);
  return day === on ? recordedDay(recordedAt) === on : day < on;
}

interface Season {
  readonly group: string;
  readonly season: string;
  readonly from: Day | undefined;
  readonly to: Day | undefined;
  readonly hoursPromised: number | undefined;
}

/** Hours of a group in a month. */
export interface WorkTime {
  readonly event: string;
  readonly group: string;
  readonly month: string;
  readonly hours: Readonly<Record<string, number>>;
}

/** Staff hours of a group in a season. */
export interface SeasonHours {
  readonly season: string | undefined;
  readonly from: Day | undefined;
  readonly to: Day | undefined;
  /** As the plan says; undefined: it does not. */
  readonly promised: number | undefined;
  /** By what they were for. */
  readonly hours: Readonly<Record<string, number>>;
  readonly worked: number;
  /** How many records of work time these are; 0: nobody wrote any down. */
  readonly records: number;
}

/** What other streams say at a place in the log, as it was on a day. */
export class SurroundingFacts implements Surroundings {
  readonly facts: Surroundings['facts'];
  readonly seasons: readonly Season[];
  readonly workTimes: readonly WorkTime[];
  readonly successions: Surroundings['successions'];
  /** Each group with the unit it was founded in. */
  readonly groups: readonly { readonly group: string; readonly unit: string }[];
  readonly #log: OwedFactsLog;
  /** Where each fact stands in the log. */
  readonly #places: Position[] = [];
  readonly #store: EventStore;

  constructor(store: EventStore, events: readonly SeenEvent[], on: Day) {
    this.#store = store;
    const database = new ReadDatabase(':memory:', 'building');
    database.exec(owedFactsTable);
    this.#log = new OwedFactsLog(database);
    const right = withoutErrors(events).filter(
      (event) => !(event.type === 'UnitSucceeded' || event.type === 'GroupSucceeded') || hadHappened(event, on),
    );
    for (const event of right) {
      if (!owedFacts.has(event.type)) continue;
      this.#log.take(event as never);
      this.#places.push(event.position);
    }
    // From here on they are only asked, which needs no table.
    database.close();
    this.facts = this.#log.now;
    this.seasons = seasonsOf(right);
    this.successions = new Map(
      right
        .filter(({ type }) => type === 'UnitSucceeded')
        .map((event) => {
          const { successor } = event.data as Seen<'UnitSucceeded'>['data'];
          return [event.of, { successor, on: dayNumber(dayOfEvent(event)) }];
        }),
    );
    this.groups = right
      .filter((event) => event.type === 'GroupFounded' && hadHappened(event, on))
      .map((event) => ({ group: event.of, unit: (event.data as Seen<'GroupFounded'>['data']).unit }));
    this.workTimes = right
      .filter((event) => event.type === 'WorkTimeRecorded' && hadHappened(event, on))
      .map((event) => {
        const { month, hours } = event.data as Seen<'WorkTimeRecorded'>['data'];
        return { event: event.id, group: event.of, month, hours: hours as WorkTime['hours'] };
      });
  }

  /** The facts that were known when an event came. */
  at(position: Position): Surroundings['facts'] {
    let [low, high] = [0, this.#places.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#store.compare(this.#places[middle]!, position) < 0) low = middle + 1;
      else high = middle;
    }
    return this.#log.at(low);
  }

  /** The season in which something certainly happened; of seasons that overlap the one that began last. */
  readonly seasonOf: Surroundings['seasonOf'] = (group, days) => {
    if (!days) return undefined;
    const found = this.#seasonsOf(group).findLast(
      ({ from, to }) => from !== undefined && from <= days.first && days.last <= (to ?? '9999-12-31'),
    );
    return found && `${group}/${found.season}`;
  };

  /** Hours of a group by season; under no season those of months that lie in none. */
  hoursOf(group: string): { readonly seasons: readonly SeasonHours[] } {
    const seasons = this.#seasonsOf(group);
    this.#workTimesOf ??= Map.groupBy(this.workTimes, (one) => one.group);
    const own = this.#workTimesOf.get(group) ?? [];
    const within = (season: Season | undefined) =>
      own.filter(({ month }) => {
        const found = seasons.findLast(
          ({ from, to }) => from !== undefined && from.slice(0, 7) <= month && month <= (to ?? '9999-12').slice(0, 7),
        );
        return found === season;
      });
    const rows = [...seasons, undefined].map((season): SeasonHours => {
      const hours: Record<string, number> = {};
      const months = within(season);
      for (const one of months)
        for (const [kind, number] of Object.entries(one.hours)) hours[kind] = (hours[kind] ?? 0) + number;
      return {
        season: season?.season,
        from: season?.from,
        to: season?.to,
        promised: season?.hoursPromised,
        hours,
        worked: Object.values(hours).reduce((sum, number) => sum + number, 0),
        records: months.length,
      };
    });
    return { seasons: rows.filter(({ season, records }) => season !== undefined || records > 0) };
  }

  #workTimesOf: ReadonlyMap<string, readonly WorkTime[]> | undefined;
  #seasonsByGroup: ReadonlyMap<string, readonly Season[]> | undefined;

  #seasonsOf(group: string): readonly Season[] {
    this.#seasonsByGroup ??= Map.groupBy(
      this.seasons.toSorted((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1)),
      (season) => season.group,
    );
    return this.#seasonsByGroup.get(group) ?? [];
  }
}

const owedFacts: ReadonlySet<string> = new Set(owedFactTypes);

function seasonsOf(events: readonly SeenEvent[]): Season[] {
  const seasons = new Map<string, Season>();
  for (const event of events) {
    if (event.type !== 'SeasonPlanned' && event.type !== 'SeasonRevised') continue;
    const { season, from, to, hoursPromised } = event.data as Seen<'SeasonPlanned'>['data'];
    const key = `${event.of}/${season}`;
    const before = seasons.get(key);
    seasons.set(key, {
      group: event.of,
      season,
      from: firstDay(from) ?? before?.from,
      to: lastDay(to) ?? before?.to,
      hoursPromised: hoursPromised ?? before?.hoursPromised,
    });
  }
  return [...seasons.values()];
}

const pastOf = ({ id, type, data, metadata }: SeenEvent): Past<ProposalEvent> =>
  ({ id, type, data, metadata, words: metadata.words ?? {} }) as unknown as Past<ProposalEvent>;

/** One proposal as it was on a day; undefined: it had not certainly been submitted by then. @param events as they were known */
export function caseOf(id: string, events: readonly SeenEvent[], around: SurroundingFacts, on: Day): Case | undefined {
  const happened = withoutErrors(events).filter((event) => hadHappened(event, on));
  const { waits, state } = waitsThrough(happened.map(pastOf), (event) =>
    around.at(happened.find(({ id: one }) => one === event)!.position),
  );
  if (state.status === 'none') return undefined;
  const submitted = happened.find(({ type }) => type === 'ProposalSubmitted') as Seen<'ProposalSubmitted'>;
  const revised = happened.findLast(
    (event) => event.type === 'ProposalRevised' && (event as Seen<'ProposalRevised'>).data.voicedBy,
  ) as Seen<'ProposalRevised'> | undefined;
  const { voicedBy } = { ...submitted.data, ...revised?.data };
  const loop = loopOf(id, state, { ...submitted.data, ...(voicedBy && { voicedBy }) }, around.facts);
  const answer = happened.find((event) => event.id === loop.answer?.event);
  return { loop, waits, correlation: answer?.metadata.correlation };
}

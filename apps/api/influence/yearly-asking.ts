import type { MeasureId } from '#i18n';
import type { Year } from '#influence';
import { visibleBy } from '#permissions';
import { eventAt, type Text } from '#read-models';
import type { Desk } from '../route.ts';
import type { ReportAsking } from './report-asking.ts';
import { type TimeId, timeIds } from './report-measures.ts';
import {
  type Cohort,
  type Curve,
  dimensions,
  type Figure,
  type GroupHours,
  type Measured,
  type Silence,
  type Source,
  told,
  type Value,
  type YearlyFacts,
} from './yearly-facts.ts';

export interface YearlyWanted {
  readonly year: number;
  readonly unit?: string;
  readonly on?: string;
  readonly knownOn?: string;
  readonly at?: string;
}

interface Values {
  readonly cases: number;
  readonly dimensions: readonly { readonly dimension: string; readonly values: readonly Value[] }[];
}

/** Everything that a yearly report says, all from one place in the log. @throws QueryRefused, StillMaking */
export async function yearlyFacts(desk: Desk, asking: ReportAsking, wanted: YearlyWanted): Promise<YearlyFacts> {
  const { year, unit, knownOn } = wanted;
  const [lastDay] = [`${year}-12-31`, asking.today, ...(knownOn === undefined ? [] : [knownOn])].sort();
  const on = wanted.on ?? lastDay;
  const own =
    unit === undefined ? undefined : await asking.ask<{ readonly name: Text | null }>('GetUnit', { id: unit });
  const about = { ...(unit !== undefined && { unit }) };
  const first = await asking.counted<Year>('GetInfluenceYear', {
    ...about,
    during: String(year),
    on,
    ...(knownOn !== undefined && { knownOn }),
    ...(wanted.at !== undefined && { at: wanted.at }),
  });
  const { as } = first;
  const place = { ...about, on: as.on, at: as.at };
  const counted = async <Answer>(name: string, params: Readonly<Record<string, string>> = {}): Promise<Answer> =>
    (await asking.counted<Answer>(name, { ...place, ...params })).answer;

  const cohortOf = async (value: string): Promise<Cohort> => {
    const of = { year: value };
    const values = await counted<Values>('GetInfluenceValues', of);
    const measured = await counted<Measured[]>('GetInfluenceFigures', of);
    const figures = new Map(measured.map(({ measure, whole }) => [measure as MeasureId, whole]));
    const times = new Map<TimeId, Curve>();
    for (const time of timeIds) {
      const [curve] = (await counted<{ curves: Curve[] }>('GetInfluenceTimes', { ...of, time })).curves;
      if (curve) times.set(time, curve);
    }
    const { owed } = await counted<Year>('GetInfluenceYear', { ...of, during: String(year) });
    return {
      cases: values.cases,
      values: new Map(values.dimensions.map((one) => [one.dimension, one.values])),
      figures,
      times,
      owed,
      silent: (await counted<{ count: number }>('ListInfluenceCases', { ...of, silentIn: 'now', limit: '1' })).count,
    };
  };

  const cohort = await cohortOf(String(year));
  const undated = await cohortOf('none');
  const by = new Map<(typeof dimensions)[number], ReadonlyMap<MeasureId, readonly Figure[]>>();
  for (const dimension of dimensions) {
    const measures = new Map<MeasureId, readonly Figure[]>();
    for (const measure of told) {
      const params = { year: String(year), measure, by: dimension };
      measures.set(measure, (await counted<Measured[]>('GetInfluenceFigures', params))[0]!.cells);
    }
    by.set(dimension, measures);
  }
  const notKnown = new Map<TimeId, number>();
  for (const time of timeIds) {
    const [curve] = (await counted<{ curves: Curve[] }>('GetInfluenceTimes', { time })).curves;
    notKnown.set(time, curve?.counts.notKnown ?? 0);
  }
  const rejected = await counted<Values>('GetInfluenceValues', { year: String(year), decision: 'rejected' });
  const submitted = first.answer.happened.find(({ step }) => step === 'submitted');
  const { units } = visibleBy(asking.asked.reader, 'ShowYearlyReport');
  const { items } = await asking.ask<{ readonly items: readonly Unit[] }>('ListUnits');
  const { store, reads } = desk.house;
  const all = await counted<Values>('GetInfluenceValues');
  const withCases = all.dimensions.find(({ dimension }) => dimension === 'unit')?.values ?? [];
  return {
    year,
    as,
    ...(own && { unit: { id: unit!, name: own.name } }),
    reached: units === 'all' ? undefined : topmost(items, units),
    cohort,
    undated: undated.cases > 0 ? undated : undefined,
    perhaps: submitted?.perhaps ?? 0,
    by,
    reasons: rejected.dimensions.find(({ dimension }) => dimension === 'reasonCode')?.values ?? [],
    happened: first.answer.happened,
    notKnown,
    owed: first.answer.owed,
    silence: await counted<Silence>('GetInfluenceSilence'),
    promises: (await counted<Measured[]>('GetInfluenceFigures', { measure: 'promiseKept', by: 'unit' }))[0]!,
    hours: await counted<GroupHours[]>('GetInfluenceHours'),
    sources: (await asking.ask<{ readonly sources: readonly Source[] }>('GetOrganisation')).sources,
    tops: own
      ? [own.name]
      : topsOf(
          items,
          withCases.map(({ value }) => value),
        ),
    event: await eventAt(reads, as.at),
    store: store.identity,
  };
}

interface Unit {
  readonly id: string;
  readonly parent?: string;
  readonly name: Text | null;
}

/** The names of the units above all others above these. */
function topsOf(items: readonly Unit[], units: readonly string[]): (Text | null)[] {
  const byId = new Map(items.map((one) => [one.id, one]));
  const top = (id: string): string => {
    const parent = byId.get(id)?.parent;
    return parent === undefined ? id : top(parent);
  };
  return [...new Set(units.map(top))].sort().map((id) => byId.get(id)?.name ?? null);
}

/** The names of those units that lie below none of the others. */
function topmost(items: readonly Unit[], units: readonly string[]): (Text | null)[] {
  const among = new Set(units);
  return items
    .filter(({ id, parent }) => among.has(id) && !(parent !== undefined && among.has(parent)))
    .map(({ name }) => name);
}

import { organisation } from '#domain';
import { type County, publishName, run, type SimulatedUnit, source } from './county.ts';
import { groupLife } from './group-life.ts';
import type { SimulatedLine } from './line.ts';

export interface CountySize {
  /** Units under the county, 1 or more. */
  readonly units: number;
  readonly groups: number;
  readonly years: number;
  readonly seed: string;
  /** The last day of the history, `2026-06-30`. */
  readonly until: string;
  /** The public holidays of a year as days. */
  readonly holidays: (year: number) => readonly string[];
}

const coverageOfAll = Object.fromEntries(organisation.coverageSteps.map((step) => [step, 'complete']));

const countyId = 'sim-kuvala';
const postsOf = (unit: string) => ['head', 'leading', 'specialist'].map((post) => `${post}-${unit}`);

/**
 * The history of a county that does not exist, line by line in the order of its days: the same for the same size and seed.
 * Every event and every path of the loop is in it, in the proportions of `parameters`.
 */
export function* simulateCounty(size: CountySize): Generator<SimulatedLine> {
  const lastYear = Number(size.until.slice(0, 4));
  const from = `${lastYear - size.years}${size.until.slice(4)}`.replace(/-02-29$/, '-02-28');
  const units: SimulatedUnit[] = Array.from({ length: size.units }, (_, index) => {
    const id = `sim-unit-${index + 1}`;
    return { id, posts: postsOf(id), groups: [] };
  });
  yield {
    source,
    title: `Kuvitteellinen hyvinvointialue: simuloitu, ei totta (siemen ${size.seed})`,
    document: `kierto simulate --units ${size.units} --groups ${size.groups} --years ${size.years} --seed ${size.seed} --until ${size.until}`,
    coverage: coverageOfAll,
  };
  yield* run(
    { seed: `${size.seed}/${size.units}/${size.groups}/${size.years}`, from, until: size.until, units },
    (county) => found(county, size, from),
  );
}

/** The organisation as it is before the first group, and what happens to its units later. */
function found(county: County, size: CountySize, from: string): void {
  const { tell, random, texts } = county;
  const on = from;
  const by = { role: 'administrator' };
  for (const [code, label] of Object.entries(themeLabels))
    tell({ event: 'ThemeNamed', of: 'main', on, code, words: { label }, by });
  tell({ event: 'MethodNamed', of: 'main', on, code: 'playbackTheatre', words: { label: 'Tarinateatteri' }, by });
  tell({
    event: 'ProgrammeNamed',
    of: 'main',
    on,
    code: 'sim-ohjelma',
    words: { label: 'Kuvitteellinen ohjelma' },
    by,
  });
  for (let year = Number(from.slice(0, 4)); year <= Number(size.until.slice(0, 4)) + 2; year++)
    tell({ event: 'HolidaysSet', of: 'main', on, year, days: size.holidays(year), by });
  tell({
    event: 'PresetChanged',
    of: 'main',
    on,
    daysToTell: 14,
    smallNumbersUnder: 5,
    initiativeDaysToNameHandler: 30,
    initiativeReportMonth: 3,
    by,
  });
  tell({ event: 'UnitEstablished', of: countyId, on, words: { name: 'Kuvitteellinen hyvinvointialue' }, by });
  tell({
    event: 'PromiseSet',
    of: countyId,
    on,
    counting: 'calendar',
    receive: 14,
    decide: 90,
    followUp: 180,
    tell: 30,
    from: on,
    by,
  });
  tell({ event: 'RemindersSet', of: countyId, on, moments: { decision: [-7, 0, 14], telling: [-3, 3] }, by });
  county.units.forEach((unit, index) => {
    const named = `${unit.id}-established`;
    tell({
      event: 'UnitEstablished',
      of: unit.id,
      on,
      parent: countyId,
      words: { name: texts.unit(index) },
      by,
      id: named,
    });
    unit.posts.forEach((code, number) => {
      tell({
        event: 'PostNamed',
        of: 'main',
        on,
        code,
        unit: unit.id,
        words: { label: ['Palvelupäällikkö', 'Johtava sosiaalityöntekijä', 'Erityisasiantuntija'][number]! },
        by,
      });
      tell({
        event: 'PostHeldBy',
        of: unit.id,
        on,
        post: code,
        account: `sim-account-${unit.id}-${number}`,
        from: on,
        by,
      });
    });
    publishName(tell, { stream: 'unit', of: unit.id, on, named, post: unit.posts[0]! });
    if (index % 2 === 0)
      tell({
        event: 'PromiseSet',
        of: unit.id,
        on,
        counting: 'working',
        receive: 7,
        decide: 40,
        followUp: 120,
        tell: 10,
        from: on,
        by,
      });
    county.start(laterOfUnit(county, unit, index), random.between(200, 500));
  });
  const open = new Map();
  for (let index = 0; index < size.groups; index++) {
    const unit = county.units[index % county.units.length]!;
    const group = `sim-group-${index + 1}`;
    // Groups come in rows, one of each unit; every fourth row consists of small groups under the row before.
    const parent =
      Math.floor(index / size.units) % 4 === 1 ? `sim-group-${index + 1 - county.units.length}` : undefined;
    // A parent is founded in the first weeks, its small groups after that.
    // Every third group lives half the time, and many of those are followed by another.
    const years = index % 3 === 1 ? Math.max(1, Math.floor(size.years / 2)) : size.years;
    county.start(
      groupLife(county, group, unit, index, years, open, parent),
      parent ? random.between(40, 90) : random.between(1, 30),
    );
  }
}

function* laterOfUnit(county: County, unit: SimulatedUnit, index: number): Generator<number, void, void> {
  const { tell, today } = county;
  const by = { role: 'administrator' };
  tell({
    event: 'PostHeldBy',
    of: unit.id,
    on: today(),
    post: unit.posts[0],
    account: `sim-account-${unit.id}-successor`,
    from: today(),
    by,
  });
  tell({
    event: 'PostHeldBy',
    of: unit.id,
    on: today(),
    post: unit.posts[1],
    account: `sim-account-${unit.id}-deputy`,
    from: today(),
    deputy: true,
    by,
  });
  if (index % 4 === 1) {
    const named = `${unit.id}-renamed`;
    tell({
      event: 'UnitRenamed',
      of: unit.id,
      on: today(),
      words: { name: `${county.texts.unit(index)} (uusi nimi)` },
      by,
      id: named,
    });
    publishName(tell, { stream: 'unit', of: unit.id, on: today(), named, post: unit.posts[0]! });
  }
  if (index % 4 === 2) {
    const successor = `${unit.id}-next`;
    tell({
      event: 'UnitEstablished',
      of: successor,
      on: today(),
      parent: countyId,
      words: { name: `${county.texts.unit(index)} (yhdistetty)` },
      by,
    });
    tell({ event: 'UnitSucceeded', of: unit.id, on: today(), successor, by });
    yield 30;
    tell({ event: 'UnitClosed', of: unit.id, on: today(), by });
  }
}

const themeLabels = {
  lobby: 'Aula ja tilat',
  reaching: 'Yhteyden saaminen',
  encounters: 'Kohtaaminen',
  'group-activities': 'Ryhmätoiminta',
  housing: 'Asuminen',
  work: 'Työ ja toiminta',
  digital: 'Sähköinen asiointi',
};

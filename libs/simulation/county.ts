import { dayNumber, dayText, type SimulatedLine } from './line.ts';
import { type ParameterName, parameters } from './parameters.ts';
import { type Random, random } from './random.ts';
import { schedule } from './schedule.ts';
import { type Texts, texts } from './texts.ts';

export const source = 'simulated-county';

/** Something that goes on in the county: it says what happens and yields how many days pass until it goes on. */
export type Life = Generator<number, void, void>;

export interface SimulatedUnit {
  readonly id: string;
  readonly posts: readonly string[];
  readonly groups: string[];
}

/** Everything the lives of a county share: what day it is, chance, words, and a way to say what happened. */
export interface County {
  readonly random: Random;
  readonly texts: Texts;
  readonly chance: (name: ParameterName) => boolean;
  readonly days: (name: ParameterName) => number;
  readonly today: () => string;
  readonly tell: (line: SimulatedLine) => void;
  readonly start: (life: Life, afterDays?: number) => void;
  readonly nextId: (what: string) => string;
  readonly units: readonly SimulatedUnit[];
}

/** Runs lives day by day from one day to another, and hands on what they tell in the order of its days. */
export function* run(
  settings: {
    readonly seed: string;
    readonly from: string;
    readonly until: string;
    readonly units: readonly SimulatedUnit[];
  },
  begin: (county: County) => void,
): Generator<SimulatedLine> {
  const chanceOf = random(settings.seed);
  const queue = schedule<Life>();
  const last = dayNumber(settings.until);
  const counters = new Map<string, number>();
  let day = dayNumber(settings.from);
  let told: SimulatedLine[] = [];

  begin({
    random: chanceOf,
    texts: texts(chanceOf),
    chance: (name) => chanceOf.happens(parameters[name].value),
    days: (name) => chanceOf.days(parameters[name].value),
    today: () => dayText(day),
    tell: (line) => told.push({ ...line, ...(line.words && { lang: line.lang ?? 'fi' }), source }),
    start: (life, afterDays = 0) => queue.plan(day + afterDays, life),
    nextId: (what) => {
      const number = (counters.get(what) ?? 0) + 1;
      counters.set(what, number);
      return `sim-${what}-${number}`;
    },
    units: settings.units,
  });
  yield* told;
  for (let next = queue.next(); next && next.day <= last; next = queue.next()) {
    day = next.day;
    told = [];
    const step = next.what.next();
    if (!step.done) queue.plan(day + Math.max(0, Math.round(step.value)), next.what);
    yield* told;
  }
}

/** A name that everybody may read: both sides have published it. @param named the id of the line that holds it */
export function publishName(
  tell: County['tell'],
  { stream, of, on, named, post }: Readonly<Record<'stream' | 'of' | 'on' | 'named' | 'post', string>>,
): void {
  const line = { event: 'Published', stream, of, on, ofEvent: named, fields: ['name'] };
  tell({ ...line, side: 'group', by: { role: 'coordinator' } });
  tell({ ...line, side: 'management', by: { post } });
}

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as account from './account-state.ts';
import * as commission from './commission-state.ts';
import { type Decider, fold, nothing } from './decider.ts';
import type { AnyEvent, Past } from './event.ts';
import { idOf, pastOf, type Told } from './given.ts';
import * as group from './group.ts';
import { categories, founding, shapesOf } from './history.ts';
import * as meeting from './meeting.ts';
import * as notice from './notice.ts';
import * as organisation from './organisation.ts';
import * as proposal from './proposal.ts';
import { type EventShape, type Field, problemsOf } from './shape.ts';
import * as unit from './unit.ts';

const deciders = { organisation, unit, group, meeting, commission, proposal, account, notice } as unknown as Readonly<
  Record<string, Decider<unknown, AnyEvent>>
>;

type Schema = {
  enum?: string[];
  type?: string;
  items?: Schema;
  properties?: Record<string, Schema>;
  example?: unknown;
};
const some = [
  'lobby',
  'aino',
  idOf(1),
  idOf(2),
  idOf(3),
  '2026-03-09',
  '2026-03',
  '2015/2018',
  '13:30',
  0,
  3,
  2026,
  true,
  false,
];

/** Few different values, so that events of a story speak of the same things. */
function valuesFor(field: Field<unknown>): fc.Arbitrary<unknown> {
  const fits = (schema: Schema): fc.Arbitrary<unknown> => {
    if (schema.enum) return fc.constantFrom(...schema.enum);
    if (schema.type === 'object') {
      const each = Object.entries(schema.properties ?? {}).map(([key, of]) => [key, fits(of)]);
      return fc.record(Object.fromEntries(each), { requiredKeys: [] });
    }
    if (schema.type === 'array' && schema.items) {
      return fc.oneof(fc.constant(schema.example), fc.array(fits(schema.items), { maxLength: 2 }));
    }
    const numbers = schema.type === 'integer' || schema.type === 'number';
    return fc.constantFrom(...some.filter((one) => !numbers || typeof one === 'number'), schema.example ?? 3);
  };
  return fits(field.schema as Schema).filter((value) => field.accepts(value));
}

function eventsOf(type: string, shape: EventShape): fc.Arbitrary<Told> {
  const facts = Object.entries(shape.facts).map(([name, field]) => [
    name,
    field.optional ? fc.option(valuesFor(field), { nil: undefined }) : valuesFor(field),
  ]);
  const words = Object.keys(shape.words).map((name) => [name, fc.constant('#')]);
  return fc
    .record({
      data: fc.record(Object.fromEntries(facts) as Record<string, fc.Arbitrary<unknown>>),
      words: fc.record(Object.fromEntries(words) as Record<string, fc.Arbitrary<string>>, { requiredKeys: [] }),
      occurredOn: fc.constantFrom('2026-03-09', '2026-03-10', '2026', '2015/2018', undefined),
      by: fc.constantFrom({ role: 'coordinator' as const }, { post: 'head' }, undefined),
    })
    .map(({ data, words: texts, occurredOn, by }) => ({
      type,
      data: Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)),
      words: texts,
      occurredOn,
      by,
    }));
}

describe.each(categories)('a story of a %s, whatever it holds,', (category) => {
  const shapes: Readonly<Record<string, EventShape>> = shapesOf[category];
  const decider = deciders[category]!;
  const any = fc.oneof(...Object.entries(shapes).map(([type, shape]) => eventsOf(type, shape)));
  const begins = founding[category].map((type) => eventsOf(type, shapes[type]!));
  const first = begins.length > 0 ? fc.oneof(...begins) : any;
  const story = fc
    .oneof(
      fc.array(any, { maxLength: 12 }),
      fc.tuple(first, fc.array(any, { maxLength: 25 })).map(([a, b]) => [a, ...b]),
    )
    .map((told) => pastOf(told) as Past<AnyEvent>[]);
  const sound = (events: readonly Past<AnyEvent>[]) => events.filter(({ type }) => type !== 'RecordedInError');

  it('is made of events that have the shape they are declared with', () => {
    fc.assert(
      fc.property(story, (events) => {
        for (const { type, data, words } of events) expect(problemsOf(shapes[type]!, data, words)).toEqual([]);
      }),
    );
  });

  it('folds without failing, at once or piece by piece', () => {
    fc.assert(
      fc.property(story, fc.nat(25), (events, at) => {
        const whole = fold(decider, nothing(decider), events);
        expect(whole.state).toBeDefined();
        const parts = fold(decider, fold(decider, nothing(decider), events.slice(0, at)), events.slice(at));
        expect(parts).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  // A notice is written once, and nothing is said about it afterwards.
  if (category === 'notice') {
    it('is corrected by nobody', () => expect(Object.keys(shapes)).not.toContain('RecordedInError'));
    return;
  }

  it('has, after an event recorded in error, the state it would have without it', () => {
    fc.assert(
      fc.property(story, fc.nat(25), (told, at) => {
        const events = sound(told);
        const wrong = events[at];
        fc.pre(wrong !== undefined);
        const slip = { ...pastOf([{ type: 'RecordedInError', data: { ofEvent: wrong.id } }], 99)[0]! };
        const mended = fold(decider, nothing(decider), [...events, slip]);
        const without = fold(
          decider,
          nothing(decider),
          events.filter((event) => event !== wrong),
        );
        expect(mended.state).toEqual(without.state);
        expect(mended.events).toHaveLength(events.length + 1);
        expect([...mended.commands.keys()]).toEqual([...events, slip].map(({ metadata }) => metadata.command));
      }),
    );
  });
});

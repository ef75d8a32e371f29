import { describe, expect, it } from '@jest/globals';
import { commission, group, meeting, organisation, problemsOf, proposal, unit } from '#domain';
import { random } from './random.ts';
import { schedule } from './schedule.ts';
import { simulateCounty } from './simulate-county.ts';

const size = {
  units: 4,
  groups: 8,
  years: 4,
  seed: 'kuvala',
  until: '2026-06-30',
  holidays: (year: number) => [`${year}-01-01`, `${year}-12-25`],
};
const lines = [...simulateCounty(size)];
const eventId = '0197c2a4-7d11-7a3e-9c55-0b1f6f2f6a10';
const modules = { organisation, unit, group, meeting, commission, proposal };

describe('a simulated county', () => {
  it('is the same for the same size and seed, and another for another seed', () => {
    expect([...simulateCounty(size)]).toEqual(lines);
    expect([...simulateCounty({ ...size, seed: 'toinen' })]).not.toEqual(lines);
  });

  it('says in its first line and in its names that it is not real', () => {
    expect(lines[0]).toMatchObject({ source: 'simulated-county', title: expect.stringContaining('ei totta') });
    for (const line of lines) if (line.event === 'GroupFounded') expect(line.words?.name).toContain('kuvitteellinen');
  });

  it('holds every event that the domain knows', () => {
    const known = new Set(Object.values(modules).flatMap((module) => Object.keys(module.events)));
    known.delete('SourceRegistered');
    // Where a real organisation has its messages sent is nothing to be invented.
    for (const event of ['WebhookRegistered', 'WebhookSecretRotated', 'WebhookRemoved']) known.delete(event);
    const told = new Set(lines.map((line) => line.event));
    expect([...known].filter((event) => !told.has(event))).toEqual([]);
  });

  it('tells in the order of its days and never of the days to come', () => {
    const days = lines.flatMap((line) => (line.on?.length === 10 ? [line.on] : []));
    expect(days).toEqual([...days].sort());
    expect(days.at(-1)! <= size.until).toBe(true);
  });

  it('tells only what the shapes of the events allow', () => {
    for (const { event, of, on, by, words, lang, source, stream, id, ...facts } of lines.slice(1)) {
      const module = Object.values(modules).find((one) =>
        stream ? one.category === stream : Object.hasOwn(one.events, event!),
      )!;
      const shape = module.events[event as keyof typeof module.events];
      // In a file a line is named by the id it carries; events get their ids when they are taken in.
      const named = {
        ...facts,
        ...('ofEvent' in facts && { ofEvent: eventId }),
        ...('voice' in facts && { voice: eventId }),
      };
      expect({ event, problems: problemsOf(shape, named, words ?? {}) }).toEqual({ event, problems: [] });
    }
  });
});

describe('chance from a seed', () => {
  it('is spread evenly and keeps to weights', () => {
    const dice = random('dice');
    const throws = Array.from({ length: 6_000 }, () => dice.between(1, 6));
    for (let face = 1; face <= 6; face++)
      expect(Math.abs(throws.filter((one) => one === face).length - 1_000)).toBeLessThan(150);
    const drawn = Array.from({ length: 1_000 }, () => dice.weighted({ often: 9, seldom: 1 }));
    expect(Math.abs(drawn.filter((one) => one === 'seldom').length - 100)).toBeLessThan(50);
  });
});

describe('a schedule', () => {
  it('gives what is planned by day, and on one day in the order of planning', () => {
    const queue = schedule<string>();
    for (const [day, what] of [
      [3, 'c'],
      [1, 'a'],
      [3, 'd'],
      [2, 'b'],
    ] as const)
      queue.plan(day, what);
    expect([1, 2, 3, 4, 5].map(() => queue.next()?.what)).toEqual(['a', 'b', 'c', 'd', undefined]);
  });
});

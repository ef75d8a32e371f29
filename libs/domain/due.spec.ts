import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DueFacts, dueDate, type Wait } from './due.ts';
import { addDays, weekday } from './occurred-on.ts';

const facts: DueFacts = {
  promises: new Map([
    ['county', [{ counting: 'calendar', decide: 90, followUp: 180, from: '2020-01-01' }]],
    [
      'social',
      [
        { counting: 'working', receive: 5, decide: 10, from: '2026-01-01' },
        { counting: 'working', receive: 7, decide: 15, from: '2026-06-01' },
      ],
    ],
  ]),
  ancestry: ['team', 'social', 'county'],
  holidays: [{ year: 2026, days: ['2026-04-03', '2026-04-06', '2026-05-01', '2026-12-25'] }],
  daysToTell: [{ days: 14 }, { days: 7, from: '2026-09-01' }],
};
const wait = (told: Partial<Wait>): Wait => ({
  since: '2026-03-02',
  unit: 'team',
  step: 'decide',
  pauses: [],
  ...told,
});

describe('a due day', () => {
  it('is counted by the promise of the nearest unit that has one', () => {
    expect(dueDate(wait({}), facts)).toEqual({
      on: '2026-03-16',
      rule: 'promise',
      countedFrom: '2026-03-02',
      promise: { unit: 'social', days: 10, counting: 'working', from: '2026-01-01' },
      skipped: { weekendDays: 4, holidays: [] },
      pauses: [],
    });
  });

  it('comes from further up for a step that the nearer unit does not promise', () => {
    expect(dueDate(wait({ step: 'followUp' }), facts).promise?.unit).toBe('county');
  });

  it('keeps to the promise in force on the last day on which the waiting may have begun', () => {
    expect(dueDate(wait({ since: '2026-05-31' }), facts).promise?.days).toBe(10);
    expect(dueDate(wait({ since: '2026-05/2026-06' }), facts).promise?.days).toBe(15);
    expect(dueDate(wait({ since: '2025-12-31' }), facts).promise?.unit).toBe('county');
    expect(dueDate(wait({ since: '2019' }), facts).rule).toBe('none');
  });

  it('goes by the promise set last, of two in force from the same day; a step left out is promised no longer', () => {
    const promises = new Map([
      [
        'team',
        [
          { counting: 'working' as const, decide: 3, from: '2026-01-01' },
          { counting: 'working' as const, receive: 4, from: '2026-01-01' },
        ],
      ],
    ]);
    expect(dueDate(wait({}), { ...facts, promises }).rule).toBe('none');
    expect(dueDate(wait({ step: 'receive' }), { ...facts, promises }).promise?.days).toBe(4);
  });

  it('leaves out holidays and says which', () => {
    const due = dueDate(wait({ since: '2026-03-30' }), facts);
    expect(due.on).toBe('2026-04-15');
    expect(due.skipped).toEqual({ weekendDays: 4, holidays: ['2026-04-03', '2026-04-06'] });
  });

  it('of calendar days moves on from a free day to the next working day', () => {
    const due = dueDate(wait({ step: 'followUp', since: '2026-06-28' }), facts);
    expect(due.on).toBe('2026-12-28');
    expect(due.skipped).toEqual({ weekendDays: 2, holidays: ['2026-12-25'] });
  });

  it('is the date that somebody named, whatever was promised', () => {
    const due = dueDate(wait({ explicit: '2026-05', extendedFrom: '2026-04-15' }), facts);
    expect(due).toMatchObject({
      on: '2026-05-31',
      rule: 'explicit',
      countedFrom: '2026-03-02',
      extendedFrom: '2026-04-15',
    });
  });

  it('is the preset for a telling that no unit promises, as it was when the waiting began', () => {
    expect(dueDate(wait({ step: 'tell' }), facts)).toMatchObject({ on: '2026-03-16', rule: 'preset' });
    expect(dueDate(wait({ step: 'tell', since: '2026-09-05' }), facts)).toMatchObject({
      on: '2026-09-12',
      rule: 'preset',
    });
  });

  it('is none where nobody promised, and where it is not recorded when the waiting began', () => {
    expect(dueDate(wait({}), { ...facts, ancestry: ['team'] })).toMatchObject({ on: undefined, rule: 'none' });
    expect(dueDate(wait({ since: undefined }), facts)).toMatchObject({
      on: undefined,
      rule: 'none',
      countedFrom: undefined,
    });
    expect(dueDate(wait({ step: undefined }), facts).rule).toBe('none');
  });

  it('uses the holidays known when the waiting began, or those known first', () => {
    const holidays = [
      { year: 2026, days: ['2026-03-03'], from: '2026-01-15' },
      { year: 2026, days: ['2026-03-04'], from: '2026-03-02' },
    ];
    const skipped = (since: string) => dueDate(wait({ since }), { ...facts, holidays }).skipped.holidays;
    expect(skipped('2026-03-02')).toEqual(['2026-03-04']);
    expect(skipped('2026-03-01')).toEqual(['2026-03-03']);
    expect(
      dueDate(wait({ since: '2026-01-02' }), {
        ...facts,
        holidays: [{ year: 2026, days: ['2026-01-06'], from: '2026-01-15' }],
      }).skipped.holidays,
    ).toEqual(['2026-01-06']);
  });
});

describe('a pause', () => {
  it('stops the clock: the day of the request counts, the day the information came does not', () => {
    const due = dueDate(wait({ pauses: [{ from: '2026-03-04', to: '2026-03-11' }] }), facts);
    // Counted are 3 and 4 March, then 12, 13, 16 to 20 and 23 March.
    expect(due.on).toBe('2026-03-23');
    expect(due.pauses).toEqual([{ from: '2026-03-04', to: '2026-03-11' }]);
  });

  it('that is open leaves no due day, and is named', () => {
    const open = { from: '2026-03-04', to: undefined };
    for (const step of ['decide', 'tell', 'followUp'] as const) {
      expect(dueDate(wait({ step, pauses: [open] }), facts)).toMatchObject({ on: undefined, pauses: [open] });
    }
    expect(dueDate(wait({ explicit: '2026-04-01', pauses: [open] }), facts).on).toBeUndefined();
  });

  it('that began after the due day changes nothing', () => {
    const late = { from: '2026-03-16', to: undefined };
    expect(dueDate(wait({ pauses: [late] }), facts)).toMatchObject({ on: '2026-03-16', pauses: [] });
    expect(dueDate(wait({ explicit: '2026-03-10', pauses: [late] }), facts)).toMatchObject({
      on: '2026-03-10',
      pauses: [],
    });
  });

  it('moves a named date and calendar days by its own days', () => {
    const week = { from: '2026-03-10', to: '2026-03-17' };
    expect(dueDate(wait({ explicit: '2026-04-01', pauses: [week] }), facts).on).toBe('2026-04-08');
    expect(dueDate(wait({ step: 'tell', pauses: [week] }), facts).on).toBe('2026-03-23');
  });
});

describe('counting', () => {
  const someDay = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2001-01-01', days));
  const pauses = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 })), { maxLength: 4 })
    .map((steps) => (since: string) => {
      let at = since;
      return steps.map(([gap, length]) => {
        const from = addDays(at, gap);
        at = addDays(from, length);
        return { from, to: at };
      });
    });

  it('forward and back gives the days that were promised', () => {
    fc.assert(
      fc.property(
        someDay,
        fc.integer({ min: 1, max: 200 }),
        fc.uniqueArray(someDay, { maxLength: 40 }),
        pauses,
        (since, days, holidays, pausesFrom) => {
          const tables = [...new Set(holidays.map((day) => Number(day.slice(0, 4))))].map((year) => ({
            year,
            days: holidays.filter((day) => day.startsWith(String(year))),
          }));
          const promises = new Map([['team', [{ counting: 'working' as const, decide: days, from: '2000-01-01' }]]]);
          const paused = pausesFrom(since);
          const due = dueDate(wait({ since, pauses: paused }), { ...facts, promises, holidays: tables });
          let counted = 0;
          for (let day = addDays(since, 1); day <= due.on!; day = addDays(day, 1)) {
            const isPaused = paused.some(({ from, to }) => from < day && day <= to);
            if (weekday(day) <= 5 && !holidays.includes(day) && !isPaused) counted++;
          }
          expect(counted).toBe(days);
          expect(weekday(due.on!)).toBeLessThanOrEqual(5);
          expect(holidays).not.toContain(due.on);
        },
      ),
    );
  });

  it('calendar days gives exactly as many days outside pauses, for the preset', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 1, max: 200 }), pauses, (since, days, pausesFrom) => {
        const paused = pausesFrom(since);
        const due = dueDate(wait({ since, step: 'tell', pauses: paused }), {
          ...facts,
          promises: new Map(),
          daysToTell: [{ days }],
        });
        let counted = 0;
        for (let day = addDays(since, 1); day <= due.on!; day = addDays(day, 1)) {
          if (!paused.some(({ from, to }) => from < day && day <= to)) counted++;
        }
        expect(counted).toBe(days);
      }),
    );
  });

  it('a longer promise is never due earlier', () => {
    fc.assert(
      fc.property(
        someDay,
        fc.integer({ min: 0, max: 100 }),
        fc.constantFrom('working' as const, 'calendar' as const),
        (since, days, counting) => {
          const due = (decide: number) =>
            dueDate(wait({ since }), {
              ...facts,
              promises: new Map([['team', [{ counting, decide, from: '2000-01-01' }]]]),
            }).on!;
          expect(due(days) <= due(days + 1)).toBe(true);
        },
      ),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { refused } from './given.ts';
import {
  addDays,
  certainlyAfter,
  certainlyBefore,
  dayAt,
  dayNumber,
  daysBetween,
  interval,
  isInFuture,
  weekday,
} from './occurred-on.ts';
import { when } from './shape.ts';

const asDay = (instant: Date): string => instant.toISOString().slice(0, 10);
/** Texts that look like dates, most of which are none. */
const nearlyDate = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('1900', '2024', '9999', '0000', '-02', '-12', '-13', '-29', '-30', '/', 'T00:00Z', ' '))
    .map((parts) => parts.join('')),
);
const calendarDay = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2200-12-31T00:00:00Z'), noInvalidDate: true })
  .map(asDay);

describe('a day', () => {
  it('is counted like in the calendar that JavaScript knows', () => {
    fc.assert(
      fc.property(calendarDay, fc.integer({ min: -40_000, max: 40_000 }), (day, days) => {
        const there = new Date(Date.parse(day) + days * 86_400_000);
        expect(addDays(day, days)).toBe(asDay(there));
        expect(daysBetween(day, asDay(there))).toBe(days);
        expect(weekday(day)).toBe(new Date(day).getUTCDay() || 7);
      }),
    );
  });

  it('never comes to lie behind the last that can be written, where days could not be compared', () => {
    expect(addDays('9999-12-31', 1)).toBe('9999-12-31');
    expect(addDays('9990-01-01', 36_500)).toBe('9999-12-31');
  });

  it('has a number and is the day of that number, for every day of a span with all kinds of leap years', () => {
    const first = dayNumber('1895-01-01');
    for (let number = first; number <= dayNumber('2105-01-01'); number++) expect(dayNumber(dayAt(number))).toBe(number);
    expect(dayAt(first)).toBe('1895-01-01');
  });

  it.each([
    ['1900-02-28', '1900-03-01'],
    ['2000-02-28', '2000-02-29'],
    ['2024-02-29', '2024-03-01'],
    ['2026-12-31', '2027-01-01'],
  ])('%s is followed by %s', (day, next) => {
    expect(addDays(day, 1)).toBe(next);
    expect(addDays(next, -1)).toBe(day);
  });

  it('falls on a day of the week, Monday being 1', () => {
    expect(weekday('2026-03-09')).toBe(1);
    expect(weekday('2026-03-15')).toBe(7);
  });
});

describe('when something happened', () => {
  it.each([
    ['2026-03-09', '2026-03-09', '2026-03-09'],
    ['2026-02', '2026-02-01', '2026-02-28'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2026-12', '2026-12-01', '2026-12-31'],
    ['2026', '2026-01-01', '2026-12-31'],
    ['2015/2018', '2015-01-01', '2018-12-31'],
    ['2015-04/2018-03', '2015-04-01', '2018-03-31'],
    ['2015-06/2015', '2015-06-01', '2015-12-31'],
    ['2015/2015-03-09', '2015-01-01', '2015-03-09'],
  ])('%s lies between %s and %s', (on, first, last) => {
    expect(interval(on)).toEqual({ first, last });
  });

  it.each(['', 'spring', '2026-13', '2026-02-30', '2026/2027/2028', '2026/', '26', '2026-3-9', '1899'])(
    '%j is refused as unreadable',
    (on) => {
      expect(refused(() => interval(on))).toBe('date.unreadable');
    },
  );

  it('is read or refused, whatever stands there; what may be recorded has a first and a last day', () => {
    fc.assert(
      fc.property(nearlyDate, (text) => {
        if (when.accepts(text)) {
          const { first, last } = interval(text);
          expect([first, last].every((day) => /^\d{4}-\d{2}-\d{2}$/.test(day))).toBe(true);
          expect(first <= last).toBe(true);
          return;
        }
        try {
          interval(text);
        } catch (error) {
          expect(error).toHaveProperty('code', expect.stringMatching(/^date\./));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('may be the last month that can be written', () => {
    expect(interval('9999-12')).toEqual({ first: '9999-12-01', last: '9999-12-31' });
    expect(interval('9999')).toEqual({ first: '9999-01-01', last: '9999-12-31' });
  });

  it('is refused when its end lies before its beginning', () => {
    expect(refused(() => interval('2018/2015'))).toBe('date.reversed');
  });

  it('ends on the day on which it was said, if its interval would go on', () => {
    expect(interval('2026', '2026-11-21')).toEqual({ first: '2026-01-01', last: '2026-11-21' });
    expect(interval('2025', '2026-11-21').last).toBe('2025-12-31');
  });

  it('is certainly before another only when no day of it could be later', () => {
    expect(certainlyBefore('2015', '2016-01-01')).toBe(true);
    expect(certainlyAfter('2016-01-01', '2015')).toBe(true);
    expect(certainlyBefore('2015', '2015-12-31')).toBe(false);
    expect(certainlyBefore('2015/2018', '2018')).toBe(false);
    expect(certainlyBefore(undefined, '2018')).toBe(false);
    expect(certainlyAfter('2018', undefined)).toBe(false);
  });

  it('is never certainly before and after, whatever the dates', () => {
    fc.assert(
      fc.property(calendarDay, calendarDay, calendarDay, (a, b, c) => {
        const span = a <= b ? `${a}/${b}` : `${b}/${a}`;
        expect(certainlyBefore(span, c) && certainlyAfter(span, c)).toBe(false);
        expect(certainlyBefore(span, c)).toBe(b < c && a < c);
      }),
    );
  });

  it('lies in the future only when it cannot have happened yet', () => {
    expect(isInFuture('2026-11-22', '2026-11-21')).toBe(true);
    expect(isInFuture('2026-12', '2026-11-21')).toBe(true);
    expect(isInFuture('2026', '2026-11-21')).toBe(false);
    expect(isInFuture('2026-11-21', '2026-11-21')).toBe(false);
  });
});

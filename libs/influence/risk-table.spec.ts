import { describe, expect, it } from '@jest/globals';
import { riskTable, survivalTable } from './risk-table.ts';

describe('a table of who is at risk', () => {
  it('has one row for each time, whatever ended then, and who ends at a time was at risk before it', () => {
    const table = riskTable([5, 2, 5, 9, 5, 2], [1, 0, 2, 0, 1, 3], 1);
    const rows = Array.from(table.times, (time, row) => [
      time,
      table.atRisk[row],
      table.events[row],
      table.others[row],
      table.censored[row],
    ]);
    expect(rows).toEqual([
      [2, 6, 0, 1, 1],
      [5, 4, 2, 1, 0],
      [9, 1, 0, 0, 1],
    ]);
  });

  it('is empty without a case', () => {
    expect(riskTable([], [], 1).times).toHaveLength(0);
  });

  it('is refused for a time, a cause or an event that is none, and for lists of different length', () => {
    expect(() => riskTable([-1], [1], 1)).toThrow('A time is a finite number from 0, not -1.');
    expect(() => riskTable([1], [0.5], 1)).toThrow('A cause is a whole number from 0, not 0.5.');
    expect(() => survivalTable([1], [2])).toThrow('An event is 1: it came, or 0: censored.');
    expect(() => riskTable([1, 2], [1], 1)).toThrow('There are 2 times and 1 causes.');
  });
});

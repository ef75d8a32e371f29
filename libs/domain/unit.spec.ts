import { describe, expect, it } from '@jest/globals';
import type { By } from './event.ts';
import { acting, administrator, andThen, given, head, refused } from './given.ts';
import * as unit from './unit.ts';

const established = { type: 'UnitEstablished', data: { parent: 'county' }, words: { name: 'x' } };
const closed = { type: 'UnitClosed', data: {} };
const succeeded = { type: 'UnitSucceeded', data: { successor: 'care' } };
const promised = { type: 'PromiseSet', data: { counting: 'working', decide: 30, from: '2026-01-01' } };
const held = { type: 'PostHeldBy', data: { post: 'head-of-service', account: 'liisa', from: '2026-01' } };

const nobody = unit.initial;
const open = given(unit, established).state;
const gone = given(unit, established, closed).state;
const mine = { ...acting(administrator), id: 'social' };
const words = { name: 'Social work' };

describe('a unit', () => {
  it('is established, under a parent or by itself', () => {
    expect(unit.establish({ words }, nobody, mine)).toEqual([{ type: 'UnitEstablished', data: {}, words }]);
    expect(unit.establish({ parent: 'county', words }, nobody, { ...mine, parent: open })).toEqual([
      { type: 'UnitEstablished', data: { parent: 'county' }, words },
    ]);
  });

  it('is renamed', () => {
    expect(unit.rename({ words }, open, mine)).toEqual([{ type: 'UnitRenamed', data: {}, words }]);
  });

  it('promises times, by management or the administration, from today at the earliest', () => {
    const promise = { counting: 'working', decide: 20, from: '2026-03-10' } as const;
    const events = unit.setPromise(promise, open, acting(head));
    expect(events).toEqual([{ type: 'PromiseSet', data: promise, words: {} }]);
    expect(unit.setPromise(promise, open, mine)).toEqual(events);
    expect(andThen(unit, given(unit, established, promised), events).state).toMatchObject({
      promises: [promised.data, promise],
    });
  });

  it('chooses when to remind of what, each list in order and once, until it chooses anew', () => {
    const events = unit.setReminders({ moments: { decision: [7, -3, 7], telling: [] } }, open, acting(head));
    expect(events).toEqual([
      { type: 'RemindersSet', data: { moments: { decision: [-3, 7], telling: [] } }, words: {} },
    ]);
    const chosen = andThen(unit, given(unit, established), events);
    expect(chosen.state).toMatchObject({ reminders: { decision: [-3, 7], telling: [] } });
    expect(unit.setReminders({ moments: { telling: [], decision: [7, -3] } }, chosen.state, mine)).toEqual([]);
    const anew = andThen(unit, chosen, unit.setReminders({ moments: {} }, chosen.state, mine));
    expect(anew.state).toMatchObject({ reminders: {} });
  });

  it('is succeeded by another, and knows it', () => {
    const events = unit.succeed({ successor: 'care' }, open, { ...mine, successor: open });
    expect(events).toEqual([{ type: 'UnitSucceeded', data: { successor: 'care' }, words: {} }]);
    expect(andThen(unit, given(unit, established), events).state).toMatchObject({
      status: 'closed',
      closedOn: '2026-03-10',
      successor: 'care',
    });
    expect(unit.succeed({ successor: 'care' }, gone, { ...mine, successor: open })).toHaveLength(1);
  });

  it('has posts that somebody holds', () => {
    const input = { post: 'head-of-service', account: 'liisa', from: '2026-04', deputy: true };
    expect(unit.holdPost(input, open, { ...mine, postUnit: 'social' })).toEqual([
      { type: 'PostHeldBy', data: input, words: {} },
    ]);
  });

  it('is closed', () => {
    expect(unit.close({}, open, mine)).toEqual([{ type: 'UnitClosed', data: {}, words: {} }]);
  });

  it('does nothing the second time', () => {
    expect(unit.close({}, gone, mine)).toEqual([]);
    const moved = given(unit, established, succeeded).state;
    expect(unit.succeed({ successor: 'care' }, moved, { ...mine, successor: open })).toEqual([]);
    const again = given(unit, established, held).state;
    expect(unit.holdPost({ ...held.data, deputy: false }, again, { ...mine, postUnit: 'social' })).toEqual([]);
    const before = given(unit, established, promised).state;
    const same = { counting: 'working', decide: 30, from: '2026-03-10' } as const;
    expect(unit.setPromise(same, before, mine)).toEqual([]);
  });

  it('that is there already is not established again', () => {
    expect(refused(() => unit.establish({ words }, open, mine))).toBe('unit.exists');
  });

  const to = (by: By) => ({ ...acting(by), id: 'social' });
  const promise = { counting: 'working', decide: 20, from: '2026-03-10' } as const;
  const holding = { post: 'head-of-service', account: 'liisa', from: '2026-04' };
  it.each<[string, string, () => unknown]>([
    ['unit.name-missing', 'it has no name', () => unit.establish({ words: { name: ' ' } }, nobody, mine)],
    ['unit.name-missing', 'its new name is empty', () => unit.rename({}, open, mine)],
    ['unit.own-parent', 'it is its own parent', () => unit.establish({ parent: 'social', words }, nobody, mine)],
    ['unit.parent-unknown', 'nobody knows the parent', () => unit.establish({ parent: 'x', words }, nobody, mine)],
    [
      'unit.parent-closed',
      'the parent is closed',
      () => unit.establish({ parent: 'x', words }, nobody, { ...mine, parent: gone }),
    ],
    ['unit.unknown', 'it is not there', () => unit.rename({ words }, nobody, mine)],
    ['unit.unknown', 'what is closed is not there', () => unit.close({}, nobody, mine)],
    [
      'unit.unknown',
      'what is succeeded is not there',
      () => unit.succeed({ successor: 'x' }, nobody, { ...mine, successor: open }),
    ],
    ['unit.closed', 'it is closed', () => unit.rename({ words }, gone, mine)],
    [
      'promise.empty',
      'nothing is promised',
      () => unit.setPromise({ counting: 'working', from: '2026-03-10' }, open, mine),
    ],
    [
      'promise.in-past',
      'a promise begins yesterday',
      () => unit.setPromise({ ...promise, from: '2026-03-09' }, open, mine),
    ],
    [
      'reminders.in-past',
      'it is to remind since yesterday',
      () => unit.setReminders({ moments: { reply: [1] } }, open, acting(head, '2026-03-09')),
    ],
    [
      'unit.own-successor',
      'it succeeds itself',
      () => unit.succeed({ successor: 'social' }, open, { ...mine, successor: open }),
    ],
    [
      'unit.successor-unknown',
      'nobody knows the successor',
      () => unit.succeed({ successor: 'x' }, open, { ...mine, successor: nobody }),
    ],
    [
      'unit.successor-closed',
      'the successor is closed',
      () => unit.succeed({ successor: 'x' }, open, { ...mine, successor: gone }),
    ],
    [
      'unit.already-succeeded',
      'another has succeeded it',
      () => unit.succeed({ successor: 'x' }, given(unit, established, succeeded).state, { ...mine, successor: open }),
    ],
    ['post.unknown', 'nobody named the post', () => unit.holdPost(holding, open, { ...mine, postUnit: undefined })],
    [
      'post.of-other-unit',
      'the post is that of another unit',
      () => unit.holdPost(holding, open, { ...mine, postUnit: 'care' }),
    ],
    [
      'post.reversed',
      'a post is left before it is taken',
      () => unit.holdPost({ ...holding, to: '2026-03' }, open, { ...mine, postUnit: 'social' }),
    ],
    ['act.by-missing', 'nobody did it', () => unit.close({}, open, to({}))],
    [
      'date.in-future',
      'it is to happen tomorrow',
      () => unit.close({}, open, { ...acting(administrator, '2026-03-11') }),
    ],
  ])('refuses with %s when %s', (code, _when, command) => {
    expect(refused(command)).toBe(code);
  });
});

describe('the history of a unit', () => {
  it('may have gaps and repeat itself', () => {
    expect(given(unit, closed, promised).state).toEqual({ status: 'none' });
    expect(given(unit, established, established, closed, promised, succeeded, closed).state).toEqual({
      status: 'closed',
      closedOn: '2026-03-01',
      successor: 'care',
      parent: 'county',
      promises: [promised.data],
      holdings: [],
      reminders: {},
    });
  });
});

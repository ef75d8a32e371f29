import { describe, expect, it } from '@jest/globals';
import { Recent } from './recent.ts';

const held = (recent: Recent<number>, keys: readonly string[]) => keys.filter((key) => recent.get(key) !== undefined);
const keys = Array.from({ length: 100 }, (_, index) => `key-${index}`);

describe('what was used lately', () => {
  it('is held, the last value of each key', () => {
    const recent = new Recent<number>(10);
    recent.set('a', 1);
    recent.set('a', 2);
    expect(recent.get('a')).toBe(2);
    expect(recent.get('b')).toBeUndefined();
  });

  it('is no more than it may be, and what came last is there', () => {
    const recent = new Recent<number>(10);
    for (const [index, key] of keys.entries()) recent.set(key, index);
    const there = held(recent, keys);
    expect(there.length).toBeLessThanOrEqual(10);
    expect(there).toEqual(keys.slice(-there.length));
  });

  it('stays as long as it is used', () => {
    const recent = new Recent<number>(10);
    recent.set('used', 0);
    for (const [index, key] of keys.entries()) {
      recent.set(key, index);
      expect(recent.get('used')).toBe(0);
    }
  });

  it('is gone when it was deleted, however old', () => {
    for (const others of [0, 5, 8]) {
      const recent = new Recent<number>(10);
      recent.set('a', 1);
      for (const key of keys.slice(0, others)) recent.set(key, 1);
      recent.delete('a');
      expect(recent.get('a')).toBeUndefined();
    }
  });
});

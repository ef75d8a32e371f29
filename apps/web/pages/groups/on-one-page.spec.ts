import { describe, expect, it } from '@jest/globals';
import { onOnePage, type Part } from './on-one-page.ts';

const part = (heading: string, count: number, text = 'Kyllä.'): Part => ({
  heading,
  entries: Array.from({ length: count }, (_, index) => ({ title: `${heading} ${index}`, text })),
  total: count,
});

describe('What is printed on one page', () => {
  it('is everything when there is little', () => {
    expect(
      onOnePage([part('answers', 3), part('trials', 2)], 42).map(({ entries, rest }) => [entries.length, rest]),
    ).toEqual([
      [3, 0],
      [2, 0],
    ]);
  });

  it('leaves out what there is nothing of', () => {
    expect(onOnePage([part('answers', 0), part('trials', 1)], 42).map(({ heading }) => heading)).toEqual(['trials']);
  });

  it('gives the room to what comes first, and says of every part how many more there are', () => {
    const shown = onOnePage([part('answers', 60), part('followUps', 9), part('trials', 4)], 42);
    expect(shown.map(({ rest, entries }) => rest + entries.length)).toEqual([60, 9, 4]);
    expect(shown[0]!.entries.length).toBeGreaterThan(20);
    expect(shown.slice(1).map(({ entries }) => entries.length)).toEqual([1, 1]);
  });

  it('shortens a text that would take the page for itself', () => {
    const [answers] = onOnePage([part('answers', 5, 'sana '.repeat(4_000))], 42);
    expect(answers!.entries).toHaveLength(5);
    expect(answers!.entries[0]!.text.length).toBeLessThan(300);
    expect(answers!.entries[0]!.text.endsWith('…')).toBe(true);
  });
});

import { describe, expect, it } from '@jest/globals';
import { amongOf, type MeasureId } from '#i18n';
import {
  dimensions as counted,
  measures,
  promiseKept,
  several,
  shareIds,
  stockAnswer,
  times as timed,
} from '#influence';
import { dimensions } from './chosen.ts';
import { sections, times } from './measures.ts';

/** The pages know of what is counted only what stands here; it must be what libs/influence counts. */
describe('what the pages show', () => {
  it('is every share and every time that there is, each share once', () => {
    expect(Object.keys(amongOf).sort()).toEqual([...shareIds].sort());
    expect(Object.values(sections).flat().sort()).toEqual([...shareIds].sort());
    expect([...times].sort()).toEqual(timed.map(({ id }) => id).sort());
  });

  it('is told apart by every dimension', () => {
    expect([...dimensions].sort()).toEqual([...counted, several].sort());
  });

  it('says of two shares that they are of the same cases where they are, and nowhere else', () => {
    const inCode = new Map([...measures, stockAnswer, promiseKept].map(({ id, among }) => [id, among]));
    const pairs = new Set([...inCode].map(([id, among]) => `${among} | ${amongOf[id as MeasureId]}`));
    expect(pairs.size).toBe(new Set(inCode.values()).size);
    expect(pairs.size).toBe(new Set(Object.values(amongOf)).size);
  });
});

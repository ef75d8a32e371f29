import { describe, expect, it } from '@jest/globals';
import { acting, administrator, andThen, coordinator, given, recorded, refused } from './given.ts';
import * as notice from './notice.ts';

const about = {
  side: 'management',
  proposal: 'afternoons',
  unit: 'services',
  group: 'lobby',
  sinceEvent: '00000000-0000-7000-8000-000000000001',
  since: '2026-02-01',
} as const;
const late = { what: 'decision', ...about, due: '2026-03-01', noticed: '2026-03-10' } as const;
const reminder = { what: 'decision', ...about, due: '2026-03-01', moment: 7, to: ['head-1'] } as const;
const digest = { week: '2026-03-09', post: 'head', owed: { decision: 2 }, overdue: 1, begun: 1, toTell: 0, to: [] };
const report = { year: 2025, initiatives: 3, handlerNamed: 2, handlerNamedInTime: 1, answered: 1, followedUp: 0 };
const now = acting(administrator);

describe('a notice', () => {
  it.each([
    ['LatenessNoticed', late, notice.noticeLateness(late, notice.initial, now)],
    ['ReminderSent', reminder, notice.remind(reminder, notice.initial, now)],
    ['DigestSent', digest, notice.sendDigest(digest, notice.initial, now)],
    ['InitiativesReported', report, notice.reportInitiatives(report, notice.initial, now)],
  ])('%s is written', (type, input, events) => {
    expect(events).toEqual(recorded(type, input));
  });

  it('is written once, whoever comes second', () => {
    const first = notice.remind(reminder, notice.initial, now);
    const { state } = andThen(notice, given(notice), first);
    expect(state).toEqual({ status: 'written' });
    expect(notice.remind({ ...reminder, to: ['head-2'] }, state, now)).toEqual([]);
    expect(notice.noticeLateness(late, state, now)).toEqual([]);
    expect(notice.sendDigest(digest, state, now)).toEqual([]);
    expect(notice.reportInitiatives(report, state, now)).toEqual([]);
  });

  it('is written by somebody, and not tomorrow', () => {
    expect(refused(() => notice.remind(reminder, notice.initial, acting({})))).toBe('act.by-missing');
    const tomorrow = acting(coordinator, '2026-03-11');
    expect(refused(() => notice.remind(reminder, notice.initial, tomorrow))).toBe('date.in-future');
  });
});

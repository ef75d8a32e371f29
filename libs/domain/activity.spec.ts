import { describe, expect, it } from '@jest/globals';
import { acting, coordinator, given, recorded, refused, type Told } from './given.ts';
import * as group from './group.ts';

const founded = { type: 'GroupFounded', data: { kind: 'coDevelopment', unit: 'social' } };
const joined = { type: 'MemberJoined', data: { member: 'aino', role: 'clientDeveloper' } };
const season = { type: 'SeasonPlanned', data: { season: 'spring', from: '2026-01', to: '2026-05' } };
const voice = { type: 'VoiceRecorded', data: {} };
const link = { type: 'LinkIssued', data: { link: 'door' } };
const ended = { type: 'GroupEnded', data: {}, occurredOn: '2026-03-05' };
const state = (...told: Told[]) => given(group, founded, ...told).state;
const living = state();
const over = state(joined, season, voice, link, ended);
const mine = { ...acting(coordinator), id: 'lobby' };

describe('what the group does', () => {
  const activity = { kind: 'serviceCafe', from: '2026-01', to: '2026-02', words: { what: 'Café' } } as const;
  const work = { month: '2026-02', hours: { planning: 2, running: 6.25 } };

  it('is recorded, each time anew', () => {
    expect(group.recordActivity(activity, living, mine)).toEqual(recorded('ActivityRecorded', activity));
    expect(group.recordWorkTime(work, living, mine)).toEqual(recorded('WorkTimeRecorded', work));
    const said = { role: 'clientDeveloper', words: { quotation: 'We are heard' } } as const;
    expect(group.recordVoice(said, living, mine)).toEqual(recorded('VoiceRecorded', said));
    const led = { kind: 'product', words: { what: 'A game' } } as const;
    expect(group.recordLedTo(led, living, mine)).toEqual(recorded('LedTo', led));
    expect(group.recordLedTo(led, over, mine)).toHaveLength(1);
  });

  it('before it ended can still be recorded', () => {
    expect(group.recordActivity(activity, over, mine)).toHaveLength(1);
    expect(group.recordWorkTime({ ...work, month: '2026-03' }, over, mine)).toHaveLength(1);
  });

  it.each<[string, string, () => unknown]>([
    ['activity.what-missing', 'nobody says what', () => group.recordActivity({ kind: 'talk' }, living, mine)],
    [
      'activity.reversed',
      'it ended before it began',
      () => group.recordActivity({ ...activity, to: '2025' }, living, mine),
    ],
    [
      'date.in-future',
      'it begins next month',
      () => group.recordActivity({ ...activity, from: '2026-04', to: '2026-05' }, living, mine),
    ],
    [
      'date.in-future',
      'the month has not come',
      () => group.recordWorkTime({ ...work, month: '2026-04' }, living, mine),
    ],
    ['work-time.no-hours', 'there are no hours', () => group.recordWorkTime({ ...work, hours: {} }, living, mine)],
    ['voice.quotation-missing', 'nothing was said', () => group.recordVoice({}, living, mine)],
    ['led-to.what-missing', 'it led to nothing', () => group.recordLedTo({ kind: 'path' }, living, mine)],
    ['group.ended', 'it had ended', () => group.recordActivity({ kind: 'talk', words: { what: 'x' } }, over, mine)],
    ['group.ended', 'a voice is of later', () => group.recordVoice({ words: { quotation: 'x' } }, over, mine)],
  ])('is refused with %s when %s', (code, _when, command) => {
    expect(refused(command)).toBe(code);
  });
});

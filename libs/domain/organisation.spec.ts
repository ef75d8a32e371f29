import { describe, expect, it } from '@jest/globals';
import { acting, administrator, andThen, given, refused } from './given.ts';
import * as organisation from './organisation.ts';
import * as unit from './unit.ts';

const { initial } = organisation;
const act = acting(administrator);
const words = { label: 'Services' };
const open = given(unit, { type: 'UnitEstablished', data: {} }).state;
const closed = given(unit, { type: 'UnitEstablished', data: {} }, { type: 'UnitClosed', data: {} }).state;
const source = { sourceId: 'slides', coverage: { proposals: 'complete', decisions: 'partial' } } as const;

describe('the organisation', () => {
  it('names themes, methods and programmes, and again to give them another label', () => {
    expect(organisation.nameTheme({ code: 'services', words }, initial, act)).toEqual([
      { type: 'ThemeNamed', data: { code: 'services' }, words },
    ]);
    expect(organisation.nameMethod({ code: 'trials', words }, initial, act)).toEqual([
      { type: 'MethodNamed', data: { code: 'trials' }, words },
    ]);
    expect(organisation.nameProgramme({ code: 'pro-sos', words }, initial, act)).toEqual([
      { type: 'ProgrammeNamed', data: { code: 'pro-sos' }, words },
    ]);
    const named = given(
      organisation,
      { type: 'ThemeNamed', data: { code: 'constructor' } },
      { type: 'MethodNamed', data: { code: 'trials' } },
      { type: 'ProgrammeNamed', data: { code: 'pro-sos' } },
    ).state;
    expect(named.themes).toEqual(new Set(['constructor']));
    expect(named.methods).toEqual(new Set(['trials']));
    expect(named.programmes).toEqual(new Set(['pro-sos']));
    expect(organisation.nameTheme({ code: 'constructor', words }, named, act)).toHaveLength(1);
  });

  it('names posts, each of a unit', () => {
    const events = organisation.namePost({ code: 'head', unit: 'social', words }, initial, { ...act, unit: open });
    expect(events).toEqual([{ type: 'PostNamed', data: { code: 'head', unit: 'social' }, words }]);
    expect(andThen(organisation, given(organisation), events).state.posts.get('head')).toEqual({ unit: 'social' });
  });

  it('sets the holidays of a year, sorted and each once', () => {
    const events = organisation.setHolidays(
      { year: 2026, days: ['2026-12-06', '2026-05-01', '2026-12-06'] },
      initial,
      act,
    );
    expect(events).toEqual([
      { type: 'HolidaysSet', data: { year: 2026, days: ['2026-05-01', '2026-12-06'] }, words: {} },
    ]);
    const known = andThen(organisation, given(organisation), events);
    expect(known.state.holidays).toEqual([{ year: 2026, days: ['2026-05-01', '2026-12-06'] }]);
    expect(organisation.setHolidays({ year: 2026, days: ['2026-12-06', '2026-05-01'] }, known.state, act)).toEqual([]);
    expect(organisation.setHolidays({ year: 2026, days: [] }, known.state, act)).toHaveLength(1);
  });

  it('changes presets one by one; days to tell apply to waits that begin later', () => {
    const events = organisation.changePreset({ daysToTell: 7 }, initial, act);
    expect(events).toEqual([{ type: 'PresetChanged', data: { daysToTell: 7 }, words: {} }]);
    const changed = andThen(organisation, given(organisation), events);
    expect(changed.state.preset).toMatchObject({ daysToTell: 7, smallNumbersUnder: 5 });
    expect(changed.state.daysToTell).toEqual([{ days: 14 }, { days: 7, from: '2026-03-10' }]);
    expect(organisation.changePreset({ daysToTell: 7, smallNumbersUnder: 5 }, changed.state, act)).toEqual([]);
    const kept = given(organisation, { type: 'PresetChanged', data: { retentionYears: { words: 10 } } });
    expect(kept.state.daysToTell).toEqual([{ days: 14 }]);
    expect(organisation.changePreset({ retentionYears: { words: 10 } }, kept.state, act)).toEqual([]);
    expect(organisation.changePreset({ retentionYears: { words: 10, files: 2 } }, kept.state, act)).toHaveLength(1);
  });

  it('goes by the day of recording for a preset of which history does not say when it was changed', () => {
    const { type, data } = { type: 'PresetChanged', data: { daysToTell: 7 } };
    const told = { type, data, occurredOn: undefined, recordedAt: '2026-02-01T08:00:00.000Z' } as never;
    expect(given(organisation, told).state.daysToTell[1]).toEqual({ days: 7, from: '2026-02-01' });
  });

  it('registers sources with what they cover, and again when that was wrong', () => {
    const events = organisation.registerSource({ ...source, words: { title: 'Slides' } }, initial, act);
    expect(events).toEqual([{ type: 'SourceRegistered', data: source, words: { title: 'Slides' } }]);
    const { state } = andThen(organisation, given(organisation), events);
    expect(state.sources.get('slides')).toEqual(source.coverage);
    const again = {
      sourceId: 'slides',
      coverage: { ...source.coverage, told: 'none' },
      words: { title: 'Slides' },
    } as const;
    expect(organisation.registerSource(again, state, act)).toEqual([]);
    expect(organisation.registerSource({ ...again, coverage: {} }, state, act)).toHaveLength(1);
  });

  const late = { ...acting(administrator, '2026-03-09') };
  it.each<[string, string, () => unknown]>([
    ['organisation.label-missing', 'a theme has no label', () => organisation.nameTheme({ code: 'a' }, initial, act)],
    ['organisation.label-missing', 'a method has none', () => organisation.nameMethod({ code: 'a' }, initial, act)],
    [
      'organisation.label-missing',
      'a programme has none',
      () => organisation.nameProgramme({ code: 'a' }, initial, act),
    ],
    [
      'organisation.label-missing',
      'a post has none',
      () => organisation.namePost({ code: 'a', unit: 'x' }, initial, { ...act, unit: open }),
    ],
    [
      'unit.unknown',
      'a post is of no unit',
      () => organisation.namePost({ code: 'a', unit: 'x', words }, initial, { ...act, unit: unit.initial }),
    ],
    [
      'unit.closed',
      'a post is of a closed unit',
      () => organisation.namePost({ code: 'a', unit: 'x', words }, initial, { ...act, unit: closed }),
    ],
    [
      'holidays.other-year',
      'a holiday lies in another year',
      () => organisation.setHolidays({ year: 2026, days: ['2027-01-01'] }, initial, act),
    ],
    [
      'organisation.in-past',
      'holidays are set for yesterday',
      () => organisation.setHolidays({ year: 2026, days: [] }, initial, late),
    ],
    [
      'organisation.in-past',
      'a preset is changed for yesterday',
      () => organisation.changePreset({ daysToTell: 7 }, initial, late),
    ],
    ['preset.empty', 'no preset is named', () => organisation.changePreset({}, initial, act)],
    [
      'preset.month-unknown',
      'the report is due in a thirteenth month',
      () => organisation.changePreset({ initiativeReportMonth: 13 }, initial, act),
    ],
    ['source.title-missing', 'a source has no title', () => organisation.registerSource(source, initial, act)],
  ])('refuses with %s when %s', (code, _when, command) => {
    expect(refused(command)).toBe(code);
  });
});

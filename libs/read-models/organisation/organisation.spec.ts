import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LogAndReads } from '../../../test/log-and-reads.ts';

describe('the organisation', () => {
  let log: LogAndReads;
  beforeEach(async () => {
    log = await LogAndReads.open();
  });
  afterEach(() => log.close());

  it('has the lists it owns, each code with its last label', async () => {
    await log.happened('organisation-main', 'ThemeNamed', { code: 'reaching' }, { words: { label: 'Reaching' } });
    await log.happened('organisation-main', 'ThemeNamed', { code: 'lobby' }, { words: { label: 'Lobby' } });
    await log.happened(
      'organisation-main',
      'ThemeNamed',
      { code: 'reaching' },
      { words: { label: 'Reaching people' } },
    );
    await log.happened(
      'organisation-main',
      'PostNamed',
      { code: 'head', unit: 'services' },
      { words: { label: 'Head' } },
    );
    await log.happened('organisation-main', 'HolidaysSet', { year: 2026, days: ['2026-12-24'] });
    const slip = await log.happened('organisation-main', 'PresetChanged', { daysToTell: 1 });
    await log.happened('organisation-main', 'PresetChanged', { smallNumbersUnder: 10 });
    await log.happened('organisation-main', 'RecordedInError', { ofEvent: slip.id });
    await log.happened(
      'organisation-main',
      'SourceRegistered',
      { sourceId: 'slides', coverage: { proposals: 'partial' } },
      { words: { title: 'Slides' } },
    );
    expect(await log.ask('GetOrganisation', {})).toEqual({
      version: 9,
      themes: [
        { code: 'lobby', label: { text: 'Lobby', lang: 'en', by: 'original' } },
        { code: 'reaching', label: { text: 'Reaching people', lang: 'en', by: 'original' } },
      ],
      methods: [],
      programmes: [],
      posts: [{ code: 'head', label: { text: 'Head', lang: 'en', by: 'original' }, unit: 'services' }],
      presets: { daysToTell: 14, smallNumbersUnder: 10, initiativeDaysToNameHandler: 30, initiativeReportMonth: 1 },
      holidays: [{ year: 2026, days: ['2026-12-24'] }],
      sources: [
        {
          id: 'slides',
          title: { text: 'Slides', lang: 'en', by: 'original' },
          document: null,
          coverage: { proposals: 'partial' },
        },
      ],
    });
  });

  it('has units in a tree, with their names of now, promises and posts', async () => {
    await log.happened('unit-services', 'UnitEstablished', { parent: 'county' }, { words: { name: 'Services' } });
    await log.happened('unit-county', 'UnitEstablished', {}, { words: { name: 'The county' } });
    await log.happened('unit-services', 'UnitRenamed', {}, { words: { name: 'Social services' } });
    await log.happened('unit-services', 'PromiseSet', { counting: 'working', decide: 60, from: '2026-01-01' });
    await log.happened('unit-services', 'RemindersSet', { moments: { decision: [-3, 7] } });
    await log.happened('unit-services', 'PostHeldBy', { post: 'head', account: 'maija', from: '2026', deputy: true });
    await log.happened('unit-services', 'UnitSucceeded', { successor: 'families' }, { on: '2026-12-31' });
    await log.happened('unit-services', 'PostHeldBy', { post: 'head', account: 'teppo', from: '2025-01-01' });
    const until = { post: 'head', account: 'teppo', from: '2025-01-01', to: '2025-12-31' };
    await log.happened('unit-services', 'PostHeldBy', until);
    await log.vault.people.keep('maija', { name: 'Maija Esimerkki' });
    expect(await log.ask('ListUnits', {})).toMatchObject({
      items: [{ id: 'county' }, { id: 'services', name: { text: 'Social services' }, parent: 'county' }],
    });
    expect(await log.ask('GetUnit', { id: 'services' })).toMatchObject({
      version: 8,
      status: 'closed',
      reminders: { decision: [-3, 7] },
      successor: 'families',
      endedOn: '2026-12-31',
      promises: [{ counting: 'working', decide: 60, from: '2026-01-01' }],
      posts: [
        {
          code: 'head',
          label: null,
          holders: [
            { account: 'teppo', from: '2025-01-01', to: '2025-12-31', deputy: false },
            { account: 'maija', name: 'Maija Esimerkki', from: '2026', deputy: true },
          ],
        },
      ],
      children: [],
    });
    expect(await log.ask('GetUnit', { id: 'county' })).toMatchObject({ children: [{ id: 'services' }] });
  });
});

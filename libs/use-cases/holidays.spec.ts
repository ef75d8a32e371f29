import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { organisation } from '#domain';
import { administrator, type Installation, openInstallation } from '../../test/installation.ts';
import { ensureHolidays, holidaysOf } from './holidays.ts';

let installation: Installation;
beforeEach(async () => {
  installation = await openInstallation();
});
afterEach(() => installation.close());

const tables = async () => (await installation.context.streams.load(organisation, 'main')).state.holidays;

describe('holidays', () => {
  it('of 2026 are those of the Finnish calendar, with the two eves on which offices are closed', async () => {
    expect(await holidaysOf(2026)).toEqual([
      '2026-01-01',
      '2026-01-06',
      '2026-04-03',
      '2026-04-05',
      '2026-04-06',
      '2026-05-01',
      '2026-05-14',
      '2026-05-24',
      '2026-06-19',
      '2026-06-20',
      '2026-10-31',
      '2026-12-06',
      '2026-12-24',
      '2026-12-25',
      '2026-12-26',
    ]);
  });

  it('lie in their year, each once, whatever the year', async () => {
    for (const year of [2019, 2024, 2027, 2035]) {
      const days = await holidaysOf(year);
      expect(days).toHaveLength(15);
      expect(new Set(days.map((day) => day.slice(0, 4)))).toEqual(new Set([String(year)]));
    }
  });

  it('are filled in when nobody says which', async () => {
    await installation.give({ do: 'SetHolidays', id: 'main', by: administrator, body: { year: 2027 } });
    expect(await tables()).toMatchObject([{ year: 2027, days: await holidaysOf(2027) }]);
  });

  it('are those of the administrator when one says which', async () => {
    const days = ['2027-01-01'];
    await installation.give({ do: 'SetHolidays', id: 'main', by: administrator, body: { year: 2027, days } });
    expect(await tables()).toMatchObject([{ year: 2027, days }]);
  });

  it('are ensured for years that have none, once', async () => {
    const days = ['2027-01-01'];
    await installation.give({ do: 'SetHolidays', id: 'main', by: administrator, body: { year: 2027, days } });
    await ensureHolidays(installation.context, [2026, 2027]);
    await ensureHolidays(installation.context, [2026, 2027]);
    expect(await tables()).toMatchObject([
      { year: 2027, days },
      { year: 2026, days: await holidaysOf(2026) },
    ]);
    expect(await installation.context.store.version('organisation-main')).toBe(2);
  });

  it('ensured by two servers at once are recorded once', async () => {
    const other = installation.contextOn(installation.context.store);
    await Promise.all([ensureHolidays(installation.context, [2026]), ensureHolidays(other, [2026])]);
    expect(await installation.context.store.version('organisation-main')).toBe(1);
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { administrator, LogAndReads, management } from '../../../test/log-and-reads.ts';

interface Acts {
  readonly items: readonly { readonly type: string; readonly recordedBy: string; readonly name?: string }[];
  readonly next?: string;
}

describe('who wrote what down', () => {
  let log: LogAndReads;
  const asks = (params: Readonly<Record<string, unknown>> = {}) => log.ask<Acts>('ListActs', params, administrator);
  const said = async (params?: Readonly<Record<string, unknown>>) =>
    (await asks(params)).items.map(({ recordedBy, type }) => `${recordedBy} ${type}`);

  beforeEach(async () => {
    log = await LogAndReads.open();
    const did = (recordedBy: string, day: string, ...what: [stream: string, type: string, data: object]) =>
      log.happened(...what, { recordedBy, recordedAt: `${day}T22:30:00.000Z` });
    const found = ['group-lobby', 'GroupFounded', { kind: 'coDevelopment', unit: 'services' }] as const;
    await did('import', '2026-03-01', ...found);
    await did('anna', '2026-03-02', 'unit-services', 'UnitEstablished', {});
    await did('anna', '2026-03-02', 'unit-services', 'PromiseSet', { receive: 5 });
    await did('kaisa', '2026-03-03', 'unit-services', 'PromiseSet', { receive: 6 });
    await did('kierto', '2026-03-04', 'notice-x', 'LatenessNoticed', {});
    await did('anna', '2026-03-05', 'unit-services', 'PromiseSet', { receive: 7 });
    await log.vault.people.keep('anna', { name: 'Anna Esimerkki' });
  });
  afterEach(() => log.close());

  it('is listed with the newest first, without what was brought in and what time brings', async () => {
    expect(await said()).toEqual(['anna PromiseSet', 'kaisa PromiseSet', 'anna PromiseSet', 'anna UnitEstablished']);
    const [newest] = (await asks()).items;
    expect(newest).toEqual({
      event: expect.any(String),
      type: 'PromiseSet',
      stream: 'unit-services',
      category: 'unit',
      id: 'services',
      recordedAt: '2026-03-05T22:30:00.000Z',
      recordedBy: 'anna',
      name: 'Anna Esimerkki',
      occurredOn: '2026-03-02',
      by: { post: 'head' },
    });
  });

  it('is asked of an account, of a type, and of days in Helsinki', async () => {
    expect(await said({ account: 'anna' })).toEqual(['anna PromiseSet', 'anna PromiseSet', 'anna UnitEstablished']);
    expect(await said({ type: 'PromiseSet' })).toEqual(['anna PromiseSet', 'kaisa PromiseSet', 'anna PromiseSet']);
    expect(await said({ account: 'kaisa', type: 'UnitEstablished' })).toEqual([]);
    expect(await said({ from: '2026-03-04' })).toEqual(['anna PromiseSet', 'kaisa PromiseSet']);
    expect(await said({ to: '2026-03-03', account: 'anna', type: 'PromiseSet' })).toEqual(['anna PromiseSet']);
    expect(await said({ from: '2026-03-04', to: '2026-03-04' })).toEqual(['kaisa PromiseSet']);
    expect(await said({ account: 'nobody-here' })).toEqual([]);
  });

  it.each([{}, { account: 'anna' }, { type: 'PromiseSet' }, { from: '2026-03-03', to: '2026-03-05' }])(
    'is the same page by page: %j',
    async (params) => {
      const found: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await asks({ ...params, limit: 1, ...(cursor && { cursor }) });
        found.push(...page.items.map(({ recordedBy, type }) => `${recordedBy} ${type}`));
        if (page.next === undefined) break;
        cursor = page.next;
      }
      expect(found).toEqual(await said(params));
    },
  );

  it('still has what was recorded in error, and that it was', async () => {
    const slip = await log.happened('unit-services', 'PromiseSet', { receive: 8 });
    await log.happened('unit-services', 'RecordedInError', { ofEvent: slip.id });
    expect((await said({ account: 'developer' })).toSorted()).toEqual([
      'developer PromiseSet',
      'developer RecordedInError',
    ]);
  });

  it('goes on where it stopped after a start', async () => {
    await log.seen();
    await log.restart();
    await log.happened('unit-services', 'UnitRenamed', {}, { recordedBy: 'anna' });
    expect(await said({ account: 'anna', type: 'UnitRenamed' })).toEqual(['anna UnitRenamed']);
    const followed = await log.dump();
    await log.reads.rebuild('acts');
    expect(await log.dump()).toEqual(followed);
  });

  it('is for those who look after the installation', async () => {
    await expect(log.ask('ListActs', {}, management)).rejects.toMatchObject({ code: 'permission.denied' });
  });
});

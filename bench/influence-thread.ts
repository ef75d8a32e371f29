import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEventStore } from '#event-store';
import { shareIds } from '#influence';
import { openReads } from '#read-models';
import { openVault } from '#vault';
import { median } from './measure.ts';
import { DAYS, event } from './proposals-log.ts';

/** What the thread that counts takes for a log, asked as queries ask it. */

export interface CountedFigures {
  readonly events: number;
  readonly proposals: number;
  /** Seconds until the first answer. */
  readonly making: number;
  readonly peakMiB: number;
  readonly grownMiB: number;
  /** 99th percentile of the event loop's delay, in milliseconds: while nothing is asked, and while the snapshot is made. */
  readonly delay: number;
  readonly delayMeanwhile: number;
  /** Milliseconds. */
  readonly figure: number;
  readonly afterNews: number;
  readonly overview: number;
  /** Seconds. */
  readonly texts: number;
  readonly exportFacts: number;
  readonly exportWaits: number;
  readonly facts: number;
  readonly waits: number;
}

const on = '2026-06-30';
const news = 100;
const rowsAtATime = 2_000;
const MiB = 2 ** 20;

type Question = Parameters<ReturnType<typeof openReads>['counting']['ask']>[0];
interface Slice {
  readonly count: number;
  readonly rows: readonly unknown[];
}

export async function counted(folder: string): Promise<CountedFigures> {
  const store = await openEventStore({ kind: 'sqlite', folder });
  const vault = await openVault({ kind: 'sqlite', folder });
  const reads = openReads({ dataFolder: folder, store, vault, counting: { vault: { kind: 'sqlite', folder } } });
  await reads.waitFor((await store.head())!.position, 3_600_000);

  const ask = async <Answer>(asking: Question['asking'], filters: Question['filters'] = {}): Promise<Answer> => {
    for (;;) {
      const result = await reads.counting.ask({ cut: { on }, filters, reach: 'all', asking });
      if ('answer' in result) return result.answer as Answer;
      await sleep(100);
    }
  };
  const took = async (work: () => Promise<unknown>): Promise<number> => {
    const begin = performance.now();
    await work();
    return performance.now() - begin;
  };
  const medianOf = async (times: number, work: () => Promise<unknown>): Promise<number> => {
    const figures: number[] = [];
    for (let time = 0; time < times; time += 1) figures.push(await took(work));
    return median(figures);
  };
  const delayed = async (work: () => Promise<unknown>): Promise<number> => {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await work();
    delay.disable();
    return delay.percentile(99) / 1e6;
  };

  await sleep(5_000);
  (globalThis as { gc?: () => void }).gc?.();
  const delay = await delayed(() => sleep(10_000));
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 50);
  const share = { kind: 'figures', measures: ['accepted'], by: 'year' } as const;
  let making = 0;
  const delayMeanwhile = await delayed(async () => {
    making = await took(() => ask(share));
  });
  clearInterval(watch);
  const after = process.memoryUsage().rss;

  const { unit } = await ask<Record<'unit', readonly { value: string; cases: number }[]>>({ kind: 'values' });
  const filters = { unit: unit.slice(0, 5).map(({ value }) => value), kind: ['idea'] };
  const figure = await medianOf(20, () => ask(share, filters));

  const wanted = { kind: 'cases', wanted: {}, from: 0, most: news } as const;
  const { count, items } = await ask<{ count: number; items: readonly { proposal: string }[] }>(wanted);
  const afterNews = await medianOf(5, async () => {
    await Promise.all(
      items.map(async ({ proposal }) => {
        const stream = `proposal-${proposal}`;
        await store.append(stream, [event('GroupResponded', { view: 'satisfied' }, DAYS)], await store.version(stream));
      }),
    );
    await ask(share, filters);
  });

  const all = { kind: 'figures', measures: shareIds } as const;
  const texts = (await took(() => ask(all))) / 1_000;
  const overview = await medianOf(5, () => ask(all));

  const exported = async (table: 'facts' | 'waits'): Promise<number> => {
    let from = 0;
    for (;;) {
      const { rows } = await ask<Slice>({ kind: 'rows', table, from, most: rowsAtATime });
      if (rows.length === 0) return from;
      from += rows.length;
    }
  };
  const sizes = { facts: 0, waits: 0 };
  const exportFacts = await took(async () => {
    sizes.facts = await exported('facts');
  });
  const exportWaits = await took(async () => {
    sizes.waits = await exported('waits');
  });
  const events = await store.size();
  await reads.close();
  await vault.close();
  await store.close();
  return {
    ...{ events, proposals: count, making: making / 1_000, delay, delayMeanwhile, figure, afterNews, texts, overview },
    ...{ peakMiB: peak / MiB, grownMiB: (after - before) / MiB },
    ...{ exportFacts: exportFacts / 1_000, exportWaits: exportWaits / 1_000, ...sizes },
  };
}

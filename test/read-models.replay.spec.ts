import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LogAndReads } from './log-and-reads.ts';
import { appendRandomLog } from './random-log.ts';

describe('the read models', () => {
  let log: LogAndReads;
  beforeEach(async () => {
    log = await LogAndReads.open();
  });
  afterEach(() => log.close());

  it.each([1, 2, 3])(
    'have the same rows whether they followed the log or were built from it, and however often (log %i)',
    async (seed) => {
      let appended = 0;
      // What comes in slices of one to many is committed differently, and must not fold differently.
      await appendRandomLog(log, seed, 900, async () => {
        appended += 1;
        if (appended % 7 === 0) await log.seen();
        // After a start nothing is remembered, and what is needed comes from the log.
        if (appended % 300 === 0) await log.restart();
      });
      const followed = await log.dump();
      expect(followed.loops!.length).toBeGreaterThan(100);

      await log.reads.rebuild();
      expect(await log.dump()).toEqual(followed);

      await log.stop();
      await rm(join(log.folder, 'read'), { recursive: true });
      await log.start();
      expect(await log.dump()).toEqual(followed);
    },
    60_000,
  );
});

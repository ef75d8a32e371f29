import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { kaplanMeier } from '#influence';
import { type DialectName, type Table, toCsv } from '#open-data';
import { hostileRows, hostileTexts, madeUp, plainRows, textOf } from './open-data-table.ts';
import { r } from './r.ts';

// Debian has no package for R that reads Parquet; that DuckDB reads it is tried beside this.

const folder = mkdtempSync(join(tmpdir(), 'kierto-r-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'table.csv');

/** How R’s own functions read each dialect: those that its users know for commas and for semicolons. */
const reads: Readonly<Record<DialectName, string>> = {
  plain: "read.csv(commandArgs(TRUE)[1], na.strings = ''",
  excel: "read.csv2(commandArgs(TRUE)[1], na.strings = '', fileEncoding = 'UTF-8-BOM'",
};

const write = async (table: Table, dialect: DialectName) => writeFileSync(file, await textOf(toCsv(table, dialect)));

describe.each(['plain', 'excel'] as const)('R reads CSV of the dialect %s', (dialect) => {
  it('with its types, its sums and its gaps', async () => {
    await write(madeUp(plainRows), dialect);
    expect(
      r(
        `
        t <- ${reads[dialect]})
        cat(names(t), '\\n')
        cat(sapply(t, class), '\\n')
        cat(nrow(t), sum(t$rounds), sum(t$share, na.rm = TRUE), sum(t$closed, na.rm = TRUE), sum(is.na(t$season)), '\\n')
        cat(format(max(as.Date(t$submitted), na.rm = TRUE)), '\\n')
      `,
        file,
      ).map((line) => line.trim()),
    ).toEqual([
      'id decision rounds share closed submitted season text',
      'character character integer numeric logical character integer character',
      '3 4 -1.25 1 1',
      '2024-02-29',
    ]);
  });

  it('with every hostile text in the cell where it belongs', async () => {
    await write(madeUp(hostileRows), dialect);
    const lengths = r(
      `
      t <- ${reads[dialect]}, colClasses = 'character')
      cat(nrow(t), '\\n')
      cat(t$rounds, '\\n')
      cat(nchar(t$text, type = 'chars'), '\\n')
    `,
      file,
    ).map((line) => line.trim());
    // R takes every end of a line for the same one.
    const shown = hostileTexts.map((text, index) => (dialect === 'excel' && index < 8 ? `'${text}` : text));
    expect(lengths).toEqual([
      String(hostileTexts.length),
      hostileTexts.map((_, index) => index).join(' '),
      shown.map((text) => [...text.replaceAll('\r\n', '\n')].length).join(' '),
    ]);
  });
});

describe('R’s survival package', () => {
  it('finds the same curve and the same median in the file as we do', async () => {
    const cases = Array.from({ length: 60 }, (_, index) => ({
      time: 10 + ((index * 37) % 90),
      event: index % 3 !== 0,
    }));
    const rows = cases.map(({ time, event }, index) => [`s-${index}`, null, time, null, event, null, null, null]);
    await write(madeUp(rows), 'plain');
    const [median, curve] = r(
      `
      suppressMessages(library(survival))
      t <- ${reads.plain})
      fit <- survfit(Surv(rounds, closed) ~ 1, data = t, conf.type = 'log-log')
      cat(sprintf('%.6f', summary(fit)$table[c('median', '0.95LCL', '0.95UCL')]), '\\n')
      s <- summary(fit)
      cat(sprintf('%d:%.9f:%.9f:%.9f', s$time, s$surv, s$lower, s$upper), '\\n')
    `,
      file,
    );
    const ours = kaplanMeier({
      times: cases.map(({ time }) => time),
      events: cases.map(({ event }) => (event ? 1 : 0)),
    });
    expect(median!.trim().split(' ').map(Number)).toEqual([ours.median.value, ours.median.low, ours.median.high]);
    const steps = curve!
      .trim()
      .split(' ')
      .map((step) => step.split(':').map(Number));
    const events = ours.steps.filter((step) => step.events > 0 && step.survival > 0);
    expect(steps.slice(0, events.length).map(([time]) => time)).toEqual(events.map(({ time }) => time));
    for (const [index, { survival, low, high }] of events.entries()) {
      expect(steps[index]![1]).toBeCloseTo(survival, 8);
      expect(steps[index]![2]).toBeCloseTo(low!, 8);
      expect(steps[index]![3]).toBeCloseTo(high!, 8);
    }
  });
});

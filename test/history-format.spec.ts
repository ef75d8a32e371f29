import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportHistory, type ImportReport, importHistory, readLines } from '#use-cases';
import { type Installation, openInstallation } from './installation.ts';
import { blocksOf } from './pages/blocks.ts';

const file = join(import.meta.dirname, '../docs/reference/history-format.md');
const blocks = blocksOf(readFileSync(file, 'utf8'));
const accepted = blocks.filter(({ info }) => info === 'ndjson').map(({ text }) => text);
const rejected = blocks.findIndex(({ info }) => info === 'ndjson rejected');

let installation: Installation;
const take = (text: string): Promise<ImportReport> =>
  importHistory(installation.context, readLines([Buffer.from(text)]));

beforeAll(async () => {
  installation = await openInstallation();
});

afterAll(() => installation.close());

describe('docs/reference/history-format.md', () => {
  it('shows lines that are taken in, and the second time are not', async () => {
    const lines = accepted.join('\n').split('\n').length;
    expect(lines).toBeGreaterThan(5);
    expect(await take(accepted.join('\n'))).toMatchObject({ lines, rejected: 0, problems: [] });
    expect(await take(accepted.join('\n'))).toMatchObject({ already: lines });
  });

  it('shows lines that are rejected, and with what words (UPDATE_DOCS=1 writes them anew)', async () => {
    const given = blocks[rejected]!.text;
    const report = await take(given);
    const told = report.problems.map(({ line, field, problem }) => `line ${line}: ${field}: ${problem}`).join('\n');
    expect(report.rejected).toBe(given.split('\n').length);
    if (process.env.UPDATE_DOCS) {
      const page = readFileSync(file, 'utf8');
      writeFileSync(
        file,
        page.replace(/(are answered with\n\n```text\n)[\s\S]*?```/, (_all, before) => `${before}${told}\n\`\`\``),
      );
    }
    expect(blocksOf(readFileSync(file, 'utf8'))[rejected + 1]).toEqual({ info: 'text', text: told });
  });

  it('names every field that an export adds', async () => {
    let text = '';
    await exportHistory(installation.context, (more) => {
      text += more;
    });
    const page = readFileSync(file, 'utf8');
    const fields = new Set(
      text
        .trim()
        .split('\n')
        .flatMap((line) => Object.keys(JSON.parse(line))),
    );
    const told = ['id', 'recordedAt', 'recordedBy', 'command', 'digest', 'correlation'];
    expect([...fields]).toEqual(expect.arrayContaining(told));
    expect(told.filter((field) => !page.includes(`\`${field}\``))).toEqual([]);
  });
});

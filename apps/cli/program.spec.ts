import { describe, expect, it } from '@jest/globals';
import { kierto } from '../../test/command-line.ts';

const commands = [
  'import',
  'export',
  'simulate',
  'decidim',
  'events',
  'rebuild',
  'copy',
  'backup',
  'restore',
  'verify',
];

describe('help', () => {
  it('lists all commands on standard output', async () => {
    const { status, out, err } = await kierto(['--help']);
    expect(status).toBe(0);
    expect(err).toBe('');
    for (const command of commands) expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
  });

  it.each(commands)('of %s has its usage, an example that can be typed, and the exit statuses', async (command) => {
    const { status, out } = await kierto([command, '--help']);
    expect(status).toBe(0);
    expect(out).toContain(`Usage: kierto ${command} `);
    expect(out).toMatch(/^Examples:\n {2}kierto /m);
    expect(out).toMatch(/^ {2}0 +done$/m);
    expect(out).toMatch(/^ {2}2 +the command line was not understood$/m);
  });

  it('is shown as an error to whoever says nothing', async () => {
    const { status, out, err } = await kierto([]);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain('Usage: kierto');
  });
});

describe('a command line that is not understood', () => {
  it.each([
    [['imprt', 'x'], "unknown command 'imprt'\n(Did you mean import?)"],
    [['import'], "missing required argument 'FILE'"],
    [['import', '--dryrun', 'x'], "unknown option '--dryrun'\n(Did you mean --dry-run?)"],
    [['copy', 'data'], "missing required argument 'TO'"],
    [['restore'], "missing required argument 'BACKUP'"],
    [['backup', '--keep', '0', 'x'], 'It must be a whole number from 1 to 10000.'],
    [['verify', 'x'], "too many arguments for 'verify'"],
    [['simulate', '--units', '1', '--groups', '1', '--years', '1'], "required option '--seed <S>' not specified"],
    [['simulate', '--units', 'many'], 'It must be a whole number from 1 to 10000.'],
    [['simulate', '--until', '2026-02-30'], 'It must be a day such as 2026-03-09.'],
    [['events', 'proposal'], 'A stream is called CATEGORY-ID'],
    [['events', 'secrets-1'], 'Categories are organisation, unit, group'],
  ])('%j ends with 2, says why on standard error and what to read', async (args, sentence) => {
    const { status, out, err } = await kierto(args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(`kierto: `);
    expect(err).toContain(sentence);
  });

  it('names the help of the command', async () => {
    expect((await kierto(['export', '--to', 'x'])).err).toContain('See kierto export --help.');
  });
});

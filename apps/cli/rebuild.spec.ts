import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kierto, scratchFolder } from '../../test/command-line.ts';

let scratch: ReturnType<typeof scratchFolder>;
let data: string[];
beforeEach(async () => {
  scratch = scratchFolder();
  data = ['--data', scratch.at('data')];
  await kierto(['import', ...data, 'histories/espoo-jyvaskyla.ndjson']);
});
afterEach(() => scratch.remove());

describe('rebuild and verify', () => {
  it('build all read models, and find that they fit', async () => {
    expect((await kierto(['verify', ...data])).out).toContain('read models  0 against the log\nEverything fits.\n');
    const { status, out, err } = await kierto(['rebuild', ...data]);
    expect({ status, out }).toEqual({ status: 0, out: '' });
    // Lines of progress come first where it takes long.
    expect(err).toMatch(/^kierto: rebuilt loops, steps, .*\.\n$/m);
    const verified = await kierto(['verify', ...data]);
    expect(verified.status).toBe(0);
    expect(verified.out).toMatch(/^events +61 in \d+ streams/);
    expect(verified.out).toMatch(/^read models +[1-9]\d* against the log\nEverything fits\.\n/m);
  });

  it('find a damaged read model, and mend it', async () => {
    await kierto(['rebuild', ...data]);
    writeFileSync(
      scratch.at('data', 'read', 'loops.sqlite'),
      'no database at all, but long enough to be looked at as one',
    );
    const damaged = await kierto(['verify', ...data]);
    expect(damaged.status).toBe(1);
    expect(damaged.out).toMatch(/^read model loops: .+\n1 thing did not fit\.\n/m);
    expect((await kierto(['rebuild', ...data, 'loops'])).status).toBe(0);
    expect((await kierto(['verify', ...data])).status).toBe(0);
  });

  it('name the models that there are', async () => {
    const { status, err } = await kierto(['rebuild', ...data, 'dreams']);
    expect(status).toBe(1);
    expect(err).toMatch(/^kierto: There is no read model "dreams"\. There are loops, /);
  });

  it('make no installation where there is none', async () => {
    const { status, err } = await kierto(['rebuild', '--data', scratch.at('nowhere')]);
    expect(status).toBe(1);
    expect(err).toContain('Import a history first, or name another folder with --data.');
  });
});

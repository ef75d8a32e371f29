import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openInstallation, openStores } from './open-installation.ts';
import { openLog } from './open-log.ts';
import { type Environment, readSettings } from './settings.ts';
import { SettingsError } from './settings-error.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kierto-installation-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const settings = (env: Environment = {}) => readSettings({ DATA_DIR: folder, ...env });
const open = (env: Environment = {}) => openInstallation(settings(env), openLog('silent'));

describe('an installation', () => {
  it('is one folder where nothing else is said, and can be opened again when it was closed', async () => {
    const first = await open();
    await first.store.append('unit-a', [{ id: crypto.randomUUID(), type: 'A', data: {}, metadata: {} }], 0);
    expect(first.delivery.mail.configured).toBe(false);
    await first.close();
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['log.sqlite', 'vault.sqlite', 'read']));
    const again = await open();
    expect(await again.store.version('unit-a')).toBe(1);
    await again.close();
  });

  it('is held by one process', async () => {
    const first = await open();
    await expect(open()).rejects.toMatchObject({ code: 'store-locked' });
    await first.close();
  });

  it('leaves nothing open when a part of it cannot be opened', async () => {
    const [one, other] = [Buffer.alloc(32, 1).toString('base64'), Buffer.alloc(32, 2).toString('base64')];
    const mail = { SMTP_URL: 'smtps://mail?starttls=no', MAIL_FROM: 'a@b.example', BASE_URL: 'https://k.example' };
    const opened = open({ ...mail, KIERTO_MASTER_KEY: one });
    await expect(opened).rejects.toThrow(
      new SettingsError('SMTP_URL says smtps: and starttls=no; only one of them can be meant.'),
    );
    await expect(open({ KIERTO_MASTER_KEY: other })).rejects.toMatchObject({ code: 'key-wrong' });
    await (await open({ KIERTO_MASTER_KEY: one })).close();
  });

  it('says which address of an engine cannot be used', async () => {
    const opened = openStores(settings({ ESDB_URL: 'esdb://log:2113?tlsVerifyCert=false' }));
    await expect(opened).rejects.toThrow(/^ESDB_URL: .*tlsVerifyCert=false is not possible/);
  });

  it('can be opened for reading beside the process that holds it', async () => {
    const first = await open();
    const beside = await openStores(settings(), { readOnly: true });
    expect(await beside.store.size()).toBe(0);
    await beside.close();
    await first.close();
  });
});

import { describe, expect, it } from '@jest/globals';
import { SettingsError } from '#installation';
import { readConfig } from './config.ts';

describe('the configuration', () => {
  it('is what the environment says, and the flag', () => {
    expect(readConfig({ PORT: '0', DATA_DIR: '/srv/kierto' }, [])).toMatchObject({ port: 0, demo: false });
    expect(readConfig({}, ['--demo'])).toMatchObject({ port: 3000, demo: true });
  });

  it('is refused where the environment is', () => {
    expect(() => readConfig({ PORT: 'http' }, [])).toThrow(SettingsError);
  });

  it('refuses a flag that does not exist', () => {
    expect(() => readConfig({}, ['--dmeo'])).toThrow(/--dmeo.*--demo/);
  });
});

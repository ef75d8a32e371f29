import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from './config.ts';

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(readConfig({}, [])).toMatchObject({ host: '127.0.0.1', port: 3000, logLevel: 'info', demo: false });
    expect(readConfig({}, []).folder).toMatch(/\/data$/);
    expect(readConfig({ HOST: '', PORT: '' }, [])).toMatchObject({ host: '127.0.0.1', port: 3000 });
  });

  it('takes what the environment and the flag say', () => {
    const env = { HOST: '::1', PORT: '0', DATA_DIR: '/srv/kierto', LOG_LEVEL: 'warn', KIERTO_MASTER_KEY: 'k' };
    expect(readConfig(env, ['--demo'])).toEqual({
      host: '::1',
      port: 0,
      folder: '/srv/kierto',
      masterKeys: 'k',
      logLevel: 'warn',
      demo: true,
    });
  });

  it.each(['127.0.0.1', '127.3.2.1', '::1', 'localhost'])('listens on %s, which only this machine reaches', (host) => {
    expect(readConfig({ HOST: host }, []).host).toBe(host);
  });

  it.each([
    [{ HOST: '0.0.0.0' }, /^HOST is "0.0.0.0".*loopback only/],
    [{ HOST: '::' }, /^HOST/],
    [{ HOST: '10.0.0.1' }, /^HOST/],
    [{ HOST: '127.0.0.1.example.org' }, /^HOST/],
    [{ PORT: '70000' }, /^PORT is "70000".*0 to 65535/],
    [{ PORT: 'http' }, /^PORT/],
    [{ PORT: '-1' }, /^PORT/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL is "loud".*fatal, error, warn/],
  ])('refuses %j in a sentence that names the variable', (env, sentence) => {
    expect(() => readConfig(env, [])).toThrow(ConfigError);
    expect(() => readConfig(env, [])).toThrow(sentence);
  });

  it('refuses a flag that does not exist', () => {
    expect(() => readConfig({}, ['--dmeo'])).toThrow(/--dmeo.*--demo/);
  });
});

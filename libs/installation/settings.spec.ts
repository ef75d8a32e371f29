import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readSettings } from './settings.ts';
import { SettingsError } from './settings-error.ts';
import { variables } from './variables.ts';

const folder = mkdtempSync(join(tmpdir(), 'kierto-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

const key = Buffer.alloc(32, 7).toString('base64');
const engines = { ESDB_URL: 'esdb://log:2113?tls=true', POSTGRES_URL: 'postgres://k:pg-secret@vault/kierto' };
const mail = {
  SMTP_URL: 'smtp://k:mail-secret@mail:587',
  MAIL_FROM: 'Kierto <kierto@example.org>',
  BASE_URL: 'https://kierto.example',
};
const oauth2 = {
  ...mail,
  SMTP_URL: 'smtp://smtp.office365.com:587',
  SMTP_OAUTH2_USER: 'kierto@example.org',
  SMTP_OAUTH2_CLIENT_ID: 'client',
  SMTP_OAUTH2_CLIENT_SECRET: 'oauth-secret',
  SMTP_OAUTH2_TOKEN_URL: 'https://login.example/token',
  SMTP_OAUTH2_SCOPE: 'https://outlook.office365.com/.default',
};

const directory = {
  BASE_URL: 'https://kierto.example',
  OIDC_ISSUER: 'https://login.example/tenant/v2.0',
  OIDC_CLIENT_ID: 'kierto',
  OIDC_CLIENT_SECRET: 'oidc-secret',
};

const everything = {
  ...engines,
  ...oauth2,
  ...directory,
  ESDB_USER: 'kierto',
  ESDB_PASSWORD: 'es-secret',
  KIERTO_MASTER_KEY: key,
  REDIS_URL: 'redis://:redis-secret@q',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
  OTEL_EXPORTER_OTLP_HEADERS: 'authorization=otel-secret',
};

function fileOf(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe('settings', () => {
  it('have a default for everything', () => {
    const settings = readSettings({ HOST: '', PORT: '' });
    expect(settings).toMatchObject({ host: '127.0.0.1', port: 3000, logLevel: 'info', basePath: '' });
    expect(settings.folder).toMatch(/\/data$/);
    expect(settings.eventStore).toEqual({ kind: 'sqlite', folder: settings.folder });
    expect(settings.vault).toEqual({ kind: 'sqlite', folder: settings.folder });
    expect(settings).not.toHaveProperty('smtp');
    expect(settings).not.toHaveProperty('telemetry');
  });

  it('name the engines that keep the log and the vault', () => {
    const said = {
      ...engines,
      ESDB_USER: 'kierto',
      ESDB_PASSWORD: 'pw',
      KIERTO_MASTER_KEY: key,
      REDIS_URL: 'redis://q',
      DATA_DIR: '/srv/k',
    };
    expect(readSettings(said)).toMatchObject({
      eventStore: { kind: 'eventstoredb', url: engines.ESDB_URL, user: 'kierto', password: 'pw' },
      vault: { kind: 'postgres', url: engines.POSTGRES_URL, folder: '/srv/k', masterKeys: key },
      redisUrl: 'redis://q',
    });
  });

  it('take several hosts of a cluster', () => {
    const url = 'esdb://n1:2113,n2:2113,[::1]:2113?tls=true&tlsCAFile=/certs/ca.crt';
    expect(readSettings({ ESDB_URL: url }).eventStore).toMatchObject({ url });
  });

  it('say how mails leave', () => {
    expect(readSettings(mail)).toMatchObject({
      smtp: { url: mail.SMTP_URL },
      mailFrom: mail.MAIL_FROM,
      baseUrl: mail.BASE_URL,
    });
    expect(readSettings(oauth2).smtp).toEqual({
      url: oauth2.SMTP_URL,
      oauth2: {
        user: 'kierto@example.org',
        clientId: 'client',
        clientSecret: 'oauth-secret',
        tokenUrl: 'https://login.example/token',
        scope: 'https://outlook.office365.com/.default',
      },
    });
  });

  it('say whose word is taken for where people come from', () => {
    const proxies = (text: string) => readSettings({ TRUSTED_PROXIES: text }).trustedProxies;
    expect(readSettings({}).trustedProxies).toBeUndefined();
    expect(proxies('127.0.0.1')).toEqual(['127.0.0.1']);
    expect(proxies('10.1.0.0/16, ::1,2001:db8::/32')).toEqual(['10.1.0.0/16', '::1', '2001:db8::/32']);
  });

  it('say of whom a second factor is asked', () => {
    expect(readSettings({}).secondFactorOf).toBeUndefined();
    expect(readSettings({ REQUIRE_SECOND_FACTOR: 'staff' }).secondFactorOf).toBe('staff');
  });

  it('say how people sign in by a directory, and who is what through it', () => {
    expect(readSettings(directory).directory).toEqual({
      issuer: 'https://login.example/tenant/v2.0',
      clientId: 'kierto',
      clientSecret: 'oidc-secret',
      name: 'login.example',
      groupsClaim: 'groups',
      grants: [],
      invitedOnly: false,
      trustEmail: false,
    });
    const OIDC_ROLES =
      '/kierto/admins=administrator, a=b=coordinator:lobby ,g=member:lobby:clientDeveloper,r=analyst,w=analyst+words:services';
    expect(
      readSettings({ ...directory, OIDC_ROLES, OIDC_NAME: 'Our own', OIDC_INVITED_ONLY: 'yes' }).directory,
    ).toMatchObject({
      name: 'Our own',
      invitedOnly: true,
      grants: [
        { directoryGroup: '/kierto/admins', role: 'administrator' },
        { directoryGroup: 'a=b', role: 'coordinator', group: 'lobby' },
        { directoryGroup: 'g', role: 'member', group: 'lobby', as: 'clientDeveloper' },
        { directoryGroup: 'r', role: 'analyst' },
        { directoryGroup: 'w', role: 'analyst', unit: 'services', readsWords: true },
      ],
    });
  });

  it.each(['https://login.example', 'http://localhost:8080/realms/kierto', 'http://[::1]:9000'])(
    'take %s for a directory',
    (OIDC_ISSUER) => {
      expect(readSettings({ ...directory, OIDC_ISSUER }).directory?.issuer).toBe(OIDC_ISSUER);
    },
  );

  it.each([
    ['https://a.example', 'https://a.example', ''],
    ['https://a.example/', 'https://a.example', ''],
    ['https://a.example:8443/kierto/', 'https://a.example:8443/kierto', '/kierto'],
    ['http://a.example/services/kierto', 'http://a.example/services/kierto', '/services/kierto'],
  ])('take the path from the public address %s', (BASE_URL, baseUrl, basePath) => {
    expect(readSettings({ BASE_URL })).toMatchObject({ baseUrl, basePath });
  });

  it.each(['127.0.0.1', '127.3.2.1', '::1', 'localhost'])(
    'let it listen on %s, which only this machine reaches',
    (HOST) => {
      expect(readSettings({ HOST }).host).toBe(HOST);
    },
  );

  it.each(['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.example.org'])('let it listen on %s, which others reach', (HOST) => {
    expect(readSettings({ HOST }).host).toBe(HOST);
  });

  it.each([
    [{ PORT: '70000' }, /^PORT is "70000".*0 to 65535/],
    [{ PORT: 'http' }, /^PORT/],
    [{ PORT: '-1' }, /^PORT/],
    [{ HOST: 'a b' }, /^HOST/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL is "loud".*fatal, error, warn/],
    [{ BASE_URL: 'kierto.example' }, /^BASE_URL/],
    [{ BASE_URL: 'ftp://kierto.example' }, /^BASE_URL/],
    [{ BASE_URL: 'https://kierto.example/?a' }, /^BASE_URL/],
    [{ BASE_URL: 'https://kierto.example//a' }, /^BASE_URL/],
    [{ BASE_URL: 'https://kierto.example/:id' }, /^BASE_URL/],
    [{ ESDB_URL: 'http://log:2113' }, /^ESDB_URL/],
    [{ ESDB_URL: 'esdb://admin:changeit@log:2113' }, /^ESDB_URL.*without user or password/],
    [{ ESDB_USER: 'kierto' }, /^ESDB_USER is set without ESDB_URL and ESDB_PASSWORD/],
    [{ ESDB_URL: 'esdb://log:2113', ESDB_PASSWORD: 'pw' }, /^ESDB_PASSWORD is set without ESDB_USER/],
    [
      { ESDB_URL: 'esdb://log:2113?tls=false', ESDB_USER: 'a', ESDB_PASSWORD: 'b' },
      /^ESDB_USER .*tls=false.*no credentials are sent/,
    ],
    [
      { REDIS_URL: 'redis://q' },
      /^REDIS_URL is set without ESDB_URL, POSTGRES_URL and KIERTO_MASTER_KEY.*share no files/,
    ],
    [{ ...engines, REDIS_URL: 'redis://q' }, /^REDIS_URL is set without KIERTO_MASTER_KEY\. .*same master key/],
    [{ MAIL_FROM: 'a@b.example' }, /^MAIL_FROM is set without SMTP_URL/],
    [{ ...mail, MAIL_FROM: 'nobody' }, /^MAIL_FROM is "nobody"/],
    [{ ...mail, BASE_URL: '' }, /^SMTP_URL is set without BASE_URL.*links/],
    [{ ...oauth2, SMTP_OAUTH2_CLIENT_SECRET: '' }, /^SMTP_OAUTH2_USER is set without SMTP_OAUTH2_CLIENT_SECRET/],
    [{ ...oauth2, SMTP_URL: 'smtp://a:oauth-secret@b' }, /^SMTP_OAUTH2_USER is set, and SMTP_URL has a password/],
    [{ ...directory, BASE_URL: '' }, /^OIDC_ISSUER is set without BASE_URL/],
    [{ ...directory, OIDC_CLIENT_SECRET: '' }, /^OIDC_ISSUER is set without OIDC_CLIENT_SECRET/],
    [{ OIDC_ROLES: 'a=reader' }, /^OIDC_ROLES is set without OIDC_ISSUER/],
    [{ ...directory, OIDC_ISSUER: 'http://login.example' }, /^OIDC_ISSUER is .*https:\/\//],
    [{ ...directory, OIDC_ISSUER: 'https://login.example/?a' }, /^OIDC_ISSUER/],
    [{ TRUSTED_PROXIES: 'proxy.example' }, /^TRUSTED_PROXIES is "proxy.example".*IP addresses or networks/],
    [{ TRUSTED_PROXIES: '10.0.0.0/33' }, /^TRUSTED_PROXIES is/],
    [{ TRUSTED_PROXIES: '10.0.0.1,' }, /^TRUSTED_PROXIES is/],
    [{ REQUIRE_SECOND_FACTOR: 'yes' }, /^REQUIRE_SECOND_FACTOR is "yes".*staff/],
    [{ ...directory, OIDC_TRUST_EMAIL: 'true' }, /^OIDC_TRUST_EMAIL is "true".*yes/],
    [{ ...directory, OIDC_NAME: 'a'.repeat(61) }, /^OIDC_NAME/],
    [{ ...directory, OIDC_ROLES: 'admins' }, /^OIDC_ROLES says "admins", and each part must be group=role/],
    [{ ...directory, OIDC_ROLES: 'a=reader,' }, /^OIDC_ROLES says "", and each part must be group=role/],
    [{ ...directory, OIDC_ROLES: 'a=boss' }, /^OIDC_ROLES says "a=boss", and the role must be one of administrator, /],
    [{ ...directory, OIDC_ROLES: 'a=constructor' }, /^OIDC_ROLES says "a=constructor", and the role must be one of/],
    [{ ...directory, OIDC_ROLES: 'a=administrator:x' }, /^OIDC_ROLES .*behind administrator nothing may stand/],
    [{ ...directory, OIDC_ROLES: 'a=analyst:x:y' }, /^OIDC_ROLES .*behind analyst only its unit may stand/],
    [{ ...directory, OIDC_ROLES: 'a=coordinator' }, /^OIDC_ROLES .*needs the id of a group: coordinator:lobby\./],
    [{ ...directory, OIDC_ROLES: 'a=coordinator:The Lobby' }, /^OIDC_ROLES .*"The Lobby" is no id/],
    [{ ...directory, OIDC_ROLES: 'a=member:lobby' }, /^OIDC_ROLES .*a member needs a role in its group, one of client/],
    [{ ...directory, OIDC_ROLES: 'a=member:lobby:coordinator' }, /^OIDC_ROLES .*a member needs a role in its group/],
    [{ OTEL_EXPORTER_OTLP_HEADERS: 'a=b' }, /^OTEL_EXPORTER_OTLP_HEADERS is set without OTEL_EXPORTER_OTLP_ENDPOINT/],
  ])('refuse %j in a sentence that names the variable', (env, sentence) => {
    expect(() => readSettings(env)).toThrow(SettingsError);
    expect(() => readSettings(env)).toThrow(sentence);
  });
});

describe('a secret', () => {
  const secrets = [...variables].filter(([, { secret }]) => secret).map(([name]) => name);

  it.each(secrets)('%s is not repeated when it is wrong', (name) => {
    const said = messageOf(() => readSettings({ ...everything, [name]: ' hunter2 ' }));
    expect(said).toMatch(new RegExp(`^${name} does not hold what it must`));
    expect(said).not.toContain('hunter2');
  });

  it.each(secrets)('%s may come from a file, and not from two places', (name) => {
    const { [name]: text, ...others } = everything as Record<string, string>;
    const variable = `${name}_FILE`;
    const file = fileOf(name, `${text}\n`);
    expect(readSettings({ ...others, [variable]: file })).toEqual(readSettings(everything));
    expect(messageOf(() => readSettings({ ...everything, [variable]: file }))).toMatch(/are both set/);
  });

  it('is missed in a file that is not there or empty', () => {
    const missing = join(folder, 'missing');
    expect(messageOf(() => readSettings({ POSTGRES_URL_FILE: missing }))).toMatch(
      /^POSTGRES_URL_FILE is .*missing.*ENOENT/,
    );
    expect(messageOf(() => readSettings({ POSTGRES_URL_FILE: fileOf('empty', '\n') }))).toMatch(/that file is empty/);
  });
});

function messageOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('the table of variables', () => {
  it('needs only what it has', () => {
    const needed = [...variables.values()].flatMap(({ needs = [] }) => needs);
    expect(needed.filter((name) => !variables.has(name))).toEqual([]);
  });

  it('accepts its own defaults', () => {
    const wrong = [...variables].filter(([, { unset, accepts }]) => unset !== undefined && !accepts(unset));
    expect(wrong.map(([name]) => name)).toEqual([]);
  });
});

describe('whatever stands in the environment', () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom(
      '',
      'yes',
      '0',
      '65536',
      '127.0.0.1',
      '::1',
      'smtp://a:geheim-1@h',
      'esdb://h?tls=true',
      'http://[',
      '%',
      '__proto__',
    ),
  );

  it('is accepted or refused in a sentence that shows no secret', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...variables.keys()), value, { noNullPrototype: true }), (env) => {
        try {
          expect(readSettings(env)).toHaveProperty('folder');
        } catch (error) {
          expect(error).toBeInstanceOf(SettingsError);
          expect((error as Error).message).not.toContain('geheim-1');
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

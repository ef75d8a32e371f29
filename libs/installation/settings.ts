import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { SmtpSettings } from '#delivery';
import type { EventStoreSettings } from '#event-store';
import { type DirectorySettings, readDirectoryRoles } from '#sign-in';
import type { VaultSettings } from '#vault';
import type { TelemetrySettings } from './open-telemetry.ts';
import { SettingsError } from './settings-error.ts';
import { type LogLevel, type VariableName, variables } from './variables.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What an operator says to a process, checked; all by environment. */
export interface Settings {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Of a worker; missing: it tells its health nowhere. */
  readonly healthPort?: number;
  /** Absolute path of the data folder. */
  readonly folder: string;
  readonly logLevel: LogLevel;
  readonly eventStore: EventStoreSettings;
  readonly vault: VaultSettings;
  /** Bytes that the index of words may hold. */
  readonly searchBytes: number;
  /** Set: jobs are run by workers. */
  readonly redisUrl?: string;
  readonly smtp?: SmtpSettings;
  readonly mailFrom?: string;
  /** The public address, without a slash at its end. */
  readonly baseUrl?: string;
  /** The path of the public address under which everything is served, `/kierto`; empty where it has none. */
  readonly basePath: string;
  /** The mail address of whoever runs the service, for everybody to see. */
  readonly contact?: string;
  /** Name of the licence under which the data of influence may be used. */
  readonly dataLicence?: string;
  /** Addresses and networks of proxies, whose word is taken for where a request comes from. */
  readonly trustedProxies?: readonly string[];
  /** Webhooks may reach private networks and this machine. */
  readonly webhooksToPrivateNetworks: boolean;
  /** Bytes that an uploaded file may have. */
  readonly largestFile: number;
  /** Set: staff comes in with a second factor only. */
  readonly secondFactorOf?: 'staff';
  /** Set: people may sign in by the organisation's own directory. */
  readonly directory?: DirectorySettings;
  /** Set: traces and metrics leave. */
  readonly telemetry?: TelemetrySettings;
}

/** @throws SettingsError */
export function readSettings(env: Environment): Settings {
  const given = valuesOf(env);
  const value = (name: VariableName): string | undefined => given.get(name);
  requireCompany(given);
  const [eventStore, vault] = [eventStoreOf(value), vaultOf(value)];
  const host = value('HOST')!;
  const baseUrl = value('BASE_URL')?.replace(/\/$/, '');
  return {
    host,
    port: Number(value('PORT')),
    ...(given.has('HEALTH_PORT') && { healthPort: Number(value('HEALTH_PORT')) }),
    folder: folderOf(value),
    logLevel: value('LOG_LEVEL') as LogLevel,
    eventStore,
    vault,
    searchBytes: Number(value('SEARCH_MEMORY')) * 2 ** 20,
    ...optional('redisUrl', value('REDIS_URL')),
    ...optional('smtp', smtpOf(value)),
    ...optional('mailFrom', value('MAIL_FROM')),
    ...optional('baseUrl', baseUrl),
    basePath: baseUrl === undefined ? '' : new URL(baseUrl).pathname.replace(/\/$/, ''),
    ...optional('contact', value('CONTACT')),
    ...optional('dataLicence', value('DATA_LICENCE')),
    ...optional(
      'trustedProxies',
      value('TRUSTED_PROXIES')
        ?.split(',')
        .map((part) => part.trim()),
    ),
    webhooksToPrivateNetworks: given.has('WEBHOOKS_TO_PRIVATE_NETWORKS'),
    largestFile: Number(value('LARGEST_FILE_MB')) * 1_000_000,
    ...(given.has('REQUIRE_SECOND_FACTOR') && { secondFactorOf: 'staff' as const }),
    ...optional('directory', directoryOf(value)),
    ...optional('telemetry', telemetryOf(value)),
  };
}

type Value = (name: VariableName) => string | undefined;

function optional<Name extends string, Held>(name: Name, value: Held | undefined): { readonly [N in Name]?: Held } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [N in Name]?: Held };
}

/** What each variable of the table holds, or what holds where it is not set. An empty one is not set. */
function valuesOf(env: Environment): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [name, { accepts, allowed, secret, unset }] of variables) {
    const text = (secret && textOfFile(name, env)) || env[name] || undefined;
    if (text !== undefined && !accepts(text))
      throw new SettingsError(
        secret
          ? `${name} does not hold what it must, which is ${allowed}.`
          : `${name} is ${shown(text)}. It must be ${allowed}.`,
      );
    const held = text ?? unset;
    if (held !== undefined) values.set(name, held);
  }
  return values;
}

/** Without a user and password, which may have been pasted into the wrong variable. */
const shown = (text: string): string => JSON.stringify(text.replace(/\/\/[^/]*@/g, '//…@'));

/** The content of the file that NAME_FILE names, without the line break that editors put at its end. */
function textOfFile(name: string, env: Environment): string | undefined {
  const path = env[`${name}_FILE`];
  if (!path) return undefined;
  if (env[name]) throw new SettingsError(`${name} and ${name}_FILE are both set. Set one of them.`);
  let text: string;
  try {
    text = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new SettingsError(
      `${name}_FILE is ${JSON.stringify(path)}, which cannot be read (${(error as NodeJS.ErrnoException).code}). It must be the path of a file that holds ${name}.`,
    );
  }
  if (text === '') throw new SettingsError(`${name}_FILE is ${JSON.stringify(path)}, and that file is empty.`);
  return text;
}

/** Refuses what says nothing by itself. */
function requireCompany(given: ReadonlyMap<string, string>): void {
  for (const [name, { needs = [] }] of variables) {
    if (!given.has(name)) continue;
    const missing = needs.filter((needed) => !given.has(needed));
    if (missing.length > 0)
      throw new SettingsError(`${name} is set without ${listed(missing)}. ${why[name] ?? 'Set them together.'}`);
  }
}

/** Why some variables need others, where it is not plain. */
const why: Readonly<Record<string, string>> = {
  REDIS_URL:
    'Workers beside a server share no files with it: the log must be in EventStoreDB, the vault in PostgreSQL, and each process must be given the same master key.',
  SMTP_URL: 'A mail needs a sender, and its links an address that people can open.',
};

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

const folderOf = (value: Value): string => resolve(value('DATA_DIR')!);

function eventStoreOf(value: Value): EventStoreSettings {
  const url = value('ESDB_URL');
  if (url === undefined) return { kind: 'sqlite', folder: folderOf(value) };
  const [user, password] = [value('ESDB_USER'), value('ESDB_PASSWORD')];
  if (user !== undefined && /[?&]tls=false\b/i.test(url))
    throw new SettingsError(
      'ESDB_USER is set, and ESDB_URL says tls=false. Without TLS no credentials are sent: take away one of the two.',
    );
  return { kind: 'eventstoredb', url, ...optional('user', user), ...optional('password', password) };
}

function vaultOf(value: Value): VaultSettings {
  const url = value('POSTGRES_URL');
  const held = { folder: folderOf(value), ...optional('masterKeys', value('KIERTO_MASTER_KEY')) };
  return url === undefined ? { kind: 'sqlite', ...held } : { kind: 'postgres', url, ...held };
}

function smtpOf(value: Value): SmtpSettings | undefined {
  const url = value('SMTP_URL');
  if (url === undefined) return undefined;
  const user = value('SMTP_OAUTH2_USER');
  if (user === undefined) return { url };
  if (new URL(url).password !== '')
    throw new SettingsError(
      'SMTP_OAUTH2_USER is set, and SMTP_URL has a password. The server is shown a token or a password, not both: take away one of the two.',
    );
  return {
    url,
    oauth2: {
      user,
      clientId: value('SMTP_OAUTH2_CLIENT_ID')!,
      clientSecret: value('SMTP_OAUTH2_CLIENT_SECRET')!,
      tokenUrl: value('SMTP_OAUTH2_TOKEN_URL')!,
      scope: value('SMTP_OAUTH2_SCOPE')!,
    },
  };
}

function directoryOf(value: Value): DirectorySettings | undefined {
  const issuer = value('OIDC_ISSUER');
  if (issuer === undefined) return undefined;
  const roles = value('OIDC_ROLES');
  return {
    issuer,
    clientId: value('OIDC_CLIENT_ID')!,
    clientSecret: value('OIDC_CLIENT_SECRET')!,
    name: value('OIDC_NAME') ?? new URL(issuer).host,
    groupsClaim: value('OIDC_GROUPS_CLAIM')!,
    grants: roles === undefined ? [] : directoryRolesOf(roles),
    invitedOnly: value('OIDC_INVITED_ONLY') === 'yes',
    trustEmail: value('OIDC_TRUST_EMAIL') === 'yes',
  };
}

function directoryRolesOf(text: string): DirectorySettings['grants'] {
  const read = readDirectoryRoles(text);
  if ('why' in read) throw new SettingsError(`OIDC_ROLES says ${JSON.stringify(read.part)}, and ${read.why}`);
  return read;
}

function telemetryOf(value: Value): TelemetrySettings | undefined {
  const endpoint = value('OTEL_EXPORTER_OTLP_ENDPOINT');
  if (endpoint === undefined) return undefined;
  const headers = value('OTEL_EXPORTER_OTLP_HEADERS')
    ?.split(',')
    .map((part) => /^\s*([^=\s]+)=(.+?)\s*$/.exec(part)!)
    .map(([, name, text]) => [name!, decodeURIComponent(text!)]);
  return {
    endpoint,
    ...(headers && { headers: Object.fromEntries(headers) }),
    service: value('OTEL_SERVICE_NAME')!,
    sampled: Number(value('OTEL_TRACES_SAMPLER_ARG')),
    metricsEvery: Number(value('OTEL_METRIC_EXPORT_INTERVAL')),
  };
}

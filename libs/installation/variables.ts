import { isIP } from 'node:net';

/**
 * Every variable of the environment that Kierto reads. What is refused, the sentences that refuse it, and
 * docs/reference/settings.md are derived from this table.
 */
export interface Variable {
  readonly summary: string;
  /** Behind "It must be": what a value may look like. */
  readonly allowed: string;
  readonly accepts: (text: string) => boolean;
  /** What holds when it is not set; missing: nothing does. */
  readonly unset?: string;
  /** Never shown; may come as the content of the file that NAME_FILE names. */
  readonly secret?: true;
  /** Variables without which this one says nothing. */
  readonly needs?: readonly string[];
}

/** The variables of one matter. */
interface Matter {
  readonly title: string;
  readonly intro: string;
  readonly variables: Readonly<Record<string, Variable>>;
}

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

const filled = (text: string): boolean => text.trim() === text && text !== '';
const yes = (text: string): boolean => text === 'yes';

function addressOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** An address under one of these schemes, with a host. */
const under =
  (...schemes: readonly string[]) =>
  (text: string): boolean => {
    const url = addressOf(text);
    return url !== undefined && schemes.includes(url.protocol.slice(0, -1)) && url.hostname !== '';
  };

function isDecodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== '';
  } catch {
    return false;
  }
}

/** EventStoreDB's address may name several hosts, which no URL may; each is looked at by itself. */
function isStoreAddress(text: string): boolean {
  const [, hosts, options = ''] = /^esdb(?:\+discover)?:\/\/([^/?#@]+)\/?(?:\?([^#]*))?$/.exec(text) ?? [];
  const named = hosts?.split(',') ?? [];
  return named.length > 0 && named.every((host) => under('http')(`http://${host}`)) && !/password/i.test(options);
}

function isPublicAddress(text: string): boolean {
  const url = addressOf(text);
  return (
    url !== undefined &&
    under('http', 'https')(text) &&
    !/[?#]/.test(text) &&
    url.username === '' &&
    url.password === '' &&
    /^\/(?:[\w.~-]+\/?)*$/.test(url.pathname) &&
    !url.pathname.includes('//')
  );
}

/** Over the network only under TLS: tokens and the secret go that way. */
function isIssuer(text: string): boolean {
  const url = addressOf(text);
  if (url === undefined || /[?#]/.test(text) || url.username !== '' || url.password !== '') return false;
  return under('https')(text) || (under('http')(text) && isLoopback(url.hostname.replace(/^\[|\]$/g, '')));
}

/** An IP address, or a network of them with the length of its prefix. */
function isNetwork(text: string): boolean {
  const [address = '', length, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (family === 4 ? 32 : 128));
}

const mailbox = /^(?:[^<>@\r\n]* <)?[^\s<>@]+@[^\s<>@]+>?$/;

export const matters = {
  process: {
    title: 'A process',
    intro: 'What each process needs to know, whatever stands behind it.',
    variables: {
      DATA_DIR: {
        summary: 'The data folder; made when it is missing. `bin/start --demo` always uses `data-demo`.',
        allowed: 'the path of a folder',
        accepts: () => true,
        unset: './data',
      },
      KIERTO_MASTER_KEY: {
        summary:
          'The master key of the vault; several versions as `1:…,2:…`, of which the highest seals. Not set: the keys lie in `master-keys.json` in the data folder.',
        allowed: '32 bytes in base64, or several versions as 1:…,2:…',
        accepts: (text) => text.split(',').every((part) => /^(?:\d{1,6}:)?[A-Za-z0-9+/]{43}=?$/.test(part.trim())),
        secret: true,
      },
      LOG_LEVEL: {
        summary: 'How much goes to standard output, in lines of JSON.',
        allowed: `one of ${logLevels.join(', ')}`,
        accepts: (text) => (logLevels as readonly string[]).includes(text),
        unset: 'info',
      },
      NODE_OPTIONS: {
        summary:
          'Options for Node. What is in `bin` puts `--max-old-space-size=512` before them, the MiB that JavaScript’s heap may take: with it a process with a million events stays within 1 GiB of memory.',
        allowed: 'options of Node',
        accepts: () => true,
      },
    },
  },
  address: {
    title: 'Where it is reached',
    intro: 'Where the server listens, and under which address people know it.',
    variables: {
      HOST: {
        summary:
          'The address to listen on. On others than those of this machine put TLS in front of it, and say so by a `BASE_URL` with https: passwords and words pass.',
        allowed: 'a host name or an IP address',
        accepts: (text) => under('http')(`http://${text.includes(':') ? `[${text}]` : text}`),
        unset: '127.0.0.1',
      },
      PORT: {
        summary: 'The port to listen on; 0 takes any free one.',
        allowed: 'a number from 0 to 65535; 0 takes any free port',
        accepts: (text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535,
        unset: '3000',
      },
      HEALTH_PORT: {
        summary: 'Of a worker: the port on `HOST` at which it says how it is; 0 takes any free one. Not set: nowhere.',
        allowed: 'a number from 0 to 65535; 0 takes any free port',
        accepts: (text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535,
      },
      BASE_URL: {
        summary:
          'The public address, as people’s browsers know it. With a path (`https://services.example/kierto`) everything is served under that path. Used in the links of mails.',
        allowed: 'an address beginning with http:// or https://, with a path or without, and nothing behind the path',
        accepts: isPublicAddress,
      },
      CONTACT: {
        summary:
          'Where people reach whoever runs the service: a mail address, shown on the pages about the service and its accessibility. The law asks for one on the latter.',
        allowed: 'a mail address',
        accepts: (text) => mailbox.test(text) && !text.includes('<'),
      },
      DATA_LICENCE: {
        summary:
          'Under which licence the data of influence may be used by those who download it, by its name in the Open Definition: it stands in their descriptor. Not set: nothing is said, and whoever has the data has to ask.',
        allowed: 'the name of a licence, such as CC-BY-4.0',
        accepts: (text) => /^[A-Za-z0-9][A-Za-z0-9.+-]{0,63}$/.test(text),
      },
      TRUSTED_PROXIES: {
        summary:
          'Addresses or networks of the proxies in front: `127.0.0.1, 10.1.0.0/16`. What they say in X-Forwarded-For, -Host and -Proto is believed, so that limits count people and not the proxy. Not set: nobody is believed.',
        allowed: 'IP addresses or networks as 10.1.0.0/16, several with commas between them',
        accepts: (text) => text.split(',').every((part) => isNetwork(part.trim())),
      },
    },
  },
  engines: {
    title: 'Engines',
    intro: 'Without these the log and the vault are SQLite files in the data folder, and one process does everything.',
    variables: {
      ESDB_URL: {
        summary:
          'The log is in EventStoreDB: `esdb://host:2113?tls=true&tlsCAFile=/path`, or several hosts with commas between them. Without credentials, because drivers print it.',
        allowed: 'esdb://host:port or esdb+discover://name:port with options, and without user or password',
        accepts: isStoreAddress,
      },
      ESDB_USER: {
        summary: 'Who Kierto is to EventStoreDB.',
        allowed: 'a name',
        accepts: filled,
        needs: ['ESDB_URL', 'ESDB_PASSWORD'],
      },
      ESDB_PASSWORD: {
        summary: 'The password of that user.',
        allowed: 'a text',
        accepts: filled,
        secret: true,
        needs: ['ESDB_URL', 'ESDB_USER'],
      },
      POSTGRES_URL: {
        summary: 'The vault is in PostgreSQL: `postgres://user:password@host:5432/database`.',
        allowed: 'postgres://user:password@host:port/database',
        accepts: under('postgres', 'postgresql'),
        secret: true,
      },
      REDIS_URL: {
        summary:
          'Jobs are run by workers, on BullMQ: `redis://:password@host:6379/0`. Needs the other engines and `KIERTO_MASTER_KEY` too, because workers and servers share no files.',
        allowed: 'redis://user:password@host:port/number or rediss://…',
        accepts: under('redis', 'rediss'),
        secret: true,
        needs: ['ESDB_URL', 'POSTGRES_URL', 'KIERTO_MASTER_KEY'],
      },
    },
  },
  mail: {
    title: 'Mail',
    intro: 'Without `SMTP_URL` nothing is mailed: notices stay in the inbox of the application.',
    variables: {
      SMTP_URL: {
        summary:
          'Mails leave through this server: `smtp://user:password@host:587`, or `smtps://…` for TLS from the start. The first must become TLS too (STARTTLS), except on this machine or with `?starttls=no`, for a catcher of mails.',
        allowed: 'smtp://user:password@host:port or smtps://…',
        accepts: under('smtp', 'smtps'),
        secret: true,
        needs: ['MAIL_FROM', 'BASE_URL'],
      },
      MAIL_FROM: {
        summary: 'The sender of mails.',
        allowed: 'a mail address, alone or as Name <address>',
        accepts: (text) => mailbox.test(text) && text.includes('<') === text.includes('>'),
        needs: ['SMTP_URL'],
      },
      SMTP_OAUTH2_USER: {
        summary: 'The mailbox that mails are sent from, where the server wants OAuth 2 (Microsoft 365).',
        allowed: 'a mail address',
        accepts: (text) => mailbox.test(text) && !text.includes('<'),
        needs: [
          'SMTP_URL',
          'SMTP_OAUTH2_CLIENT_ID',
          'SMTP_OAUTH2_CLIENT_SECRET',
          'SMTP_OAUTH2_TOKEN_URL',
          'SMTP_OAUTH2_SCOPE',
        ],
      },
      SMTP_OAUTH2_CLIENT_ID: {
        summary: 'Who Kierto is to the server that gives tokens.',
        allowed: 'a text',
        accepts: filled,
        needs: ['SMTP_OAUTH2_USER'],
      },
      SMTP_OAUTH2_CLIENT_SECRET: {
        summary: 'Its secret.',
        allowed: 'a text',
        accepts: filled,
        secret: true,
        needs: ['SMTP_OAUTH2_USER'],
      },
      SMTP_OAUTH2_TOKEN_URL: {
        summary: 'Where tokens come from: `https://login.microsoftonline.com/TENANT/oauth2/v2.0/token`.',
        allowed: 'an address beginning with https:// (or http://)',
        accepts: under('https', 'http'),
        needs: ['SMTP_OAUTH2_USER'],
      },
      SMTP_OAUTH2_SCOPE: {
        summary: 'What the token is asked for: `https://outlook.office365.com/.default`.',
        allowed: 'a text',
        accepts: filled,
        needs: ['SMTP_OAUTH2_USER'],
      },
    },
  },
  search: {
    title: 'Search',
    intro:
      'Words are found by an index in the memory of each server; it is made anew at each start and lies on no disk.',
    variables: {
      SEARCH_MEMORY: {
        summary:
          'How many MiB the index may hold. Where there are more words, the oldest are left out, and answers say so.',
        allowed: 'a whole number from 16 to 2048',
        accepts: (text) => /^[1-9]\d{1,3}$/.test(text) && Number(text) >= 16 && Number(text) <= 2_048,
        unset: '128',
      },
    },
  },
  files: {
    title: 'Files',
    intro:
      'Photos, drafts and reports that people attach. They lie sealed in the vault, and every backup and copy carries them.',
    variables: {
      LARGEST_FILE_MB: {
        summary: 'Megabytes that an uploaded file may have. Pictures are kept smaller than they come.',
        allowed: 'a whole number from 1 to 100',
        accepts: (text) => /^[1-9]\d{0,2}$/.test(text) && Number(text) <= 100,
        unset: '20',
      },
    },
  },
  signIn: {
    title: 'Signing in',
    intro: 'How people prove who they are where the organisation’s directory does not do it for them.',
    variables: {
      REQUIRE_SECOND_FACTOR: {
        summary:
          '`staff`: administrators, data protection officers, management, coordinators and analysts come in with a code of an authenticator app too, and set one up when they first sign in. Not set: everybody chooses for themselves.',
        allowed: 'staff, or not set',
        accepts: (text) => text === 'staff',
      },
    },
  },
  directory: {
    title: 'Signing in by the organisation’s directory',
    intro:
      'Without `OIDC_ISSUER` people sign in with a password or a link from a mail. How these are filled in for Entra ID and Keycloak stands in [how-to/sign-in-by-organisation.md](../how-to/sign-in-by-organisation.md).',
    variables: {
      OIDC_ISSUER: {
        summary:
          'The directory, by the address under which it issues tokens (OpenID Connect). It is asked at `/.well-known/openid-configuration` below it, when somebody signs in.',
        allowed:
          'an address beginning with https://, or with http:// for a directory on this machine; nothing behind the path',
        accepts: isIssuer,
        needs: ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'BASE_URL'],
      },
      OIDC_CLIENT_ID: {
        summary: 'Who Kierto is to the directory.',
        allowed: 'a text',
        accepts: filled,
        needs: ['OIDC_ISSUER'],
      },
      OIDC_CLIENT_SECRET: {
        summary: 'Its secret.',
        allowed: 'a text',
        accepts: filled,
        secret: true,
        needs: ['OIDC_ISSUER'],
      },
      OIDC_NAME: {
        summary:
          'What people call the directory, for the button: `Etelä-Suomi’s account`. Not set: the host of `OIDC_ISSUER`.',
        allowed: 'a text of at most 60 characters',
        accepts: (text) => filled(text) && text.length <= 60,
        needs: ['OIDC_ISSUER'],
      },
      OIDC_GROUPS_CLAIM: {
        summary: 'Where the token says which groups of the directory somebody is in.',
        allowed: 'the name of a claim',
        accepts: filled,
        unset: 'groups',
      },
      OIDC_ROLES: {
        summary:
          'Who is what through the directory: `group=role`, several with commas between them. Roles: `administrator`, `dataProtectionOfficer`, `coordinator:GROUP`, `member:GROUP:ROLE`, `analyst` or `analyst:UNIT`, `analyst+words` or `analyst+words:UNIT` (reads words too), `reader` or `reader:UNIT`. These roles are made those of the token at each sign-in; those that were given by hand stay.',
        allowed:
          'group=role, several with commas between them: kierto-admins=administrator, researchers=analyst:adult-social-work',
        accepts: filled,
        needs: ['OIDC_ISSUER'],
      },
      OIDC_INVITED_ONLY: {
        summary:
          'Only whoever was invited comes in by the directory. Not set: whoever has a role through `OIDC_ROLES` is given an account at the first sign-in.',
        allowed: 'yes, or not set',
        accepts: yes,
        needs: ['OIDC_ISSUER'],
      },
      OIDC_TRUST_EMAIL: {
        summary:
          'Mail addresses count as their owners’ although the directory does not say whether it has verified them, as Entra ID does not. **It means:** whoever may write addresses into the directory can take over an account that was invited under one.',
        allowed: 'yes, or not set',
        accepts: yes,
        needs: ['OIDC_ISSUER'],
      },
    },
  },
  webhooks: {
    title: 'Webhooks',
    intro: 'Which addresses are told of events is said to the application, not here.',
    variables: {
      WEBHOOKS_TO_PRIVATE_NETWORKS: {
        summary:
          'Allows webhooks to addresses in private networks and on this machine. **It means:** whoever may register a webhook can make the server send requests to whatever it reaches there.',
        allowed: 'yes, or not set',
        accepts: yes,
      },
    },
  },
  telemetry: {
    title: 'Traces and metrics',
    intro:
      'Without an endpoint nothing of OpenTelemetry is loaded. What its own libraries read of the specification’s other variables holds too: `OTEL_RESOURCE_ATTRIBUTES`, `OTEL_EXPORTER_OTLP_COMPRESSION`, `OTEL_EXPORTER_OTLP_CERTIFICATE`.',
    variables: {
      OTEL_EXPORTER_OTLP_ENDPOINT: {
        summary: 'Traces and metrics leave to this address by OTLP over HTTP: `http://collector:4318`.',
        allowed: 'an address beginning with http:// or https://',
        accepts: under('http', 'https'),
      },
      OTEL_EXPORTER_OTLP_HEADERS: {
        summary: 'Headers that the receiver wants, for instance a token: `name=value,name=value`.',
        allowed: 'name=value, several with commas between them',
        accepts: (text) => text.split(',').every((part) => /^\s*[^=\s]+=.+$/.test(part)) && isDecodable(text),
        secret: true,
        needs: ['OTEL_EXPORTER_OTLP_ENDPOINT'],
      },
      OTEL_SERVICE_NAME: {
        summary: 'What the process is called in traces.',
        allowed: 'a name',
        accepts: filled,
        unset: 'kierto',
      },
      OTEL_TRACES_SAMPLER_ARG: {
        summary: 'Which part of the traces that begin here is sent; 1 is all.',
        allowed: 'a number from 0 to 1',
        accepts: (text) => /^[01](\.\d+)?$/.test(text) && Number(text) <= 1,
        unset: '1',
      },
      OTEL_METRIC_EXPORT_INTERVAL: {
        summary: 'Milliseconds between two sendings of metrics.',
        allowed: 'a whole number of milliseconds, at least 100',
        accepts: (text) => /^\d{3,9}$/.test(text) && Number(text) >= 100,
        unset: '60000',
      },
    },
  },
} as const satisfies Readonly<Record<string, Matter>>;

type NamesOf<Given> = Given extends { readonly variables: infer Variables } ? keyof Variables & string : never;
export type VariableName = NamesOf<(typeof matters)[keyof typeof matters]>;

/** All variables by name, in the order of the table. */
export const variables: ReadonlyMap<string, Variable> = new Map(
  Object.values(matters).flatMap((matter) => Object.entries<Variable>(matter.variables)),
);

import { readFileSync } from 'node:fs';

/** Where an EventStoreDB is and how it is spoken to; holds no secrets. */
export interface Address {
  readonly hosts: readonly { readonly address: string; readonly port: number }[];
  /** The one host is a DNS name of all nodes of a cluster. */
  readonly discover: boolean;
  readonly tls: boolean;
  /** Certificate of the authority that signed the server's; Node's own list when left out. */
  readonly authority: Buffer | undefined;
  /** Milliseconds that one call may take. */
  readonly deadline: number;
  /** In the driver's own names and units. */
  readonly options: Readonly<Record<string, number | string>>;
}

/** As sent with every call; empty strings where the server asks for none. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

const KIND = /^esdb(\+discover)?:\/\/([^/?]*)\/?(?:\?(.*))?$/s;
const HOST = /^([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?$/;

/** What each number may be, in the unit the driver takes it in. */
const NUMBERS: Readonly<Record<string, readonly [least: number, most: number, unit: string]>> = {
  maxDiscoverAttempts: [1, 100, 'attempts'],
  discoveryInterval: [10, 60_000, 'milliseconds'],
  gossipTimeout: [1, 60, 'seconds'],
  // The driver writes warnings to the console for shorter ones.
  keepAliveInterval: [10_000, 600_000, 'milliseconds'],
  keepAliveTimeout: [1_000, 600_000, 'milliseconds'],
  // The server itself takes up to 2 seconds to answer a write that it gives up.
  defaultDeadline: [3_000, 60_000, 'milliseconds'],
};

const KNOWN = ['tls', 'tlsCAFile', 'tlsVerifyCert', 'nodePreference', 'connectionName', ...Object.keys(NUMBERS)];

/**
 * Reads `esdb://host:2113?tls=true&tlsCAFile=/certs/ca.crt`, several hosts separated by commas for a cluster, or
 * `esdb+discover://name` with one DNS name. The driver's own parser is not used: it writes the whole text to the console
 * when it does not know an option. No sentence here repeats more of the text than a name of an option.
 * @throws TypeError
 */
export function readAddress(url: string): Address {
  const [, discovering, authority, query] = KIND.exec(url.trim()) ?? [];
  if (authority === undefined) throw new TypeError('The address of EventStoreDB must begin with esdb://.');
  if (url.includes('@'))
    throw new TypeError(
      'The address of EventStoreDB must hold no user and no password; they have settings of their own.',
    );
  const hosts = authority.split(',').map(hostOf);
  const discover = discovering !== undefined;
  if (discover && hosts.length > 1)
    throw new TypeError(
      'esdb+discover:// takes one DNS name that stands for all nodes; the driver would use the first host and forget the others. List several hosts with esdb://.',
    );
  const given = optionsOf(query ?? '');
  const tls = choice(given, 'tls', ['true', 'false']) !== 'false';
  if (choice(given, 'tlsVerifyCert', ['true', 'false']) === 'false')
    throw new TypeError(
      'tlsVerifyCert=false is not possible: the driver would check the certificate all the same. Name the certificate of your authority with tlsCAFile.',
    );
  choice(given, 'nodePreference', ['leader']);
  const options: Record<string, number | string> = {};
  for (const name of Object.keys(NUMBERS)) if (given.has(name)) options[name] = numberOf(name, given.get(name)!);
  const connectionName = given.get('connectionName');
  if (connectionName !== undefined) options.connectionName = connectionName;
  const { defaultDeadline = 5_000, ...others } = options;
  return {
    hosts,
    discover,
    tls,
    authority: tls ? certificate(given.get('tlsCAFile')) : undefined,
    deadline: Number(defaultDeadline),
    options: others,
  };
}

function hostOf(text: string): { address: string; port: number } {
  const [, address, digits] = HOST.exec(text.trim()) ?? [];
  const port = Number(digits ?? 2113);
  if (address === undefined || port < 1 || port > 65_535)
    throw new TypeError(
      'The address of EventStoreDB must name hosts like node1.example:2113, separated by commas; numbers of ports go up to 65535.',
    );
  return { address, port };
}

function optionsOf(query: string): Map<string, string> {
  const given = new Map<string, string>();
  for (const pair of query.split('&').filter((one) => one !== '')) {
    const [key = '', ...value] = pair.split('=');
    const name = KNOWN.find((known) => known.toLowerCase() === key.toLowerCase());
    if (!name)
      throw new TypeError(
        `The address of EventStoreDB has an option${/^[A-Za-z]{1,40}$/.test(key) ? ` ${key}` : ''} that is not known. There are ${KNOWN.join(', ')}.`,
      );
    if (given.has(name)) throw new TypeError(`The address of EventStoreDB has the option ${name} twice.`);
    given.set(name, decoded(name, value.join('=')));
  }
  return given;
}

function decoded(name: string, value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw new TypeError(`The option ${name} of the address of EventStoreDB is not well encoded.`);
  }
}

function choice(given: Map<string, string>, name: string, allowed: readonly string[]): string | undefined {
  const value = given.get(name)?.toLowerCase();
  if (value !== undefined && !allowed.includes(value))
    throw new TypeError(`The option ${name} of the address of EventStoreDB must be ${allowed.join(' or ')}.`);
  return value;
}

function numberOf(name: string, text: string): number {
  const [least, most, unit] = NUMBERS[name]!;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= least && number <= most))
    throw new TypeError(
      `The option ${name} of the address of EventStoreDB must be a whole number of ${unit} from ${least} to ${most}.`,
    );
  return number;
}

function certificate(file: string | undefined): Buffer | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file);
  } catch (error) {
    throw new TypeError(`tlsCAFile cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'} for ${file}.`);
  }
}

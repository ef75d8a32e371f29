import { resolve } from 'node:path';

/** What an operator may say to a server, all by environment; each has a default. */
export interface Config {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Absolute path of the data folder. */
  readonly folder: string;
  /** Content of KIERTO_MASTER_KEY, which the vault reads; without it the vault keeps its keys in a file of the data folder. */
  readonly masterKeys?: string;
  readonly logLevel: (typeof logLevels)[number];
  /** Import the demo histories when the folder is empty. */
  readonly demo: boolean;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Something in the environment or on the command line is wrong; the sentence names it and says what is allowed. */
export class ConfigError extends Error {}

/** Whether only this machine can reach the address. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** @throws ConfigError */
export function readConfig(env: Readonly<Record<string, string | undefined>>, flags: readonly string[]): Config {
  const unknown = flags.find((flag) => flag !== '--demo');
  if (unknown !== undefined)
    throw new ConfigError(`There is no flag ${JSON.stringify(unknown)}; the only one is --demo.`);
  const host = env.HOST || '127.0.0.1';
  if (!isLoopback(host))
    throw new ConfigError(
      `HOST is ${JSON.stringify(host)}. Until there are accounts anybody who reaches the server may act as anybody, so it listens on loopback only: 127.0.0.1, ::1 or localhost.`,
    );
  const port = env.PORT || '3000';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new ConfigError(
      `PORT is ${JSON.stringify(port)}. It must be a number from 0 to 65535; 0 takes any free port.`,
    );
  const logLevel = (env.LOG_LEVEL || 'info') as Config['logLevel'];
  if (!logLevels.includes(logLevel))
    throw new ConfigError(`LOG_LEVEL is ${JSON.stringify(logLevel)}. It must be one of ${logLevels.join(', ')}.`);
  return {
    host,
    port: Number(port),
    folder: resolve(env.DATA_DIR || './data'),
    ...(env.KIERTO_MASTER_KEY && { masterKeys: env.KIERTO_MASTER_KEY }),
    logLevel,
    demo: flags.includes('--demo'),
  };
}

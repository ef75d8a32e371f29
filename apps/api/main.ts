import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import 'reflect-metadata';
import { endInTime, isLoopback, openLog, SettingsError } from '#installation';
import { allQueries } from '#read-models';
import { allUseCases } from '#use-cases';
import { token } from './admin-token.ts';
import { type Config, readConfig } from './config.ts';
import { importDemo } from './demo.ts';
import { type House, openHouse } from './house.ts';
import { traced } from './problem.filter.ts';
import { codeOf } from './problems.ts';
import { type Server, serve } from './server.ts';

/** People read standard error; standard output holds the log, one JSON line each. */
const say = (sentence: string): void => console.error(`kierto: ${sentence}`);

function end(status: number, sentence: string): never {
  say(sentence);
  process.exit(status);
}

function configure(): Config {
  try {
    return readConfig(process.env, process.argv.slice(2));
  } catch (error) {
    if (error instanceof SettingsError) return end(2, error.message);
    throw error;
  }
}

/** What cannot be done at the start, in a sentence that tells what to do. */
function whyNot(error: unknown, { folder, host, port, eventStore, vault }: Config): string {
  const code = codeOf(error);
  const said = error instanceof Error ? error.message : '';
  if (code === 'store-locked' || code === 'vault-locked' || code === 'folder-locked')
    return `another server works in the data folder ${folder}. ${said} Stop that one, or choose another folder with DATA_DIR.`;
  if (code === 'EADDRINUSE')
    return `something else listens on ${host}, port ${port} already. Stop it, or choose another port with PORT.`;
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL')
    return `cannot listen on ${host}, port ${port} (${code}). Choose others with HOST and PORT.`;
  const embedded = eventStore.kind === 'sqlite' && vault.kind === 'sqlite';
  if (code) return `cannot open ${embedded ? `the data folder ${folder}` : 'the log or the vault'}: ${said}`;
  return `cannot start: ${JSON.stringify(traced(error))}`;
}

const config = configure();
const log = openLog(config.logLevel);

async function begin(): Promise<{ readonly house: House; readonly server: Server }> {
  const house = await openHouse(config, log);
  try {
    return { house, server: await serve(house, { useCases: allUseCases, queries: allQueries }) };
  } catch (error) {
    await house.close();
    throw error;
  }
}

const { house, server } = await begin().catch((error: unknown) =>
  error instanceof SettingsError ? end(2, error.message) : end(1, whyNot(error, config)),
);
/** Tells the command line where the server is that holds the folder's lock; only who may read the folder may read it. */
const whereabouts = join(config.folder, 'server.json');
rmSync(whereabouts, { force: true });
writeFileSync(whereabouts, `${JSON.stringify({ url: server.address, pid: process.pid, token })}\n`, { mode: 0o600 });

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  endInTime(log);
  say(`${signal}: finishing the requests in hand …`);
  rmSync(whereabouts, { force: true });
  await server.close();
  log.flush(() => process.exit(0));
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));

say(`listening on ${server.address}, with its data in ${config.folder}`);
say(
  `there are no accounts yet: who acts is what the headers X-Kierto-… say, so ${
    isLoopback(config.host) ? 'it listens on this machine only' : 'the network must keep out everybody who may not'
  }`,
);
log.info({ address: server.address, folder: config.folder }, 'listening');

try {
  if (config.demo) {
    say('taking in the demo where the folder is empty …');
    const taken = await importDemo(house, config.folder);
    say(taken ? 'the demo is in' : 'the folder holds something already; the demo was not taken in');
  }
  if (!stopping) house.jobs.begin();
} catch (error) {
  // Stopped in the middle, the import finds the house closed; it goes on at the next start.
  if (!stopping) end(1, whyNot(error, config));
}

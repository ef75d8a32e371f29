import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { readSettings } from '#installation';
import { allQueries } from '#read-models';
import { allUseCases } from '#use-cases';
import { token } from '../../apps/api/admin-token.ts';
import { type House, openHouse } from '../../apps/api/house.ts';
import { RateLimits } from '../../apps/api/rate-limits.ts';
import { serve } from '../../apps/api/server.ts';
import { clientOfDirectory, startDirectory } from '../own-directory.ts';
import { freePort } from '../own-server.ts';
import { refusalCodes } from '../pages/refusals.ts';
import { shows } from '../planted-sentences.ts';

/** Limits that are there only while somebody looks at them: elsewhere they would hide what lies behind them. */
class RaisedLimits extends RateLimits {
  lowered = false;
  override async count(...of: Parameters<RateLimits['count']>): Promise<void> {
    if (this.lowered) await super.count(...of);
  }
}

/** A server in this process, over a folder of its own, whose log is read along. */
export interface FuzzedServer {
  readonly address: string;
  readonly house: House;
  readonly folder: string;
  readonly token: string;
  /** Tokens and passwords that no log and no refusal may say. */
  readonly secrets: Set<string>;
  /** Where people sign in at their organisation, if they do. */
  readonly issuer?: string;
  /** From now on nobody may ask too often. */
  lowerLimits(): void;
  /** Codes that a rule of the domain may refuse with. */
  readonly refusals: ReadonlySet<string>;
  /** Lines of the log that tell of a failure or repeat what was sent, since this was asked last. */
  takeLog(): readonly string[];
  close(): Promise<void>;
  remove(): void;
}

/** @param by whether one signs in at a directory there, or may enter a demo */
export async function openFuzzedServer(by: 'directory' | 'demo', postgres?: string): Promise<FuzzedServer> {
  const folder = mkdtempSync(join(tmpdir(), 'kierto-fuzz-'));
  const secrets = new Set<string>();
  let noted: string[] = [];
  const log = pino(
    { level: 'trace', base: {} },
    new Writable({
      decodeStrings: false,
      write(line: string, _encoding, done) {
        const told = [...secrets].some((secret) => line.includes(secret));
        if (/"level":(50|60)/.test(line) || shows(line) || told) noted.push(line.trim());
        done();
      },
    }),
  );
  const data = join(folder, 'data');
  const { directory, env } = by === 'directory' ? await withDirectory() : {};
  const settings = readSettings({ PORT: '0', ...env, DATA_DIR: data, POSTGRES_URL: postgres });
  const rates = new RaisedLimits();
  const house = { ...(await openHouse({ ...settings, ...(by === 'demo' && { demo: true }) }, log)), rates };
  const registry = { useCases: allUseCases, queries: allQueries };
  const server = await serve(house, registry);
  // While views are built, they rightly say so.
  while ((await fetch(`${server.address}/health/ready`)).status !== 200);
  return {
    address: server.address,
    house,
    folder: data,
    token,
    secrets,
    ...(directory && { issuer: directory.issuer }),
    lowerLimits: () => {
      rates.lowered = true;
    },
    refusals: new Set(refusalCodes()),
    takeLog() {
      const taken = noted;
      noted = [];
      return taken;
    },
    close: async () => {
      await Promise.all([server.close(), directory?.stop()]);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function withDirectory() {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const directory = await startDirectory({ back: `${base}/sign-in/oidc/back`, out: `${base}/sign-in` });
  const env = {
    PORT: String(port),
    BASE_URL: base,
    OIDC_ISSUER: directory.issuer,
    OIDC_CLIENT_ID: clientOfDirectory.id,
    OIDC_CLIENT_SECRET: clientOfDirectory.secret,
    OIDC_ROLES: 'kierto-admins=administrator',
  };
  return { directory, env };
}

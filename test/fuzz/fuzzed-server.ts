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
import { serve } from '../../apps/api/server.ts';
import { refusalCodes } from '../pages/refusals.ts';
import { shows } from '../planted-sentences.ts';
import { NoLimits, saidRights } from '../said-rights.ts';

/** A server in this process, over a folder of its own, whose log is read along. */
export interface FuzzedServer {
  readonly address: string;
  readonly house: House;
  readonly folder: string;
  readonly token: string;
  /** Codes that a rule of the domain may refuse with. */
  readonly refusals: ReadonlySet<string>;
  /** Lines of the log that tell of a failure or repeat what was sent, since this was asked last. */
  takeLog(): readonly string[];
  close(): Promise<void>;
  remove(): void;
}

export async function openFuzzedServer(postgres: string | undefined): Promise<FuzzedServer> {
  const folder = mkdtempSync(join(tmpdir(), 'kierto-fuzz-'));
  let noted: string[] = [];
  const log = pino(
    { level: 'trace', base: {} },
    new Writable({
      decodeStrings: false,
      write(line: string, _encoding, done) {
        if (/"level":(50|60)/.test(line) || shows(line)) noted.push(line.trim());
        done();
      },
    }),
  );
  const data = join(folder, 'data');
  const settings = readSettings({ PORT: '0', DATA_DIR: data, POSTGRES_URL: postgres });
  const house = { ...(await openHouse(settings, log)), rates: new NoLimits() };
  const registry = { useCases: allUseCases, queries: allQueries };
  const server = await serve(house, registry, { whoIs: saidRights(house) });
  // While views are built, they rightly say so.
  while ((await fetch(`${server.address}/health/ready`)).status !== 200);
  return {
    address: server.address,
    house,
    folder: data,
    token,
    refusals: new Set(refusalCodes()),
    takeLog() {
      const taken = noted;
      noted = [];
      return taken;
    },
    close: () => server.close(),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Environment, openLog, readSettings } from '#installation';
import { allQueries } from '#read-models';
import { allUseCases } from '#use-cases';
import { type House, openHouse } from '../apps/api/house.ts';
import { type Server, serve } from '../apps/api/server.ts';
import { NoLimits, saidRights } from './said-rights.ts';

export type Json = Record<string, unknown>;

export interface Answer<Body = Json> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  readonly text: string;
}

export interface RunningApi extends Pick<Server, 'address' | 'document'> {
  readonly house: House;
  readonly folder: string;
  /** Sends a request; a body that is a text goes as it is, anything else as JSON. */
  send<Body = Json>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<Body>>;
  close(): Promise<void>;
}

interface Otherwise {
  /** `real`: only sessions and tokens say who asks, as in production. Else whoever the headers of a story's actor say. */
  readonly whoIs?: 'real';
  /** `real`: nobody may ask too often, as in production; so it is where `whoIs` is real and nothing is said. */
  readonly limits?: 'real' | 'none';
  /** As with --demo, except that nothing is taken in. */
  readonly demo?: true;
}

/** A server as in production, on a free port, over a folder of its own that goes with it; `env` as an operator would set it. */
export async function runApi(
  env: Environment = {},
  { whoIs, limits = whoIs === 'real' ? 'real' : 'none', demo }: Otherwise = {},
): Promise<RunningApi> {
  const folder = mkdtempSync(join(tmpdir(), 'kierto-api-'));
  const settings = { ...readSettings({ PORT: '0', ...env, DATA_DIR: folder }), ...(demo && { demo }) };
  const opened = await openHouse(settings, openLog('silent'));
  const house: House = limits === 'real' ? opened : { ...opened, rates: new NoLimits() };
  const registry = { useCases: allUseCases, queries: allQueries };
  const server = await serve(house, registry, whoIs === 'real' ? {} : { whoIs: saidRights(house) });
  return {
    address: server.address,
    house,
    folder,
    get document() {
      return server.document;
    },
    async send<Body>(
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<Answer<Body>> {
      const answer = await fetch(`${server.address}${path}`, {
        method,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      const json = /\bjson\b/.test(answer.headers.get('content-type') ?? '');
      return { status: answer.status, headers: answer.headers, body: (json ? JSON.parse(text) : text) as Body, text };
    },
    async close() {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export const administrator = { 'x-kierto-role': 'administrator' };

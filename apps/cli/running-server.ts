import { readFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RescueLink } from '#sign-in';
import { type BatchResult, type ImportCounts, type ImportReport, type Recorded, type VerifyReport } from '#use-cases';
import type {
  BuildProgress,
  EntryLink,
  EventsDone,
  Installation,
  LinkWanted,
  ProofTold,
  ShownEvent,
  TokenWanted,
} from './installation.ts';
import { itemOf, jsonOf, recordedIn, reportIn, sentenceOf } from './server-answers.ts';
import { CannotDo } from './terminal.ts';
import { requireModels } from './wanted-models.ts';

/** Where a server says it is: `server.json` in its data folder, readable by its owner only. */
interface Whereabouts {
  readonly url: string;
  readonly pid: number;
  /** Shows that whoever asks may read the data folder. */
  readonly token: string;
}

interface Asking {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: AsyncIterable<Uint8Array> | string;
  readonly signal?: AbortSignal | undefined;
}

const patience = 2_000;
const lines = 'application/x-ndjson';

/** The server that holds the data folder; undefined when none does, or it left its file behind and does not answer. */
export async function findServer(folder: string): Promise<Installation | undefined> {
  let text: string;
  try {
    text = await readFile(join(folder, 'server.json'), 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
  const whereabouts = whereaboutsIn(text);
  if (!whereabouts || !isAlive(whereabouts.pid)) return undefined;
  const server = new Server(whereabouts);
  try {
    await server
      .request('/health/live', { signal: AbortSignal.timeout(patience) })
      .then((response) => response.resume());
  } catch {
    return undefined;
  }
  return server;
}

function whereaboutsIn(text: string): Whereabouts | undefined {
  try {
    const { url, pid, token } = JSON.parse(text) as Partial<Whereabouts>;
    return url && Number.isSafeInteger(pid) && token ? { url, pid: pid as number, token } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The installation as the server that holds its folder does the work. */
class Server implements Installation {
  readonly #at: Whereabouts;

  constructor(at: Whereabouts) {
    this.#at = at;
  }

  /** The answer, which begins before the body has been sent. @throws CannotDo with the server's own sentence when it refuses */
  request(path: string, { method = 'GET', headers = {}, body, signal }: Asking = {}): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const asked = httpRequest(`${this.#at.url}${path}`, {
        method,
        headers: { 'X-Kierto-Token': this.#at.token, ...headers },
        agent: false,
        signal,
      });
      asked.on('response', (response) => {
        if (response.statusCode === 200) resolve(response);
        else sentenceOf(response).then((sentence) => reject(new CannotDo(sentence)), reject);
      });
      asked.on('error', reject);
      if (body === undefined || typeof body === 'string') asked.end(body);
      // Where it fails the answer, or the error of the request, tells why.
      else pipeline(Readable.from(body, { objectMode: false }), asked).catch(reject);
    });
  }

  async import(
    history: AsyncIterable<Uint8Array>,
    { dryRun, onProgress, signal }: Parameters<Installation['import']>[1],
  ) {
    let counts: ImportCounts = { lines: 0, sources: 0, events: 0, already: 0, rejected: 0 };
    const heard = (soFar: ImportCounts) => {
      counts = soFar;
      onProgress(soFar);
    };
    try {
      const asking: Asking = {
        method: 'POST',
        headers: { 'Content-Type': lines, Accept: lines },
        body: history,
        signal,
      };
      return await reportIn<ImportReport, ImportCounts>(
        await this.request(`/api/admin/import?dryRun=${dryRun}`, asking),
        heard,
      );
    } catch (error) {
      if (signal.aborted) return { ...counts, problems: [] };
      throw error;
    }
  }

  async export(
    write: (data: string | Uint8Array) => Promise<void>,
    onProgress: (done: EventsDone) => void,
    signal: AbortSignal,
  ) {
    const response = await this.request('/api/admin/export', { signal });
    const of = Number(response.headers['x-kierto-events'] ?? 0);
    let events = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      await write(chunk);
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) events++;
      onProgress({ events, of: Math.max(of, events) });
    }
    return events;
  }

  async events(category: string, id: string, words: boolean): Promise<readonly ShownEvent[]> {
    try {
      const response = await this.request(`/api/events/${category}/${id}?words=${words}`);
      return ((await jsonOf(response)) as { readonly events: readonly ShownEvent[] }).events;
    } catch (error) {
      if (error instanceof CannotDo && error.message.startsWith('There is no stream')) return [];
      throw error;
    }
  }

  async rebuild(wanted: readonly string[], onProgress: (done: BuildProgress) => void, signal: AbortSignal) {
    const { models } = (await jsonOf(await this.request('/api/admin/read-models', { signal }))) as {
      readonly models: readonly { readonly name: string }[];
    };
    const names = requireModels(
      wanted,
      models.map(({ name }) => name),
    );
    const headers = { 'Content-Type': 'application/json', Accept: lines };
    for (const name of wanted.length > 0 ? names : [undefined]) {
      const body = JSON.stringify({ name });
      await reportIn(await this.request('/api/admin/rebuild', { method: 'POST', headers, body, signal }), onProgress);
    }
    return names;
  }

  async verify(
    checkpoints: readonly string[],
    onProgress: (done: EventsDone) => void,
    signal: AbortSignal,
  ): Promise<VerifyReport> {
    const asking: Asking = { method: 'POST', headers: { Accept: lines }, signal };
    const given = new URLSearchParams(checkpoints.map((line): [string, string] => ['checkpoint', line]));
    return reportIn<VerifyReport, EventsDone>(await this.request(`/api/admin/verify?${given}`, asking), onProgress);
  }

  async proof(signal: AbortSignal): Promise<ProofTold> {
    return (await jsonOf(await this.request('/api/proof', { signal }))) as ProofTold;
  }

  async carryOut(name: string, id: string, body: object): Promise<Recorded> {
    const { results } = (await this.#post('/api/batch', [itemOf(name, id, body)])) as { results: BatchResult[] };
    return recordedIn(results);
  }

  async ask(name: string, params: Readonly<Record<string, string>>): Promise<unknown> {
    const { allQueries } = await import('#read-models');
    const { path } = allQueries.find((one) => one.name === name)!;
    return jsonOf(await this.request(`${path}?${new URLSearchParams(params)}`));
  }

  async linkFor(account: string, how: LinkWanted): Promise<EntryLink> {
    const { path, opensFor } = (await this.#post(`/api/admin/accounts/${account}/link`, how)) as RescueLink;
    return { address: `${this.#at.url}${path}`, opensFor };
  }

  async tokenFor(account: string, wanted: TokenWanted): Promise<string> {
    return ((await this.#post(`/api/admin/accounts/${account}/token`, wanted)) as { token: string }).token;
  }

  async #post(path: string, body: unknown): Promise<unknown> {
    const headers = { 'Content-Type': 'application/json' };
    return jsonOf(await this.request(path, { method: 'POST', headers, body: JSON.stringify(body) }));
  }

  async close(): Promise<void> {}
}

import createClient from 'openapi-fetch';
import type { components, paths } from './api-types.ts';

/** The path of the public address, where there is one; the server writes it into the page. */
export const sitePath: string = document.querySelector<HTMLMetaElement>('meta[name="kierto-base"]')?.content ?? '';

/** Whatever an address leads to on our own server, in any language chosen here. */
export const addressOf = (path: string): string => `${sitePath}${path}`;

type Schemas = components['schemas'];

export type { Schemas };

/** A text as answers show it: with versions, or why there is none. */
export type Text = NonNullable<Schemas['GetGroupHomeAnswer']['group']['name']>;
export type OwedItem = Schemas['ListOwedAnswer']['items'][number];
export type ProposalRow = Schemas['ListProposalsAnswer']['items'][number];
export type Fate = Schemas['GetGroupHomeAnswer']['proposals'][number];
export type Path = Fate['path'];

type With<Method extends 'get' | 'post' | 'put'> = {
  [P in keyof paths]: NonNullable<paths[P][Method]> extends never ? never : P;
}[keyof paths];

type JsonOf<Responses> = Responses extends { 200: { content: { 'application/json': infer Answer } } } ? Answer : never;
type Responses<One> = One extends { responses: infer R } ? R : never;
type ParametersOf<One> = One extends { parameters: infer P } ? P : never;
type QueryOf<One> = ParametersOf<One> extends { query?: infer Q } ? NonNullable<Q> : object;
type InPathOf<One> = ParametersOf<One> extends { path: infer P } ? P : undefined;

/** Addresses that are read. */
export type ReadPath = With<'get'>;
export type AnswerOf<P extends ReadPath> = JsonOf<Responses<paths[P]['get']>>;
export type ReadParams<P extends ReadPath> = {
  readonly path?: InPathOf<paths[P]['get']>;
  readonly query?: Omit<QueryOf<paths[P]['get']>, 'after'>;
};

/** Addresses of commands. */
export type CommandPath = With<'post'> | With<'put'>;
type Body<One> = One extends { requestBody: { content: { 'application/json': infer B } } }
  ? B
  : One extends { requestBody?: { content: { 'application/json': infer B } } }
    ? B
    : Record<string, never>;
export type BodyOf<P extends CommandPath> = paths[P] extends { put: infer Put }
  ? Put extends undefined
    ? Body<NonNullable<paths[P]['post']>>
    : Body<Put>
  : Body<NonNullable<paths[P]['post']>>;

export type Recorded = Schemas['Recorded'];

/** What the server refused, or could not be asked. */
export class Problem extends Error {
  /** 0: the server could not be reached. */
  readonly status: number;
  readonly code: string;
  readonly request: string;
  /** What is wrong with single fields, by their path: `words.reason`. */
  readonly faults: Readonly<Record<string, string>>;

  constructor({ status, code, detail, instance, errors }: Partial<Schemas['Problem']> & { readonly status: number }) {
    super(detail ?? code ?? String(status));
    this.status = status;
    this.code = code ?? 'unreachable';
    this.request = instance?.replace('urn:uuid:', '') ?? '';
    this.faults = Object.fromEntries(
      (errors ?? []).map(({ pointer, detail: fault }) => [pointer.slice(1).replaceAll('/', '.'), fault]),
    );
  }
}

const unreachable = new Problem({ status: 0 });

/** Milliseconds for which reads say what was written last; by then every view has seen it. */
const rememberedFor = 10_000;
/** The last thing written here: reads wait until they have seen it. */
let written: { readonly position: string; readonly at: number } | undefined;

const note = (position: string | null | undefined): void => {
  if (position) written = { position, at: Date.now() };
};

const client = createClient<paths>({
  baseUrl: sitePath === '' ? window.location.origin : `${window.location.origin}${sitePath}`,
  credentials: 'same-origin',
});

type Untyped = (path: string, init: object) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

async function send(method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, init: object): Promise<unknown> {
  const answer = await (client[method] as unknown as Untyped)(path, init).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable;
  });
  const { data, error, response } = answer;
  if (response.status === 401) {
    const here = window.location.pathname.slice(sitePath.length) + window.location.search;
    window.location.assign(addressOf(`/sign-in?to=${encodeURIComponent(here)}`));
  }
  if (!response.ok) throw new Problem({ ...(typeof error === 'object' ? error : {}), status: response.status });
  note(response.headers.get('x-position'));
  return data;
}

/** Reads an address; it waits until the server's views have seen what was last written here. @throws Problem */
export async function read<P extends ReadPath>(
  path: P,
  params: ReadParams<P>,
  signal?: AbortSignal,
): Promise<AnswerOf<P>> {
  const after = written && Date.now() - written.at < rememberedFor ? written.position : undefined;
  const header = after !== undefined && { header: { 'X-After-Position': after } };
  return (await send('GET', path, { params: { ...params, ...header }, ...(signal && { signal }) })) as AnswerOf<P>;
}

export interface Given {
  /** Sent again under the same id, a command is carried out once. */
  readonly command: string;
  /** The version that was looked at; another one in the meantime is refused. */
  readonly version?: number | undefined;
  /** In which capacity, where somebody has several: `post:head-of-service`. */
  readonly as?: string | undefined;
}

/** Gives a command. @throws Problem */
export async function give<P extends CommandPath>(
  path: P,
  id: string | undefined,
  body: BodyOf<P>,
  { command, version, as }: Given,
): Promise<Recorded> {
  const headers = {
    'Idempotency-Key': command,
    ...(version !== undefined && { 'If-Match': `"${version}"` }),
    ...actingAs(as),
  };
  const init = { params: { ...(id !== undefined && { path: { id } }) }, headers, body };
  return (await send(isBegun(path) ? 'PUT' : 'POST', path, init)) as Recorded;
}

const actingAs = (as: string | undefined): object => (as === undefined ? {} : { 'X-Kierto-As': as });

/** What begins a stream is put where it will stand: `/api/proposals/{id}`. */
const isBegun = (path: string): boolean => /^\/api\/[a-z]+\/\{id\}$/.test(path);

export interface BatchItem {
  readonly command: string;
  /** `SubmitProposal` */
  readonly do: string;
  readonly id?: string;
  readonly needs?: string;
  readonly [field: string]: unknown;
}

type BatchAnswer = JsonOf<Responses<NonNullable<paths['/api/batch']['post']>>>;
export type BatchResult = BatchAnswer['results'][number];

/** Several commands of one form, in order, with a result for each. @throws Problem when none was tried */
export async function giveAll(items: readonly BatchItem[], as?: string): Promise<readonly BatchResult[]> {
  const { results } = (await send('POST', '/api/batch', { body: items, headers: actingAs(as) })) as BatchAnswer;
  note(results.findLast(({ position }) => position !== undefined)?.position);
  return results;
}

/** What is neither a reading of a view nor a command: ending sessions, asking for jobs. @throws Problem */
export const ask = (method: 'POST' | 'DELETE' | 'PUT', path: string, body?: object): Promise<unknown> =>
  send(method, path, body ? { body } : {});

/** Ids are made where things begin: UUIDv7, in the order of time. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const time = Date.now();
  for (let index = 0; index < 6; index += 1) bytes[index] = Math.floor(time / 2 ** (8 * (5 - index))) & 0xff;
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

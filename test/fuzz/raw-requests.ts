import { connect } from 'node:net';

/** Bytes that no client library would send, each with what is expected of the answer. */
export interface RawRequest {
  readonly what: string;
  /** Written one after the other, so many milliseconds apart. */
  readonly parts: readonly (string | Buffer)[];
  readonly apart?: number;
  /** `refused`: one answer with a status of 4xx; `answered`: whatever it is, it is an answer; `any`: the connection may also just end. */
  readonly wanted: 'refused' | 'answered' | 'any';
}

const post = (headers: readonly string[], body = ''): string =>
  ['POST /api/batch HTTP/1.1', 'Host: kierto', 'Connection: close', ...headers, '', body].join('\r\n');
const get = (path: string, ...headers: readonly string[]): string =>
  [`GET ${path} HTTP/1.1`, 'Host: kierto', 'Connection: close', ...headers, '', ''].join('\r\n');
const json = 'Content-Type: application/json';
const chunked = 'Transfer-Encoding: chunked';

const refused = (what: string, ...parts: (string | Buffer)[]): RawRequest => ({ what, parts, wanted: 'refused' });

export const rawRequests: readonly RawRequest[] = [
  refused('two lengths', post([json, 'Content-Length: 2', 'Content-Length: 40'], '[]')),
  refused(
    'a length and chunks',
    post([json, 'Content-Length: 2', chunked], '0\r\n\r\nGET /api/units HTTP/1.1\r\n\r\n'),
  ),
  refused('a negative length', post([json, 'Content-Length: -1'], '[]')),
  refused('a length with a sign', post([json, 'Content-Length: +2'], '[]')),
  refused('a length that is too long for any number', post([json, `Content-Length: ${'9'.repeat(40)}`], '[]')),
  refused('a length in hexadecimal', post([json, 'Content-Length: 0x2'], '[]')),
  refused('a length over the limit', post([json, 'Content-Length: 99999999999'], '[]')),
  refused('a chunk of a size that is none', post([json, chunked], 'zz\r\n[]\r\n0\r\n\r\n')),
  refused('a chunk of a negative size', post([json, chunked], '-1\r\n[]\r\n0\r\n\r\n')),
  refused('a chunk with more than it says', post([json, chunked], '1\r\n[]]]]]\r\n0\r\n\r\n')),
  refused('a chunk of more than all numbers', post([json, chunked], `${'f'.repeat(20)}\r\n[]\r\n0\r\n\r\n`)),
  refused('chunks twice', post([json, 'Transfer-Encoding: chunked, chunked'], '0\r\n\r\n')),
  refused('chunks that are not the last encoding', post([json, 'Transfer-Encoding: chunked, identity'], '0\r\n\r\n')),
  refused('a folded header', post([`${json}\r\n X-Folded: 1`], '')),
  refused('a space before the colon', get('/api/units', 'X-Kierto-Role : administrator')),
  refused('a header without a name', get('/api/units', ': administrator')),
  refused('a header with NUL', get('/api/units', 'X-Kierto-Role: admin\0istrator')),
  refused('a bare line feed', 'GET /api/units HTTP/1.1\nHost: kierto\n\n'),
  refused('headers of a megabyte', get('/api/units', `X-Long: ${'a'.repeat(1_000_000)}`)),
  refused('a hundred thousand headers', get('/api/units', ...Array.from({ length: 100_000 }, (_, at) => `X-${at}: 1`))),
  refused('an address of bytes', Buffer.from(get('/api/units/\u00ff\u00fe\u0000'), 'latin1')),
  refused('a lone per cent sign', get('/api/units/%')),
  refused('an overlong slash', get('/api/units/..%c0%af..%c0%afetc')),
  refused('an address that climbs', get('/api/../../../../etc/passwd')),
  refused('a method of no language', 'KIERTO /api/units HTTP/1.1\r\nHost: kierto\r\n\r\n'),
  refused('a version of the future', 'GET /api/units HTTP/9.9\r\nHost: kierto\r\n\r\n'),
  refused('no words at all', Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03])),
  refused('an expectation that nobody meets', post([json, 'Expect: the-impossible', 'Content-Length: 2'], '[]')),
  { what: 'a whole address', parts: [get('http://evil.example/api/units')], wanted: 'answered' },
  { what: 'an address with a fragment', parts: [get('/api/units#x')], wanted: 'answered' },
  { what: 'two hosts', parts: [get('/health/live', 'Host: other')], wanted: 'answered' },
  // Node refuses it by itself, in too few words for a problem.
  { what: 'no host', parts: ['GET /api/units HTTP/1.1\r\nConnection: close\r\n\r\n'], wanted: 'answered' },
  { what: 'a request of HTTP 1.0', parts: ['GET /health/live HTTP/1.0\r\n\r\n'], wanted: 'answered' },
  { what: 'a tunnel', parts: ['CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n'], wanted: 'any' },
  { what: 'an upgrade', parts: [get('/api/live', 'Upgrade: websocket', 'Connection: Upgrade')], wanted: 'any' },
  {
    what: 'a hundred requests in one go',
    parts: [`${'GET /health/live HTTP/1.1\r\nHost: kierto\r\n\r\n'.repeat(99)}${get('/health/live')}`],
    wanted: 'answered',
  },
  { what: 'headers that come slowly', parts: [...get('/health/live', 'X-Slow: 1')], apart: 5, wanted: 'answered' },
  { what: 'half a request', parts: ['POST /api/batch HTTP/1.1\r\nHost: kie'], wanted: 'any' },
  { what: 'half a body', parts: [post([json, 'Content-Length: 1000'], '[{')], wanted: 'any' },
  { what: 'half a chunk', parts: [post([json, chunked], '1000\r\n[')], wanted: 'any' },
];

/** Milliseconds for which an answer to half a request is waited for; then we hang up. */
const patience = 1_500;

/** Everything the server says to it until it or our patience ends. */
export async function sendRaw(address: string, { parts, apart = 0, wanted }: RawRequest): Promise<string> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  const got: Buffer[] = [];
  socket.on('data', (part) => got.push(part));
  const ended = new Promise<void>((resolve) => {
    socket.on('close', () => resolve());
    // It may close on us while we are still writing.
    socket.on('error', () => resolve());
  });
  for (const part of parts) {
    socket.write(part);
    if (apart > 0) await new Promise((resolve) => setTimeout(resolve, apart));
  }
  const late = setTimeout(() => socket.destroy(), wanted === 'any' ? patience : 20 * patience);
  await ended;
  clearTimeout(late);
  socket.destroy();
  return Buffer.concat(got).toString('latin1');
}

/** What is wrong with what came back. */
export function rawFaults({ what, wanted }: RawRequest, got: string): string[] {
  if (got === '') return wanted === 'any' ? [] : [`${what}: the connection ended without an answer`];
  const statuses = [...got.matchAll(/(?:^|\r\n|\})HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
  const [first] = statuses;
  if (first === undefined) return [`${what}: what came back is no answer: ${got.slice(0, 80)}`];
  if (statuses.some((status) => status >= 500)) return [`${what}: was answered with ${statuses.join()}`];
  if (wanted !== 'refused') return [];
  const faults = first >= 400 && statuses.length === 1 ? [] : [`${what}: was answered with ${statuses.join()}`];
  if (!/\r\ncontent-type: application\/problem\+json/i.test(got)) faults.push(`${what}: ${first} without a problem`);
  if (!/\r\nx-content-type-options: nosniff/i.test(got))
    faults.push(`${what}: ${first} without what every answer says`);
  return faults;
}

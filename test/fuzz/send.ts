import { Agent, request } from 'node:http';

/** A request as it goes out; a list of values is a header that stands there so often. */
export interface Asked {
  readonly what: string;
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
  /** It may be answered with a session: what opens one stands in it. */
  readonly signsIn?: boolean;
  /** Whatever stands in it opens nothing where it stands: no event may follow, nor an answer of 2xx. */
  readonly opensNothing?: boolean;
}

const credentials = ['authorization', 'cookie', 'x-kierto-token'];

export const withoutCredentials = (headers: Asked['headers']): Asked['headers'] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !credentials.includes(name)));

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly text: string;
}

/** Milliseconds in which a request must have ended: a read waits 5 seconds for what it must have seen, and machines are busy. */
const longest = 30_000;

/** What of the body of a stream without an end is waited for. */
const endless = 'text/event-stream';

export const openConnections = (): Agent => new Agent({ keepAlive: true, maxSockets: 16 });

/**
 * Sends it and waits for the whole answer. `cut`: the server closed the connection without an answer.
 * @throws when nothing has come within `longest`
 */
export function send(address: string, agent: Agent, asked: Asked): Promise<Answered | 'cut'> {
  const { method, path, headers, body } = asked;
  return new Promise((resolve, reject) => {
    const sent = request(address, {
      agent,
      method,
      path,
      headers: {
        ...headers,
        ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
      } as never,
    });
    const late = setTimeout(() => {
      sent.destroy();
      reject(new Error(`${asked.what}: ${method} ${path.slice(0, 200)} has not ended within ${longest} ms.`));
    }, longest);
    const end = (answered: Answered | 'cut') => {
      clearTimeout(late);
      resolve(answered);
    };
    sent.on('error', () => end('cut'));
    sent.on('response', (answer) => {
      const parts: Buffer[] = [];
      const whole = () =>
        end({
          status: answer.statusCode!,
          headers: answer.headers as Record<string, string>,
          rawHeaders: answer.rawHeaders,
          text: Buffer.concat(parts).toString('utf8'),
        });
      answer.on('data', (part: Buffer) => {
        parts.push(part);
        if (!answer.headers['content-type']?.startsWith(endless)) return;
        whole();
        sent.destroy();
      });
      answer.on('end', whole);
      answer.on('error', () => end('cut'));
    });
    sent.end(body);
  });
}

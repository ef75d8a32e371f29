import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerAuthentication } from 'smtp-server';

/** A mail as a mail program would read it. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** By name in lower case, unfolded and decoded. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly html: string;
  readonly raw: string;
  /** Whether it came through TLS, and as whom the sender had logged in. */
  readonly secure: boolean;
  readonly user: string | undefined;
}

export interface MailServerOptions {
  /** 0, when left out: any free port. */
  readonly port?: number;
  /** Offers STARTTLS. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Wants a login, and says whether it is right. */
  readonly login?: (login: SMTPServerAuthentication) => boolean;
}

/** A reply instead of `250`. */
export const reply = (responseCode: number, sentence = 'Not now') =>
  Object.assign(new Error(sentence), { responseCode });

/** A real SMTP server on this machine that keeps what it gets. */
export async function openMailServer({ port = 0, tls, login }: MailServerOptions = {}) {
  const mails: ReceivedMail[] = [];
  /** What happens on the way; a test puts its faults here. */
  const on = {
    connect: async (): Promise<void> => {},
    /** Throws a `reply` to refuse a reader. */
    reader: async (_address: string): Promise<void> => {},
    /** Called when the mail is here, before the sender is told so. */
    mail: async (_mail: ReceivedMail): Promise<void> => {},
  };
  const answer = (work: Promise<unknown>, done: (error?: Error | null) => void): void => {
    work.then(
      () => done(),
      (error: Error) => done(error),
    );
  };
  const server = new SMTPServer({
    authOptional: !login,
    authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
    // Plain logins are taken without TLS too: whether a sender asks for TLS is for the sender to decide.
    allowInsecureAuth: true,
    disabledCommands: [...(login ? [] : ['AUTH']), ...(tls ? [] : ['STARTTLS'])],
    disableReverseLookup: true,
    closeTimeout: 50,
    ...tls,
    onConnect: (_session, done) => answer(on.connect(), done),
    onAuth: (auth, _session, done) =>
      login?.(auth)
        ? done(null, { user: auth.username ?? '' })
        : done(null, { data: { status: '401', schemes: 'bearer', scope: 'mail' } }),
    onRcptTo: ({ address }, _session, done) => answer(on.reader(address), done),
    onData: (stream, { envelope, secure, user }, done) =>
      answer(
        buffer(stream).then(async (bytes) => {
          const { mailFrom, rcptTo } = envelope;
          const mail: ReceivedMail = {
            ...parseMail(bytes.toString('latin1')),
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
            secure,
            user,
          };
          mails.push(mail);
          await on.mail(mail);
        }),
        done,
      ),
  });
  // A sender that dies in the middle is no failure of the server.
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(port, '0.0.0.0', () => resolve()));
  const listening = (server.server.address() as AddressInfo).port;
  return {
    port: listening,
    url: `smtp://127.0.0.1:${listening}`,
    mails,
    on,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

export type MailServer = Awaited<ReturnType<typeof openMailServer>>;

/** A certificate for this machine that nobody has ever seen before. */
export function throwAwayCertificate(): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'kierto-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:0.0.0.0'];
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', [...made, ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  const pair = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
  return pair;
}

type Headers = ReadonlyMap<string, string>;

/** @param raw each character one byte */
function parseMail(raw: string): Pick<ReceivedMail, 'headers' | 'text' | 'html' | 'raw'> {
  const { headers, body } = split(raw);
  const parts = partsOf(headers, body);
  const of = (type: string) => parts.find((part) => part.headers.get('content-type')?.startsWith(type))?.text ?? '';
  return { headers, text: of('text/plain'), html: of('text/html'), raw };
}

function split(raw: string): { readonly headers: Headers; readonly body: string } {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())];
  });
  return { headers: new Map(headers), body: raw.slice(end + 4) };
}

function partsOf(headers: Headers, body: string): { readonly headers: Headers; readonly text: string }[] {
  const boundary = /boundary="?([^";]+)"?/.exec(headers.get('content-type') ?? '')?.[1];
  if (boundary === undefined) return [{ headers, text: decodeBody(headers, body) }];
  const inside = body.split(`--${boundary}`).slice(1, -1);
  return inside.flatMap((part) => {
    const { headers: own, body: text } = split(part.replace(/^\r\n/, ''));
    return partsOf(own, text.replace(/\r\n$/, ''));
  });
}

function decodeBody(headers: Headers, body: string): string {
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  const bytes = encoding === 'quoted-printable' ? unquoted(body.replace(/=[ \t]*\r\n/g, '')) : body;
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n');
}

const unquoted = (text: string): string =>
  text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Encoded words of RFC 2047. */
function decodeWords(value: string): string {
  return value
    .replace(/(\?=)\s+(=\?)/g, '$1$2')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, how: string, text: string) =>
      how.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString('utf8')
        : Buffer.from(unquoted(text.replaceAll('_', ' ')), 'latin1').toString('utf8'),
    );
}

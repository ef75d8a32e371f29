import type { SmtpSettings } from './mail.ts';

/** Where mails are handed over, and how much of the way is open. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /**
   * `at-once`: the connection begins with TLS. `required`: it must become TLS by STARTTLS before anything else is said. `none`:
   * only on this machine, or where the address asks for it with `?starttls=no`, as for a mail catcher in the same network.
   */
  readonly tls: 'at-once' | 'required' | 'none';
  readonly login?: { readonly user: string; readonly password: string };
}

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

const shape = 'smtp://user:password@host:587 or smtps://user:password@host:465';

/** @throws RangeError: a sentence that names the setting and says what is allowed, without the secrets in it */
export function smtpServer({ url, oauth2 }: SmtpSettings): SmtpServer {
  const parsed = URL.parse(url);
  const secure = parsed?.protocol === 'smtps:';
  if (!parsed?.hostname || (!secure && parsed.protocol !== 'smtp:') || !/^\/?$/.test(parsed.pathname))
    throw new RangeError(`SMTP_URL must be ${shape}.`);
  const open = parsed.searchParams.get('starttls') === 'no';
  if (parsed.hash || [...parsed.searchParams].some(([name, value]) => name !== 'starttls' || value !== 'no'))
    throw new RangeError(`SMTP_URL must be ${shape}; the only thing that may follow is ?starttls=no.`);
  if (secure && open) throw new RangeError('SMTP_URL says smtps: and starttls=no; only one of them can be meant.');
  if (oauth2 && parsed.username)
    throw new RangeError('SMTP_URL has a user, and SMTP_OAUTH2_USER is set; leave the user out of SMTP_URL.');
  if (oauth2 && !isTrusted(oauth2.tokenUrl))
    throw new RangeError('SMTP_OAUTH2_TOKEN_URL must be an https address: a secret is sent there.');
  const host = parsed.hostname.replace(/^\[(.*)\]$/, '$1');
  return {
    host,
    port: Number(parsed.port) || (secure ? 465 : 587),
    tls: secure ? 'at-once' : open || isLoopback(host) ? 'none' : 'required',
    ...(parsed.username && {
      login: { user: decoded(parsed.username), password: decoded(parsed.password) },
    }),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new RangeError(`SMTP_URL must be ${shape}, with user and password percent-encoded.`);
  }
}

function isTrusted(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && isLoopback(parsed.hostname));
}

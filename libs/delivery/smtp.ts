import { createTransport } from 'nodemailer';
import { DeliveryError } from './errors.ts';
import type { Mail, MailDelivery, SmtpSettings } from './mail.ts';
import { AccessTokens } from './oauth2.ts';
import { smtpServer } from './smtp-server.ts';

/** How many mails are on their way at once. */
const connections = 5;
/** Milliseconds after which a mail that has not left is given up for this time: no lease may be shorter. */
const longestSending = 120_000;

const limits = { dnsTimeout: 10_000, connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 30_000 };

/** One address that cannot be two, a name or the beginning of another header. */
const address = /^[^\s@<>,;:"()[\]\\]{1,64}@[^\s@<>,;:"()[\]\\]{1,255}$/;
const isPlain = (text: string) => !/\p{Cc}/u.test(text);

interface Refusal {
  readonly code?: string;
  readonly responseCode?: number;
  readonly command?: string;
  /** Of what lies below, for instance of TLS. */
  readonly originalCode?: string;
}

const codes: Readonly<Record<string, string>> = {
  EAUTH: 'login-refused',
  ENOAUTH: 'login-refused',
  ETLS: 'no-tls',
  EDNS: 'no-such-host',
  ESOCKET: 'no-connection',
  ECONNECTION: 'no-connection',
  ETIMEDOUT: 'timeout',
  EABORT: 'timeout',
};

/**
 * Only what the server says of this reader or this mail is final. A login, a sender or a whole server that is refused is for an
 * operator to mend, and then the mail shall leave. What a server wrote beside its code is not kept: it may name the address.
 */
function classify(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const { code, responseCode, command, originalCode } = error as Refusal;
  if (/CERT|SIGNATURE|ALTNAME|SSL/.test(originalCode ?? '')) return new DeliveryError('temporary', 'certificate');
  if (code === 'EAUTH' && isReply(responseCode)) return new DeliveryError('temporary', `login-refused-${responseCode}`);
  if (code === 'EENVELOPE' && !isReply(responseCode)) return new DeliveryError('permanent', 'address-malformed');
  if (code === 'ETLS' || !isReply(responseCode))
    return new DeliveryError('temporary', codes[code ?? ''] ?? 'unexpected');
  const final = responseCode >= 500 && responseCode !== 503 && (command === 'RCPT TO' || command === 'DATA');
  return new DeliveryError(final ? 'permanent' : 'temporary', `smtp-${responseCode}`);
}

const isReply = (code: number | undefined): code is number => code !== undefined && code >= 400;

/** Mail through one SMTP server. @throws RangeError: a sentence about a setting */
export function openSmtp(settings: SmtpSettings, from: string): MailDelivery & { close(): void } {
  const { host, port, tls, login } = smtpServer(settings);
  const tokens = settings.oauth2 && new AccessTokens(settings.oauth2);
  const sender = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
  if (!isPlain(from) || !address.test(sender))
    throw new RangeError('MAIL_FROM must be an address, or a name and an address: Kierto <kierto@example.fi>.');
  const name = from.slice(0, Math.max(0, from.lastIndexOf('<'))).trim();
  const transport = createTransport({
    pool: true,
    host,
    port,
    secure: tls === 'at-once',
    requireTLS: tls === 'required',
    ignoreTLS: tls === 'none',
    ...limits,
    maxConnections: connections,
    // The outbox tries again, and it alone: what is on its way twice would be sent twice.
    maxRequeues: 0,
    idleTimeout: 5_000,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(login && { auth: { user: login.user, pass: login.password } }),
    ...(tokens && { auth: { type: 'OAuth2', user: settings.oauth2!.user, provisionCallback: provide(tokens) } }),
  });

  // What fails is told to whoever sends; a connection that breaks while nobody uses it must not end the process.
  transport.on('error', () => {});

  return {
    configured: true,
    async send(mail: Mail): Promise<void> {
      const { to, lang, subject, text, html, messageId, headers = {} } = mail;
      if (!address.test(to) || !isPlain(to)) throw new DeliveryError('permanent', 'address-malformed');
      const lines = [subject, messageId, ...Object.entries(headers).flat()];
      if (!lines.every(isPlain)) throw new DeliveryError('permanent', 'header-malformed');
      try {
        await tokens?.read();
        await transport.sendMail({
          from: { name, address: sender },
          to: { name: '', address: to },
          envelope: { from: sender, to: [to] },
          messageId: `<${messageId}@${sender.split('@')[1]}>`,
          subject,
          text,
          html,
          xMailer: false,
          headers: {
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'All',
            'Content-Language': lang,
            ...headers,
          },
          signal: AbortSignal.timeout(longestSending),
        });
      } catch (error) {
        throw classify(error);
      }
    },
    close: () => transport.close(),
  };
}

/** As nodemailer asks for a token: when a connection logs in, and again with `renew` when it was refused. */
function provide(tokens: AccessTokens) {
  return (
    _user: string,
    renew: boolean,
    answer: (error: Error | null, token?: string, until?: number) => void,
  ): void => {
    tokens.read(renew).then(
      ({ token, until }) => answer(null, token, until),
      (error: Error) => answer(error),
    );
  };
}

import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import tls from 'node:tls';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  type MailServer,
  type MailServerOptions,
  openMailServer,
  reply,
  throwAwayCertificate,
} from '../../test/mail-server.ts';
import type { DeliveryError } from './errors.ts';
import type { Mail, SmtpSettings } from './mail.ts';
import { openSmtp } from './smtp.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function server(options?: MailServerOptions): Promise<MailServer> {
  const one = await openMailServer(options);
  opened.push(one);
  return one;
}

function sender(settings: SmtpSettings, from = 'Kierto <kierto@example.fi>') {
  const one = openSmtp(settings, from);
  opened.push(one);
  return one;
}

const mail: Mail = {
  to: 'aino@example.fi',
  lang: 'fi',
  subject: 'Muistutus: johdon vastaus, määräpäivä 3. joulukuuta 2026',
  text: 'Vuorossa on johto – älä vastaa.\n',
  html: '<p>Vuorossa on johto – älä vastaa.</p>',
  messageId: 'mail-1',
  headers: { 'List-Unsubscribe': '<https://kierto.example/account/mails>' },
};

/** What a sending that fails says. */
async function failure(sent: Promise<void>): Promise<{ kind: string; code: string; text: string }> {
  const error = await sent.then(
    () => undefined,
    (one: DeliveryError) => one,
  );
  if (!error) throw new Error('It was sent.');
  return { kind: error.kind, code: error.code, text: `${error.stack} ${JSON.stringify(error)} ${String(error.cause)}` };
}

describe('A mail that is sent', () => {
  it('arrives with both parts and says of itself that a machine wrote it', async () => {
    const { url, mails } = await server();
    await sender({ url }).send(mail);
    expect(mails).toHaveLength(1);
    const [{ headers, from, to, text, html }] = mails as [(typeof mails)[0]];
    expect({ from, to, text, html }).toEqual({
      from: 'kierto@example.fi',
      to: ['aino@example.fi'],
      text: mail.text,
      html: mail.html,
    });
    expect(Object.fromEntries(headers)).toMatchObject({
      from: 'Kierto <kierto@example.fi>',
      to: 'aino@example.fi',
      subject: mail.subject,
      'message-id': '<mail-1@example.fi>',
      'auto-submitted': 'auto-generated',
      'content-language': 'fi',
      'list-unsubscribe': '<https://kierto.example/account/mails>',
    });
    expect(headers.has('x-mailer')).toBe(false);
  });

  it('is the same mail when it is sent again', async () => {
    const { url, mails } = await server();
    const smtp = sender({ url });
    await smtp.send(mail);
    await smtp.send(mail);
    expect(mails.map(({ headers }) => headers.get('message-id'))).toEqual([
      '<mail-1@example.fi>',
      '<mail-1@example.fi>',
    ]);
  });

  it.each([
    ['aino@example.fi\r\nBcc: spy@example.com', 'address-malformed'],
    ['aino@example.fi, spy@example.com', 'address-malformed'],
    ['Aino <aino@example.fi>', 'address-malformed'],
    ['040 555 0101', 'address-malformed'],
  ])('does not leave to %j', async (to, code) => {
    const { url, mails } = await server();
    expect(await failure(sender({ url }).send({ ...mail, to }))).toMatchObject({ kind: 'permanent', code });
    expect(mails).toEqual([]);
  });

  it.each([
    { subject: 'Muistutus\r\nBcc: spy@example.com' },
    { messageId: 'mail-1>\r\nBcc: spy@example.com' },
    { headers: { 'List-Unsubscribe': '<x>\nBcc: spy@example.com' } },
  ])('takes no further header in %j', async (part) => {
    const { url, mails } = await server();
    const { kind, code } = await failure(sender({ url }).send({ ...mail, ...part }));
    expect({ kind, code, mails }).toEqual({ kind: 'permanent', code: 'header-malformed', mails: [] });
  });
});

describe('What a server answers', () => {
  it.each([
    [450, 'temporary'],
    [421, 'temporary'],
    [550, 'permanent'],
    [552, 'permanent'],
  ])('of a reader with %i is %s', async (code, kind) => {
    const { url, on } = await server();
    on.reader = async (address) => {
      throw reply(code, `no ${address} here`);
    };
    const { text, ...failed } = await failure(sender({ url }).send(mail));
    expect(failed).toEqual({ kind, code: `smtp-${code}` });
    expect(text).not.toContain('aino');
  });

  it.each([
    [451, 'temporary'],
    [554, 'permanent'],
  ])('of the whole mail with %i is %s', async (code, kind) => {
    const { url, on } = await server();
    on.mail = async () => {
      throw reply(code);
    };
    expect(await failure(sender({ url }).send(mail))).toMatchObject({ kind, code: `smtp-${code}` });
  });

  it('to the greeting is never final: it says nothing of the reader', async () => {
    const { url, on } = await server();
    on.connect = async () => {
      throw reply(554);
    };
    expect(await failure(sender({ url }).send(mail))).toMatchObject({ kind: 'temporary' });
  });

  it('may be nothing at all', async () => {
    const { url, close } = await openMailServer();
    await close();
    expect(await failure(sender({ url }).send(mail))).toMatchObject({ kind: 'temporary', code: 'no-connection' });
  });

  it('is not waited for for ever', async () => {
    const silent = createTcpServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    opened.push({ close: () => silent.close() });
    const url = `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    expect(await failure(sender({ url }).send(mail))).toMatchObject({ kind: 'temporary', code: 'timeout' });
  });

  it('is forgotten: the same connection takes the next mail', async () => {
    const { url, on, mails } = await server();
    const smtp = sender({ url });
    on.reader = async () => {
      throw reply(550);
    };
    await failure(smtp.send(mail));
    on.reader = async () => {};
    await smtp.send({ ...mail, messageId: 'mail-2' });
    expect(mails.map(({ headers }) => headers.get('message-id'))).toEqual(['<mail-2@example.fi>']);
  });
});

describe('The way to the server', () => {
  const certificate = throwAwayCertificate();
  const trusted = tls.getCACertificates('default');
  afterEach(() => tls.setDefaultCACertificates(trusted));
  /** This machine under an address that is not loopback by its name. */
  const beyond = ({ port }: MailServer, user = '') => `smtp://${user}0.0.0.0:${port}`;

  it('becomes TLS before anything is said', async () => {
    tls.setDefaultCACertificates([...trusted, certificate.cert]);
    const one = await server({ tls: certificate });
    await sender({ url: beyond(one) }).send(mail);
    expect(one.mails).toMatchObject([{ secure: true }]);
  });

  it('is not gone without TLS, nor with a certificate that nobody vouches for', async () => {
    const [open, unknown] = [await server({ login: () => true }), await server({ tls: certificate })];
    for (const [one, code] of [
      [open, 'no-tls'],
      [unknown, 'certificate'],
    ] as const) {
      const { text, ...failed } = await failure(sender({ url: beyond(one, 'aino:secret-9@') }).send(mail));
      expect(failed).toEqual({ kind: 'temporary', code });
      expect(text).not.toContain('secret-9');
      expect(one.mails).toEqual([]);
    }
  });

  it('is open where the operator says so', async () => {
    const one = await server();
    await sender({ url: `${beyond(one)}?starttls=no` }).send(mail);
    expect(one.mails).toMatchObject([{ secure: false }]);
  });

  it('is found by a login, percent-encoded in the address', async () => {
    const one = await server({ login: ({ username, password }) => username === 'kierto@x' && password === 'p@ss/1' });
    await sender({ url: one.url.replace('//', '//kierto%40x:p%40ss%2F1@') }).send(mail);
    expect(one.mails).toMatchObject([{ user: 'kierto@x' }]);
    const refused = sender({ url: one.url.replace('//', '//kierto:wrong-9@') });
    const { text, ...failed } = await failure(refused.send(mail));
    expect(failed).toEqual({ kind: 'temporary', code: 'login-refused-535' });
    expect(text).not.toContain('wrong-9');
  });
});

describe('A login with OAuth 2', () => {
  /** Gives tokens as the identity platform of Microsoft does. */
  async function tokenServer(expiresIn: number) {
    const asked: string[] = [];
    const state = { status: 200, newest: '' };
    const http: Server = createServer((request, response) => {
      request.setEncoding('utf8').on('data', (body: string) => asked.push(body));
      request.on('end', () => {
        state.newest = `token-${asked.length}`;
        response.writeHead(state.status, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ access_token: state.newest, expires_in: expiresIn, token_type: 'Bearer' }));
      });
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    opened.push(http);
    return { asked, state, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/token` };
  }

  const oauth2 = (tokenUrl: string) => ({
    user: 'kierto@example.fi',
    clientId: 'client-1',
    clientSecret: 'secret-9',
    tokenUrl,
    scope: 'https://outlook.office365.com/.default',
  });

  it('asks once for a token, and uses it until shortly before its end', async () => {
    const tokens = await tokenServer(3_600);
    const one = await server({ login: ({ accessToken }) => accessToken === 'token-1' });
    const smtp = sender({ url: one.url, oauth2: oauth2(tokens.url) });
    await Promise.all([1, 2, 3].map((number) => smtp.send({ ...mail, messageId: `mail-${number}` })));
    expect(one.mails.map(({ user }) => user)).toEqual(Array(3).fill('kierto@example.fi'));
    expect(tokens.asked).toEqual([
      'grant_type=client_credentials&client_id=client-1&client_secret=secret-9&scope=https%3A%2F%2Foutlook.office365.com%2F.default',
    ]);
  });

  it('asks anew when a token is about to end', async () => {
    const tokens = await tokenServer(60);
    const one = await server({ login: ({ accessToken }) => accessToken === tokens.state.newest });
    const smtp = sender({ url: one.url, oauth2: oauth2(tokens.url) });
    await smtp.send(mail);
    const before = tokens.asked.length;
    await smtp.send(mail);
    expect(tokens.asked.length).toBeGreaterThan(before);
    expect(one.mails).toHaveLength(2);
  });

  it('asks anew, once, when the token is refused', async () => {
    const tokens = await tokenServer(3_600);
    const one = await server({ login: ({ accessToken }) => accessToken === 'token-2' });
    await sender({ url: one.url, oauth2: oauth2(tokens.url) }).send(mail);
    expect(one.mails).toHaveLength(1);
    expect(tokens.asked).toHaveLength(2);
  });

  it.each([
    [400, 'token-refused-400'],
    [503, 'token-refused-503'],
  ])('that the token server refuses with %i may succeed later, and no secret is told', async (status, code) => {
    const tokens = await tokenServer(3_600);
    tokens.state.status = status;
    const one = await server({ login: () => true });
    const { text, ...failed } = await failure(sender({ url: one.url, oauth2: oauth2(tokens.url) }).send(mail));
    expect(failed).toEqual({ kind: 'temporary', code });
    expect(text).not.toMatch(/secret-9|token-\d\b(?!refused)/);
    tokens.state.status = 200;
  });

  it('that is refused with every token tells none', async () => {
    const tokens = await tokenServer(3_600);
    const one = await server({ login: () => false });
    const { text, ...failed } = await failure(sender({ url: one.url, oauth2: oauth2(tokens.url) }).send(mail));
    expect(failed.kind).toBe('temporary');
    expect(failed.code).toMatch(/^login-refused/);
    expect(text).not.toMatch(/secret-9|token-[12]/);
  });
});

describe('Settings', () => {
  it.each([
    ['http://mail:25', /SMTP_URL must be/],
    ['smtp:mail', /SMTP_URL must be/],
    ['smtp://mail/path', /SMTP_URL must be/],
    ['smtp://mail?ignoreTLS=true', /the only thing that may follow is \?starttls=no/],
    ['smtps://mail?starttls=no', /only one of them/],
    ['smtp://user%:pw@mail', /percent-encoded/],
  ])('are refused: %s', (url, sentence) => {
    expect(() => openSmtp({ url }, 'kierto@example.fi')).toThrow(sentence);
  });

  it.each(['kierto', 'Kierto <kierto>', 'kierto@example.fi\r\nBcc: spy@example.com', 'a@b.fi, c@d.fi'])(
    'are refused: mails from %j',
    (from) => {
      expect(() => openSmtp({ url: 'smtp://localhost' }, from)).toThrow(/MAIL_FROM/);
    },
  );

  it('send a secret through https only', () => {
    const oauth2 = {
      user: 'k@x.fi',
      clientId: 'c',
      clientSecret: 's',
      tokenUrl: 'http://login.example/token',
      scope: 's',
    };
    expect(() => openSmtp({ url: 'smtp://mail', oauth2 }, 'kierto@example.fi')).toThrow(/https/);
    const twice = { ...oauth2, tokenUrl: 'https://login.example/token' };
    expect(() => openSmtp({ url: 'smtp://user:pw@mail', oauth2: twice }, 'kierto@example.fi')).toThrow(
      /leave the user/,
    );
  });
});

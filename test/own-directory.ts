import { createServer, type Server } from 'node:http';
import { Provider } from 'oidc-provider';
import { freePort } from './own-server.ts';

/** What the directory says of somebody; changed between two sign-ins it is what an administrator of the directory does. */
export interface InDirectory {
  readonly name?: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly groups?: readonly string[];
}

export interface OwnDirectory {
  readonly issuer: string;
  readonly people: Map<string, InDirectory>;
  stop(): Promise<void>;
  /** Comes back at the same address. */
  start(): Promise<void>;
}

export const clientOfDirectory = { id: 'kierto', secret: 'a-secret-of-the-tests-0123456789' };

/** A directory that speaks OpenID Connect, with pages to sign in on which any password is right. */
export async function startDirectory(of: { readonly back: string; readonly out: string }): Promise<OwnDirectory> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const people = new Map<string, InDirectory>();
  const provider = quietly(
    () =>
      new Provider(issuer, {
        clients: [
          {
            client_id: clientOfDirectory.id,
            client_secret: clientOfDirectory.secret,
            redirect_uris: [of.back],
            post_logout_redirect_uris: [of.out],
            token_endpoint_auth_method: 'client_secret_post',
          },
        ],
        cookies: { keys: ['a-key-of-the-tests'] },
        // Each in seconds; with the defaults it asks in the log for others.
        ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
        pkce: { required: () => true },
        claims: { email: ['email', 'email_verified'], profile: ['name', 'groups'] },
        findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...people.get(sub) }) as never }),
      }),
  );
  let server: Server | undefined;
  const directory: OwnDirectory = {
    issuer,
    people,
    async start() {
      const listening = createServer(provider.callback());
      await new Promise<void>((done) => listening.listen(port, '127.0.0.1', done));
      server = listening;
    },
    async stop() {
      const stopping = server;
      server = undefined;
      stopping?.closeAllConnections();
      await new Promise<void>((done) => (stopping ? stopping.close(() => done()) : done()));
    },
  };
  await directory.start();
  return directory;
}

/** It warns at length that its pages are for tests, which they are. */
function quietly<Made>(make: () => Made): Made {
  const { warn, info } = console;
  console.warn = console.info = () => {};
  try {
    return make();
  } finally {
    Object.assign(console, { warn, info });
  }
}

/** A browser without script: keeps cookies by host and port and path enough, and follows no redirect by itself. */
export class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();

  async ask(address: string, form?: Readonly<Record<string, string>>): Promise<Page> {
    const { origin } = new URL(address);
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, jar);
    const answer = await fetch(address, {
      redirect: 'manual',
      method: form ? 'POST' : 'GET',
      headers: {
        ...(jar.size > 0 && { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') }),
        ...(form && { origin, 'sec-fetch-site': 'same-origin' }),
      },
      ...(form && { body: new URLSearchParams(form) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value === '' || /expires=Thu, 01 Jan 1970|max-age=0/i.test(line)) jar.delete(name!);
      else jar.set(name!, value!);
    }
    const location = answer.headers.get('location');
    return {
      address,
      status: answer.status,
      headers: answer.headers,
      text: await answer.text(),
      ...(location !== null && { to: new URL(location, address).href }),
    };
  }

  cookieOf(origin: string, name: string): string | undefined {
    return this.#cookies.get(new URL(origin).origin)?.get(name);
  }

  forget(origin: string, name: string): void {
    this.#cookies.get(new URL(origin).origin)?.delete(name);
  }
}

export interface Page {
  readonly address: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where it leads. */
  readonly to?: string;
}

/**
 * Signs in on the pages of the directory and follows them until they lead back. @returns the address that the browser is sent
 * back to, not yet asked for
 */
export async function signInAtDirectory(browser: Browser, began: string, login: string, back: string): Promise<string> {
  let page = await browser.ask(began);
  for (let steps = 0; steps < 12; steps += 1) {
    if (page.to?.startsWith(back)) return page.to;
    if (page.to !== undefined) page = await browser.ask(page.to);
    else page = await browser.ask(actionOf(page), formOf(page, login));
  }
  throw new Error(`The directory did not lead back: ${page.status} ${page.text.slice(0, 500)}`);
}

const actionOf = ({ address, text }: Page): string =>
  new URL(/<form[^>]*action="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '', address).href;

function formOf({ text }: Page, login: string): Record<string, string> {
  const prompt = /name="prompt" value="([^"]+)"/.exec(text)?.[1];
  if (prompt === undefined) throw new Error(`This is no page of the directory: ${text.slice(0, 500)}`);
  return { prompt, ...(prompt === 'login' && { login, password: 'any' }) };
}

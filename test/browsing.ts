/** What a page answered, as somebody who uses it would know it. */
export interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** Where it led, before it was followed. */
  readonly location: string | null;
  /** What is read of it, without what is only for machines. */
  readonly text: string;
}

const shown = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

const textIn = (html: string): string =>
  shown(html.replace(/<(head|svg)\b[\s\S]*?<\/\1>/g, '').replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ');

/** A browser with a jar of cookies and nothing else: what it sends of itself is what browsers send. */
export class Browser {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly jar = new Map<string, string>();

  constructor(address: string, headers: Readonly<Record<string, string>> = {}) {
    this.address = address;
    this.headers = headers;
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Seen> {
    return this.#send(path, { headers });
  }

  /** Sends a form as the page that holds it would; fields of one name may be several. */
  post(
    path: string,
    fields: Readonly<Record<string, string | readonly string[]>> = {},
    headers: Readonly<Record<string, string>> = { 'sec-fetch-site': 'same-origin' },
  ): Promise<Seen> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
    return this.#send(path, { method: 'POST', body, headers });
  }

  /** Goes where an answer led. */
  follow({ location }: Seen): Promise<Seen> {
    if (location === null) throw new Error('It led nowhere.');
    return this.get(location);
  }

  async #send(path: string, init: RequestInit & { readonly headers: Readonly<Record<string, string>> }): Promise<Seen> {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(path, this.address), {
      ...init,
      redirect: 'manual',
      headers: { ...this.headers, ...(cookie && { cookie }), ...init.headers },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) this.jar.delete(name);
      else this.jar.set(name, value);
    }
    const html = await answer.text();
    const { status, headers } = answer;
    return { status, headers, html, location: headers.get('location'), text: textIn(html) };
  }
}

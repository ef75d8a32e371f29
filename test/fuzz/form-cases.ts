import { mark } from '../planted-sentences.ts';
import type { Scene } from './cases.ts';
import type { Chance } from './chance.ts';
import { hostileSegments, hostileText, sentence } from './hostile-values.ts';
import type { Headers } from './life.ts';
import type { Asked } from './send.ts';

/** What browsers send from the pages of signing in, and what would pass for it. */

/** Each page that has a form, with the names of its fields. */
const forms: readonly (readonly [path: string, fields: readonly string[]])[] = [
  ['/sign-in', ['address', 'password', 'how', 'to']],
  ['/sign-in', ['address', 'password', 'how', 'to']],
  ['/sign-in/link/{link}', ['to']],
  ['/sign-in/code', ['code', 'to']],
  ['/sign-in/set-up', ['code', 'uri', 'secret', 'to']],
  ['/sign-out', ['because', 'to']],
  ['/invitation/{invitation}', ['how', 'password', 'language']],
  ['/first-administrator', ['code', 'name', 'address', 'password']],
  ['/demo', ['who']],
  ['/account/language', ['language']],
  ['/account/mails', ['reminders', 'digest']],
  ['/account/sessions', ['end']],
  ['/account/password', ['old', 'password']],
  ['/account/second-factor', ['code', 'do', 'uri']],
  ['/account/tokens', ['name', 'scope', 'days', 'revoke', 'password']],
  ['/account/delete', ['sure']],
];

const pages = [
  ...forms.map(([path]) => path),
  ...['/', '/sign-in/sent', '/sign-in/oidc', '/sign-in/oidc/out', '/account', '/account/password', '/account/delete'],
  ...['/account/tokens', '/account/second-factor', '/account/mails', '/sign-in/nowhere', '/sign-in//', '/account/..'],
];

const languages = ['fi', 'sv', 'en', 'fi,sv;q=x', '*', `${'fi,'.repeat(3_000)}`, 'fi;q=1e400, sv;q=-1', '__proto__'];

/** Where one goes on to, if one may. */
const onward = [
  ...[
    '/account',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example/',
    '/%2f/evil.example',
    '/..//evil.example',
  ],
  ...['/sign-in', '/./sign-out', '/account\r\nX-Evil: 1', '/account%0d%0aX-Evil:1', 'javascript:alert(1)', '/\t/evil'],
  ...['/.//evil.example', '/account?to=//evil.example', '/@evil.example', `/${'a'.repeat(990)}`],
];

/** A page links to itself in other languages, and so repeats its own address. */
const segments = hostileSegments.filter((segment) => !segment.includes(mark));

const isSecret = (field: string) => field === 'password' || field === 'old';

/** What is typed is shown to whoever typed it again; only what is secret may not be. */
const typed = (text: string, field: string) => (isSecret(field) ? text : text.replaceAll(mark, 'x'));

function hostileField({ chance, people }: Scene, field: string): string {
  const { visitor } = people;
  if (field === 'to') return chance.pick(onward);
  if (field === 'address' && chance.once(2))
    return chance.pick([
      ...[visitor.address, ` ${visitor.address.toUpperCase()} `, `${visitor.address}\0`, `a@${'b'.repeat(300)}.fi`],
      ...['"><svg/onload=alert(1)>@example.fi', 'a@b', '@', `${'a'.repeat(64)}@example.fi`, 'ä@ö.fi', "'@example.fi"],
    ]);
  if (isSecret(field) && chance.once(2)) return chance.pick([`${visitor.password}x`, 'A'.repeat(129), sentence]);
  if (field === 'code')
    return chance.pick(
      ['000000', '1234567', '１２３４５６', '-1', 'abcd-efgh', '', sentence].map((one) => typed(one, field)),
    );
  if (field === 'uri' || field === 'secret')
    return chance.pick([
      'otpauth://totp/x?secret=A',
      'otpauth://',
      'javascript:alert(1)',
      '"><script>',
      'A'.repeat(5_000),
      '%',
    ]);
  if (field === 'who') return chance.pick(['demo-administrator', 'admin-1', '__proto__', 'constructor', '']);
  return typed(hostileText(chance).slice(0, chance.once(10) ? 40_000 : 2_000), field);
}

/** What is right, where there is something that is. */
function rightField({ people: { visitor } }: Scene, field: string): string {
  const right: Readonly<Record<string, string>> = {
    address: visitor.address,
    password: visitor.password,
    old: visitor.password,
    how: 'password',
    language: 'sv',
    name: 'Ohjelma',
    scope: 'read',
    days: '30',
    to: '/account',
  };
  return right[field] ?? 'x';
}

function addressOf({ chance, people }: Scene, path: string): string {
  const { link, invitation } = people.visitor;
  const tokens: Readonly<Record<string, string>> = { '{link}': link, '{invitation}': invitation };
  return path.replace(/\{\w+\}/, (name) => {
    const other = chance.pick([...segments, link, invitation, people.links[0]!]);
    return chance.once(4) ? tokens[name]! : other;
  });
}

/** Whoever opens the page: somebody who has signed in, somebody on the way, nobody, or somebody with odd cookies. */
function browser({ chance, people }: Scene): Headers {
  const { session, step } = people.visitor;
  const cookie = chance.pick([
    ...[`kierto=${session}`, `kierto=${session}`, `kierto-step=${step}`, `kierto=${step}; kierto-step=${session}`],
    ...['', 'kierto=x; kierto-step=y', `kierto=${session}; kierto-step=${step}`],
  ]);
  return { ...(cookie && { cookie }), ...(chance.once(3) && { 'accept-language': chance.pick(languages) }) };
}

const multipart = (fields: readonly (readonly [string, string])[]): string =>
  `${fields.map(([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"; filename="../${name}"\r\n\r\n${value}\r\n`).join('')}--x--\r\n`;

function encodedAs(chance: Chance, fields: readonly (readonly [string, string])[]): readonly [string, string | Buffer] {
  const form = 'application/x-www-form-urlencoded';
  const right = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString();
  return chance.pick<readonly [string, string | Buffer]>([
    ...Array.from({ length: 8 }, () => [form, right] as const),
    [form, `${right}&${right}&__proto__=x&constructor[prototype]=y&=&&%&%ff=%00`],
    [form, `${right}&${Array.from({ length: 1_500 }, (_, at) => `k${at}=`).join('&')}`],
    [form, `${right}&x=${'a'.repeat(20_000)}`],
    [form, Buffer.from(right, 'utf16le')],
    [`${form}; charset=utf-16`, right],
    [form, JSON.stringify(Object.fromEntries(fields))],
    ['application/json', JSON.stringify(Object.fromEntries(fields))],
    ['application/json', '{"__proto__":{"polluted":true}}'],
    ['multipart/form-data; boundary=x', multipart(fields)],
    ['text/plain', right],
    ['', right],
  ]);
}

function form(scene: Scene): Asked {
  const { chance, people } = scene;
  const [template, names] = chance.pick(forms);
  const path = addressOf(scene, template);
  const all = names.filter(() => !chance.once(8));
  const right = chance.once(4);
  const fields = all.flatMap((name) => {
    const value = right && !chance.once(4) ? rightField(scene, name) : hostileField(scene, name);
    const one = [name, value] as const;
    return chance.once(10) ? [one, [name, hostileField(scene, name)] as const] : [one];
  });
  const [type, body] = encodedAs(chance, fields);
  const site = chance.pick([
    'same-origin',
    'same-origin',
    'same-origin',
    'same-origin',
    'none',
    'cross-site',
    'same-site',
  ]);
  const origin = chance.pick(['null', 'https://evil.example', '']);
  const from: Headers = chance.once(8) ? { ...(origin && { origin }) } : { 'sec-fetch-site': site };
  const query = chance.once(6)
    ? `?lang=${chance.pick(['sv', '__proto__', 'fi&lang=en'])}&to=${encodeURIComponent(chance.pick(onward))}`
    : '';
  const { visitor } = people;
  const said = `${path} ${fields.join('\n')}`;
  return {
    what: 'form',
    operation: 'forms',
    method: 'POST',
    path: `${path}${query}`,
    headers: { ...browser(scene), ...from, ...(type && { 'content-type': type }) },
    body,
    signsIn: [visitor.password, visitor.link, visitor.invitation].some((one) => said.includes(one)),
    ...((site === 'cross-site' || site === 'same-site') && from['sec-fetch-site'] === site && { opensNothing: true }),
  };
}

function shownPage(scene: Scene): Asked {
  const { chance } = scene;
  const path = addressOf(scene, chance.pick(pages));
  const names = ['to', 'lang', 'because', 'saved', 'token', 'error', 'x'];
  const query = new URLSearchParams(
    names
      .filter(() => chance.once(3))
      .map((name): [string, string] => [
        name,
        name === 'to' ? chance.pick(onward) : hostileField(scene, 'x').replaceAll(mark, 'x').slice(0, 300),
      ]),
  );
  const method = chance.pick(['GET', 'GET', 'GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);
  return { what: 'page', operation: 'forms', method, path: `${path}?${query}`, headers: browser(scene) };
}

/** Coming back from the directory without having been there, or with something else than it gave. */
function backFromDirectory({ chance, people, directory }: Scene): Asked {
  const begun = directory?.begun ?? 'x';
  const sealed = chance.pick([
    begun,
    begun,
    `${begun.slice(0, -2)}AA`,
    begun.slice(3),
    people.visitor.session,
    'x'.repeat(2_048),
    '',
  ]);
  const query = new URLSearchParams({
    code: chance.pick(['x', 'a'.repeat(3_000), sentence, people.visitor.link]),
    state: chance.pick([directory?.state ?? 'x', directory?.state ?? 'x', 'y', '__proto__']),
    ...(chance.once(2) && { iss: chance.pick([directory?.issuer ?? 'x', 'https://evil.example', 'javascript:1']) }),
    ...(chance.once(3) && { error: chance.pick(['access_denied', 'server_error', sentence, '<script>']) }),
    ...(chance.once(4) && { error_description: sentence }),
    ...(chance.once(5) && { response: 'e30.e30.', id_token: 'eyJhbGciOiJub25lIn0.e30.' }),
  });
  const more = chance.pick(['', '', '&code=y', '&state=z', '&%ff', '&iss[]=x']);
  const cookie = `kierto-oidc=${sealed}`;
  return {
    what: 'back from directory',
    operation: 'forms',
    method: 'GET',
    path: `/sign-in/oidc/back?${query}${more}`,
    headers: { cookie },
  };
}

/** Becoming the first administrator without the code that the log told. */
export function firstAdministrator({ chance }: Pick<Scene, 'chance'>): Asked {
  const code = chance.pick(['', 'AAAA-AAAA-AAAA', 'a'.repeat(5_000), '__proto__', '<script>alert(1)</script>', '\0']);
  const name = typed(hostileText(chance, true), 'name');
  const address = chance.pick(['a@example.fi', '"><script>alert(1)</script>@x.fi', '', 'x']);
  const password = chance.pick([sentence, '', 'short', 'A'.repeat(200), 'kolme rusakkoa pihalla']);
  const body = new URLSearchParams({ code, name, address, password }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
  const path = '/first-administrator';
  return { what: 'first administrator', operation: 'forms', method: 'POST', path, headers, body, opensNothing: true };
}

export const formCases: readonly (readonly [often: number, make: (scene: Scene) => Asked])[] = [
  [70, form],
  [40, shownPage],
  [15, backFromDirectory],
];

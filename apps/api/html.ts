import { hash } from 'node:crypto';
import { escaped } from '#delivery';

/** HTML that is ready to be sent. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Piece = string | Html | undefined | readonly Piece[];

function textOf(piece: Piece): string {
  if (piece === undefined) return '';
  if (piece instanceof Html) return piece.text;
  if (typeof piece === 'string') return escaped(piece);
  return piece.map(textOf).join('\n');
}

/** A template in which every text is escaped; undefined is nothing, a list is its parts one after another. */
export function html(texts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return new Html(String.raw({ raw: texts }, ...pieces.map(textOf)));
}

export const style = `
:root { color-scheme: light dark; --ink: #1b232b; --soft: #4a5662; --paper: #fff; --ground: #eef1f4; --line: #c9d1d9; --edge: #6b7785; --deed: #1d5aa8; --on-deed: #fff; --wrong: #a8201a; --good: #1c6b3a; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eef1f4; --soft: #b9c2cc; --paper: #1b232b; --ground: #10161c; --line: #3a444f; --edge: #8b97a4; --deed: #a9cdf8; --on-deed: #10161c; --wrong: #ffb0a8; --good: #9ad9b0; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1.125rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
header, main, footer { max-width: 40rem; margin: 0 auto; padding: 0 1.25rem; }
header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: .25rem 1.5rem; padding-top: 1.25rem; padding-bottom: 1rem; }
header p { flex: 1 0 auto; margin: 0; font-weight: 700; }
header p a { display: inline-block; padding: .5rem 0; color: inherit; text-decoration: none; }
header p a:hover { text-decoration: underline; }
nav ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin: 0; padding: 0; list-style: none; }
nav a, nav span { display: inline-block; padding: .5rem 0; }
nav span { font-weight: 700; }
main { padding: 1.75rem 1.25rem 2rem; background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; }
h1 { margin: 0 0 1rem; font-size: 1.625rem; line-height: 1.25; text-wrap: balance; }
p { margin: 0 0 1rem; }
main > :last-child { margin-bottom: 0; }
a { color: var(--deed); text-underline-offset: .2em; }
dl { margin: 0 0 1.5rem; border-top: 1px solid var(--line); }
dl div { padding: .75rem 0; border-bottom: 1px solid var(--line); }
dt { color: var(--soft); font-size: 1rem; }
dd { margin: 0; white-space: pre-line; }
dd.main { font-weight: 700; }
dd.main::first-letter { text-transform: uppercase; }
form, .buttons { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0 0; }
form.fields { display: block; }
button, a.button { flex: 0 1 auto; min-height: 3rem; padding: .6rem 1.25rem; border: 2px solid var(--deed); border-radius: .375rem; background: var(--deed); color: var(--on-deed); font: inherit; font-weight: 700; cursor: pointer; }
a.button { display: inline-block; text-decoration: none; text-align: center; }
button.other, a.button.other { background: transparent; color: var(--deed); }
button.danger { border-color: var(--wrong); background: var(--wrong); color: var(--paper); }
button.plain { min-height: 2.75rem; padding: .5rem 0; border: 0; background: none; color: var(--deed); font-weight: 400; text-decoration: underline; text-underline-offset: .2em; text-align: start; }
header form, .row form { margin: 0; }
h2 { margin: 2.25rem 0 .75rem; font-size: 1.3125rem; line-height: 1.3; text-wrap: balance; }
.field { margin: 0 0 1.25rem; }
label, legend { padding: 0; font-weight: 700; }
.hint { margin: .125rem 0 .375rem; color: var(--soft); font-size: 1rem; }
.fault { margin: .25rem 0 .375rem; color: var(--wrong); font-weight: 700; }
.field input { display: block; width: 100%; min-height: 3rem; margin: .25rem 0 0; padding: .5rem .75rem; border: 1px solid var(--edge); border-radius: .375rem; background: var(--paper); color: inherit; font: inherit; }
.field input[aria-invalid] { border: 2px solid var(--wrong); }
fieldset { min-width: 0; margin: 0 0 1.25rem; padding: 0; border: 0; }
.choice { display: flex; gap: .75rem; align-items: flex-start; }
.choice input { flex: none; width: 1.5rem; height: 1.5rem; margin: .625rem 0; accent-color: var(--deed); }
.choice label { flex: 1 1 auto; padding: .5rem 0; font-weight: 400; cursor: pointer; }
.faults { margin: 0 0 1.5rem; padding: 1rem 1.25rem; border: 3px solid var(--wrong); border-radius: .375rem; }
.faults p { margin: 0 0 .25rem; }
.faults ul { margin: 0; padding-left: 1.25rem; }
.faults a { color: var(--wrong); font-weight: 700; }
.good { margin: 0 0 1.5rem; padding: .75rem 1rem; border-left: 5px solid var(--good); background: var(--ground); }
.good > :last-child { margin-bottom: 0; }
.strong { color: var(--ink); font-size: inherit; font-weight: 700; }
.rows { margin: 0 0 1.5rem; padding: 0; border-top: 1px solid var(--line); list-style: none; }
li.row { padding: .75rem 0; border-bottom: 1px solid var(--line); }
.row { display: flex; flex-wrap: wrap; gap: 0 1.5rem; justify-content: space-between; align-items: baseline; }
.row dt { flex: 1 0 100%; }
.row > div { flex: 1 1 16rem; padding: 0; border: 0; }
.row .hint { margin-bottom: 0; }
.back { margin: 1.5rem 0 0; }
.steps { margin: 0 0 1.5rem; padding-left: 1.5rem; }
.steps li { margin: 0 0 .75rem; }
.qr svg { display: block; width: 13rem; max-width: 100%; height: auto; margin: .75rem 0; background: #fff; border: 1px solid var(--line); }
.secret, .codes { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
.codes { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: .5rem 1.5rem; margin: 0 0 1.5rem; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: .375rem; list-style: none; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:focus-visible { outline: 3px solid var(--deed); outline-offset: 3px; }
.small { margin: 1.5rem 0 0; color: var(--soft); font-size: 1rem; }
select { display: block; width: 100%; min-height: 3rem; margin: .25rem 0 0; padding: .5rem .75rem; border: 1px solid var(--edge); border-radius: .375rem; background: var(--paper); color: inherit; font: inherit; }
form.filter { align-items: flex-end; margin: 0 0 2rem; padding: 0 0 1.75rem; border-bottom: 1px solid var(--line); }
form.filter .field { flex: 1 1 14rem; margin: 0; }
.changes { margin: 0; padding: 0; list-style: none; }
.changes > li { padding: 1.5rem 0; border-top: 1px solid var(--line); }
.changes > li:first-child { padding-top: 0; border-top: 0; }
.changes h2 { margin: 0 0 .25rem; color: var(--good); font-size: 1rem; }
.changes .said { margin: 0 0 .75rem; font-size: 1.25rem; line-height: 1.4; white-space: pre-line; }
.changes .said:not(:has(+ .when)) { margin-bottom: .25rem; }
.changes dl { margin: 0 0 .75rem; border: 0; }
.changes dl div { padding: 0 0 .5rem; border: 0; }
.changes dd { white-space: normal; }
.changes dd p { margin: 0; white-space: pre-line; }
.changes .when { margin: 0; color: var(--soft); font-size: 1rem; }
.label { color: var(--soft); font-size: 1rem; font-weight: 400; white-space: normal; }
details { margin: .25rem 0 .75rem; }
summary { display: inline-block; padding: .375rem 0; color: var(--deed); cursor: pointer; text-decoration: underline; text-underline-offset: .2em; }
details[open] > summary { margin-bottom: .5rem; }
details > :last-child { margin-bottom: 0; }
.version { margin: 0 0 .75rem; padding-inline-start: 1rem; border-inline-start: 3px solid var(--line); }
.version span { display: block; white-space: pre-line; }
.plain-list li { margin: 0 0 .5rem; }
.code { display: block; margin: 0 0 1rem; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .375rem; background: var(--ground); font: 1rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; user-select: all; }
.doors { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr)); gap: .75rem; width: 100%; margin: 0; padding: 0; list-style: none; }
.doors li { display: flex; }
button.door, a.door { display: flex; flex-direction: column; justify-content: flex-start; align-items: flex-start; width: 100%; padding: .875rem 1.125rem; border: 2px solid var(--deed); border-radius: .375rem; background: transparent; color: var(--ink); font-weight: 400; text-align: start; text-decoration: none; }
.door strong { display: block; color: var(--deed); }
.door:hover { background: var(--ground); }
.links { display: flex; flex-wrap: wrap; gap: 0 1.5rem; margin: 0; padding: 0; list-style: none; }
.links a { display: inline-block; padding: .5rem 0; }
main .links { margin: 1.5rem 0 0; }
body.framed { background: var(--paper); }
body.framed main { max-width: 45rem; margin: 0; border: 0; border-radius: 0; padding: 1rem; }
footer { padding-top: 1rem; padding-bottom: 2rem; color: var(--soft); font-size: 1rem; }
@media (max-width: 42.5rem) {
  main { border-width: 1px 0; border-radius: 0; }
}
@media (max-width: 30rem) {
  button:not(.plain, .door), a.button { width: 100%; text-align: center; }
}
`;

const policyOf = (sheet: string): string =>
  `default-src 'none'; style-src 'sha256-${hash('sha256', sheet, 'base64')}'; form-action 'self'; base-uri 'none'`;
const policy = policyOf(style);

/** For a page that is nobody else's business: no script, nothing fetched, kept nowhere, found by nobody, told to no other site. */
export const privatePageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `${policy}; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
};

/** What changes for a private page that has a style of its own beside that of every page. */
export const pageHeadersWith = (own: string): Readonly<Record<string, string>> => ({
  'content-security-policy': `${policyOf(style + own)}; frame-ancestors 'none'`,
});

/** For a page that is the same for everybody: it may be kept for a minute and be found; still no script, and nothing fetched. */
export const publicPageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `${policy}; frame-ancestors 'none'`,
  'cache-control': 'public, max-age=60',
  vary: 'accept-language',
};

/** For one that any site may show in a frame, of words that are published: what is taken back is gone at once. */
export const framedPageHeaders: Readonly<Record<string, string>> = {
  ...publicPageHeaders,
  'cache-control': 'no-cache',
  'content-security-policy': `${policy}; frame-ancestors *`,
  'cross-origin-resource-policy': 'cross-origin',
};

interface Page {
  readonly lang: string;
  readonly title: string;
  /** Of the front page; missing: the name leads nowhere. */
  readonly home?: string | undefined;
  readonly nav: Html | undefined;
  readonly main: Html;
  readonly footer: Html;
  /** It may be found by those who search. */
  readonly found?: true;
  /** For programs: where the same is to be had otherwise. */
  readonly links?: Html | undefined;
  /** Of this page, beside the style of every page; its headers then come from `pageHeadersWith`. */
  readonly style?: string;
}

/** A whole page. */
export const page = (of: Page): string =>
  html`<!doctype html>
<html lang="${of.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${of.found ? undefined : html`<meta name="robots" content="noindex, nofollow">`}
<title>${of.title} – Kierto</title>
${of.links}
<style>${new Html(style + (of.style ?? ''))}</style>
</head>
<body>
<header>
<p>${of.home === undefined ? 'Kierto' : html`<a href="${of.home}">Kierto</a>`}</p>
${of.nav}
</header>
<main>
${of.main}
</main>
<footer>
${of.footer}
</footer>
</body>
</html>
`.text;

/** The inside of a page alone, for somebody else's. */
export const framedPage = (of: Pick<Page, 'lang' | 'title' | 'main'>): string =>
  html`<!doctype html>
<html lang="${of.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${of.title} – Kierto</title>
<style>${new Html(style)}</style>
</head>
<body class="framed">
<main>
${of.main}
</main>
</body>
</html>
`.text;

/** Elements whose content nobody reads. */
const unread = new Set([
  'script',
  'style',
  'head',
  'template',
  'noscript',
  'iframe',
  'object',
  'svg',
  'textarea',
  'select',
]);
const inline =
  'a abbr audio b bdi bdo button cite code data del dfn em embed font i img input ins kbd label map mark picture q s samp small source span strike strong sub sup time track u var video wbr';
/** With an empty line before and after. */
const paragraphs =
  'address article aside blockquote body center dl details dialog div figure footer form h1 h2 h3 h4 h5 h6 header hr html main nav ol p pre section summary table ul';
const lines = 'br caption dd dt figcaption legend li option tbody tfoot thead title tr';
const cells = 'td th';

/** What comes into the text where an element begins, and where one with paragraphs ends; what is no element of HTML stays in the text as it is. */
const breaks = new Map<string, string>([
  ...inline.split(' ').map((name): [string, string] => [name, '']),
  ...paragraphs.split(' ').map((name): [string, string] => [name, '\n\n']),
  ...lines.split(' ').map((name): [string, string] => [name, '\n']),
  ...cells.split(' ').map((name): [string, string] => [name, ' ']),
  ...[...unread].map((name): [string, string] => [name, ' ']),
]);

/** The names of U+00A0 to U+00FF, in their order. */
const latin =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';
const named = new Map<string, string>([
  ...latin.split(' ').map((name, index): [string, string] => [name, String.fromCodePoint(0xa0 + index)]),
  ...Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    shy: '',
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    sbquo: '‚',
    ldquo: '“',
    rdquo: '”',
    bdquo: '„',
    hellip: '…',
    bull: '•',
    euro: '€',
    trade: '™',
    rarr: '→',
    larr: '←',
    ensp: ' ',
    emsp: ' ',
    thinsp: ' ',
    zwnj: '',
    zwj: '',
  }),
]);

/**
 * A comment, a tag, a reference to a character, or text between these. What stands between < and > is looked through up to the
 * next <, so that no text takes longer than its length.
 */
const token =
  /<!--|<(\/?)([a-z][a-z0-9]*)((?:[^<>"']|"[^"<]*"|'[^'<]*'){0,4000})>|&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z][a-z0-9]{1,31}));|[^<&]+|[<&]/giy;
const address = /\bhref\s*=\s*["']?((?:https?:|mailto:)[^"'\s>]{1,2000})/i;
const block = new RegExp(`<(?:${`${paragraphs} ${lines}`.replaceAll(' ', '|')})[\\s/>]`, 'i');

/** Stands before an item of a list while its text is put together. */
const item = '\u0001';

function character(code: number): string {
  const known = (code >= 0x20 || code === 9 || code === 10) && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return known ? String.fromCodePoint(code) : '\uFFFD';
}

/** Well-formed, with one kind of line ends and no other control characters. */
export const readable = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '');

/**
 * The text that HTML shows, with the addresses of its links; what is no HTML stays as it is. Nothing of it is run or fetched, and
 * what comes out is plain text: whoever shows it in a page escapes it.
 */
export function plainText(written: string): string {
  const html = readable(written);
  const isHtml = block.test(html);
  const text: string[] = [];
  let link: { readonly href: string; readonly at: number } | undefined;
  token.lastIndex = 0;
  for (let found = token.exec(html); found !== null && found[0] !== ''; found = token.exec(html)) {
    const [all, slash, element, attributes = '', hexadecimal, decimal, name] = found;
    if (all === '<!--') {
      const end = html.indexOf('-->', token.lastIndex);
      token.lastIndex = end < 0 ? html.length : end + 3;
    } else if (element !== undefined) {
      const tag = element.toLowerCase();
      const between = breaks.get(tag);
      const isEnd = slash !== '' && between !== '\n\n';
      text.push(between === undefined ? all : isEnd ? '' : tag === 'li' ? `\n${item}` : between);
      if (unread.has(tag) && slash === '' && !attributes.endsWith('/'))
        token.lastIndex = endOf(html, tag, token.lastIndex);
      if (tag !== 'a') continue;
      if (
        link &&
        !text
          .slice(link.at)
          .join('')
          .includes(link.href.replace(/^mailto:/, ''))
      )
        text.push(` (${link.href})`);
      const href = slash === '' ? address.exec(attributes)?.[1] : undefined;
      link = href === undefined ? undefined : { href: href.replaceAll('&amp;', '&'), at: text.length };
    } else if (hexadecimal !== undefined) text.push(character(Number.parseInt(hexadecimal, 16)));
    else if (decimal !== undefined) text.push(character(Number(decimal)));
    else if (name !== undefined) text.push(named.get(name) ?? named.get(name.toLowerCase()) ?? all);
    else text.push(isHtml ? all.replaceAll(/\s+/g, ' ') : all);
  }
  const [before = '', ...items] = text.join('').split(item);
  const joined = readable(items.length === 0 ? before : [before, ...items].map((one) => one.trim()).join('\n- '));
  const tidy = isHtml ? joined.replaceAll(/[ \t]+/g, ' ').replaceAll(/ ?\n ?/g, '\n') : joined;
  return tidy.replaceAll(/\n{3,}/g, '\n\n').trim();
}

/** Where the content of an element that nobody reads has ended. */
function endOf(html: string, tag: string, from: number): number {
  const end = new RegExp(`</${tag}[\\s/>]`, 'gi');
  end.lastIndex = from;
  return end.exec(html)?.index ?? html.length;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Plain text as paragraphs of HTML, which is how Decidim keeps what is written in its editor. */
export function asHtml(text: string): string {
  const escaped = text.replaceAll(/[&<>"]/g, (sign) => escapes[sign]!);
  const found = escaped.split(/\n{2,}/).filter((one) => one.trim() !== '');
  return found.map((one) => `<p>${one.trim().replaceAll('\n', '<br>')}</p>`).join('');
}

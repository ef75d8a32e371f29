import type { Language } from '#i18n';

interface Link {
  readonly label: string;
  readonly href: string;
}

/** What a mail says, before it is text or HTML: both say all of it, in this order. All of it is plain text. */
export interface MailPage {
  readonly lang: Language;
  readonly subject: string;
  readonly heading: string;
  readonly lead: readonly string[];
  /** Things said shortly: what, and how much or when. */
  readonly rows: readonly { readonly label: string; readonly value: string }[];
  /** The values of the rows are numbers, to be read one under the other. */
  readonly counts: boolean;
  readonly links: readonly Link[];
  readonly footer: readonly string[];
  readonly footerLink?: Link;
}

const byLine = (lines: readonly string[]): string => lines.join('\n');
const linkText = ({ label, href }: Link): string => `${label}:\n${href}`;

export function asText({ heading, lead, rows, links, footer, footerLink }: MailPage): string {
  const parts = [
    heading,
    byLine(lead),
    byLine(rows.map(({ label, value }) => `${label}: ${value}`)),
    ...links.map(linkText),
    '-- ',
    byLine(footer),
    footerLink ? linkText(footerLink) : '',
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Text as it may stand in HTML, between tags and in quoted attributes. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => entities[one]!);

/** Colours of the page; each pair has at least the contrast that WCAG 2.2 AA asks of text. */
const style = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #14191f !important; }
  .page, .page h1, .page td { color: #eef1f4 !important; }
  .page th, .page .small { color: #b9c2cc !important; }
  .page table, .page th, .page td { border-color: #3a444f !important; }
  .page a { color: #a9cdf8 !important; }
  .page a.first { background: #a9cdf8 !important; border-color: #a9cdf8 !important; color: #10161c !important; }
  .page a.further { border-color: #a9cdf8 !important; }
}`;
const ink = 'color: #1b232b;';
const cell = 'padding: 8px 0; border-bottom: 1px solid #c9d1d9; text-align: left; vertical-align: top;';

/** Simple enough for every mail program: one column, no picture, nothing that is fetched, styles where they are used. */
export function asHtml({ lang, subject, heading, lead, rows, counts, links, footer, footerLink }: MailPage): string {
  const paragraph = (text: string) => `<p style="margin: 0 0 8px;">${escaped(text)}</p>`;
  const labelCell = `${cell} padding-right: 16px; font-weight: normal; color: #4a5662;${counts ? '' : ' width: 36%;'}`;
  const valueCell = `${cell} ${ink} font-weight: bold;${counts ? ' text-align: right;' : ''}`;
  const row = ({ label, value }: MailPage['rows'][number]) =>
    `<tr><th scope="row" style="${labelCell}">${escaped(label)}</th><td style="${valueCell}">${escaped(value)}</td></tr>`;
  const button = ({ label, href }: Link, index: number) => {
    const [name, colours] =
      index === 0 ? ['first', 'background: #1d5aa8; color: #ffffff;'] : ['further', 'color: #1d5aa8;'];
    const box = 'display: inline-block; padding: 11px 19px; border: 1px solid #1d5aa8; border-radius: 4px;';
    return `<p style="margin: ${index === 0 ? 24 : 12}px 0 0;"><a class="${name}" href="${escaped(href)}" style="${box} ${colours} font-weight: bold; text-decoration: none;">${escaped(label)}</a></p>`;
  };
  const last =
    footerLink &&
    `<p style="margin: 0;"><a href="${escaped(footerLink.href)}" style="color: #1d5aa8;">${escaped(footerLink.label)}</a></p>`;
  return byLine(
    [
      '<!doctype html>',
      `<html lang="${lang}">`,
      '<head>',
      '<meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      '<meta name="color-scheme" content="light dark">',
      '<meta name="supported-color-schemes" content="light dark">',
      `<title>${escaped(subject)}</title>`,
      `<style>${style}\n</style>`,
      '</head>',
      `<body class="page" style="margin: 0; padding: 0; background: #ffffff; ${ink}">`,
      `<div class="page" lang="${lang}" style="max-width: 560px; margin: 0 auto; padding: 24px 16px; background: #ffffff; ${ink} font-family: -apple-system, 'Segoe UI', Roboto, Arial, sans-serif; font-size: 16px; line-height: 1.5;">`,
      `<h1 style="margin: 0 0 16px; font-size: 22px; line-height: 1.3; ${ink}">${escaped(heading)}</h1>`,
      ...lead.map(paragraph),
      rows.length > 0
        ? `<table style="width: 100%; margin: 16px 0 0; border-collapse: collapse; border-top: 1px solid #c9d1d9;">${byLine(rows.map(row))}</table>`
        : '',
      ...links.map(button),
      '<div class="small" style="margin: 32px 0 0; font-size: 14px; color: #4a5662;">',
      ...footer.map(paragraph),
      last ?? '',
      '</div>',
      '</div>',
      '</body>',
      '</html>',
    ].filter((line) => line !== ''),
  );
}

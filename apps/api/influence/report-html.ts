import { type Html, html } from '../html.ts';
import { inLanguage } from '../public/written.ts';
import type { Block, Cell, Line, Report, ReportTable } from './report-model.ts';

/** Beside the style of every page: room for tables, and what paper looks like. */
export const reportStyle = `
header, main, footer { max-width: 64rem; }
main > p, main > ul, main > dl, main > h2, main > h3, .toc { max-width: 46rem; }
h3 { margin: 1.75rem 0 .5rem; font-size: 1.125rem; }
.toc ul { margin: 0 0 1.5rem; padding-left: 1.25rem; }
.sheet { margin: 0 0 1.75rem; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 1rem; }
caption { padding: 0 0 .5rem; font-weight: 700; text-align: start; }
th, td { padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
thead th { border-bottom: 2px solid var(--edge); }
tbody th { min-width: 9rem; font-weight: 400; }
td { min-width: 5rem; font-variant-numeric: tabular-nums; }
td span, th span { display: block; }
td span + span, th span + span { color: var(--soft); }
td span span, th span span { display: inline; color: inherit; }
main > dl dd { font-weight: 700; overflow-wrap: anywhere; }
@page { margin: 18mm 16mm; }
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #333; --paper: #fff; --ground: #fff; --line: #999; --edge: #555; --deed: #000; }
  body { font-size: 10pt; }
  header nav, header form, footer, .toc, .on-screen { display: none; }
  header, main { max-width: none; padding: 0; border: 0; }
  main > * { max-width: none; }
  a { color: inherit; text-decoration: none; }
  table { font-size: 9pt; }
  thead { display: table-header-group; }
  tr, h2, h3, caption { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
  .sheet { overflow: visible; }
}
`;

/** @param to the address of a path of ours, as it may stand in the page */
export function reportHtml(
  { blocks }: Report,
  { scrolls, contents }: { readonly scrolls: string; readonly contents: string },
  to: (path: string) => string,
): Html {
  const show = (of: Line): Html[] =>
    of.map(({ text, to: path, lang }) => {
      const shown = lang === undefined ? html`${text}` : html`<span${inLanguage(lang)}>${text}</span>`;
      return path === undefined ? shown : html`<a href="${to(path)}">${shown}</a>`;
    });
  const inOne = (of: Line): Html => joined(show(of));
  const lines = (cell: Cell): Html =>
    cell.length === 1 ? inOne(cell[0]!) : joined(cell.map((of) => html`<span>${inOne(of)}</span>`));
  const table = (
    { caption, columns, rows }: ReportTable,
    id: string,
  ): Html => html`<div class="sheet" role="region" tabindex="0" aria-labelledby="${id}" title="${scrolls}">
<table>
<caption id="${id}">${caption}</caption>
<thead><tr>
${columns.map(({ title }) => html`<th scope="col">${title}</th>`)}
</tr></thead>
<tbody>
${rows.map(({ head, cells }) => html`<tr><th scope="row">${lines(head)}</th>${joined(cells.map((cell) => html`<td>${lines(cell)}</td>`))}</tr>`)}
</tbody>
</table>
</div>`;
  const one = (block: Block, index: number): Html => {
    switch (block.kind) {
      case 'heading':
        return block.level === 2
          ? html`<h2 id="part-${String(index)}">${inOne(block.line)}</h2>`
          : html`<h3>${inOne(block.line)}</h3>`;
      case 'paragraph':
        return html`<p>${inOne(block.line)}</p>`;
      case 'list':
        return html`<ul class="plain-list">
${block.lines.map((of) => html`<li>${inOne(of)}</li>`)}
</ul>`;
      case 'terms':
        return html`<dl>
${block.terms.map(({ term, line }) => html`<div><dt>${term}</dt><dd>${inOne(line)}</dd></div>`)}
</dl>`;
      case 'table':
        return table(block, `table-${index}`);
    }
  };
  const parts = blocks.flatMap((block, index) =>
    block.kind === 'heading' && block.level === 2
      ? [html`<li><a href="#part-${String(index)}">${inOne(block.line)}</a></li>`]
      : [],
  );
  return html`<nav class="toc" aria-label="${contents}"><ul>
${parts}
</ul></nav>
${blocks.map(one)}`;
}

/** Side by side, where a line break between them would be a space. */
const joined = (pieces: readonly Html[]): Html => pieces.reduce((whole, piece) => html`${whole}${piece}`, html``);

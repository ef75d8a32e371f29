import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import PDFDocument from 'pdfkit';
import { type Block, type Cell, type Line, type Report, type ReportTable, textOf } from './report-model.ts';

const { resolve } = createRequire(import.meta.url);
const font = (name: string) => resolve(`dejavu-fonts-ttf/ttf/DejaVuSansCondensed${name}.ttf`);

/** In points, as everything here. */
const margin = 54;
const bodySize = 10;
const tableSize = 8.5;
const ink = '#1b232b';
const soft = '#4a5662';
const edge = '#8b97a4';

const report = workerData as Report;

const doc = new PDFDocument({
  size: 'A4',
  margins: { top: margin, bottom: margin + 14, left: margin, right: margin },
  pdfVersion: '1.7',
  subset: 'PDF/UA' as never,
  tagged: true,
  displayTitle: true,
  lang: report.lang,
  bufferPages: true,
  info: {
    Title: report.title,
    Creator: 'Kierto',
    Producer: 'Kierto',
    CreationDate: new Date(`${report.day}T00:00:00Z`),
  },
});
doc.registerFont('body', font(''));
doc.registerFont('strong', font('-Bold'));

const width = doc.page.width - 2 * margin;
const bottom = () => doc.page.height - doc.page.margins.bottom;
const room = () => bottom() - doc.y;
const root = doc.struct('Document');
doc.addStructure(root);

type Element = PDFKit.PDFStructureElement;

const langOf = (of: Line): { lang?: string } => {
  const lang = of.find((piece) => piece.lang !== undefined && piece.lang !== 'und')?.lang;
  return lang === undefined ? {} : { lang };
};

/** What is only there for the eye. */
function drawn(draw: () => void, options: object = { type: 'Layout' }): void {
  doc.markContent('Artifact', options as never);
  draw();
  doc.endMarkedContent();
}

function text(
  into: Element,
  tag: string,
  of: string,
  how: { font?: string; size?: number; indent?: number; options?: object; gap?: number },
): void {
  const { font: name = 'body', size = bodySize, indent = 0, gap = 6 } = how;
  const element = doc.struct(tag as never, how.options ?? {}, () => {
    doc.font(name).fontSize(size).fillColor(ink);
    doc.text(of, margin + indent, doc.y, { width: width - indent, lineGap: 2 });
  });
  into.add(element);
  doc.y += gap;
}

/** A heading never stands alone at the end of a page. */
function heading(into: Element, level: 1 | 2 | 3, of: string, options: object = {}): void {
  const [size, before] = { 1: [20, 0], 2: [14, 14], 3: [11, 8] }[level] as [number, number];
  if (doc.y > doc.page.margins.top) doc.y += before;
  if (room() < 120) doc.addPage();
  text(into, `H${level}`, of, { font: 'strong', size, gap: 6, options });
  if (level === 2) doc.outline.addItem(of);
}

function list(into: Element, lines: readonly Line[]): void {
  const whole = doc.struct('L');
  into.add(whole);
  for (const of of lines) {
    const item = doc.struct('LI');
    whole.add(item);
    if (room() < 30) doc.addPage();
    const at = doc.y;
    item.add(
      doc.struct('Lbl', {}, () => {
        doc.font('body').fontSize(bodySize).fillColor(ink).text('•', margin, at, { lineBreak: false });
      }),
    );
    doc.y = at;
    text(item, 'LBody', textOf(of), { indent: 14, gap: 4, options: langOf(of) });
    item.end();
  }
  whole.end();
  doc.y += 4;
}

const padding = 4;

function table(into: Element, { caption, columns, rows }: ReportTable): void {
  const total = columns.reduce((sum, one) => sum + one.width, 0);
  const widths = columns.map((one) => (one.width / total) * width);
  const starts = widths.map((_one, index) => margin + widths.slice(0, index).reduce((sum, one) => sum + one, 0));
  const inside = (index: number) => ({ width: widths[index]! - 2 * padding, lineGap: 1 });
  const heightOf = (texts: readonly string[], name: string) => {
    doc.font(name).fontSize(tableSize);
    return Math.max(...texts.map((one, index) => doc.heightOfString(one || ' ', inside(index)))) + 2 * padding;
  };
  const write = (of: string, index: number, name: string, at: number) => () => {
    doc.font(name).fontSize(tableSize).fillColor(ink);
    doc.text(of, starts[index]! + padding, at + padding, inside(index));
  };
  const titles = columns.map(({ title }) => title);
  const headHeight = heightOf(titles, 'strong');
  const rule = (at: number, thick: number) =>
    drawn(() =>
      doc
        .moveTo(margin, at)
        .lineTo(margin + width, at)
        .lineWidth(thick)
        .strokeColor(edge)
        .stroke(),
    );
  const plain = (cell: Cell) => cell.map(textOf).join('\n');
  const firstHeight = rows[0] ? heightOf([plain(rows[0].head), ...rows[0].cells.map(plain)], 'body') : 0;

  if (room() < 40 + headHeight + firstHeight) doc.addPage();
  const whole = doc.struct('Table');
  into.add(whole);
  text(whole, 'Caption', caption, { font: 'strong', gap: 4 });
  const first = doc.struct('TR');
  whole.add(first);
  let at = doc.y;
  for (const [index, title] of titles.entries())
    first.add(doc.struct('TH', { scope: 'Column' } as never, write(title, index, 'strong', at)));
  first.end();
  at += headHeight;
  rule(at, 1);
  for (const { head, cells } of rows) {
    const texts = [plain(head), ...cells.map(plain)];
    const height = heightOf(texts, 'body');
    if (at + height > bottom()) {
      doc.addPage();
      at = doc.y;
      // The head once more for the eye; who listens has heard it.
      const top = at;
      drawn(() => titles.map((title, index) => write(title, index, 'strong', top)()), { type: 'Pagination' });
      at += headHeight;
      rule(at, 1);
    }
    const row = doc.struct('TR');
    whole.add(row);
    for (const [index, of] of texts.entries()) {
      const cell = index === 0 ? head : cells[index - 1]!;
      const options = { ...langOf(cell.flat()), ...(index === 0 && { scope: 'Row' }) };
      row.add(doc.struct(index === 0 ? 'TH' : 'TD', options as never, write(of, index, 'body', at)));
    }
    row.end();
    at += height;
    rule(at, 0.5);
  }
  whole.end();
  doc.x = margin;
  doc.y = at + 12;
}

function block(into: Element, one: Block): void {
  switch (one.kind) {
    case 'heading':
      heading(into, one.level, textOf(one.line), langOf(one.line));
      return;
    case 'paragraph':
      text(into, 'P', textOf(one.line), { options: langOf(one.line) });
      return;
    case 'list':
      list(into, one.lines);
      return;
    case 'terms':
      for (const { term, line } of one.terms)
        text(into, 'P', `${term}: ${textOf(line)}`, { gap: 3, options: langOf(line) });
      doc.y += 4;
      return;
    case 'table':
      table(into, one);
  }
}

const parts: Uint8Array[] = [];
doc.on('data', (part: Uint8Array) => parts.push(part));
const ended = new Promise<void>((done) => doc.on('end', done));

heading(root, 1, report.title);
for (const one of report.blocks) block(root, one);
root.end();
const { start, count } = doc.bufferedPageRange();
for (let page = start; page < start + count; page++) {
  doc.switchToPage(page);
  const foot = report.foot.replace('PAGES', String(count)).replace('PAGE', String(page + 1));
  // Below the margin, where a line would otherwise begin a further page.
  doc.page.margins.bottom = 0;
  drawn(
    () => {
      doc.font('body').fontSize(8).fillColor(soft);
      doc.text(foot, margin, doc.page.height - margin + 8, { width, align: 'right', lineBreak: false });
      doc.text(report.title, margin, doc.page.height - margin + 8, { lineBreak: false });
    },
    { type: 'Pagination' },
  );
}
doc.end();
await ended;
const bytes = Buffer.concat(parts);
parentPort!.postMessage(new Uint8Array(bytes));

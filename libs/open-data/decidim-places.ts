import { type CellProblem, readableId, type Said, textsIn } from './decidim-cells.ts';
import { type HistoryLine, told } from './decidim-told.ts';

type Cells = ReadonlyMap<string, string>;

interface Sourced {
  readonly source: string;
  readonly title: string;
  readonly unit?: string;
  readonly language?: string;
}

/** Where a proposal belongs, and the lines for what of that is named for the first time. */
export interface Places {
  readonly group: string;
  readonly unit: string;
  readonly theme: string | undefined;
  readonly lines: readonly HistoryLine[];
}

/** A slug is all that the export says of the name of a space. */
const slugOf = (address: string): readonly string[] => {
  const parts = URL.canParse(address) ? new URL(address).pathname.split('/') : [];
  return parts.filter((part) => part !== '').map((part) => part.replaceAll('-', ' '));
};

/** Spaces as groups, scopes as units, categories and taxonomies as themes; each is told before the first proposal that names it. */
export class DecidimPlaces {
  readonly #sourced: Sourced;
  readonly #unit: string;
  readonly #known = new Set<string>();

  constructor(sourced: Sourced) {
    this.#sourced = sourced;
    this.#unit = sourced.unit ?? sourced.source;
  }

  begin(): HistoryLine[] {
    const { source, unit, title } = this.#sourced;
    if (unit !== undefined) return [];
    return [{ event: 'UnitEstablished', of: this.#unit, words: { name: title.slice(0, 300) }, source }];
  }

  of(cells: Cells, problems: CellProblem[]): Places {
    const unit = this.#unitOf(cells, problems);
    const group = this.#groupOf(cells);
    const theme = this.#themeOf(cells, problems);
    return {
      group: group.id,
      unit: unit.id,
      theme: theme?.id,
      lines: [...unit.lines, ...group.lines, ...(theme?.lines ?? [])],
    };
  }

  #first(what: 'unit' | 'group' | 'theme', id: string, lines: () => HistoryLine[]) {
    const isKnown = this.#known.has(`${what} ${id}`);
    this.#known.add(`${what} ${id}`);
    return { id, lines: isKnown ? [] : lines() };
  }

  #unitOf(cells: Cells, problems: CellProblem[]) {
    const { source, language } = this.#sourced;
    const scope = cells.get('scope/id')?.trim();
    if (scope === undefined) return { id: this.#unit, lines: [] };
    const id = readableId(`${source}-scope-${scope}`);
    return this.#first('unit', id, () => {
      const name = named(textsIn(cells, 'scope/name', false, problems), id);
      const line = { event: 'UnitEstablished', of: id, id: 'established', parent: this.#unit, source };
      return told(line, 'unit', { name: [name, 'scope/name', 300] }, { language, problems });
    });
  }

  #groupOf(cells: Cells) {
    const { source } = this.#sourced;
    const address = cells.get('participatory_space/url')?.trim() ?? '';
    const number = cells.get('participatory_space/id')?.trim();
    const slugs = slugOf(address);
    const called = slugs.length > 0 ? slugs.join('-') : number === undefined ? 'proposals' : `space-${number}`;
    return this.#first('group', readableId(`${source}-${called}`), () => {
      const name = (slugs.at(-1) ?? called).slice(0, 300);
      const id = readableId(`${source}-${called}`);
      return [{ event: 'GroupFounded', of: id, kind: 'openEvents', unit: this.#unit, words: { name }, source }];
    });
  }

  /** One theme is all that a proposal has: the category, or the first of the taxonomies. */
  #themeOf(cells: Cells, problems: CellProblem[]) {
    const { source, language } = this.#sourced;
    const category = cells.get('category/id')?.trim();
    const taxonomy = cells.get('taxonomies/ids')?.split(',')[0]?.trim() || undefined;
    if (category === undefined && taxonomy === undefined) return undefined;
    const code = readableId(
      category === undefined ? `${source}-taxonomy-${taxonomy}` : `${source}-category-${category}`,
    );
    return this.#first('theme', code, () => {
      const column = category === undefined ? `taxonomies/${taxonomy}` : 'category/name';
      const label = named(textsIn(cells, column, false, problems), code);
      const line = { event: 'ThemeNamed', of: 'main', id: `theme-${code}`, code, source };
      return told(line, 'organisation', { label: [label, column, 200] }, { language, problems });
    });
  }
}

/** What has no name is called by its id, so that people see something. */
const named = (said: Said, id: string): Said =>
  said.written.size > 0 ? said : { ...said, written: new Map([['', id]]) };

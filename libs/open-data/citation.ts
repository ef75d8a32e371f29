/** All that is needed to name a set of data, and to make the same once more. */
export interface Citation {
  readonly organisation: string;
  readonly title: string;
  /** The day the data is about. */
  readonly on: string;
  /** The day by whose end all in it was known. */
  readonly knownOn?: string;
  /** Where the log ended for it. */
  readonly position: string;
  /** Id of the last event before that; missing while the log is empty. */
  readonly event?: string;
  /** Identity of the store that keeps the log. */
  readonly store: string;
  readonly software: string;
  readonly version: string;
  readonly retrievedOn: string;
  /** The address that gives the same data. */
  readonly url: string;
}

const placeOf = ({ position, event, store }: Citation): string =>
  `Log ${store}, position ${position}${event === undefined ? '' : `, event ${event}`}`;

const timesOf = ({ on, knownOn }: Citation): string =>
  `as it was on ${on}${knownOn === undefined ? '' : `, as it was known on ${knownOn}`}`;

/** One sentence for a list of references. */
export function citationText(citation: Citation): string {
  const { organisation, title, on, software, version, url, retrievedOn } = citation;
  return `${organisation} (${on.slice(0, 4)}). ${title}, ${timesOf(citation)} [Data set]. ${placeOf(citation)}. ${software} ${version}. ${url} (retrieved ${retrievedOn}).`;
}

const dateParts = (day: string) => ({ 'date-parts': [day.split('-').map(Number)] });

/** The reference as CSL-JSON, which Zotero and other programs for references read. */
export function citationCsl(citation: Citation): object {
  const { organisation, title, on, software, version, url, retrievedOn, position, store } = citation;
  return {
    id: `kierto-${store}-${position}`.replaceAll(/[^A-Za-z0-9-]/g, '-'),
    type: 'dataset',
    title: `${title}, ${timesOf(citation)}`,
    author: [{ literal: organisation }],
    publisher: organisation,
    issued: dateParts(on),
    accessed: dateParts(retrievedOn),
    version: placeOf(citation),
    URL: url,
    note: `${software} ${version}`,
  };
}

const signs: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};
const tex = (text: string): string =>
  text.replaceAll(/[\\~^]|[{}$&#_%]/g, (sign) => signs[sign] ?? `\\${sign}`).replaceAll(/\s+/g, ' ');

/** The reference as BibTeX; `@misc`, which every style has. */
export function citationBibtex(citation: Citation): string {
  const { organisation, title, on, software, version, url, retrievedOn, position, store } = citation;
  const fields = {
    author: `{${tex(organisation)}}`,
    title: `{${tex(`${title}, ${timesOf(citation)}`)}}`,
    year: on.slice(0, 4),
    howpublished: 'Data set',
    version: tex(placeOf(citation)),
    note: tex(`${software} ${version}. Retrieved ${retrievedOn}`),
    url: url.replaceAll(/[{}\\\s]/g, encodeURIComponent),
  };
  const key = `kierto-${store}-${position}`.replaceAll(/[^A-Za-z0-9-]/g, '-');
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}},\n`);
  return `@misc{${key},\n${lines.join('')}}\n`;
}

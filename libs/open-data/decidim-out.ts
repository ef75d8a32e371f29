import { hash } from 'node:crypto';
import { stringify } from 'csv-stringify/sync';
import type { DecidimKind } from './decidim-columns.ts';
import { asHtml } from './decidim-text.ts';

/** One text in its languages, and those of them that a machine has made. */
export interface InLanguages {
  readonly written: Readonly<Record<string, string>>;
  readonly byMachine: Readonly<Record<string, string>>;
}

/** What something is called: a unit, a group, a theme. */
export interface Named {
  readonly id: string;
  readonly name: InLanguages;
}

/** What a proposal's export is made of; what is undefined is not recorded, has not come, or is not for whoever asks. */
export interface ProposalToExport {
  readonly id: string;
  readonly group: Named;
  readonly unit: Named;
  readonly theme?: Named;
  readonly title: InLanguages;
  readonly text: InLanguages;
  readonly submittedOn?: string;
  readonly receivedOn?: string;
  readonly withdrawn: boolean;
  readonly withdrawnOn?: string;
  readonly meeting?: string;
  readonly linked: readonly string[];
  readonly answer?: {
    readonly on?: string;
    readonly toldOn?: string;
    readonly decision?: string;
    readonly reply?: string;
    readonly reason: InLanguages;
    readonly whatWillBeDone: InLanguages;
    readonly byWhen?: string;
  };
  readonly startedOn?: string;
  readonly followUp?: {
    readonly on?: string;
    readonly changed: string;
    readonly whatChanged: InLanguages;
    readonly whyNot: InLanguages;
  };
}

/** A nested record as Decidim's JSON has it. */
export type DecidimRecord = Readonly<Record<string, unknown>>;

/** Decidim counts what it has. This number follows from our id and stays the same; the id itself stands in `reference`. */
export const numberOf = (id: string): number => Number.parseInt(hash('sha256', id).slice(0, 12), 16);

const stateOf: Readonly<Record<string, string>> = {
  accepted: 'accepted',
  partlyAccepted: 'accepted',
  trial: 'accepted',
  deferred: 'evaluating',
  rejected: 'rejected',
  used: 'accepted',
  partlyUsed: 'accepted',
  notUsed: 'rejected',
};
const promised: ReadonlySet<string | undefined> = new Set(['accepted', 'partlyAccepted', 'trial']);
const statusOf: Readonly<Record<string, string>> = { yes: 'changed', partly: 'changedPartly', no: 'notChanged' };

/** Of the states of a result; Decidim lets each installation name its own. */
const statuses: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  promised: { fi: 'Luvattu', sv: 'Utlovat', en: 'Promised' },
  started: { fi: 'Aloitettu', sv: 'Påbörjat', en: 'Started' },
  changed: { fi: 'Muuttui', sv: 'Ändrades', en: 'Changed' },
  changedPartly: { fi: 'Muuttui osittain', sv: 'Ändrades delvis', en: 'Changed in part' },
  notChanged: { fi: 'Ei muuttunut', sv: 'Ändrades inte', en: 'Not changed' },
};

const day = /^\d{4}-\d{2}-\d{2}$/;
/** Decidim has days and moments; what is known less precisely has no place in its columns. */
const dayOrNothing = (on: string | undefined): string | null => (on !== undefined && day.test(on) ? on : null);

type Written = (text: string) => string;
const asIs: Written = (text) => text;

function translatable({ written, byMachine }: InLanguages, how: Written): Readonly<Record<string, unknown>> {
  const all = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(texts).map(([lang, text]) => [lang, how(text)]));
  return { ...all(written), ...(Object.keys(byMachine).length > 0 && { machine_translations: all(byMachine) }) };
}

const isEmpty = ({ written }: InLanguages): boolean => Object.keys(written).length === 0;

const taxonomiesOf = ({ theme }: ProposalToExport): DecidimRecord => {
  if (theme === undefined) return { ids: [] };
  const number = numberOf(`theme ${theme.id}`);
  return { ids: [number], [number]: translatable(theme.name, asIs) };
};

const addresses = (base: string) => ({
  proposal: (id: string) => `${base}/proposals/${id}`,
  group: (id: string) => `${base}/groups/${id}`,
  meeting: (id: string) => `${base}/meetings/${id}`,
});

/** One row of `proposals`. @param base address of this installation */
export function decidimProposal(one: ProposalToExport, base: string): DecidimRecord {
  const { answer, group, unit } = one;
  const at = addresses(base);
  const state = stateOf[answer?.decision ?? answer?.reply ?? ''] ?? (one.receivedOn === undefined ? '' : 'evaluating');
  return {
    id: numberOf(`proposal ${one.id}`),
    author: { id: [], name: Object.values(group.name.written).slice(0, 1), url: [at.group(group.id)] },
    taxonomies: taxonomiesOf(one),
    scope: { id: numberOf(`unit ${unit.id}`), name: translatable(unit.name, asIs) },
    participatory_space: { id: numberOf(`group ${group.id}`), url: at.group(group.id) },
    component: { id: numberOf(`proposals of ${group.id}`) },
    title: translatable(one.title, asIs),
    body: translatable(one.text, asIs),
    address: null,
    latitude: null,
    longitude: null,
    state,
    state_published_at: dayOrNothing(answer?.toldOn ?? answer?.on ?? one.receivedOn),
    reference: one.id,
    answer: answer ? translatable(answer.reason, asHtml) : {},
    answered_at: dayOrNothing(answer?.on ?? (state === 'evaluating' ? one.receivedOn : undefined)),
    votes: null,
    likes: { total_count: null, user_endorsements: [] },
    comments: null,
    attachments: null,
    follows_count: null,
    published_at: dayOrNothing(one.submittedOn),
    url: at.proposal(one.id),
    meeting_urls: one.meeting === undefined ? [] : [at.meeting(one.meeting)],
    related_proposals: one.linked.map(at.proposal),
    is_amend: false,
    original_proposal: { title: null, url: null },
    withdrawn: one.withdrawn,
    withdrawn_at: dayOrNothing(one.withdrawnOn),
    created_at: dayOrNothing(one.submittedOn),
    updated_at: null,
    created_in_meeting: one.meeting !== undefined,
    coauthorships_count: null,
    cost: null,
    cost_report: null,
    execution_period: null,
  };
}

/** One row of `results`: what an answer has promised and what has become of it; undefined where nothing was promised. */
export function decidimResult(one: ProposalToExport, base: string): DecidimRecord | undefined {
  const { answer, followUp, group } = one;
  if (!answer || !promised.has(answer.decision)) return undefined;
  const final = followUp && statusOf[followUp.changed];
  const key = final ?? (one.startedOn === undefined ? 'promised' : 'started');
  const said = followUp && [followUp.whatChanged, followUp.whyNot].filter((text) => !isEmpty(text));
  const description = (followUp?.changed === 'no' ? said?.at(-1) : said?.[0]) ?? answer.whatWillBeDone;
  const at = addresses(base);
  return {
    id: numberOf(`result ${one.id}`),
    taxonomies: taxonomiesOf(one),
    parent: { id: null },
    title: translatable(one.title, asIs),
    description: translatable(description, asHtml),
    start_date: dayOrNothing(one.startedOn),
    end_date: dayOrNothing(final === undefined ? answer.byWhen : followUp?.on),
    status: { id: numberOf(`status ${key}`), key, name: statuses[key] },
    // A share of a change would be made up; what has come is whole.
    progress: key === 'changed' ? 100 : null,
    created_at: dayOrNothing(answer.on),
    updated_at: null,
    url: at.proposal(one.id),
    component: { id: numberOf(`results of ${group.id}`) },
    proposal_urls: [at.proposal(one.id)],
    reference: one.id,
    children_count: 0,
    comments_count: null,
    address: null,
    latitude: null,
    longitude: null,
  };
}

/** What the header of a CSV file must know before its first row. */
export interface Spread {
  readonly languages: ReadonlySet<string>;
  readonly byMachine: ReadonlySet<string>;
  readonly themes: ReadonlySet<string>;
}

const translatables: Readonly<Record<DecidimKind, ReadonlySet<string>>> = {
  proposals: new Set(['title', 'body', 'answer', 'scope/name']),
  results: new Set(['title', 'description', 'status/name']),
};

const nobody: InLanguages = { written: {}, byMachine: {} };
const nothing: ProposalToExport = {
  id: '',
  group: { id: '', name: nobody },
  unit: { id: '', name: nobody },
  title: nobody,
  text: nobody,
  withdrawn: false,
  linked: [],
  answer: { decision: 'accepted', reason: nobody, whatWillBeDone: nobody },
};

/** The names of the columns of CSV, in Decidim's order. */
export function decidimColumns(kind: DecidimKind, { languages, byMachine, themes }: Spread): string[] {
  const inEach = (name: string) => [
    ...[...languages].sort().map((lang) => `${name}/${lang}`),
    ...[...byMachine].sort().map((lang) => `${name}/machine_translations/${lang}`),
  ];
  const empty = kind === 'proposals' ? decidimProposal(nothing, '') : decidimResult(nothing, '')!;
  const names = (record: DecidimRecord, before: string): string[] =>
    Object.entries(record).flatMap(([key, value]) => {
      const name = before + key;
      if (translatables[kind].has(name)) return inEach(name);
      const isNested = typeof value === 'object' && value !== null && !Array.isArray(value);
      return isNested ? names(value as DecidimRecord, `${name}/`) : [name];
    });
  const ofThemes = [...themes].map((id) => numberOf(`theme ${id}`)).flatMap((number) => inEach(`taxonomies/${number}`));
  return names(empty, '').flatMap((name) => (name === 'taxonomies/ids' ? [name, ...ofThemes] : [name]));
}

const formula = /^[=+\-@]/;

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(cell).join(', ');
  const text = String(value).replaceAll('\0', '\uFFFD');
  return typeof value === 'string' && formula.test(text) ? `'${text}` : text;
}

const at = (record: unknown, path: readonly string[]): unknown =>
  path.reduce((value, key) => (value as DecidimRecord | undefined | null)?.[key], record);

/** Rows of CSV with the sign between cells that Decidim's own exports have; the names of the columns are the first row. */
export function decidimCsv(rows: readonly (readonly unknown[])[]): string {
  return stringify(
    rows.map((row) => row.map(cell)),
    { delimiter: ';', quote_record_delimiter: true },
  );
}

/** The cells of a record under these columns. */
export function decidimRow(record: DecidimRecord, columns: readonly string[]): unknown[] {
  return columns.map((name) => at(record, name.split('/')));
}

import {
  addressesIn,
  type Calendar,
  type CellProblem,
  centsIn,
  dayIn,
  isTrue,
  readableId,
  type Said,
  textsIn,
} from './decidim-cells.ts';
import { DecidimPlaces } from './decidim-places.ts';
import type { DecidimRow } from './decidim-rows.ts';
import { type DecidimDecision, decisionIn, stateIn, unknownState } from './decidim-states.ts';
import { type HistoryLine, told } from './decidim-told.ts';

export interface DecidimOptions {
  /** Id of the source, with which the ids of groups, units and themes begin. */
  readonly source: string;
  readonly title: string;
  readonly document: string;
  /** A unit that is there already, which answers where a row names no other; left out: one is established for the source. */
  readonly unit?: string;
  /** How far every decision is in the export. */
  readonly decisions: 'partial' | 'complete';
  /** Whether results come, too. */
  readonly results: boolean;
  /** What an installation's own states mean. */
  readonly states: Readonly<Record<string, DecidimDecision>>;
  /** In which the originals are, where they are in several. */
  readonly language?: string;
}

/** What became of a row. With no lines it was not taken; with lines and problems the cells named were as if they were empty. */
export interface Outcome {
  readonly lines: readonly HistoryLine[];
  readonly problems: readonly CellProblem[];
}

const change = { changed: 'yes', changedPartly: 'partly', notChanged: 'no' } as const;
const whole = 100;

/** The last part of an address: `345` of `https://…/f/12/proposals/345`. */
const lastOf = (address: string): string =>
  address
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .split('/')
    .at(-1) ?? '';

/**
 * Turns rows of an export into lines of a history, in an order in which each names only what stands above it: the proposals first,
 * then the results. It remembers the ids of the proposals, less than a kilobyte each.
 */
export class DecidimHistory {
  readonly #options: DecidimOptions;
  readonly #calendar: Calendar;
  readonly #places: DecidimPlaces;
  /** Lines on which ids stood first. */
  readonly #seen = new Map<string, number>();
  /** Ids of proposals here, by the last part of their addresses. */
  readonly #proposals = new Map<string, string>();
  readonly #resultsSeen = new Map<string, number>();
  readonly #links: { readonly of: string; readonly to: string; readonly how: string }[] = [];

  constructor(options: DecidimOptions, calendar: Calendar) {
    this.#options = options;
    this.#calendar = calendar;
    this.#places = new DecidimPlaces(options);
  }

  /** What every export begins with: what Decidim records at all. A step that is not named it does not record. */
  begin(): HistoryLine[] {
    const { source, title, document, decisions, results } = this.#options;
    const coverage = {
      groups: 'partial',
      proposals: 'partial',
      receipts: 'partial',
      decisions,
      reasons: decisions,
      closings: 'partial',
      followUps: results ? 'partial' : 'none',
      ...Object.fromEntries(
        ['meetings', 'activities', 'commissions', 'told', 'confirmed', 'trials', 'responses'].map((step) => [
          step,
          'none',
        ]),
      ),
    };
    return [{ source, title, document, coverage }, ...this.#places.begin()];
  }

  proposal({ line, cells }: DecidimRow): Outcome {
    const problems: CellProblem[] = [];
    const { source } = this.#options;
    const number = cells.get('id')?.trim() ?? '';
    const reference = cells.get('reference')?.trim() ?? '';
    if (number === '' && reference === '') return refused('id', 'is missing');
    const id = readableId(reference || `${source}-proposal-${number}`);
    const before = this.#seen.get(`number ${number}`) ?? this.#seen.get(id);
    if (before !== undefined) return refused('id', `is that of the proposal in line ${before}`);
    const title = textsIn(cells, 'title', false, problems);
    const text = textsIn(cells, 'body', true, problems);
    if (title.written.size + text.written.size === 0) return refused('title', 'is empty, and so is the body');
    // Taken without what was decided, it would count as one that nobody has answered.
    if (
      this.#options.decisions === 'complete' &&
      decisionIn(cells, this.#options.states) === undefined &&
      !isTrue(cells.get('is_amend'))
    )
      return refused('state', unknownState(cells));
    if (number !== '') this.#seen.set(`number ${number}`, line);
    this.#seen.set(id, line);
    this.#proposals.set(lastOf(cells.get('url') ?? '') || number || id, id);

    const places = this.#places.of(cells, problems);
    const isAmendment = isTrue(cells.get('is_amend'));
    const day = (column: string) => dayIn(cells, column, this.#calendar, problems);
    const facts = {
      on: day('published_at') ?? day('created_at'),
      group: places.group,
      unit: places.unit,
      kind: isAmendment ? 'comment' : 'idea',
      // Whether an amendment is taken in is for the authors of the proposal to say, not for management.
      answerWanted: isAmendment ? undefined : 'decision',
      theme: places.theme,
    };
    const tells = this.#teller(id, number === '' ? undefined : `proposals/${number}`, problems);
    const lines = [
      ...places.lines,
      ...tells('ProposalSubmitted', 'submitted', facts, { title: [title, 'title', 300], text: [text, 'body', 20_000] }),
    ];
    if (!isAmendment) lines.push(...this.#answered(cells, tells, problems));
    if (isTrue(cells.get('withdrawn')) || cells.has('withdrawn_at') || cells.get('state') === 'withdrawn')
      lines.push(...tells('ProposalWithdrawn', 'withdrawn', { on: day('withdrawn_at') }));
    this.#link(id, cells, isAmendment);
    return { lines, problems };
  }

  #answered(cells: DecidimRow['cells'], tells: Teller, problems: CellProblem[]): HistoryLine[] {
    const state = stateIn(cells);
    const decision = decisionIn(cells, this.#options.states);
    if (decision === undefined) {
      problems.push({ column: 'state', problem: unknownState(cells) });
      return [];
    }
    // Before its state is published an answer is a draft.
    if (state === '') return [];
    const day = (column: string) => dayIn(cells, column, this.#calendar, problems);
    const on = day('answered_at') ?? day('state_published_at');
    if (state === 'evaluating' && decision === 'none') return tells('ProposalReceived', 'received', { on });
    if (decision === 'none') return [];
    const answer = textsIn(cells, 'answer', true, problems);
    const cost = centsIn(cells, 'cost', problems);
    return tells('ProposalDecided', 'decided', { on, decision, cost }, { reason: [answer, 'answer', 20_000] });
  }

  /** Proposals that are named may come further below. */
  #link(of: string, cells: DecidimRow['cells'], isAmendment: boolean): void {
    for (const address of addressesIn(cells.get('related_proposals')))
      this.#links.push({ of, to: lastOf(address), how: 'sameMatter' });
    const original = cells.get('original_proposal/url');
    if (isAmendment && original) this.#links.push({ of, to: lastOf(original), how: 'followsFrom' });
  }

  /** What could only be told when all proposals were known. */
  links(): HistoryLine[] {
    return this.#links.splice(0).flatMap(({ of, to, how }) => {
      const proposal = this.#proposals.get(to);
      if (proposal === undefined || proposal === of) return [];
      return [{ event: 'ProposalLinked', of, proposal, how, source: this.#options.source }];
    });
  }

  result({ line, cells }: DecidimRow): Outcome {
    const problems: CellProblem[] = [];
    const number = cells.get('id')?.trim() ?? '';
    if (number === '') return refused('id', 'is missing');
    const before = this.#resultsSeen.get(number);
    if (before !== undefined) return refused('id', `is that of the result in line ${before}`);
    const addresses = addressesIn(cells.get('proposal_urls'));
    if (addresses.length === 0) return refused('proposal_urls', 'is empty: what came of no proposal has no place here');
    const proposals = addresses.map((one) => this.#proposals.get(lastOf(one))).filter((one) => one !== undefined);
    if (proposals.length === 0) return refused('proposal_urls', 'names no proposal of these files');
    if (proposals.length < addresses.length)
      problems.push({ column: 'proposal_urls', problem: 'names proposals that are not in these files, too' });
    this.#resultsSeen.set(number, line);
    const started = dayIn(cells, 'start_date', this.#calendar, problems, true);
    const ended = dayIn(cells, 'end_date', this.#calendar, problems, true);
    const progress = Number(cells.get('progress')?.trim().replace(',', '.') ?? Number.NaN);
    if (cells.has('progress') && !(progress >= 0 && progress <= whole))
      problems.push({ column: 'progress', problem: 'is no number from 0 to 100' });
    const key = cells.get('status/key')?.trim() ?? '';
    const changed = Object.hasOwn(change, key)
      ? change[key as keyof typeof change]
      : progress === whole
        ? 'yes'
        : undefined;
    const title = textsIn(cells, 'title', false, problems);
    const description = textsIn(cells, 'description', true, problems);
    const past = (day: string | undefined) => (day !== undefined && day <= this.#calendar.today ? day : undefined);
    const lines = [...new Set(proposals)].flatMap((id) => {
      const tells = this.#teller(id, `results/${number}`, problems);
      const said: HistoryLine[] = [];
      if (past(started) !== undefined || progress > 0 || changed !== undefined)
        said.push(
          ...tells('ChangeStarted', `started-${number}`, { on: past(started) }, { what: [title, 'title', 5_000] }),
        );
      const why = changed === 'no' ? 'whyNot' : 'whatChanged';
      const words = { [why]: [description, 'description', 10_000] } as const;
      if (changed !== undefined)
        said.push(...tells('FollowUpRecorded', `result-${number}`, { on: past(ended), changed }, words));
      else if (ended !== undefined) said.push(...tells('FollowUpScheduled', `due-${number}`, { next: ended }));
      return said;
    });
    if (lines.length === 0)
      return refused('start_date', 'lies in the future or is empty, and nothing else says what was done');
    return { lines, problems };
  }

  #teller(of: string, reference: string | undefined, problems: CellProblem[]): Teller {
    const { source, language } = this.#options;
    const place = { source, ...(reference !== undefined && /^[\w./-]{1,128}$/.test(reference) && { reference }) };
    return (event, id, facts, words = {}) =>
      told({ event, of, id, ...facts, ...place }, 'proposal', words, { language, problems });
  }
}

type Teller = (
  event: string,
  id: string,
  facts: Readonly<Record<string, unknown>>,
  words?: Readonly<Record<string, readonly [said: Said, column: string, longest: number]>>,
) => HistoryLine[];

const refused = (column: string, problem: string): Outcome => ({ lines: [], problems: [{ column, problem }] });

import type { Batch, EventStore, Position, StoredEvent } from '#event-store';
import { owedFactTypes } from '../loops/owed-facts.ts';
import { patiently } from '../patience.ts';
import { type EventType, type SeenEvent, seen } from '../read-model.ts';

/** What of other streams figures depend on. */
const surrounding: readonly EventType[] = [
  ...owedFactTypes,
  'GroupFounded',
  'SeasonPlanned',
  'SeasonRevised',
  'WorkTimeRecorded',
];
const surroundingTypes: ReadonlySet<string> = new Set(surrounding);
const firstTypes: ReadonlySet<string> = new Set([
  ...surrounding,
  'ProposalSubmitted',
  'RecordedInError',
  'WordsForgotten',
]);

/** How many touches are remembered. */
const mostTouched = 100_000;

/** What has come since a place in the log. */
export interface News {
  readonly proposals: ReadonlySet<string>;
  /** Something that other cases depend on too. */
  readonly surroundings: boolean;
}

interface Proposal {
  readonly id: string;
  /** Where it begins in the log. */
  readonly position: Position;
}

/** What this thread remembers of the log: which proposals there are, the events of other streams, and what changed where. */
export class CaseLog {
  readonly #store: EventStore;
  readonly #proposals: Proposal[] = [];
  readonly #known = new Set<string>();
  readonly #surrounding: SeenEvent[] = [];
  /** Proposals and surroundings (undefined) that were touched, in the order of the log, since it was first read. */
  #touched: { readonly position: Position; readonly proposal: string | undefined }[] = [];
  #touchedSince: Position | undefined;
  /** Called with the event whose words are forgotten. */
  readonly #onForgotten: (event: string) => void;
  #checkpoint: Batch['checkpoint'] | undefined;

  constructor(store: EventStore, onForgotten: (event: string) => void) {
    this.#store = store;
    this.#onForgotten = onForgotten;
  }

  /** The end of the log as far as it was read; undefined: it was empty. */
  get head(): Position | undefined {
    return this.#checkpoint?.position;
  }

  /** Reads on to the end of the log. The first time only what names proposals and surroundings is parsed. */
  async follow(onProgress: () => void): Promise<void> {
    const head = await patiently(() => this.#store.head());
    if (!head || (this.head !== undefined && this.#store.compare(this.head, head.position) >= 0)) return;
    const isFirst = this.#checkpoint === undefined;
    const options = { ...(this.#checkpoint && { after: this.#checkpoint }), ...(isFirst && { types: firstTypes }) };
    await new Promise<void>((resolve, reject) => {
      const subscription = this.#store.subscribe(options, (batch) => {
        for (const event of batch.events) this.#take(event, isFirst);
        this.#checkpoint = batch.checkpoint;
        onProgress();
        if (batch.caughtUp) void subscription.stop().then(resolve);
      });
      subscription.ended.catch(reject);
    });
    if (isFirst) this.#touchedSince = this.head;
  }

  #take(stored: StoredEvent, isFirst: boolean): void {
    const event = seen(stored);
    const { category, of, position, type, data } = event;
    if (type === 'WordsForgotten') this.#onForgotten((data as { readonly ofEvent: string }).ofEvent);
    if (category === 'proposal') {
      if (type === 'ProposalSubmitted' && !this.#known.has(of)) {
        this.#known.add(of);
        this.#proposals.push({ id: of, position });
      }
      if (!isFirst) this.#touch(position, of);
      return;
    }
    const isCorrection = type === 'RecordedInError' && ['organisation', 'unit', 'group'].includes(category);
    if (!isCorrection && !surroundingTypes.has(type)) return;
    // Records of work time are many, and who wrote them down is never asked here.
    const { occurredOn, recordedAt } = event.metadata;
    this.#surrounding.push({ ...event, metadata: { occurredOn, recordedAt } as SeenEvent['metadata'] });
    if (!isFirst) this.#touch(position, undefined);
  }

  #touch(position: Position, proposal: string | undefined): void {
    this.#touched.push({ position, proposal });
    if (this.#touched.length < mostTouched) return;
    this.#touchedSince = this.#touched[mostTouched / 2]!.position;
    this.#touched = this.#touched.slice(mostTouched / 2 + 1);
  }

  /** The proposals there were at a place, in the order of the log. @param until undefined: before the beginning */
  proposalsAt(until: Position | undefined): readonly string[] {
    return this.#proposals.slice(0, this.#countUpTo(this.#proposals, until)).map(({ id }) => id);
  }

  surroundingsAt(until: Position | undefined): readonly SeenEvent[] {
    return this.#surrounding.slice(0, this.#countUpTo(this.#surrounding, until));
  }

  /** What came behind `from` and not behind `to`. Undefined: it is too long ago to tell. */
  between(from: Position, to: Position): News | undefined {
    if (this.#store.compare(from, this.#touchedSince!) < 0) return undefined;
    const proposals = new Set<string>();
    let surroundings = false;
    const [begin, end] = [this.#countUpTo(this.#touched, from), this.#countUpTo(this.#touched, to)];
    for (const { proposal } of this.#touched.slice(begin, end)) {
      if (proposal === undefined) surroundings = true;
      else proposals.add(proposal);
    }
    return { proposals, surroundings };
  }

  /** The events of a proposal up to a place, those that were found to be errors by then among them. */
  async eventsOf(proposal: string, until: Position): Promise<SeenEvent[]> {
    const events = await patiently(() => this.#store.read(`proposal-${proposal}`));
    let known = events.length;
    while (known > 0 && this.#store.compare(events[known - 1]!.position, until) > 0) known -= 1;
    return events.slice(0, known).map(seen);
  }

  /** Of things in the order of the log how many lie no further than a place. */
  #countUpTo(all: readonly { readonly position: Position }[], until: Position | undefined): number {
    if (until === undefined) return 0;
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#store.compare(all[middle]!.position, until) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

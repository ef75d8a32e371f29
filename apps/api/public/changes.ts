import type { PlainKey } from '#i18n';
import { nobody } from '#permissions';
import { allQueries, type Text } from '#read-models';
import { dayOf } from '#use-cases';
import type { Desk } from '../route.ts';

/** A change as everybody may read it. */
export interface Change {
  readonly event: string;
  readonly kind: string;
  readonly on?: string;
  readonly again: boolean;
  readonly groupName: Text | null;
  readonly title: Text | null;
  readonly what: Text | null;
  readonly whatChanged: Text | null;
  readonly evidence: Text | null;
  readonly whatWasLearnt: Text | null;
}

/** One page of what has come of it. */
export interface Changes {
  readonly items: readonly Change[];
  readonly groups: readonly {
    readonly id: string;
    readonly name: Text | null;
    readonly unit: string;
    readonly unitName: Text | null;
  }[];
  readonly next?: string;
}

export interface Narrowed {
  readonly unit?: string | undefined;
  readonly group?: string | undefined;
  readonly cursor?: string | undefined;
}

const { query: Listed } = allQueries.find(({ name }) => name === 'ListChanges')!;

/** Asked with nobody's rights, whoever it is for, so that it is the same for everybody. @throws QueryRefused */
export function changesFor({ queries, house }: Desk, limit: number, narrowed: Narrowed = {}): Promise<Changes> {
  const asked = { reader: nobody, today: dayOf(house.context.clock.now()) };
  return queries.execute<never, Changes>(new Listed({ ...narrowed, limit: String(limit) }, asked) as never);
}

/** What came of it, in words: it changed, a trial was adopted, it led to something. */
export const kindOf = ({ kind }: Change): PlainKey => `changes.${kind}` as PlainKey;

/** The text that says it. */
export const saidIn = ({ whatChanged, what, whatWasLearnt, title }: Change): Text | null =>
  whatChanged ?? what ?? whatWasLearnt ?? title;

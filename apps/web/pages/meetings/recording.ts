import type { BatchItem, BatchResult } from '../../api.ts';
import { memberRoles, works } from '../../codes.ts';

/** An answer or a follow-up to bring to the group, or a telling that waits for its confirmation, that was chosen in the form. */
export interface Brought {
  /** The answer or follow-up; for a confirmation the telling. */
  readonly event: string;
  readonly proposal: string;
  readonly title: string;
  readonly what: 'telling' | 'confirmation';
  readonly commands: Readonly<Record<'tell' | 'confirm' | 'respond', string>>;
}

export interface Heard {
  readonly key: string;
  readonly commands: Readonly<Record<'decide' | 'tell' | 'confirm' | 'respond', string>>;
}

/** A proposal that is new: its id and that of the command. */
export interface Proposed {
  readonly id: string;
  readonly command: string;
}

export interface Done {
  readonly events: readonly string[];
  /** What was recorded, so that later changes of the form are noticed. */
  readonly content: string;
}

/**
 * Everything that the form holds: lists of what was added to it, with the ids of the commands they become, and one field for
 * each thing that is typed (`proposal.<id>.title`). It is kept as a draft, so that what was sent is known after a closed tab.
 */
export interface Recording {
  readonly [field: string]: unknown;
  readonly meeting: string;
  readonly commands: Readonly<Record<'plan' | 'hold' | 'hours', string>>;
  readonly on: string;
  readonly brought: readonly Brought[];
  readonly heard: readonly Heard[];
  readonly proposals: readonly Proposed[];
  /** Commands of what the group thinks of other answers. */
  readonly responses: readonly string[];
  readonly done: Readonly<Record<string, Done>>;
  /** Why commands were refused the last time. */
  readonly refused: Readonly<Record<string, { readonly code: string; readonly detail: string }>>;
  /** Sent, and no answer came: sent again first, as it was. */
  readonly unanswered: readonly BatchItem[];
}

/** One command that the form becomes. */
export interface Line {
  readonly command: string;
  readonly what: 'plan' | 'hold' | 'hours' | 'submit' | 'decide' | 'tell' | 'confirm' | 'respond';
  readonly title: string;
  /** The field to look at when it is refused. */
  readonly field: string;
  readonly item: BatchItem;
  /** Without this one it makes no sense. */
  readonly needs?: string | undefined;
  /** Follows when this one has been carried out. */
  readonly after?: string | undefined;
  /** Speaks of the event that the one before recorded. */
  readonly ofItsEvent?: boolean;
}

/** What is typed in a field; empty where nothing is. */
export const typed = (values: Recording, field: string): string => String(values[field] ?? '').trim();

const numbers = (values: Recording, of: string, keys: readonly string[]): Record<string, number> =>
  Object.fromEntries(
    keys.flatMap((key) => {
      const number = Number(typed(values, `${of}.${key}`).replace(',', '.'));
      return number > 0 ? [[key, number]] : [];
    }),
  );

export const presentOf = (values: Recording): Record<string, number> => numbers(values, 'present', memberRoles);
export const hoursOf = (values: Recording): Record<string, number> => numbers(values, 'hours', works);

/** Whether somebody of the clients was there, so that the meeting can confirm what was told. */
export const clientsWerePresent = (values: Recording): boolean => {
  const { clientDeveloper = 0, expertByExperience = 0 } = presentOf(values);
  return clientDeveloper + expertByExperience > 0;
};

/** What a line says, apart from what it is told by those before it. */
function contentOf({ needs: _needs, ofEvent: _ofEvent, ...item }: BatchItem): string {
  return JSON.stringify(item);
}

/** Whether the form was changed after this line was sent for the first time, which is how it was recorded. */
export const isChanged = ({ command, item }: Line, done: Recording['done']): boolean =>
  done[command] !== undefined && done[command].content !== contentOf(item);

/**
 * What can be sent now: what has not been recorded and was not tried in this sending, and follows on nothing that is missing.
 * What speaks of an event of another line waits until that one has answered, so a sending takes up to three rounds.
 */
export function nextRound(lines: readonly Line[], done: Recording['done'], tried: ReadonlySet<string>): BatchItem[] {
  const ready = lines.filter(
    ({ command, after }) => !done[command] && !tried.has(command) && (after === undefined || done[after] !== undefined),
  );
  const here = new Set(ready.map(({ command }) => command));
  return ready.map(({ item, needs, after, ofItsEvent }) => ({
    ...item,
    ...(needs !== undefined && here.has(needs) && { needs }),
    ...(ofItsEvent && { ofEvent: done[after!]?.events[0] }),
  }));
}

/** What the results of a round add to what is known. */
export function taken(items: readonly BatchItem[], results: readonly BatchResult[]) {
  const sent = new Map(items.map((item) => [item.command, item]));
  const done: Record<string, Done> = {};
  const refused: Record<string, { code: string; detail: string }> = {};
  const unanswered: BatchItem[] = [];
  for (const { command, status, events = [], code = '', detail = '' } of results) {
    const item = sent.get(command)!;
    if (status === 'recorded' || status === 'repeated') done[command] = { events, content: contentOf(item) };
    if (status === 'refused') refused[command] = { code, detail };
    // Nobody knows what became of it, so it must be sent again as it is.
    if (status === 'failed') unanswered.push(item);
  }
  return { done, refused, unanswered };
}

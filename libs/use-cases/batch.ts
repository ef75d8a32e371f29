import type { CommandBus } from '@nestjs/cqrs';
import { Refusal, shapes } from '#domain';
import { StoreError } from '#event-store';
import { PermissionDenied, PermissionSeveral } from '#permissions';
import { VaultError } from '#vault';
import { allUseCases } from './all-use-cases.ts';
import { type BodyProblem, validateBody } from './body.ts';
import type { Sent } from './context.ts';
import { ORGANISATION } from './modules.ts';
import type { Recorded } from './record.ts';
import type { Command } from './use-case.ts';

/** Most commands that one batch may hold. */
export const mostInBatch = 200;

/** One command of a batch, ready to be given to the CommandBus. */
export interface BatchItem {
  readonly command: string;
  /** The command without which this one makes no sense. */
  readonly needs: string | undefined;
  readonly from: (sent: Sent) => Command<object>;
}

/** What became of one command of a batch. */
export type BatchResult = { readonly command: string } & (
  | ({ readonly status: 'recorded' | 'repeated' } & Omit<Recorded, 'repeated'>)
  /** A rule said no, or the sender may not; `code`, sentence and field are those of the refusal. */
  | { readonly status: 'refused'; readonly code: string; readonly detail: string; readonly field?: string }
  /** A store was away or was lost in a race; what became of it is not known. Send the batch again as it is. */
  | { readonly status: 'failed'; readonly code: string; readonly detail: string }
  /** What it needs was not carried out, or an earlier command failed. */
  | { readonly status: 'not-run' }
);

const byName = new Map(allUseCases.map((useCase) => [useCase.name, useCase]));
const isCommandId = shapes.eventId.accepts;

/**
 * Reads and checks a whole batch before any of it runs. A batch is a list of at most 200 items
 * `{ command, do, id, needs?, …body }`: `command` is the id of the command (a UUID), `do` the name of the use case
 * (`SubmitProposal`), `id` that of the stream (left out for the organisation), `needs` the `command` of an earlier item;
 * the rest is the body that the same command has at its own address.
 * @returns the items, to be used only when `problems` is empty; pointers lead into the list
 */
export function readBatch(plain: unknown): {
  readonly items: readonly BatchItem[];
  readonly problems: readonly BodyProblem[];
} {
  if (!Array.isArray(plain)) return { items: [], problems: [{ pointer: '', detail: 'must be a list of commands' }] };
  if (plain.length > mostInBatch) {
    return { items: [], problems: [{ pointer: '', detail: `holds ${plain.length} commands; at most ${mostInBatch}` }] };
  }
  const problems: BodyProblem[] = [];
  const before = new Set<unknown>();
  const items = plain.flatMap((one: unknown, index) => {
    const read = readItem(one, before);
    problems.push(...read.problems.map(({ pointer, detail }) => ({ pointer: `/${index}${pointer}`, detail })));
    return read.item ? [read.item] : [];
  });
  return { items, problems };
}

function readItem(plain: unknown, before: Set<unknown>): { item?: BatchItem; problems: readonly BodyProblem[] } {
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
    return { problems: [{ pointer: '', detail: 'must be a JSON object' }] };
  }
  const { command, do: name, id, needs, ...body } = plain as Record<string, unknown>;
  const problems: BodyProblem[] = [];
  const problem = (pointer: string, detail: string) => problems.push({ pointer, detail });

  if (!isCommandId(command)) problem('/command', 'must be a UUID in small letters');
  else if (before.has(command)) problem('/command', 'is the id of another command of this batch');
  if (needs !== undefined && !before.has(needs))
    problem('/needs', 'must be the id of an earlier command of this batch');
  before.add(command);

  const useCase = typeof name === 'string' ? byName.get(name) : undefined;
  if (!useCase) return { problems: [...problems, { pointer: '/do', detail: 'must be the name of a use case' }] };
  const stream = useCase.noun === 'organisation' ? (id ?? ORGANISATION) : id;
  if (useCase.noun === 'organisation' && stream !== ORGANISATION)
    problem('/id', `must be ${ORGANISATION}, or left out`);
  else if (!shapes.id.accepts(stream)) problem('/id', `must be ${shapes.id.allowed}`);

  const checked = validateBody(useCase.body, body);
  problems.push(...checked.problems);
  if (problems.length > 0) return { problems };
  const from = (sent: Sent) => new useCase.command(stream, checked.body, sent);
  return { item: { command: command as string, needs: needs as string | undefined, from }, problems };
}

/**
 * Carries out the commands one after another, through the bus, all under the correlation id of `sent`. Several streams
 * cannot be appended to at once, so a batch is not all or nothing: after a refusal the rest goes on, except for what needs
 * the refused command and what needs that in turn. After a failure nothing more is run. Sent again as it is, a batch does
 * what is left to do: what was carried out before answers `repeated`.
 */
export async function runBatch(
  bus: Pick<CommandBus, 'execute'>,
  items: readonly BatchItem[],
  sent: Omit<Sent, 'command' | 'expected'>,
): Promise<readonly BatchResult[]> {
  const results: BatchResult[] = [];
  const done = new Set<string>();
  let failed = false;
  for (const { command, needs, from } of items) {
    if (failed || (needs !== undefined && !done.has(needs))) {
      results.push({ command, status: 'not-run' });
      continue;
    }
    const result = await carryOut(bus, command, from({ ...sent, command }));
    if (result.status === 'recorded' || result.status === 'repeated') done.add(command);
    if (result.status === 'failed') failed = true;
    results.push(result);
  }
  return results;
}

async function carryOut(bus: Pick<CommandBus, 'execute'>, command: string, one: Command<object>): Promise<BatchResult> {
  try {
    const { repeated, ...recorded } = await bus.execute(one);
    return { command, status: repeated ? 'repeated' : 'recorded', ...recorded };
  } catch (error) {
    if (error instanceof PermissionDenied || error instanceof PermissionSeveral)
      return { command, status: 'refused', code: error.code, detail: error.message };
    if (error instanceof Refusal) {
      const { code, message, field } = error;
      return { command, status: 'refused', code, detail: message, ...(field !== undefined && { field }) };
    }
    if (error instanceof StoreError || error instanceof VaultError) {
      return { command, status: 'failed', code: error.code, detail: error.message };
    }
    throw error;
  }
}

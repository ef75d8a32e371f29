import { group, unit } from '#domain';
import type { Context } from './context.ts';

async function successorOf({ streams }: Context, kind: 'unit' | 'group', id: string): Promise<string | undefined> {
  const { state } = await (kind === 'unit' ? streams.load(unit, id) : streams.load(group, id));
  return 'successor' in state ? state.successor : undefined;
}

/** The unit or group itself, the one that succeeded it, the one that succeeded that, and so on. */
async function lineFrom(context: Context, kind: 'unit' | 'group', id: string): Promise<readonly string[]> {
  const line: string[] = [];
  for (let next: string | undefined = id; next !== undefined && !line.includes(next); ) {
    line.push(next);
    next = await successorOf(context, kind, next);
  }
  return line;
}

/** For every unit on the line of succession from this one: itself, and which it has succeeded on that line. */
export async function unitsSince(context: Context, first: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const line = await lineFrom(context, 'unit', first);
  return new Map(line.map((unit, index) => [unit, line.slice(0, index + 1).reverse()]));
}

/** This group, and those of the candidates that it has succeeded, directly or over several. */
export async function groupAndPredecessors(
  context: Context,
  group: string,
  candidates: Iterable<string>,
): Promise<readonly string[]> {
  const found = [group];
  for (const candidate of new Set(candidates)) {
    if (candidate !== group && (await lineFrom(context, 'group', candidate)).includes(group)) found.push(candidate);
  }
  return found;
}

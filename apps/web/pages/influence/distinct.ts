import { none } from './chosen.ts';

/**
 * Two that are called the same are told apart by their ids; in the order that names have in the language, and last what nobody wrote
 * down.
 */
export function distinct<One extends { readonly name: string; readonly id: string }>(
  all: readonly One[],
  lang: string,
): One[] {
  const times = new Map<string, number>();
  for (const { name } of all) times.set(name, (times.get(name) ?? 0) + 1);
  return all
    .map((one) => (times.get(one.name)! > 1 ? { ...one, name: `${one.name} (${one.id})` } : one))
    .sort((a, b) => Number(a.id === none) - Number(b.id === none) || a.name.localeCompare(b.name, lang));
}

import { CannotDo } from './terminal.ts';

/** The read models that are meant: those named, or all. @throws CannotDo when one is named that does not exist */
export function requireModels(wanted: readonly string[], existing: readonly string[]): readonly string[] {
  const unknown = wanted.find((name) => !existing.includes(name));
  if (unknown !== undefined) {
    throw new CannotDo(`There is no read model ${JSON.stringify(unknown)}. There are ${existing.join(', ')}.`);
  }
  return wanted.length > 0 ? wanted : existing;
}

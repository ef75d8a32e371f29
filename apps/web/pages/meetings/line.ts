import { type Line, type Recording, typed } from './recording.ts';

/** Fields with something in them; nothing at all where none has. */
export function filled<T>(fields: Readonly<Record<string, T | undefined>>): Record<string, T> | undefined {
  const found = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '') as [string, T][];
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

export const withWords = (fields: Readonly<Record<string, string>>): object => {
  const words = filled(fields);
  return words ? { words } : {};
};

/** Makes one command of the form. */
export type MakeLine = (
  what: Line['what'],
  command: string,
  of: { readonly do: string; readonly id: string; readonly title: string; readonly field: string },
  body: object,
  order?: Pick<Line, 'needs' | 'after' | 'ofItsEvent'>,
) => Line;

/** What the group thinks, as it was filled in. */
export function responseIn(values: Recording, prefix: string): object {
  const field = (name: string) => typed(values, `${prefix}.${name}`);
  const present = field('present');
  return {
    view: field('view'),
    ...(field('howAsked') && { howAsked: field('howAsked') }),
    ...(present !== '' && { present: Number(present) }),
    ...withWords({ comment: field('comment') }),
  };
}

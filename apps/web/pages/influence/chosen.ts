import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';

/** By what cases are told apart and narrowed down, in the order in which it is offered. */
export const dimensions = [
  'unit',
  'unitNow',
  'group',
  'theme',
  'kind',
  'decision',
  'reasonCode',
  'year',
  'season',
  'voicedBy',
  'origin',
  'source',
] as const;

/** How a value that nobody wrote down is called. */
export const none = 'none';

export type Dimension = (typeof dimensions)[number];

export const isDimension = (text: string | undefined): text is Dimension =>
  (dimensions as readonly string[]).includes(text ?? '');

/** For the list behind a cell: a cell of a unit counts that unit alone, a choice all that lies below it too. */
export function cellOf(cell: Readonly<Partial<Record<Dimension, string>>>): Readonly<Record<string, string>> {
  const alone = (['unit', 'unitNow'] as const).filter((dimension) => cell[dimension] !== undefined);
  return { ...cell, ...(alone.length > 0 && { alone: alone.join(',') }) };
}

type Chosen = Readonly<Record<string, string>>;

const kept = ['on', 'knownOn', 'at', ...dimensions] as const;

/** Of what was chosen only of which day, as which day knew it. */
export const daysOf = (search: Chosen): Chosen =>
  Object.fromEntries(Object.entries(search).filter(([key]) => ['on', 'knownOn', 'at'].includes(key)));

/** What is looked at, of which day, as which day knew it: it stands in the address and goes along from page to page. */
export function useChosen() {
  const search = useSearch({ strict: false }) as Chosen;
  const navigate = useNavigate();
  // As a text, so that the same choice is the same object.
  const text = JSON.stringify(Object.fromEntries(kept.flatMap((key) => (search[key] ? [[key, search[key]]] : []))));
  const along = useMemo(() => JSON.parse(text) as Chosen, [text]);
  const go = (changed: Readonly<Record<string, string | undefined>>) => {
    const next = Object.entries({ ...search, ...changed }).filter(([, value]) => value !== undefined && value !== '');
    navigate({ to: '.', search: Object.fromEntries(next) as never, replace: true });
  };
  return { search, along, go };
}

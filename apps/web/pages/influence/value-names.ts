import { type Dimension, daysOf, dimensions } from './chosen.ts';
import { useLabels } from './labels.ts';
import { useMade } from './made.tsx';

/** What the values are called by which something in the address is narrowed down. */
export function useValueNames(search: Readonly<Record<string, string>>): (of: Dimension, value: string) => string {
  const { labelOf } = useLabels(search.season !== undefined);
  const isNarrowed = search.owner !== undefined || dimensions.some((one) => search[one] !== undefined);
  const { data } = useMade('/api/influence/values', daysOf(search), isNarrowed);
  return (of, value) => {
    const values = data?.answer.dimensions.find(({ dimension }) => dimension === of)?.values;
    return labelOf(of, value, values?.find((one) => one.value === value)?.name);
  };
}

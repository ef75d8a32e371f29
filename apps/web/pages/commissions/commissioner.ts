import { useSelf } from '../../me.ts';
import { useNames } from '../../names.ts';
import type { Commission } from './commission.ts';

/** Whether whoever looks acts for who commissioned: a post of the unit in the lead or above it, or the group it comes from. */
export function useCommissioner({ unit, from, fromGroup }: Commission): boolean {
  const self = useSelf();
  const { posts, units } = useNames();
  if (!self?.can('CloseCommission')) return false;
  if (from === 'group' && fromGroup !== undefined && self.is('coordinator', fromGroup)) return true;
  const above = [unit];
  for (let one = parentOf(units, unit); one && !above.includes(one); one = parentOf(units, one)) above.push(one);
  return self.as.some(
    ({ kind, of }) => kind === 'management' && above.includes(posts.find(({ code }) => code === of)?.unit ?? unit),
  );
}

const parentOf = (units: ReturnType<typeof useNames>['units'], id: string): string | undefined =>
  units.find((one) => one.id === id)?.parent;

import { type Deed, sideOf } from './deed.ts';
import { deedsOfBoth } from './deeds-of-both.ts';
import { deedsOfGroup } from './deeds-of-group.ts';
import { deedsOfManagement } from './deeds-of-management.ts';
import type { Situation } from './situation.ts';

const [tell, ...both] = deedsOfBoth;

/** Everything that can be done to a proposal; of what is next, what stands first comes first. */
export const deeds: readonly Deed[] = [tell!, ...deedsOfGroup, ...deedsOfManagement, ...both];

interface Offered {
  readonly next: readonly Deed[];
  readonly more: readonly Deed[];
}

/** What whoever looks can do now. */
export function offeredIn(at: Situation): Offered {
  const offered = deeds.filter(
    (deed) => at.can(deed.operation) && sideOf(deed, at) !== undefined && deed.isOffered(at),
  );
  const isNext = (deed: Deed) => deed.isNext?.(at, sideOf(deed, at)!) ?? false;
  return { next: offered.filter(isNext), more: offered.filter((deed) => !isNext(deed)) };
}

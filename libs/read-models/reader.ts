import type { Day } from '#domain/occurred-on';
import { maySee, type Rights, seesUntold, type Target } from '#permissions';
import type { Asked } from './query.ts';
import { untoldScopeOf } from './scope.ts';

/**
 * Whether an answer that has not been told yet is kept from this reader wherever it belongs: from members, whoever has a
 * link, readers and everybody, not from management and clerks, and not from the coordinator, who is the one to tell it.
 */
export function isToldFirst({ reader }: Pick<Asked, 'reader'>): boolean {
  const scope = untoldScopeOf(reader);
  return scope !== undefined && scope.units.length + scope.groups.length === 0;
}

/**
 * @param until the day on which it opens although nobody has told it; nothing: it is open
 * @param of whose it is
 */
export const isHidden = (until: Day | null | undefined, asked: Asked, of: Target): boolean =>
  until !== null && until !== undefined && until > asked.today && !seesUntold(asked.reader, of);

/** Whether somebody looks after the installation, and may see who wrote what down. */
export const isClerk = ({ capacities }: Rights): boolean =>
  capacities.some(({ kind }) => kind === 'administrator' || kind === 'dataProtectionOfficer');

/** Whether somebody may know which persons made an initiative: whoever hears them, and clerks. */
export const seesInitiators = (reader: Rights, of: Target): boolean =>
  isClerk(reader) || maySee(reader, 'HearInitiator', of);

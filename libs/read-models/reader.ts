import type { Day } from '#domain/occurred-on';
import type { Asked } from './query.ts';

/**
 * Whether an answer that has not been told yet is kept from this reader: from the group and from everybody, not from
 * management and administration, and not from the coordinator, who is the one to tell it.
 */
export const isToldFirst = ({ reader }: Pick<Asked, 'reader'>): boolean =>
  (reader.side === 'group' && reader.by.role !== 'coordinator') || reader.side === 'public';

/** @param until the day on which it opens although nobody has told it; nothing: it is open */
export const isHidden = (until: Day | null | undefined, asked: Asked): boolean =>
  isToldFirst(asked) && until !== null && until !== undefined && until > asked.today;

import type { AnswerOf } from './api.ts';
import { useAsk } from './asking.ts';

type Me = AnswerOf<'/api/me'>;

/** A group or a post that somebody acts for: `coordinator:lobby` is one of the coordinators of the group `lobby`. */
export interface Capacity {
  /** As the server calls it when somebody chooses among theirs. */
  readonly name: string;
  readonly kind: string;
  readonly of: string | undefined;
}

/** Whoever holds a post is management: `post:head-of-service`. */
const capacityOf = (name: string): Capacity => {
  const [kind = '', of] = name.split(':');
  return { name, kind: kind === 'post' ? 'management' : kind, of };
};

export interface Self extends Me {
  /** Whether somebody may do this to anything at all; the server decides about the single thing. */
  readonly can: (operation: string) => boolean;
  readonly as: readonly Capacity[];
  /** Whether somebody acts in this capacity, for this group or post where one is named. */
  readonly is: (kind: string, of?: string) => boolean;
}

/** Who has signed in; the page around shows nothing before this is known. */
export function useSelf(): Self | undefined {
  const { data } = useAsk('/api/me');
  return data && selfOf(data);
}

function selfOf(me: Me): Self {
  const may = new Set(me.may);
  const as = me.capacities.map(capacityOf);
  return {
    ...me,
    as,
    can: (operation) => may.has(operation),
    is: (kind, of) => as.some((one) => one.kind === kind && (of === undefined || one.of === of)),
  };
}

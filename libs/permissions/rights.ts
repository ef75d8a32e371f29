import type { By, MemberRole } from '#domain';

/** Ids of units or groups, or all there are. */
export type Reach = readonly string[] | 'all';

/**
 * In what somebody may act and read. `units` are those that a right was given for and all below them, `groups` the group itself
 * and those it has succeeded.
 */
export type Capacity =
  | { readonly kind: 'administrator' }
  | { readonly kind: 'dataProtectionOfficer' }
  /** Through a post that is held today, also as a deputy. */
  | { readonly kind: 'management'; readonly post: string; readonly units: Reach }
  | { readonly kind: 'coordinator'; readonly group: string; readonly groups: Reach }
  | { readonly kind: 'member'; readonly role: MemberRole; readonly group: string; readonly groups: Reach }
  /** Whoever came through a group's link. */
  | { readonly kind: 'link'; readonly link: string; readonly group: string; readonly groups: Reach }
  /** `words`: may read words too, not only facts. */
  | { readonly kind: 'analyst'; readonly units: Reach; readonly words: boolean }
  | { readonly kind: 'reader'; readonly units: Reach };

export type Kind = Capacity['kind'];

/** What the token of a program may be used for. */
export const scopes = ['read', 'record', 'export'] as const;
export type Scope = (typeof scopes)[number];

/** Who somebody is here and all that follows from it. Without an account and without capacities it is the public. */
export interface Rights {
  /** Id of the account; `link-…` for a group's link, `console` for whoever may read the data folder. */
  readonly account?: string;
  readonly capacities: readonly Capacity[];
  /** Missing: no limit, as for a person who has signed in. */
  readonly scopes?: readonly Scope[];
}

export const nobody: Rights = { capacities: [] };

/** Whoever may read the data folder could open it as well. */
export const atConsole: Rights = { account: 'console', capacities: [{ kind: 'administrator' }] };

/** How an event says in which capacity somebody acted. */
export function byOf(capacity: Capacity): By {
  switch (capacity.kind) {
    case 'management':
      return { post: capacity.post };
    case 'coordinator':
      return { role: 'coordinator', group: capacity.group };
    case 'member':
      return { role: capacity.role, group: capacity.group };
    case 'link':
      return { group: capacity.group };
    case 'administrator':
    case 'dataProtectionOfficer':
    case 'analyst':
      return { role: capacity.kind };
    case 'reader':
      return {};
  }
}

/** How a capacity is called where somebody chooses among theirs: `post:head-of-service`, `coordinator:lobby`, `administrator`. */
export function nameOf(capacity: Capacity): string {
  if (capacity.kind === 'management') return `post:${capacity.post}`;
  return 'group' in capacity ? `${capacity.kind}:${capacity.group}` : capacity.kind;
}

import type { OccurredOn } from './occurred-on.ts';

/** What a person may be in a group. */
export const memberRoles = [
  'clientDeveloper',
  'staffDeveloper',
  'developmentPartner',
  'expertByExperience',
  'coordinator',
  'researcher',
  'projectWorker',
] as const;
export type MemberRole = (typeof memberRoles)[number];

export const roles = [...memberRoles, 'analyst', 'administrator', 'dataProtectionOfficer'] as const;
export type Role = (typeof roles)[number];

/**
 * Who did it: a post of management, or somebody in a role; `group` is the group for which a member or coordinator acts,
 * `organisation` a code where it was another organisation.
 */
export interface By {
  readonly post?: string;
  readonly role?: Role;
  readonly group?: string;
  readonly organisation?: string;
}

/** What stands beside the facts of every event. These shapes are stored and may not change. */
export interface Metadata {
  /** When it happened in the world. Missing: not recorded (history only). */
  readonly occurredOn?: OccurredOn;
  /** When the system learnt it: an instant, ISO 8601 in UTC with milliseconds. */
  readonly recordedAt: string;
  /** Who did it. Missing: not recorded (history only). */
  readonly by?: By;
  /** The account that wrote it down; `import` for what came from a file. */
  readonly recordedBy: string;
  /** Id of the command, a UUID; the same command again records nothing. */
  readonly command: string;
  /** SHA-256 over the facts of the command, to tell a repeat from another command under the same id. */
  readonly digest: string;
  /** Ties together what came in one form. */
  readonly correlation: string;
  /** Id of the event that brought this one about. */
  readonly causation?: string;
  /** Language of the words, BCP 47. Missing where there are none, or where nobody said. */
  readonly lang?: string;
  /** Id of the source it comes from, when it comes from elsewhere, and the place in it. */
  readonly source?: string;
  readonly reference?: string;
  /** It certainly happened before something it presupposes, and was accepted so. */
  readonly outOfOrder?: true;
}

/** Any event, as far as code that does not know its type is concerned. */
export interface AnyEvent {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly words: Readonly<Record<string, string>>;
}

/** An event that is in the log. */
export type Past<E> = E & { readonly id: string; readonly metadata: Metadata };

/** What every command function is told besides its input: who acts, when it happened, and what day it is. */
export interface Act {
  readonly by: By;
  readonly on: OccurredOn;
  /** The day it is now in Europe/Helsinki. */
  readonly today: string;
}

/**
 * Whose side somebody acts for. Posts are management; those who make up a group are the group, and so is whoever comes
 * with the group's link, without saying in which role.
 */
export function sideOf(by: By | undefined): 'management' | 'group' | 'administration' | 'notRecorded' {
  if (!by) return 'notRecorded';
  if (by.post) return 'management';
  if (by.role ? (memberRoles as readonly string[]).includes(by.role) : by.group) return 'group';
  return by.role ? 'administration' : 'notRecorded';
}

/** Client developers and experts by experience speak as clients, everybody else in a group as staff or partners. */
export function isClient(by: By | undefined): boolean {
  return by?.role === 'clientDeveloper' || by?.role === 'expertByExperience';
}

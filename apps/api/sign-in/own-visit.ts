import type { Session } from '#sign-in';
import type { Visit } from './visit.ts';

/** A visit of somebody who has signed in. */
export type OwnVisit = Visit & { readonly session: Session };

import { StoreError } from '#event-store';
import {
  byOf,
  type Capacity,
  capacitiesFor,
  capacitiesForAny,
  isOwn,
  mayEver,
  nameOf,
  PermissionDenied,
  PermissionSeveral,
  type Rights,
  SignInNeeded,
  type Target,
  whoMay,
} from '#permissions';
import type { Envelope, Sent } from './context.ts';

/** Only what somebody chose to act in; choosing what one is not is refused like anything one may not. */
function chosen(rights: Rights, as: string | undefined): Rights {
  if (as === undefined) return rights;
  const capacities = rights.capacities.filter((capacity) => nameOf(capacity) === as);
  if (capacities.length === 0) throw new PermissionDenied('You have no such capacity. GET /api/me lists yours.');
  return { ...rights, capacities };
}

const denied = (operation: string): PermissionDenied => new PermissionDenied(`This is for ${whoMay(operation)}.`);

function theOne(operation: string, capacities: readonly Capacity[]): Capacity {
  const [nearest, next] = capacities;
  if (!nearest) throw denied(operation);
  if (next?.kind === nearest.kind)
    throw new PermissionSeveral(capacities.filter(({ kind }) => kind === nearest.kind).map(nameOf));
  return nearest;
}

/**
 * Asks whether somebody may do this to that, and answers in which capacity they do.
 * @param target undefined where there is nothing under the id: whoever may ever do this is then let through, for the domain
 * to say so, but nothing can be recorded in the meantime
 * @throws SignInNeeded, PermissionDenied, PermissionSeveral
 */
export function permit(operation: string, target: Target | undefined, sent: Sent): Envelope {
  const { rights, as, ...ids } = sent;
  const { account, capacities, scopes } = rights;
  if (account === undefined && capacities.length === 0) throw new SignInNeeded();
  if (scopes && !scopes.includes('record'))
    throw new PermissionDenied('This token may not record anything. Issue one with the scope record.');
  const acting = chosen(rights, as);
  const recordedBy = account ?? 'nobody';
  if (as === undefined && target && isOwn(rights, operation, target)) return { ...ids, by: {}, recordedBy };
  if (target) return { ...ids, by: byOf(theOne(operation, capacitiesFor(acting, operation, target))), recordedBy };
  if (!mayEver(acting, operation)) throw denied(operation);
  const [nearest] = capacitiesForAny(acting, operation);
  // Whatever else the sender expects: by now there may be something, and nobody has asked whose it is.
  if (ids.expected) throw new StoreError('wrong-version', `There is nothing yet, not version ${ids.expected}.`);
  return { ...ids, expected: 0, by: nearest ? byOf(nearest) : {}, recordedBy };
}

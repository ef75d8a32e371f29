export { PermissionDenied, PermissionSeveral, SignInNeeded } from './denied.ts';
export {
  capacitiesFor,
  capacitiesForAny,
  inCircle,
  isOwn,
  mayEver,
  maySee,
  namesOf,
  rowOf,
  seesUntold,
  seesWords,
  type Target,
  type Visible,
  visibleBy,
  whoMay,
} from './permit.ts';
export {
  atConsole,
  byOf,
  type Capacity,
  type Kind,
  nameOf,
  nobody,
  type Reach,
  type Rights,
  type Scope,
  scopes,
} from './rights.ts';
export { type Operation, permissions, type Row, type Where } from './table.ts';

export { normalisedAddress } from './address.ts';
export {
  type ApiToken,
  apiTokenOf,
  issueApiToken,
  listApiTokens,
  revokeApiToken,
} from './api-token.ts';
export type { Arrival, Arrived } from './arrival.ts';
export { arriveByDirectory } from './directory-account.ts';
export { createFirstAdministrator, firstAdministratorCode } from './first-administrator.ts';
export { groupLinkOf } from './group-link.ts';
export { acceptInvitation, issueInvitation, lookAtInvitation } from './invitation.ts';
export { type Directory, DirectoryError, type DirectorySettings, openDirectory } from './oidc.ts';
export { changePassword, type Proofs, proofsOf, signInWithPassword } from './password.ts';
export { readDirectoryRoles } from './read-directory-roles.ts';
export { type RescueLink, rescueLink } from './rescue-link.ts';
export { openAttempt, sealAttempt } from './sealed-attempt.ts';
export { confirmTotp, removeTotp, renewRecoveryCodes, setUpTotp } from './second-factor.ts';
export { beginSecondFactor, completeSecondFactor, secondStep } from './second-step.ts';
export {
  beginSession,
  endSession,
  endSessions,
  type ListedSession,
  listSessions,
  type NewSession,
  type Session,
  sessionOf,
  signOut,
} from './session.ts';
export { askForLink, signInByLink } from './sign-in-link.ts';
export type { TotpSecret } from './totp.ts';

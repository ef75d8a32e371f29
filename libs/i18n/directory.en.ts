import type { directoryFi } from './directory.fi.ts';
import type { Translated } from './sentence.ts';

export const directoryEn: Translated<typeof directoryFi> = {
  'directory.again': 'Back to signing in',
  'directory.away.heading': 'Signing in by your organisation does not work just now',
  'directory.away.what': 'The sign-in service of your organisation does not answer. It is not your fault.',
  'directory.away.next': 'Please try again in a while, or sign in in another way.',
  'directory.failed.heading': 'You have not been signed in',
  'directory.failed.what':
    'Signing in was interrupted, took too long, or its address was opened a second time. Nobody is signed in now.',
  'directory.failed.next': 'Please begin again.',
  'directory.unknown.heading': 'You have no account in Kierto yet',
  'directory.unknown.what':
    'Your organisation knows you, but nobody has invited you to Kierto or given you a role there.',
  'directory.unknown.next':
    'Ask the coordinator of your group or the administrator of Kierto in your organisation to invite you, and tell them your mail address.',
  'directory.unverified.heading': 'Your mail address has not been verified',
  'directory.unverified.what':
    'Your organisation does not confirm that the mail address is yours. So Kierto cannot give you the account that has this address.',
  'directory.unverified.next':
    'Ask the IT support of your organisation to verify the address. If you were invited by mail, you can use the link in that mail.',
  'directory.taken.heading': 'Somebody else uses this address in Kierto',
  'directory.taken.what':
    'The account with this mail address has been used with another person’s sign-in of your organisation.',
  'directory.taken.next': 'Ask the administrator of Kierto to find out whose address it is.',
  'directory.disabled.heading': 'Your account is not in use',
  'directory.disabled.what': 'The administrator of Kierto has disabled the account.',
  'directory.disabled.next': 'If you think that this is a mistake, contact the administrator.',
};

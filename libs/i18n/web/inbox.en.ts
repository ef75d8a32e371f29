/** What somebody was reminded of. */
export const inboxEn = {
  'inbox.which': 'Which notices',
  'inbox.which.open': 'Still waited for',
  'inbox.which.all': 'All',
  'inbox.empty': 'There are no notices.',
  'inbox.empty.open': 'Nothing that you were told about is waited for any more.',
  'inbox.late': 'The due day passed: {{what}}',
  'inbox.reminder': 'Reminder: {{what}}',
  'inbox.digest': 'Digest of the week from {{week}}',
  'inbox.digest.owed': '{{what}}: {{count}}',
  'inbox.digest.overdue': '{{count}} late',
  'inbox.digest.board': 'See whose turn it is',
  'inbox.initiatives': 'The initiatives of {{year}} have been collected',
  'inbox.initiatives.open': 'Open the report of the initiatives of {{year}}',
  'inbox.stillOpen': 'still waited for',
  'inbox.done': 'no longer waited for',
  'inbox.mails': 'Choose what you get mail about',
};

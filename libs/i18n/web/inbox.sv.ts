/** What somebody was reminded of. */
export const inboxSv = {
  'inbox.which': 'Vilka meddelanden',
  'inbox.which.open': 'Väntas fortfarande',
  'inbox.which.all': 'Alla',
  'inbox.empty': 'Det finns inga meddelanden.',
  'inbox.empty.open': 'Inget av det som du har meddelats om väntas längre.',
  'inbox.late': 'Tidsfristen gick ut: {{what}}',
  'inbox.reminder': 'Påminnelse: {{what}}',
  'inbox.digest': 'Veckosammandrag, veckan från {{week}}',
  'inbox.digest.owed': '{{what}}: {{count}}',
  'inbox.digest.overdue': '{{count}} försenade',
  'inbox.digest.board': 'Se vem som står i tur',
  'inbox.initiatives': 'Initiativen för {{year}} har sammanställts',
  'inbox.initiatives.open': 'Öppna rapporten om initiativen från {{year}}',
  'inbox.stillOpen': 'väntas fortfarande',
  'inbox.done': 'väntas inte längre',
  'inbox.mails': 'Välj vad du får e-post om',
};

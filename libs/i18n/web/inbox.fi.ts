/** What somebody was reminded of. */
export const inboxFi = {
  'inbox.which': 'Mitkä ilmoitukset',
  'inbox.which.open': 'Vielä odotetaan',
  'inbox.which.all': 'Kaikki',
  'inbox.empty': 'Ilmoituksia ei ole.',
  'inbox.empty.open': 'Mitään, mistä sinulle on ilmoitettu, ei enää odoteta.',
  'inbox.late': 'Määräpäivä meni: {{what}}',
  'inbox.reminder': 'Muistutus: {{what}}',
  'inbox.digest': 'Viikkokooste, viikko alkaen {{week}}',
  'inbox.digest.owed': '{{what}}: {{count}}',
  'inbox.digest.overdue': 'Myöhässä {{count}}',
  'inbox.digest.board': 'Katso, kenen vuoro',
  'inbox.initiatives': 'Vuoden {{year}} aloitteet on koottu',
  'inbox.initiatives.open': 'Avaa aloiteraportti vuodelta {{year}}',
  'inbox.stillOpen': 'odotetaan yhä',
  'inbox.done': 'ei enää odoteta',
  'inbox.mails': 'Valitse, mistä saat sähköpostia',
} as const;

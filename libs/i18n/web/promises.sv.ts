/** When what was promised is due. */
export const promisesSv = {
  'promises.lead': 'Vad som har lovats och till när. Sidan kan skrivas ut.',
  'promises.months': 'Månader',
  'promises.before': 'Tidigare månader',
  'promises.after': 'Följande månader',
  'promises.now': 'Den här månaden',
  'promises.mine': 'Vems löften',
  'promises.mine.all': 'Alla som du ser',
  'promises.empty': 'Det finns inga tidsfrister den här månaden.',
  'promises.print': 'Skriv ut',
  'promises.late': 'Se också det som redan är försenat',
  'promises.ical': 'Lägg till i din kalender',
  'promises.ical.help':
    'Du får en adress som du kan prenumerera på i telefonens eller Outlooks kalender. Den visar dina egna tidsfrister men inga texter. Adressen är hemlig: var och en som har den ser dagarna.',
  'promises.ical.make': 'Skapa en adress',
  'promises.ical.made': 'Adressen visas bara den här gången. Kopiera den till din kalender.',
  'promises.ical.address': 'Kalenderns adress',
};

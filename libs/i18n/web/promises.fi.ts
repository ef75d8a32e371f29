/** When what was promised is due. */
export const promisesFi = {
  'promises.lead': 'Mitä on luvattu ja mihin mennessä. Sivun voi tulostaa.',
  'promises.months': 'Kuukaudet',
  'promises.before': 'Aiemmat kuukaudet',
  'promises.after': 'Seuraavat kuukaudet',
  'promises.now': 'Tämä kuukausi',
  'promises.mine': 'Kenen lupaukset',
  'promises.mine.all': 'Kaikki, jotka näet',
  'promises.empty': 'Tälle kuukaudelle ei ole määräpäiviä.',
  'promises.print': 'Tulosta',
  'promises.late': 'Katso myös, mikä on jo myöhässä',
  'promises.ical': 'Lisää omaan kalenteriin',
  'promises.ical.help':
    'Saat osoitteen, jonka voit tilata puhelimen tai Outlookin kalenteriin. Siinä näkyvät omien tehtäviesi määräpäivät, ei kenenkään tekstejä. Osoite on salainen: kuka tahansa, jolla se on, näkee päivät.',
  'promises.ical.make': 'Tee osoite',
  'promises.ical.made': 'Osoite näytetään vain tämän kerran. Kopioi se kalenteriisi.',
  'promises.ical.address': 'Kalenterin osoite',
} as const;

/** Signing in by the directory of the organisation. */
export const directoryFi = {
  'directory.again': 'Takaisin kirjautumiseen',
  'directory.away.heading': 'Organisaation tunnuksella ei juuri nyt pääse sisään',
  'directory.away.what': 'Organisaatiosi kirjautumispalvelu ei vastaa. Vika ei ole sinussa.',
  'directory.away.next': 'Yritä hetken kuluttua uudelleen, tai kirjaudu muulla tavalla.',
  'directory.failed.heading': 'Kirjautuminen ei onnistunut',
  'directory.failed.what':
    'Kirjautuminen keskeytyi, kesti liian kauan tai sen osoite avattiin toiseen kertaan. Kukaan ei ole nyt kirjautunut sisään.',
  'directory.failed.next': 'Aloita kirjautuminen alusta.',
  'directory.unknown.heading': 'Sinulla ei ole vielä tiliä Kierrossa',
  'directory.unknown.what':
    'Organisaatiosi tunnistaa sinut, mutta kukaan ei ole kutsunut sinua Kiertoon tai antanut sinulle roolia siellä.',
  'directory.unknown.next':
    'Pyydä kutsu ryhmäsi koordinaattorilta tai organisaatiosi Kierron pääkäyttäjältä, ja kerro heille sähköpostiosoitteesi.',
  'directory.unverified.heading': 'Sähköpostiosoitettasi ei ole vahvistettu',
  'directory.unverified.what':
    'Organisaatiosi ei vahvista, että sähköpostiosoite on sinun. Siksi Kierto ei voi antaa sinulle tiliä, joka on tällä osoitteella.',
  'directory.unverified.next':
    'Pyydä organisaatiosi tietohallintoa vahvistamaan osoite. Jos sait kutsun sähköpostiin, voit käyttää siinä olevaa linkkiä.',
  'directory.taken.heading': 'Osoite on jo toisen käytössä Kierrossa',
  'directory.taken.what':
    'Tällä sähköpostiosoitteella on Kierrossa tili, johon on kirjauduttu organisaatiosi toisella tunnuksella.',
  'directory.taken.next': 'Pyydä Kierron pääkäyttäjää selvittämään, kenen osoite on.',
  'directory.disabled.heading': 'Tilisi ei ole käytössä',
  'directory.disabled.what': 'Kierron pääkäyttäjä on poistanut tilin käytöstä.',
  'directory.disabled.next': 'Jos tämä on mielestäsi virhe, ota yhteyttä pääkäyttäjään.',
} as const;

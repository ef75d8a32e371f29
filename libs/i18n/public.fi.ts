/** What the pages say that everybody may read. */
export const publicFi = {
  'pages.changes': 'Mitä on muuttunut',
  'pages.about': 'Tietoa Kierrosta',
  'pages.accessibility': 'Saavutettavuusseloste',

  'pages.broken.heading': 'Osoitetta ei voitu lukea',
  'pages.broken.what': 'Osoitteesta puuttuu osa, tai se on vanhentunut.',
  'pages.toFront': 'Siirry etusivulle',

  'changes.heading': 'Mitä on muuttunut',
  'changes.lead':
    'Asiakkaat ja työntekijät kehittävät palveluja yhdessä. Tässä on, mitä siitä on tullut: vain se, minkä sekä ryhmä että johto ovat päättäneet julkaista.',
  'changes.filter': 'Rajaa',
  'changes.unit': 'Yksikkö',
  'changes.group': 'Ryhmä',
  'changes.all': 'Kaikki',
  'changes.show': 'Näytä',
  'changes.changed.yes': 'Tämä muuttui',
  'changes.changed.partly': 'Tämä muuttui osittain',
  'changes.trialAdopted': 'Kokeilusta tuli käytäntö',
  'changes.ledTo.activity': 'Syntyi uutta toimintaa',
  'changes.ledTo.service': 'Syntyi palvelu',
  'changes.ledTo.product': 'Syntyi jotain, jota muutkin voivat käyttää',
  'changes.ledTo.group': 'Syntyi uusi ryhmä',
  'changes.ledTo.path': 'Avautui uusi polku',
  'changes.ledTo.wayOfWorking': 'Syntyi uusi tapa toimia',
  'changes.proposal': 'Ryhmä ehdotti',
  'changes.evidence': 'Mistä sen näkee',
  'changes.learnt': 'Mitä opittiin',
  'changes.again': 'Ryhmä on ottanut asian sen jälkeen uudelleen esiin.',
  'changes.someGroup': 'Yhteiskehittäjäryhmä',
  'changes.noDay': 'ajankohtaa ei ole kirjattu',
  'changes.removed': 'Teksti on poistettu.',
  'changes.unavailable': 'Tekstiä ei voida näyttää juuri nyt.',
  'changes.otherVersions': 'Myös: {{languages}}',
  'changes.by.translator': 'käännös',
  'changes.by.machine': 'konekäännös',
  'changes.by.group': 'ryhmän oma versio',
  'changes.by.cleaned': 'siistitty',
  'changes.by.original': 'alkuperäinen',
  'changes.more': 'Näytä vanhempia',
  'changes.first': 'Takaisin uusimpiin',
  'changes.none.heading': 'Täällä ei ole vielä mitään',
  'changes.none.what':
    'Tälle sivulle tulee muutos, kun sekä ryhmä että johto ovat päättäneet julkaista sen. Vielä ei ole julkaistu mitään.',
  'changes.noneHere': 'Tällä rajauksella ei ole julkaistu mitään.',
  'changes.showAll': 'Näytä kaikki',
  'changes.feed': 'Tilaa syötteenä (Atom)',
  'changes.embed.heading': 'Näytä tämä omalla sivustollasi',
  'changes.embed.what': 'Kopioi rivi sivustosi sivulle. Se ei käytä evästeitä eikä vaadi skriptejä.',
  'changes.embed.open': 'Avaa Kierrossa',
  'changes.feedEntry': '{{kind}}: {{group}}',

  'about.heading': 'Mikä Kierto on',
  'about.lead':
    'Yhteiskehittäjäryhmässä palvelun asiakkaat ja työntekijät kehittävät palveluja yhdessä. Kierto muistaa, mitä ryhmältä pyydettiin, mitä ryhmä ehdotti, mitä johto vastasi ja miksi, mikä muuttui – tai miksi ei muuttunut – ja kerrottiinko vastaus ryhmälle.',
  'about.member.heading': 'Ryhmäläiselle',
  'about.member.what':
    'Näet, mitä jokaiselle ryhmän ehdotukselle on tapahtunut. Et tarvitse tunnusta: ohjaajalta saat ryhmän oman linkin, joka toimii myös vanhalla puhelimella. Voit kertoa, että kuulit vastauksen, tai että mikään ei ole muuttunut. Vastaus kerrotaan aina ensin ryhmälle, vasta sitten muille.',
  'about.manager.heading': 'Johdolle',
  'about.manager.what':
    'Näet, kenen vuoro on, mihin mennessä ja miksi juuri silloin, ja mitä edeltäjäsi on luvannut. Vastaukseen riittää ratkaisu ja perustelu omin sanoin. Perustelu tarvitaan aina, myös silloin, kun vastaus on kyllä.',
  'about.researcher.heading': 'Tutkijalle',
  'about.researcher.what':
    'Jokainen vaihe on tallennettu päivineen: milloin jotain tapahtui ja milloin se kirjattiin. Se, mitä lähde ei kerro, on merkitty ei tiedossa eikä sitä lasketa myöhästymiseksi. Ihmisten pienet lukumäärät jätetään näyttämättä. Tutkija näkee tiedot ilman tekstejä, ellei lukuoikeutta ole erikseen annettu.',
  'about.noDecision.heading': 'Vastaukset eivät ole hallintopäätöksiä',
  'about.noDecision.what':
    'Ryhmä saa vastauksen siihen, miten palvelua kehitetään. Vastaus ei koske kenenkään omaa asiaa, eikä siihen voi hakea muutosta.',
  'about.noDecision.instead':
    'Jos haluat päätöksen omasta asiastasi, tee hakemus palveluun, jota asia koskee, tai pyydä siitä kirjallinen päätös. Päätöksessä kerrotaan, miten siihen haetaan muutosta. Jos olet tyytymätön saamaasi palveluun, voit tehdä muistutuksen; sosiaaliasiavastaava neuvoo siinä maksutta.',
  'about.kept.heading': 'Mitä tallennetaan ja mitä ei',
  'about.kept.yes':
    'Kiertoon kirjoitetaan, mitä ryhmä yhdessä sanoi, ehdotti ja kokeili, mitä johto vastasi, mikä muuttui, milloin tavattiin ja montako ihmistä oli paikalla.',
  'about.kept.no':
    'Kiertoon ei kirjoiteta kenenkään asiakastietoja, henkilötunnuksia, terveyttä, tuen tarvetta eikä sitä, miksi joku lähti ryhmästä. Omalla kuntoutumisen polulla ei ole täällä tarkoituksella mitään paikkaa.',
  'about.kept.forget':
    'Nimet ja yhteystiedot ovat erillään muusta. Nimi, kuva tai lainaus julkaistaan vain sen luvalla, jota se koskee, ja luvan voi perua. Mitä on kirjoitettu, voidaan poistaa lopullisesti: jäljelle jää tieto siitä, että jotain poistettiin ja miksi.',
  'about.ask.heading': 'Keneltä voi kysyä',
  'about.ask.coordinator': 'Ryhmän asioista vastaa ryhmän oma koordinaattori. Häneltä voi kysyä mitä vain.',
  'about.ask.contact': 'Palvelusta vastaa ylläpito:',
  'about.ask.noContact': 'Tämän palvelun ylläpito ei ole vielä ilmoittanut yhteystietoaan.',
  'about.source.heading': 'Lähdekoodi',
  'about.source.what':
    'Kierto on avointa lähdekoodia, ja sen lisenssi on EUPL-1.2. Lähdekoodin saa palvelun ylläpidolta.',
  'about.source.api': 'Rajapinnan kuvaus',

  'accessibility.heading': 'Saavutettavuusseloste',
  'accessibility.lead':
    'Tämä saavutettavuusseloste koskee Kierto-palvelua osoitteessa {{address}}. Seloste on laadittu ja päivitetty {{day}}. Palvelua koskee laki digitaalisten palvelujen tarjoamisesta (306/2019).',
  'accessibility.status.heading': 'Palvelun saavutettavuuden tila',
  'accessibility.status.what':
    'Palvelu täyttää lain vaatimat saavutettavuuskriteerit (WCAG 2.1, tasot A ja AA) osittain. Tavoitteena on myös WCAG 2.2:n taso AA. Puutteet kerrotaan alla.',
  'accessibility.gaps.heading': 'Mikä ei ole vielä saavutettavaa',
  'accessibility.gaps.files':
    'Ihmisten lisäämät tiedostot. Kuvalta pyydetään tekstivastine, mutta liitteenä olevan asiakirjan, kuten PDF-tiedoston, saavutettavuutta ei tarkisteta. (WCAG 1.1.1, 1.3.1, 1.3.2 ja 2.4.2.) Sisällön saa pyydettäessä muussa muodossa.',
  'accessibility.gaps.languages':
    'Ihmisten kirjoittamat tekstit ovat sillä kielellä, jolla ne kirjoitettiin. Kieli on merkitty, mutta jos kirjoittaja on valinnut sen väärin, ruudunlukija ääntää tekstin väärin. (WCAG 3.1.2.) Kaikista teksteistä ei ole selkokielistä versiota.',
  'accessibility.gaps.api':
    'Ohjelmoijille tarkoitettu rajapinnan kuvaus (/api/docs) on toisen tekijän ohjelma, jota ei ole arvioitu. Samat tiedot ovat tekstinä osoitteessa /api/openapi.json.',
  'accessibility.gaps.tested':
    'Palvelua ei ole vielä testattu ruudunlukijoilla eikä yhdessä vammaisten ihmisten kanssa. Siksi voi olla puutteita, joita emme vielä tunne.',
  'accessibility.how.heading': 'Miten saavutettavuus on arvioitu',
  'accessibility.how.what':
    'Arvio on palvelun tekijöiden oma. Sivut on tarkastettu axe-ohjelmalla, ja niitä on kokeiltu pelkällä näppäimistöllä, 320 kuvapisteen levyisellä näytöllä ja tekstin suurennoksella, vaaleana ja tummana. Tarkastus tehdään uudelleen aina, kun palvelu muuttuu.',
  'accessibility.feedback.heading': 'Huomasitko puutteen? Kerro siitä',
  'accessibility.feedback.contact': 'Lähetä palautetta tähän osoitteeseen. Vastaamme 14 päivän kuluessa:',
  'accessibility.feedback.noContact':
    'Palvelun ylläpito ei ole vielä ilmoittanut osoitetta palautteelle. Kerro puutteesta ryhmän koordinaattorille.',
  'accessibility.authority.heading': 'Saavutettavuusvaatimusten valvonta',
  'accessibility.authority.what':
    'Jos huomaat palvelussa saavutettavuusongelmia, anna ensin palautetta meille. Jos et ole tyytyväinen vastaukseen tai et saa vastausta kahdessa viikossa, voit tehdä kantelun tai selvityspyynnön Liikenne- ja viestintävirasto Traficomille. Sivulla saavutettavuusvaatimukset.fi kerrotaan, miten se tehdään.',
  'accessibility.authority.contact': 'Valvontaviranomaisen yhteystiedot',
  'accessibility.authority.name': 'Liikenne- ja viestintävirasto Traficom',
  'accessibility.authority.unit': 'Digitaalisen esteettömyyden ja saavutettavuuden valvontayksikkö',
  'accessibility.authority.phone': 'vaihde 029 534 5000',
} as const;

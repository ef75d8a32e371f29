/** What the reports for printing say. */
export const reportsFi = {
  'reports.yearly.title': 'Yhteiskehittäminen vuonna {{year}}',
  'reports.initiatives.title': 'Aloitteet ja toimenpiteet vuonna {{year}}',
  'reports.pdf': 'Sama PDF-tiedostona',
  'reports.back': 'Vaikuttavuuden sivut',
  'reports.contents': 'Sisältö',
  'reports.page': 'Sivu {{page}} / {{pages}}',
  'reports.scroll': 'Taulukkoa voi vierittää sivusuunnassa',
  'reports.making.title': 'Raporttia kootaan',
  'reports.making.what': 'Luvut lasketaan lokista, ja se kestää vielä hetken. Sivu kysyy itse uudelleen.',
  'reports.making.done': 'Ehdotuksia käyty läpi: {{done}} / {{of}}.',
  'reports.making.again': 'Kysy nyt uudelleen',
  'reports.facts.year': 'Vuosi',
  'reports.facts.unit': 'Yksikkö',
  'reports.facts.everyUnit': 'kaikki yksiköt',
  'reports.facts.ownUnits': 'ne yksiköt, jotka raportin pyytäjä saa nähdä: {{units}}',
  'reports.facts.unitBelow': '{{unit}} ja kaikki sen alla olevat yksiköt',
  'reports.facts.on': 'Tilanne',
  'reports.facts.known': 'Mitä tiedettiin',
  'reports.facts.knownAt': 'lokin kohdassa {{at}}',
  'reports.facts.knownOn': '{{day}} lopussa (lokin kohta {{at}})',
  'reports.which.heading': 'Mistä ehdotuksista luvut ovat',
  'reports.which.cohort':
    'Vuoden {{year}} ehdotukset ovat ne, jotka esitettiin varmasti vuonna {{year}}: {{number}}. Luvut kertovat, mitä niistä oli tullut {{on}} mennessä.',
  'reports.which.happened':
    'Vuoden tapahtumat ovat eri asia: ne kertovat, mitä vuonna {{year}} tapahtui kaikille ehdotuksille, milloin tahansa ne esitettiin.',
  'reports.which.undated':
    'Ehdotuksia, joiden vuotta ei ole kirjattu niin tarkasti, että sen voisi sanoa, on {{number}}. Niistä {{perhaps}} on voitu esittää vuonna {{year}}. Niiden luvut ovat erikseen.',
  'reports.short.heading': 'Lyhyesti: mitä vuoden {{year}} ehdotuksista tuli',
  'reports.short.none': 'Yhtään ehdotusta ei ole kirjattu esitetyksi varmasti vuonna {{year}}.',
  'reports.short.count_one': 'Vuonna {{year}} esitettiin {{number}} ehdotus.',
  'reports.short.count_other': 'Vuonna {{year}} esitettiin {{number}} ehdotusta.',
  'reports.short.answered': 'Johto on vastannut: {{yes}} / {{of}}, eli {{share}} (95 %:n väli {{interval}}).',
  'reports.short.accepted':
    'Hyväksytty kokonaan, osittain tai kokeiltavaksi: {{yes}} / {{of}}, eli {{share}} (95 %:n väli {{interval}}).',
  'reports.short.ledToChange':
    'Johdon mukaan jotain muuttui: {{yes}} / {{of}}, eli {{share}} (95 %:n väli {{interval}}).',
  'reports.short.told': 'Vastaus on kerrottu ryhmälle: {{yes}} / {{of}}, eli {{share}} (95 %:n väli {{interval}}).',
  'reports.short.confirmed':
    'Joku on vahvistanut, että vastaus kerrottiin: {{yes}} / {{of}}, eli {{share}} (95 %:n väli {{interval}}).',
  'reports.short.loopClosed':
    'Kierto on sulkeutunut loppuun asti: {{yes}} / {{of}}, eli {{share}} (95 %:n väli {{interval}}).',
  'reports.short.promiseKept':
    'Johdon luvatuista päivistä piti: {{yes}} / {{of}}, eli {{share}} (95 %:n väli {{interval}}).',
  'reports.short.silent': 'Luvattu päivä oli mennyt eikä odotettu ollut tullut: {{number}} ehdotusta.',
  'reports.short.noShare': '{{measure}}: osuutta ei voi laskea, koska yhdestäkään ehdotuksesta ei tiedetä tarpeeksi.',
  'reports.short.noAnswerRecorded_one':
    '{{number}} ehdotukseen ei ole kirjattu vastausta, koska lähde ei kirjaa vastauksia. Se ei tarkoita, ettei vastausta annettu.',
  'reports.short.noAnswerRecorded_other':
    '{{number}} ehdotukseen ei ole kirjattu vastausta, koska niiden lähteet eivät kirjaa vastauksia. Se ei tarkoita, ettei vastausta annettu.',
  'reports.short.notKnown_one':
    '{{number}} ehdotuksesta tätä ei tiedetä, koska lähde ei kirjaa sitä. Se ei tarkoita, ettei niin tapahtunut.',
  'reports.short.notKnown_other':
    '{{number}} ehdotuksesta tätä ei tiedetä, koska niiden lähteet eivät kirjaa sitä. Se ei tarkoita, ettei niin tapahtunut.',
  'reports.short.recorded_one':
    '{{number}} ehdotuksesta tämä on kirjattu, mutta sen lähde ei kirjaa kaikkia, joten siitä ei voi laskea osuutta.',
  'reports.short.recorded_other':
    '{{number}} ehdotuksesta tämä on kirjattu, mutta niiden lähteet eivät kirjaa kaikkia, joten niistä ei voi laskea osuutta.',
  'reports.short.withdrawn_one': '{{number}} ehdotus peruttiin ennen tätä, eikä se ole mukana osuudessa.',
  'reports.short.withdrawn_other': '{{number}} ehdotusta peruttiin ennen tätä, eivätkä ne ole mukana osuudessa.',
  'reports.short.median':
    'Puolet sai vastauksen {{days}} päivässä (95 %:n väli {{interval}} päivää). Vastausta odotti yhä {{open}}.',
  'reports.short.noMedian':
    'Puolet ei ollut vielä saanut vastausta, joten tavallista odotusaikaa ei voi sanoa. Vastausta odotti yhä {{open}}.',
  'reports.short.noTime':
    'Aikaa vastaukseen ei voi sanoa: yhdestäkään ehdotuksesta ei tiedetä sekä esittämisen päivää että sitä, onko vastattu.',
  'reports.short.owed.management': 'Johdolta odotettiin yhä: {{list}}.',
  'reports.short.owed.group': 'Ryhmän puolelta odotettiin yhä: {{list}}.',
  'reports.short.owed.nothing': 'Näille ehdotuksille ei tiedetä olleen enää mitään tulossa.',
  'reports.undated.heading': 'Ehdotukset, joiden vuotta ei voi sanoa',
  'reports.undated.what':
    'Nämä ehdotukset on kirjattu esitetyiksi joskus kahden päivän välillä tai kokonaan ilman päivää. Ne eivät ole mukana vuoden {{year}} ehdotuksissa, vaikka osa niistä on voitu esittää silloin.',
  'reports.unknown.heading': 'Mitä ei tiedetä',
  'reports.unknown.what':
    'Lähde on asiakirja, josta tiedot on tuotu. Mitä lähde ei kirjaa, siitä ei voi sanoa, tapahtuiko se. Se ei ole missään osuudessa, eikä mitään sellaista näytetä myöhästyneenä.',
  'reports.unknown.nothing':
    'Kaikki tämän raportin ehdotukset on kirjattu täällä silloin, kun asiat tapahtuivat. Mikään vaihe ei ole jäänyt kirjaamatta lähteen takia.',
  'reports.unknown.count_one': 'Lähteestä {{source}}: {{number}} ehdotus.',
  'reports.unknown.count_other': 'Lähteestä {{source}}: {{number}} ehdotusta.',
  'reports.unknown.noAnswers':
    'Lähteeseen ei ole kirjattu yhtään johdon vastausta. Se ei tarkoita, ettei vastauksia annettu.',
  'reports.unknown.none': 'Lähde ei kirjaa lainkaan: {{steps}}.',
  'reports.unknown.partial': 'Lähde kirjaa osan: {{steps}}.',
  'reports.step.groups': 'ryhmät',
  'reports.step.meetings': 'tapaamiset',
  'reports.step.activities': 'toiminta',
  'reports.step.commissions': 'toimeksiannot',
  'reports.step.proposals': 'ehdotukset',
  'reports.step.receipts': 'vastaanotot',
  'reports.step.decisions': 'johdon vastaukset',
  'reports.step.reasons': 'perustelut',
  'reports.step.told': 'vastausten kertominen ryhmälle',
  'reports.step.confirmed': 'kertomisen vahvistukset',
  'reports.step.trials': 'kokeilut',
  'reports.step.followUps': 'seuranta: mikä muuttui',
  'reports.step.responses': 'ryhmän palaute vastauksiin',
  'reports.step.closings': 'päättämiset',
  'reports.initiatives.lead':
    'Hyvinvointialueen jäsenten ja palvelujen käyttäjien aloitteet, jotka saapuivat kirjaamoon vuonna {{year}}, ja mitä niiden johdosta tehtiin. Valtuustolle.',
  'reports.initiatives.asOf': 'Tilanne {{on}}, niiden yksiköiden aloitteista, jotka raportin pyytäjä saa nähdä.',
  'reports.initiatives.none': 'Vuonna {{year}} ei saapunut yhtään aloitetta, jonka raportin pyytäjä saa nähdä.',
  'reports.initiatives.short': 'Lyhyesti',
  'reports.initiatives.count': 'Saapui',
  'reports.initiatives.named': 'Käsittelijä ilmoitettu',
  'reports.initiatives.namedInTime':
    'Käsittelijä ilmoitettu ajassa, jonka organisaatio on itselleen asettanut ({{days}} päivää)',
  'reports.initiatives.answered': 'Vastattu',
  'reports.initiatives.heard': 'Aloitteentekijää kuultu',
  'reports.initiatives.followedUp': 'Seurattu loppuun: muuttuiko',
  'reports.initiatives.open':
    'Avoin aloite on ”ei vielä”. Vastaus, josta kerrotaan ensin ryhmälle, ei näy tässä vielä.',
  'reports.initiatives.each': 'Aloitteet saapumisjärjestyksessä',
  'reports.initiatives.noTitle': 'Aloite {{number}}',
  'reports.initiatives.registry': 'Kirjaamon numero',
  'reports.initiatives.arrived': 'Saapunut',
  'reports.initiatives.unit': 'Yksikkö',
  'reports.initiatives.group': 'Ryhmä',
  'reports.initiatives.handler': 'Käsittelijä ilmoitettu',
  'reports.initiatives.handlerOn': '{{day}} (tavoite {{by}})',
  'reports.initiatives.handlerNot': 'ei vielä (tavoite {{by}})',
  'reports.initiatives.answer': 'Vastaus',
  'reports.initiatives.answerOn': '{{answer}}, {{day}}',
  'reports.initiatives.answerDayless': 'päivää ei ole kirjattu',
  'reports.initiatives.notYet': 'ei vielä',
  'reports.initiatives.whatWillBeDone': 'Mitä tehdään',
  'reports.initiatives.changed': 'Muuttuiko',
  'reports.initiatives.whatChanged': 'Mikä muuttui',
  'reports.initiatives.measures': 'Toimenpiteet',
  'reports.initiatives.measureOn': '{{measure}}, {{day}}',
  'reports.initiatives.removed': 'teksti on poistettu',
  'reports.initiatives.withheld': 'tekstiä ei näytetä raportin pyytäjälle',
  'reports.initiatives.untold': 'kerrotaan ensin ryhmälle',
  'reports.initiatives.unavailable': 'tekstiä ei voida lukea juuri nyt',
} as const;

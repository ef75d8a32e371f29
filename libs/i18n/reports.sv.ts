/** What the reports for printing say. */
export const reportsSv = {
  'reports.yearly.title': 'Samutveckling år {{year}}',
  'reports.initiatives.title': 'Initiativ och åtgärder år {{year}}',
  'reports.pdf': 'Samma som PDF',
  'reports.back': 'Sidorna om inflytande',
  'reports.contents': 'Innehåll',
  'reports.page': 'Sida {{page}} / {{pages}}',
  'reports.scroll': 'Tabellen kan rullas i sidled',
  'reports.making.title': 'Rapporten sammanställs',
  'reports.making.what': 'Siffrorna räknas ur loggen, och det tar ännu en stund. Sidan frågar själv på nytt.',
  'reports.making.done': 'Genomgångna förslag: {{done}} / {{of}}.',
  'reports.making.again': 'Fråga på nytt nu',
  'reports.facts.year': 'År',
  'reports.facts.unit': 'Enhet',
  'reports.facts.everyUnit': 'alla enheter',
  'reports.facts.ownUnits': 'de enheter som den som bad om rapporten får se: {{units}}',
  'reports.facts.unitBelow': '{{unit}} och alla enheter under den',
  'reports.facts.on': 'Läge',
  'reports.facts.known': 'Vad man visste',
  'reports.facts.knownAt': 'på plats {{at}} i loggen',
  'reports.facts.knownOn': 'vid slutet av {{day}} (plats {{at}} i loggen)',
  'reports.which.heading': 'Vilka förslag siffrorna gäller',
  'reports.which.cohort':
    'Förslagen från år {{year}} är de som säkert lades fram år {{year}}: {{number}}. Siffrorna berättar vad det hade blivit av dem senast {{on}}.',
  'reports.which.happened':
    'Årets händelser är en annan sak: de berättar vad som år {{year}} hände med alla förslag, oavsett när de lades fram.',
  'reports.which.undated':
    'Det finns {{number}} förslag vars år inte är antecknat så noga att det kan sägas. Av dem kan {{perhaps}} ha lagts fram år {{year}}. Deras siffror står för sig.',
  'reports.short.heading': 'I korthet: vad det blev av förslagen från år {{year}}',
  'reports.short.none': 'Inget förslag har antecknats som säkert framlagt år {{year}}.',
  'reports.short.count_one': 'År {{year}} lades {{number}} förslag fram.',
  'reports.short.count_other': 'År {{year}} lades {{number}} förslag fram.',
  'reports.short.answered': 'Ledningen har svarat: {{yes}} / {{of}}, alltså {{share}} (95 %-intervall {{interval}}).',
  'reports.short.accepted':
    'Godkända helt, delvis eller på försök: {{yes}} / {{of}}, alltså {{share}} (95 %-intervall {{interval}}).',
  'reports.short.ledToChange':
    'Enligt ledningen ändrades något: {{yes}} / {{of}}, alltså {{share}} (95 %-intervall {{interval}}).',
  'reports.short.told':
    'Svaret har återkopplats till gruppen: {{yes}} / {{of}}, alltså {{share}} (95 %-intervall {{interval}}).',
  'reports.short.confirmed':
    'Någon har bekräftat återkopplingen: {{yes}} / {{of}}, alltså {{share}} (95 %-intervall {{interval}}).',
  'reports.short.loopClosed':
    'Kretsen är sluten hela vägen: {{yes}} / {{of}}, alltså {{share}} (95 %-intervall {{interval}}).',
  'reports.short.promiseKept':
    'Av ledningens utlovade dagar hölls: {{yes}} / {{of}}, alltså {{share}} (95 %-intervall {{interval}}).',
  'reports.short.silent': 'Den utlovade dagen hade gått och det väntade hade inte kommit: {{number}} förslag.',
  'reports.short.noShare':
    '{{measure}}: andelen kan inte räknas, eftersom man inte vet tillräckligt om något enda förslag.',
  'reports.short.noAnswerRecorded_one':
    'För {{number}} förslag har inget svar antecknats, eftersom källan inte antecknar svar. Det betyder inte att inget svar gavs.',
  'reports.short.noAnswerRecorded_other':
    'För {{number}} förslag har inget svar antecknats, eftersom deras källor inte antecknar svar. Det betyder inte att inget svar gavs.',
  'reports.short.notKnown_one':
    'Om {{number}} förslag vet man inte detta, eftersom källan inte antecknar det. Det betyder inte att det inte hände.',
  'reports.short.notKnown_other':
    'Om {{number}} förslag vet man inte detta, eftersom deras källor inte antecknar det. Det betyder inte att det inte hände.',
  'reports.short.recorded_one':
    'För {{number}} förslag är detta antecknat, men källan antecknar inte alla, så ingen andel kan räknas av det.',
  'reports.short.recorded_other':
    'För {{number}} förslag är detta antecknat, men deras källor antecknar inte alla, så ingen andel kan räknas av dem.',
  'reports.short.withdrawn_one': '{{number}} förslag drogs tillbaka före detta och är inte med i andelen.',
  'reports.short.withdrawn_other': '{{number}} förslag drogs tillbaka före detta och är inte med i andelen.',
  'reports.short.median':
    'Hälften fick ett svar inom {{days}} dagar (95 %-intervall {{interval}} dagar). På svar väntade ännu {{open}}.',
  'reports.short.noMedian':
    'Hälften hade ännu inte fått svar, så en vanlig väntetid kan inte sägas. På svar väntade ännu {{open}}.',
  'reports.short.noTime':
    'Tiden till svar kan inte sägas: för inget förslag vet man både dagen då det lades fram och om det har besvarats.',
  'reports.short.owed.management': 'Av ledningen väntades ännu: {{list}}.',
  'reports.short.owed.group': 'Av gruppens sida väntades ännu: {{list}}.',
  'reports.short.owed.nothing': 'Man vet inte av något som ännu skulle ha väntats för dessa förslag.',
  'reports.undated.heading': 'Förslag vars år inte kan sägas',
  'reports.undated.what':
    'Dessa förslag har antecknats som framlagda någon gång mellan två dagar eller helt utan dag. De är inte med bland förslagen från år {{year}}, fast en del av dem kan ha lagts fram då.',
  'reports.unknown.heading': 'Vad man inte vet',
  'reports.unknown.what':
    'En källa är ett dokument varifrån uppgifterna har hämtats. Om det som källan inte antecknar kan man inte säga om det hände. Det ingår inte i någon andel och visas aldrig som försenat.',
  'reports.unknown.nothing':
    'Alla förslag i denna rapport har antecknats här när sakerna hände. Inget steg saknas på grund av en källa.',
  'reports.unknown.count_one': 'Ur källan {{source}}: {{number}} förslag.',
  'reports.unknown.count_other': 'Ur källan {{source}}: {{number}} förslag.',
  'reports.unknown.noAnswers':
    'I källan har inget svar från ledningen antecknats. Det betyder inte att inga svar gavs.',
  'reports.unknown.none': 'Källan antecknar inte alls: {{steps}}.',
  'reports.unknown.partial': 'Källan antecknar en del: {{steps}}.',
  'reports.step.groups': 'grupper',
  'reports.step.meetings': 'träffar',
  'reports.step.activities': 'verksamhet',
  'reports.step.commissions': 'uppdrag',
  'reports.step.proposals': 'förslag',
  'reports.step.receipts': 'mottaganden',
  'reports.step.decisions': 'ledningens svar',
  'reports.step.reasons': 'motiveringar',
  'reports.step.told': 'återkoppling av svaren till gruppen',
  'reports.step.confirmed': 'bekräftelser av återkopplingen',
  'reports.step.trials': 'försök',
  'reports.step.followUps': 'uppföljning: vad som ändrades',
  'reports.step.responses': 'gruppens respons på svaren',
  'reports.step.closings': 'avslut',
  'reports.initiatives.lead':
    'Initiativ av välfärdsområdets invånare och serviceanvändare som kom till registratorskontoret år {{year}}, och vad som gjordes med anledning av dem. Till fullmäktige.',
  'reports.initiatives.asOf': 'Läge {{on}}, om initiativen hos de enheter som den som bad om rapporten får se.',
  'reports.initiatives.none': 'År {{year}} kom inga initiativ som den som bad om rapporten får se.',
  'reports.initiatives.short': 'I korthet',
  'reports.initiatives.count': 'Kom in',
  'reports.initiatives.named': 'Handläggare meddelad',
  'reports.initiatives.namedInTime':
    'Handläggare meddelad inom den tid som organisationen har satt för sig ({{days}} dagar)',
  'reports.initiatives.answered': 'Besvarade',
  'reports.initiatives.heard': 'Initiativtagaren hörd',
  'reports.initiatives.followedUp': 'Följt upp till slut: ändrades det',
  'reports.initiatives.open':
    'Ett öppet initiativ är ”inte ännu”. Ett svar som först ska återkopplas till gruppen syns inte här ännu.',
  'reports.initiatives.each': 'Initiativen i den ordning de kom',
  'reports.initiatives.noTitle': 'Initiativ {{number}}',
  'reports.initiatives.registry': 'Diarienummer',
  'reports.initiatives.arrived': 'Kom in',
  'reports.initiatives.unit': 'Enhet',
  'reports.initiatives.group': 'Grupp',
  'reports.initiatives.handler': 'Handläggare meddelad',
  'reports.initiatives.handlerOn': '{{day}} (mål {{by}})',
  'reports.initiatives.handlerNot': 'inte ännu (mål {{by}})',
  'reports.initiatives.answer': 'Svar',
  'reports.initiatives.answerOn': '{{answer}}, {{day}}',
  'reports.initiatives.answerDayless': 'ingen dag antecknad',
  'reports.initiatives.notYet': 'inte ännu',
  'reports.initiatives.whatWillBeDone': 'Vad som görs',
  'reports.initiatives.changed': 'Ändrades det',
  'reports.initiatives.whatChanged': 'Vad som ändrades',
  'reports.initiatives.measures': 'Åtgärder',
  'reports.initiatives.measureOn': '{{measure}}, {{day}}',
  'reports.initiatives.removed': 'texten har raderats',
  'reports.initiatives.withheld': 'texten visas inte för den som bad om rapporten',
  'reports.initiatives.untold': 'återkopplas först till gruppen',
  'reports.initiatives.unavailable': 'texten kan inte läsas just nu',
} as const;

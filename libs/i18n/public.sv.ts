import type { publicFi } from './public.fi.ts';
import type { Translated } from './sentence.ts';

export const publicSv: Translated<typeof publicFi> = {
  'pages.changes': 'Vad som har ändrats',
  'pages.about': 'Om Kierto',
  'pages.accessibility': 'Tillgänglighetsutlåtande',

  'pages.broken.heading': 'Adressen kunde inte läsas',
  'pages.broken.what': 'En del av adressen saknas, eller så är den föråldrad.',
  'pages.toFront': 'Gå till startsidan',

  'changes.heading': 'Vad som har ändrats',
  'changes.lead':
    'Klienter och personal utvecklar tjänsterna tillsammans. Här står vad det har lett till: bara det som både gruppen och ledningen har beslutat att publicera.',
  'changes.filter': 'Avgränsa',
  'changes.unit': 'Enhet',
  'changes.group': 'Grupp',
  'changes.all': 'Alla',
  'changes.show': 'Visa',
  'changes.changed.yes': 'Det här ändrades',
  'changes.changed.partly': 'Det här ändrades delvis',
  'changes.trialAdopted': 'Ett försök blev praxis',
  'changes.ledTo.activity': 'Ny verksamhet uppstod',
  'changes.ledTo.service': 'En tjänst uppstod',
  'changes.ledTo.product': 'Något uppstod som också andra kan använda',
  'changes.ledTo.group': 'En ny grupp uppstod',
  'changes.ledTo.path': 'En ny väg öppnades',
  'changes.ledTo.wayOfWorking': 'Ett nytt arbetssätt uppstod',
  'changes.proposal': 'Gruppen föreslog',
  'changes.evidence': 'Hur man ser det',
  'changes.learnt': 'Vad man lärde sig',
  'changes.again': 'Gruppen har därefter tagit upp saken på nytt.',
  'changes.someGroup': 'En samutvecklingsgrupp',
  'changes.noDay': 'tidpunkten har inte antecknats',
  'changes.removed': 'Texten har raderats.',
  'changes.unavailable': 'Texten kan inte visas just nu.',
  'changes.otherVersions': 'Också: {{languages}}',
  'changes.by.translator': 'översättning',
  'changes.by.machine': 'maskinöversättning',
  'changes.by.group': 'gruppens egen version',
  'changes.by.cleaned': 'bearbetad',
  'changes.by.original': 'original',
  'changes.more': 'Visa äldre',
  'changes.first': 'Tillbaka till de nyaste',
  'changes.none.heading': 'Här finns ingenting ännu',
  'changes.none.what':
    'En ändring kommer hit när både gruppen och ledningen har beslutat att publicera den. Ännu har ingenting publicerats.',
  'changes.noneHere': 'Med den här avgränsningen har ingenting publicerats.',
  'changes.showAll': 'Visa alla',
  'changes.feed': 'Prenumerera som flöde (Atom)',
  'changes.embed.heading': 'Visa detta på din egen webbplats',
  'changes.embed.what': 'Kopiera raden till en sida på din webbplats. Den använder inga kakor och behöver inga skript.',
  'changes.embed.open': 'Öppna i Kierto',
  'changes.feedEntry': '{{kind}}: {{group}}',

  'about.heading': 'Vad Kierto är',
  'about.lead':
    'I en samutvecklingsgrupp utvecklar tjänstens klienter och personal tjänsterna tillsammans. Kierto minns vad gruppen ombads om, vad gruppen föreslog, vad ledningen svarade och varför, vad som ändrades – eller varför det inte ändrades – och om svaret återkopplades till gruppen.',
  'about.member.heading': 'För gruppmedlemmar',
  'about.member.what':
    'Du ser vad som har hänt med varje förslag från gruppen. Du behöver inget konto: av handledaren får du gruppens egen länk, som fungerar också på en gammal telefon. Du kan berätta att du har hört svaret, eller att ingenting har ändrats. Svaret berättas alltid först för gruppen och först sedan för andra.',
  'about.manager.heading': 'För ledningen',
  'about.manager.what':
    'Du ser vem som står i tur, till vilken dag och varför just då, och vad din företrädare har lovat. För ett svar räcker ett avgörande och en motivering med egna ord. Motiveringen behövs alltid, också när svaret är ja.',
  'about.researcher.heading': 'För forskare',
  'about.researcher.what':
    'Varje steg har sparats med sina dagar: när något hände och när det antecknades. Det som källan inte berättar är märkt som inte känt och räknas inte som försenat. Små antal människor visas inte. Forskaren ser uppgifterna utan texter, om inte rätt att läsa dem har getts särskilt.',
  'about.noDecision.heading': 'Svaren är inte förvaltningsbeslut',
  'about.noDecision.what':
    'Gruppen får svar på hur tjänsten utvecklas. Svaret gäller inte någons eget ärende, och det går inte att söka ändring i det.',
  'about.noDecision.instead':
    'Om du vill ha ett beslut i ditt eget ärende kan du göra en ansökan till den tjänst som ärendet gäller eller be om ett skriftligt beslut. I beslutet står hur man söker ändring i det. Om du är missnöjd med den service du har fått kan du göra en anmärkning; socialombudet ger råd gratis.',
  'about.kept.heading': 'Vad som sparas och vad som inte sparas',
  'about.kept.yes':
    'I Kierto skrivs vad gruppen tillsammans sade, föreslog och prövade, vad ledningen svarade, vad som ändrades, när man träffades och hur många som var på plats.',
  'about.kept.no':
    'I Kierto skrivs inte någons klientuppgifter, personbeteckning, hälsa, behov av stöd eller varför någon lämnade gruppen. Någons egen väg till rehabilitering har med avsikt ingen plats här.',
  'about.kept.forget':
    'Namn och kontaktuppgifter hålls åtskilda från allt annat. Ett namn, en bild eller ett citat publiceras bara med samtycke av den som det gäller, och samtycket kan återkallas. Det som har skrivits kan raderas för gott: kvar blir uppgiften om att något raderades och varför.',
  'about.ask.heading': 'Vem man kan fråga',
  'about.ask.coordinator':
    'För gruppens ärenden ansvarar gruppens egen koordinator. Koordinatorn kan man fråga om vad som helst.',
  'about.ask.contact': 'För tjänsten ansvarar administrationen:',
  'about.ask.noContact': 'Tjänstens administration har ännu inte meddelat sina kontaktuppgifter.',
  'about.source.heading': 'Källkod',
  'about.source.what':
    'Kierto är öppen källkod och dess licens är EUPL-1.2. Källkoden fås av tjänstens administration.',
  'about.source.api': 'Beskrivning av gränssnittet',

  'accessibility.heading': 'Tillgänglighetsutlåtande',
  'accessibility.lead':
    'Det här tillgänglighetsutlåtandet gäller tjänsten Kierto på adressen {{address}}. Utlåtandet har upprättats och uppdaterats {{day}}. På tjänsten tillämpas lagen om tillhandahållande av digitala tjänster (306/2019).',
  'accessibility.status.heading': 'Tjänstens tillgänglighet',
  'accessibility.status.what':
    'Tjänsten uppfyller delvis de tillgänglighetskriterier som lagen förutsätter (WCAG 2.1, nivåerna A och AA). Målet är också nivå AA i WCAG 2.2. Bristerna beskrivs nedan.',
  'accessibility.gaps.heading': 'Vad som ännu inte är tillgängligt',
  'accessibility.gaps.files':
    'Filer som människor har lagt till. För en bild ombeds en textmotsvarighet, men tillgängligheten i bifogade dokument, såsom PDF-filer, kontrolleras inte. (WCAG 1.1.1, 1.3.1, 1.3.2 och 2.4.2.) Innehållet fås på begäran i annan form.',
  'accessibility.gaps.languages':
    'Texter som människor har skrivit är på det språk som de skrevs på. Språket är märkt, men om den som skrev valde fel språk uttalar skärmläsaren texten fel. (WCAG 3.1.2.) Det finns inte en lättläst version av alla texter.',
  'accessibility.gaps.api':
    'Beskrivningen av gränssnittet för programmerare (/api/docs) är ett program av någon annan och har inte bedömts. Samma uppgifter finns som text på adressen /api/openapi.json.',
  'accessibility.gaps.tested':
    'Tjänsten har ännu inte testats med skärmläsare eller tillsammans med personer med funktionsnedsättning. Därför kan det finnas brister som vi ännu inte känner till.',
  'accessibility.how.heading': 'Hur tillgängligheten har bedömts',
  'accessibility.how.what':
    'Bedömningen har gjorts av dem som har byggt tjänsten. Sidorna har kontrollerats med programmet axe och prövats med enbart tangentbord, på en skärm som är 320 bildpunkter bred och med förstorad text, i ljust och mörkt läge. Kontrollen görs på nytt varje gång tjänsten ändras.',
  'accessibility.feedback.heading': 'Märkte du en brist? Berätta det för oss',
  'accessibility.feedback.contact': 'Skicka respons till den här adressen. Vi svarar inom 14 dagar:',
  'accessibility.feedback.noContact':
    'Tjänstens administration har ännu inte meddelat någon adress för respons. Berätta om bristen för gruppens koordinator.',
  'accessibility.authority.heading': 'Tillsyn över tillgänglighetskraven',
  'accessibility.authority.what':
    'Om du märker tillgänglighetsproblem i tjänsten, ge först respons till oss. Om du inte är nöjd med svaret eller inte får något svar inom två veckor kan du anföra klagomål eller göra en begäran om utredning hos Transport- och kommunikationsverket Traficom. På webbplatsen saavutettavuusvaatimukset.fi berättas hur det görs.',
  'accessibility.authority.contact': 'Tillsynsmyndighetens kontaktuppgifter',
  'accessibility.authority.name': 'Transport- och kommunikationsverket Traficom',
  'accessibility.authority.unit': 'Enheten för tillsyn över digital tillgänglighet',
  'accessibility.authority.phone': 'växel 029 534 5000',
};

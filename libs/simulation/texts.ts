import type { Random } from './random.ts';

/** Finnish for a fictional county: what groups say, and what they are told. Pieces are put together, so that few texts are the same. */
const subjects: Readonly<Record<string, readonly string[]>> = {
  lobby: ['aulan', 'odotustilan', 'ilmoittautumistiskin', 'sisäänkäynnin', 'leikkinurkan', 'opasteiden'],
  reaching: ['puhelinajan', 'chat-palvelun', 'takaisinsoiton', 'verkkosivujen', 'ajanvarauksen', 'esitteen'],
  encounters: [
    'ensimmäisen tapaamisen',
    'päätöksen selittämisen',
    'tulkkauksen',
    'kotikäynnin',
    'jonottamisen',
    'palautteen',
  ],
  'group-activities': [
    'vertaisryhmän',
    'palstaviljelyn',
    'kokkauskerhon',
    'kävelyryhmän',
    'tarinateatterin',
    'palvelukahvilan',
  ],
  housing: ['asumisneuvonnan', 'asukastalon', 'muuttoavun', 'vuokravelkojen', 'asukasillan', 'yömajan'],
  work: ['kuntouttavan työn', 'työpajan', 'työkokeilun', 'kulukorvauksen', 'valmennuksen', 'opintojen'],
  digital: [
    'lomakkeiden',
    'sähköisen asioinnin',
    'tunnistautumisen',
    'digituen',
    'kirjaston päätteiden',
    'tekstiviestien',
  ],
};
export const themes = Object.keys(subjects);

const wishes = [
  'selkeämpi kuvaus',
  'pidempi aukiolo',
  'rauhallisempi tila',
  'kokeilu yhdessä asiakkaiden kanssa',
  'oma vastuuhenkilö',
  'selkokielinen ohje',
  'ilmainen kahvi ja pöytä keskustelulle',
  'valinnan mahdollisuus',
  'tieto siitä, mitä seuraavaksi tapahtuu',
  'arviointi puolen vuoden päästä',
];
const because = [
  'Moni meistä on jäänyt ilman apua, koska ei ole tiennyt, kenelle puhua.',
  'Kun on väsynyt, jokainen ylimääräinen lomake on liikaa.',
  'Pieni muutos riittäisi siihen, että tulisi sellainen olo, että on tervetullut.',
  'Työntekijätkin sanoivat, että tämä veisi heiltä vähemmän aikaa.',
  'Kokeilimme tätä jo ryhmässä, ja se toimi.',
  'Tästä on puhuttu monta kertaa, mutta mitään ei ole kuulunut.',
];
const hopes = [
  'Ihminen uskaltaa tulla uudestaan.',
  'Asia hoituu yhdellä käynnillä.',
  'Jono lyhenee ja hermot lepäävät.',
  'Tieto löytyy myös ilman nettiä.',
];
const reasons: Readonly<Record<string, readonly string[]>> = {
  accepted: [
    'Ehdotus on hyvä ja toteutettavissa nykyisillä voimavaroilla.',
    'Sama tarve on tullut esiin myös asiakaspalautteessa, joten aloitamme heti.',
    'Tämä sopii suunnitelmaamme ja auttaa sekä asiakkaita että työntekijöitä.',
  ],
  partlyAccepted: [
    'Voimme toteuttaa ehdotuksesta ensimmäisen osan; toiseen osaan ei ole rahaa tänä vuonna.',
    'Aukioloa voidaan pidentää yhtenä päivänä viikossa, ei joka päivä, koska työntekijöitä on liian vähän.',
  ],
  trial: [
    'Kokeillaan tätä yhdessä toimipisteessä ja katsotaan, mitä opimme.',
    'Emme tiedä vielä, toimiiko tämä, joten kokeilemme kolme kuukautta.',
  ],
  deferred: [
    'Uusi talousarvio päätetään syksyllä, ja palaamme asiaan sen jälkeen.',
    'Odotamme tilojen remonttia; sen jälkeen tiedämme, mitä voi tehdä.',
  ],
  rejected: [
    'Laki ei anna meille mahdollisuutta tähän.',
    'Tähän tarvittaisiin kaksi työntekijää lisää, eikä meillä ole heihin rahaa.',
    'Turvallisuuden vuoksi ovea ei voi pitää auki ilman vartijaa.',
  ],
  used: [
    'Kommenttinne on otettu suunnitelmaan sellaisenaan.',
    'Viestinne luettiin johtoryhmässä, ja se muutti päätöstä.',
  ],
  partlyUsed: ['Osa kommenteista on otettu mukaan; loput vaatisivat uuden kilpailutuksen.'],
  notUsed: ['Suunnitelma oli jo lukittu, joten kommentteja ei voitu enää käyttää. Pahoittelemme.'],
};
const doing = [
  'Tilaamme uudet opasteet.',
  'Työryhmä aloittaa ensi kuussa.',
  'Lähiesihenkilö sopii vuoroista.',
  'Teemme ohjeen yhdessä ryhmän kanssa.',
];
const whyNot = [
  'Vastuuhenkilö vaihtui, ja asia jäi kesken.',
  'Rahoitus siirtyi seuraavaan vuoteen.',
  'Tila on vielä remontissa.',
  'Kokeilu paljasti, että tarvitaan toinen tapa.',
];
const changes = [
  'Uudet opasteet ovat paikoillaan.',
  'Puhelinaika on nyt tunnin pidempi.',
  'Aulassa on hiljainen nurkka.',
  'Ohje on kirjoitettu selkokielellä.',
  'Ryhmä kokoontuu joka viikko.',
];
const comments = [
  'Kiitos, että kerroitte.',
  'Tämä ei vielä auta niitä, jotka eivät pääse paikalle.',
  'Haluamme nähdä, miten käy.',
  'Odotimme enemmän.',
  'Meitä kuunneltiin.',
];
const groupNames = [
  'Kotipesä',
  'Pihapuu',
  'Avoin ovi',
  'Tuumausryhmä',
  'Suunnannäyttäjät',
  'Kahvipöytä',
  'Yhdessä eteenpäin',
  'Kuulolla',
  'Rinnalla',
  'Pajapiiri',
];
const places = ['Kuvala', 'Satuniemi', 'Tarinakylä', 'Luulola', 'Keksimäki', 'Harhaharju', 'Unikoski', 'Mielikangas'];
const areas = [
  'aikuissosiaalityö',
  'sosiaalinen kuntoutus',
  'asumispalvelut',
  'lastensuojelu',
  'vammaispalvelut',
  'työllisyyspalvelut',
];

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function texts(random: Random) {
  const pick = (list: readonly string[]) => random.oneOf(list);
  return {
    place: (index: number) =>
      `${places[index % places.length]}${index >= places.length ? ` ${Math.floor(index / places.length) + 1}` : ''}`,
    unit: (index: number) =>
      `${capital(areas[index % areas.length]!)}, ${places[Math.floor(index / areas.length) % places.length]}`,
    group: (index: number) =>
      `${groupNames[index % groupNames.length]} ${Math.floor(index / groupNames.length) + 1} (kuvitteellinen)`,
    title: (theme: string) => `${capital(pick(subjects[theme]!))} kehittäminen: ${pick(wishes)}`,
    proposal: () => `${pick(because)} Ehdotamme: ${pick(wishes)}. ${pick(because)}`,
    hope: () => pick(hopes),
    reason: (answer: string) => pick(reasons[answer]!),
    doing: () => pick(doing),
    whyNot: () => pick(whyNot),
    change: () => pick(changes),
    comment: () => pick(comments),
    task: (theme: string) =>
      `Pohtikaa yhdessä, miten ${pick(subjects[theme]!)} pitäisi toimia, ja ehdottakaa, mitä kokeillaan ensin.`,
  };
}
export type Texts = ReturnType<typeof texts>;

import { atConsole } from '#permissions';
import { type Context, carryOut } from '#use-cases';
import { commandOf } from './demo-command.ts';

type Called = readonly [fi: string, sv: string, en: string];

/** What the demo's histories write as a code, as the organisation's lists would call it. */
const themes: Readonly<Record<string, Called>> = {
  lobby: ['Aula ja tilat', 'Aulan och lokalerna', 'Lobby and premises'],
  reaching: ['Yhteyden saaminen', 'Att få kontakt', 'Getting in touch'],
  encounters: ['Kohtaaminen', 'Bemötande', 'Being met as a person'],
  'group-activities': ['Ryhmätoiminta', 'Gruppverksamhet', 'Group activities'],
  housing: ['Asuminen', 'Boende', 'Housing'],
  work: ['Työ ja toiminta', 'Arbete och sysselsättning', 'Work and activities'],
  digital: ['Sähköinen asiointi', 'E-tjänster', 'Online services'],
  services: ['Palvelut', 'Tjänster', 'Services'],
  networks: ['Verkostot', 'Nätverk', 'Networks'],
  projects: ['Hankkeet', 'Projekt', 'Projects'],
};
const methods: Readonly<Record<string, Called>> = {
  trials: ['Kokeileminen', 'Försök', 'Trying things out'],
  playbackTheatre: ['Tarinateatteri', 'Playbackteater', 'Playback theatre'],
  socialCircus: ['Sosiaalinen sirkus', 'Social cirkus', 'Social circus'],
  serviceCafe: ['Palvelukahvila', 'Servicecafé', 'Service café'],
  discussion: ['Keskustelu', 'Diskussion', 'Discussion'],
  peerSupport: ['Vertaistuki', 'Kamratstöd', 'Peer support'],
};
const programmes: Readonly<Record<string, Called>> = {
  'sim-ohjelma': ['Kuvitteellinen ohjelma', 'Ett påhittat program', 'A programme that does not exist'],
  'pro-sos': ['PRO SOS -hanke', 'Projektet PRO SOS', 'The PRO SOS project'],
  sosku: ['SOSKU-hanke', 'Projektet SOSKU', 'The SOSKU project'],
};

/** Twice is harmless. */
export async function nameDemoCodes(context: Context): Promise<void> {
  const give = async (name: string, step: string, body: object): Promise<string> => {
    const { events } = await carryOut(context, atConsole, [name, 'main', body], commandOf(`${name} ${step}`));
    return events[0]!;
  };
  const named = [
    ['NameTheme', themes],
    ['NameMethod', methods],
    ['NameProgramme', programmes],
  ] as const;
  for (const [name, list] of named)
    for (const [code, [fi, sv, en]] of Object.entries(list)) {
      const ofEvent = await give(name, code, { code, words: { label: fi }, lang: 'fi' });
      for (const [language, text] of [
        ['sv', sv],
        ['en', en],
      ] as const)
        await give('TranslateOrganisationWords', `${name} ${code} ${language}`, {
          ofEvent,
          field: 'label',
          language,
          madeBy: 'translator',
          words: { text },
          lang: language,
        });
    }
}

import type { directoryFi } from './directory.fi.ts';
import type { Translated } from './sentence.ts';

export const directorySv: Translated<typeof directoryFi> = {
  'directory.again': 'Tillbaka till inloggningen',
  'directory.away.heading': 'Det går inte att logga in via organisationen just nu',
  'directory.away.what': 'Din organisations inloggningstjänst svarar inte. Felet är inte ditt.',
  'directory.away.next': 'Försök igen om en stund, eller logga in på ett annat sätt.',
  'directory.failed.heading': 'Inloggningen lyckades inte',
  'directory.failed.what':
    'Inloggningen avbröts, tog för lång tid eller så öppnades dess adress en andra gång. Ingen är inloggad nu.',
  'directory.failed.next': 'Börja inloggningen från början.',
  'directory.unknown.heading': 'Du har inget konto i Kierto ännu',
  'directory.unknown.what':
    'Din organisation känner dig, men ingen har bjudit in dig till Kierto eller gett dig en roll där.',
  'directory.unknown.next':
    'Be din grupps koordinator eller den som administrerar Kierto i din organisation om en inbjudan, och berätta vilken e-postadress du har.',
  'directory.unverified.heading': 'Din e-postadress är inte bekräftad',
  'directory.unverified.what':
    'Din organisation bekräftar inte att e-postadressen är din. Därför kan Kierto inte ge dig det konto som har adressen.',
  'directory.unverified.next':
    'Be din organisations it-stöd bekräfta adressen. Om du fick en inbjudan per e-post kan du använda länken i den.',
  'directory.taken.heading': 'Någon annan använder adressen i Kierto',
  'directory.taken.what':
    'Kontot med den här e-postadressen har använts med en annan persons inloggning i din organisation.',
  'directory.taken.next': 'Be den som administrerar Kierto ta reda på vems adressen är.',
  'directory.disabled.heading': 'Ditt konto är inte i bruk',
  'directory.disabled.what': 'Den som administrerar Kierto har tagit kontot ur bruk.',
  'directory.disabled.next': 'Kontakta den som administrerar Kierto om du tror att det är ett misstag.',
};

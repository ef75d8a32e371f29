import type { Translated } from '../sentence.ts';
import type { publishFi } from './publish.fi.ts';

export const publishSv: Translated<typeof publishFi> = {
  'publish.heading': 'Publicering',
  'publish.what':
    'Inget visas för alla om inte både gruppen och ledningen har gått med på det. Det kan återtas. Namn, röster och bilder kräver dessutom personens eget samtycke.',
  'publish.see': 'Se vad alla ser',
  'publish.which': 'Vilka texter',
  'publish.waiting': 'Väntar på den andra parten',
  'publish.public': 'Publicerat',
  'publish.noneWaiting': 'Inget väntar. En text kan föreslås bli publicerad på förslagets egen sida.',
  'publish.nonePublic': 'Inget har publicerats ännu.',
  'publish.agreed.group': 'gruppen har gått med på det',
  'publish.agreed.management': 'ledningen har gått med på det',
  'publish.waits.group': 'väntar på gruppen',
  'publish.waits.management': 'väntar på ledningen',
  'publish.agree': 'Gå med på publicering',
  'publish.takeBack': 'Återta',
};

import type { Translated } from '../sentence.ts';
import type { publishFi } from './publish.fi.ts';

export const publishEn: Translated<typeof publishFi> = {
  'publish.heading': 'Publishing',
  'publish.what':
    'Nothing is shown to everybody unless both the group and management agree. It can be taken back. Names, voices and photos need that person’s own consent as well.',
  'publish.see': 'See what everybody sees',
  'publish.which': 'Which texts',
  'publish.waiting': 'Waiting for the other side',
  'publish.public': 'Public',
  'publish.noneWaiting': 'Nothing waits. A text can be put forward on the page of its proposal.',
  'publish.nonePublic': 'Nothing is public yet.',
  'publish.agreed.group': 'the group agrees',
  'publish.agreed.management': 'management agrees',
  'publish.waits.group': 'waits for the group',
  'publish.waits.management': 'waits for management',
  'publish.agree': 'Agree to publishing',
  'publish.takeBack': 'Take it back',
};

import type { frontFi } from './front.fi.ts';
import type { Translated } from './sentence.ts';

export const frontEn: Translated<typeof frontFi> = {
  'front.heading': 'What became of what we said?',
  'front.what':
    'Kierto remembers what co-development groups were asked, what they proposed, what management answered and why, and what changed.',
  'front.signIn': 'Sign in',
  'front.work': 'Go on to your work',
  'front.own': 'Own page',
  'front.link': 'Did your group give you a link or a QR code? Open it as it is. You need no account.',
  'front.first': 'Kierto has just been installed. Begin here:',
  'front.demo.heading': 'Demo: look through different people’s eyes',
  'front.demo.what': 'Choose through whose eyes you look. One press is enough.',
  'front.demo.not-yet': 'The demo is still being taken in. Load the page again in a moment.',
  'front.demo.now': 'You are looking now: {{who}}.',
  'front.demo.demo-member': 'As a group member',
  'front.demo.demo-coordinator': 'As a coordinator',
  'front.demo.demo-management': 'As management',
  'front.demo.demo-analyst': 'As a researcher',
  'front.demo.demo-administrator': 'As an administrator',
  'front.demo.link': 'Without an account',
  'front.demo.seen.demo-member': 'What has become of the group’s proposals.',
  'front.demo.seen.demo-coordinator': 'The agenda of the next meeting.',
  'front.demo.seen.demo-management': 'Whose turn it is, and by when.',
  'front.demo.seen.demo-analyst': 'Steps, delays, and what is not known.',
  'front.demo.seen.demo-administrator': 'Units, accounts and the state of the system.',
  'front.demo.seen.link': 'The group’s own link, which works on an old phone too.',
  'front.demo.real.heading': 'What is real and what is simulated',
  'front.demo.real':
    'Real: ten groups in Espoo and Jyväskylä from 2015 to 2023. Only what two sets of slides tell of them has been written down. The slides do not tell what management answered, so the answers are marked as not known and nothing is called late.',
  'front.demo.simulated':
    'Simulated: a county that does not exist, its groups, its people and everything that is said there. The buttons above lead to this made-up county.',
  'front.demo.stays':
    'You may try everything. What you do is seen by others who look at this demo. Do not write anything about real people here.',
  'front.machines.heading': 'For programs',
  'front.machines.docs': 'The API, to browse',
  'front.machines.openapi': 'The same for machines (OpenAPI)',
  'front.machines.changes': 'What has come of it (published)',
  'front.machines.proposals': 'Proposals',
  'front.machines.groups': 'Co-development groups',
  'front.machines.owed': 'Whose turn it is',
  'front.machines.ready': 'How the server is',
};

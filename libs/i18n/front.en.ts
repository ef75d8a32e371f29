import type { frontFi } from './front.fi.ts';
import type { Translated } from './sentence.ts';

export const frontEn: Translated<typeof frontFi> = {
  'front.heading': 'What became of what we said?',
  'front.what':
    'Kierto remembers what co-development groups were asked, what they proposed, what management answered and why, and what changed.',
  'front.signIn': 'Sign in',
  'front.own': 'Own page',
  'front.demo.heading': 'Demo: look through different people’s eyes',
  'front.demo.what':
    'The ten groups in Espoo and Jyväskylä are real: what two sets of slides tell of them has been written down. The county whose names begin with Sim, its groups and its people are made up.',
  'front.demo.not-yet': 'The demo is still being taken in. Load the page again in a moment.',
  'front.demo.now': 'You are looking now: {{who}}. The addresses below show what one sees so.',
  'front.demo.demo-member': 'As a group member',
  'front.demo.demo-coordinator': 'As a coordinator',
  'front.demo.demo-management': 'As management',
  'front.demo.demo-analyst': 'As a researcher',
  'front.demo.demo-administrator': 'As an administrator',
  'front.machines.heading': 'For programs',
  'front.machines.docs': 'The API, to browse',
  'front.machines.openapi': 'The same for machines (OpenAPI)',
  'front.machines.changes': 'What has come of it (published)',
  'front.machines.proposals': 'Proposals',
  'front.machines.groups': 'Co-development groups',
  'front.machines.owed': 'Whose turn it is',
  'front.machines.ready': 'How the server is',
};

import type { frontFi } from './front.fi.ts';
import type { Translated } from './sentence.ts';

export const frontSv: Translated<typeof frontFi> = {
  'front.heading': 'Vad hände med det vi sade?',
  'front.what':
    'Kierto minns vad samutvecklingsgrupperna ombads om, vad de föreslog, vad ledningen svarade och varför, och vad som ändrades.',
  'front.signIn': 'Logga in',
  'front.own': 'Egen sida',
  'front.demo.heading': 'Demonstration: se med olika människors ögon',
  'front.demo.what':
    'De tio grupperna i Esbo och Jyväskylä finns på riktigt: om dem har antecknats det som två presentationer berättar. Området vars namn börjar med Sim, dess grupper och människor är påhittade.',
  'front.demo.not-yet': 'Demonstrationens uppgifter hämtas fortfarande. Ladda sidan på nytt om en stund.',
  'front.demo.now': 'Du ser nu: {{who}}. Adresserna nedan visar vad man ser i den rollen.',
  'front.demo.demo-member': 'Som gruppmedlem',
  'front.demo.demo-coordinator': 'Som koordinator',
  'front.demo.demo-management': 'Som ledning',
  'front.demo.demo-analyst': 'Som forskare',
  'front.demo.demo-administrator': 'Som administratör',
  'front.machines.heading': 'För program',
  'front.machines.docs': 'Beskrivning av gränssnittet',
  'front.machines.openapi': 'Samma för maskiner (OpenAPI)',
  'front.machines.changes': 'Vad som har ändrats (publicerat)',
  'front.machines.proposals': 'Förslag',
  'front.machines.groups': 'Samutvecklingsgrupper',
  'front.machines.owed': 'Vem står i tur',
  'front.machines.ready': 'Serverns tillstånd',
};

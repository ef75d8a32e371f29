import type { frontFi } from './front.fi.ts';
import type { Translated } from './sentence.ts';

export const frontSv: Translated<typeof frontFi> = {
  'front.heading': 'Vad hände med det vi sade?',
  'front.what':
    'Kierto minns vad samutvecklingsgrupperna ombads om, vad de föreslog, vad ledningen svarade och varför, och vad som ändrades.',
  'front.signIn': 'Logga in',
  'front.work': 'Fortsätt till ditt arbete',
  'front.own': 'Egen sida',
  'front.link': 'Har du fått en länk eller QR-kod av din grupp? Öppna den som den är. Du behöver inget konto.',
  'front.first': 'Kierto är nyinstallerat. Börja här:',
  'front.demo.heading': 'Demonstration: se med olika människors ögon',
  'front.demo.what': 'Välj med vems ögon du ser. Ett tryck räcker.',
  'front.demo.not-yet': 'Demonstrationens uppgifter hämtas fortfarande. Ladda sidan på nytt om en stund.',
  'front.demo.now': 'Du ser nu: {{who}}.',
  'front.demo.demo-member': 'Som gruppmedlem',
  'front.demo.demo-coordinator': 'Som koordinator',
  'front.demo.demo-management': 'Som ledning',
  'front.demo.demo-analyst': 'Som forskare',
  'front.demo.demo-administrator': 'Som administratör',
  'front.demo.link': 'Utan konto',
  'front.demo.seen.demo-member': 'Vad som har hänt med gruppens förslag.',
  'front.demo.seen.demo-coordinator': 'Föredragningslistan för nästa träff.',
  'front.demo.seen.demo-management': 'Vem som står i tur, och till vilken dag.',
  'front.demo.seen.demo-analyst': 'Steg, dröjsmål och det som inte är känt.',
  'front.demo.seen.demo-administrator': 'Enheter, konton och systemets tillstånd.',
  'front.demo.seen.link': 'Gruppens egen länk, som fungerar också på en gammal telefon.',
  'front.demo.real.heading': 'Vad som är verkligt och vad som är påhittat',
  'front.demo.real':
    'Verkligt: tio grupper i Esbo och Jyväskylä åren 2015–2023. Om dem har antecknats bara det som två presentationer berättar. Presentationerna berättar inte om ledningens svar, och därför är svaren märkta som inte kända och ingenting sägs vara försenat.',
  'front.demo.simulated':
    'Påhittat: ett välfärdsområde som inte finns, dess grupper, människor och allt som sägs där. Knapparna ovan leder till det påhittade området.',
  'front.demo.stays':
    'Du får pröva allt. Det du gör syns också för andra som ser på demonstrationen. Skriv inte verkliga människors uppgifter här.',
  'front.machines.heading': 'För program',
  'front.machines.docs': 'Beskrivning av gränssnittet',
  'front.machines.openapi': 'Samma för maskiner (OpenAPI)',
  'front.machines.changes': 'Vad som har ändrats (publicerat)',
  'front.machines.proposals': 'Förslag',
  'front.machines.groups': 'Samutvecklingsgrupper',
  'front.machines.owed': 'Vem står i tur',
  'front.machines.ready': 'Serverns tillstånd',
};

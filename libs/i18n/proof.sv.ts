import type { proofFi } from './proof.fi.ts';
import type { Translated } from './sentence.ts';

export const proofSv: Translated<typeof proofFi> = {
  'proof.what':
    'Raden bevisar vad som fanns i Kiertos händelselogg när raden skrevs ut. Om något av det som då var antecknat ändras eller tas bort, eller om något skjuts in emellan, stämmer loggen inte längre med raden. Raden innehåller inga uppgifter om någon.',
};

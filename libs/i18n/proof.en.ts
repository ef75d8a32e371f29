import type { proofFi } from './proof.fi.ts';
import type { Translated } from './sentence.ts';

export const proofEn: Translated<typeof proofFi> = {
  'proof.what':
    'The line proves what was in the event log of Kierto when it was printed. If anything recorded by then is changed or taken out, or anything is put in between, the log no longer fits the line. The line says nothing about anybody.',
};

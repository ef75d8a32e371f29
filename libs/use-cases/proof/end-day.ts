import { type Context, dayOf } from '../context.ts';
import { addLine, openKeptHashes, shortened } from './kept-proof.ts';
import { proofNow } from './noted-proof.ts';

/** Adds the line of the last day on which something was recorded once that day is over, also when nothing follows it. */
export async function endProofDay(context: Context, folder: string, signal: AbortSignal): Promise<void> {
  const { proof } = await proofNow(context, { signal });
  if (!proof || proof.day >= dayOf(context.clock.now())) return;
  const kept = openKeptHashes(folder);
  // Nothing is kept of a log that does not fit its hashes, nor before its hashes are.
  if (kept.hashAt(proof.count) === shortened(proof.hash)) addLine(folder, proof);
  kept.close();
}

import { setTimeout as pause } from 'node:timers/promises';
import type { Subscription } from '#event-store';
import type { Context } from '../context.ts';
import { beginning, further, type Proof } from './chain.ts';
import { addLine, openHashes } from './kept-proof.ts';
import { notedProof, noteProof } from './noted-proof.ts';

/** Events after which it is noted how far the chain has come. */
const passed = 1_000;
/** Milliseconds in which a live log may grow before it is looked at again. */
const gathering = 50;

export interface KeepsProof {
  /** The data folder, in which the hashes and the days' lines are kept. */
  readonly folder: string;
  /** Hears a sentence for the operator when the log does not fit what was kept of it. */
  readonly broken: (sentence: string) => void;
}

/**
 * Follows the log, links a hash for each event, and keeps the hashes and a line for each day in the data folder. They depend on
 * the log alone, so that several processes come to the same, and one may follow the same events again. What was kept is never
 * replaced: where the log does not fit it, nothing more is kept or noted, so that `verify` can say what was changed.
 */
export async function followProof(context: Context, { folder, broken }: KeepsProof): Promise<Subscription> {
  const hashes = await openHashes(folder);
  try {
    const noted = await notedProof(context);
    // Another process may have noted it, or the folder may be new: then its file is to hold everything all the same.
    const { proof: from, checkpoint: after } = hashes.count >= noted.proof.count ? noted : { proof: beginning };
    let proof: Proof = from;
    let unnoted = 0;
    let fits = true;

    const subscription = context.store.subscribe(
      { ...(after && { after }) },
      async ({ events, texts, checkpoint, caughtUp }) => {
        // Nobody waits for a proof, so what is appended one by one is linked many at a time.
        if (caughtUp) await pause(gathering);
        if (!fits || events.length === 0) return;
        const all = texts();
        const made: Proof[] = [];
        const ended: Proof[] = [];
        for (const [index, event] of events.entries()) {
          const next = further(proof, event, all[index]!);
          if (proof.count > 0 && next.day !== proof.day) ended.push(proof);
          made.push(next);
          proof = next;
        }
        const first = made[0]!.count;
        const wrong = await hashes.keep(
          first,
          made.map(({ hash }) => hash),
        );
        if (wrong !== undefined) {
          fits = false;
          const { stream, version } = events[wrong - first]!;
          broken(
            `event ${wrong} of the log (${stream}, event ${version}) is not the one whose hash was kept: run kierto verify`,
          );
          return;
        }
        for (const day of ended) addLine(folder, day);
        unnoted += events.length;
        // Noting with every append would be a write to the vault each time.
        if (unnoted < passed && ended.length === 0) return;
        await hashes.flush();
        await noteProof(context, { proof, checkpoint });
        unnoted = 0;
      },
    );
    const close = () => void hashes.close();
    subscription.ended.then(close, close);
    return subscription;
  } catch (error) {
    await hashes.close();
    throw error;
  }
}

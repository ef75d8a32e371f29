import { type Checkpoint, StoreError } from '#event-store';
import type { Context } from '../context.ts';
import { beginning, further, type Proof } from './chain.ts';

/** A proof, and where in the log it lies: nowhere at the beginning. */
export interface NotedProof {
  readonly proof: Proof;
  readonly checkpoint?: Checkpoint;
}

const follower = 'proof';

/**
 * Where to go on; at the beginning when nothing is noted or the log is another. A log that was put back from a backup is a
 * beginning of what it was, and has the same chain: only the event must still lie where it lay.
 */
export async function notedProof({ store, vault }: Pick<Context, 'store' | 'vault'>): Promise<NotedProof> {
  const kept = await vault.progress(follower).read();
  if (!kept) return { proof: beginning };
  const { proof, checkpoint } = JSON.parse(kept) as Required<NotedProof>;
  const here = { ...checkpoint, epoch: store.epoch };
  try {
    await store.verify(here);
    return { proof, checkpoint: here };
  } catch (error) {
    if (error instanceof StoreError && error.code === 'checkpoint-mismatch') return { proof: beginning };
    throw error;
  }
}

export const noteProof = ({ vault }: Pick<Context, 'vault'>, noted: Required<NotedProof>): Promise<void> =>
  vault.progress(follower).write(JSON.stringify(noted));

export interface ProofNow {
  /** Undefined while the log is empty. */
  readonly proof?: Proof;
  /** False: the log went on behind it. */
  readonly caughtUp: boolean;
}

/**
 * The proof of the log as it is now: from what is noted on, and changing nothing.
 * @param most how many events it may read for that; all when left out
 */
export async function proofNow(
  context: Pick<Context, 'store' | 'vault'>,
  { most = Number.POSITIVE_INFINITY, signal }: { readonly most?: number; readonly signal?: AbortSignal } = {},
): Promise<ProofNow> {
  const { store } = context;
  const { proof: from, checkpoint: after } = await notedProof(context);
  let proof = from;
  const head = await store.head();
  if (!head) return { caughtUp: true };
  let reached = after?.position;
  const behind = () => reached === undefined || store.compare(reached, head.position) < 0;
  const end = proof.count + most;
  if (behind()) {
    const subscription = store.subscribe({ ...(after && { after }) }, ({ events, texts }) => {
      signal?.throwIfAborted();
      const all = texts();
      for (const [index, event] of events.entries()) {
        if (!behind() || proof.count >= end) break;
        proof = further(proof, event, all[index]!);
        reached = event.position;
      }
      if (!behind() || proof.count >= end) void subscription.stop();
    });
    await subscription.ended;
  }
  return { ...(proof.count > 0 && { proof }), caughtUp: !behind() };
}

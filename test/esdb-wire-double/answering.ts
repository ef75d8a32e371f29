import type grpc from '@grpc/grpc-js';
import { Refusal, refusals } from './refusal.ts';

/** What a failure looks like to the client. */
export function statusOf(error: unknown): grpc.ServiceError {
  return (error instanceof Refusal ? error : refusals.badRequest(String(error))).toStatus();
}

/** Answers a call with what `work` brings, or with its failure; with nothing at all when it brings nothing. */
export async function answering<Reply>(
  answer: grpc.sendUnaryData<Reply>,
  work: () => Promise<Reply | undefined>,
): Promise<void> {
  try {
    const reply = await work();
    if (reply !== undefined) answer(null, reply);
  } catch (error) {
    answer(statusOf(error));
  }
}

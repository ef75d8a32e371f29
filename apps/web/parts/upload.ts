import { addressOf, Problem } from '../api.ts';

/** Bytes that one request takes: on a slow line that is some seconds of it, and a broken one costs no more. */
const piece = 512 * 1024;
/** Milliseconds between attempts to go on after a broken line; then somebody is asked. */
const attempts = [500, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000];

/**
 * Sends a file, in pieces, over whatever line there is. One that was begun and not ended, also before the tab was closed, goes on where it
 * was.
 * @param onSent told the share that has arrived
 * @returns by what a command attaches it
 * @throws Problem; undefined comes back when `signal` ends it
 */
export async function upload(
  file: File,
  onSent: (share: number) => void,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { Upload } = await import('tus-js-client');
  const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
  const sending = new Upload(file, {
    endpoint: new URL(addressOf('/api/uploads'), window.location.origin).href,
    chunkSize: piece,
    retryDelays: attempts,
    removeFingerprintOnSuccess: true,
    onChunkComplete: (_size, accepted, total) => onSent(total ? accepted / total : 0),
    onError: (error) => reject(problemOf(error)),
    onSuccess: () => resolve(sending.url?.split('/').at(-1)),
  });
  signal.addEventListener('abort', () => {
    void sending.abort(true).catch(() => {});
    resolve(undefined);
  });
  const [before] = await sending.findPreviousUploads();
  if (before) sending.resumeFromPreviousUpload(before);
  sending.start();
  return promise;
}

function problemOf(error: object): Problem {
  const { originalResponse } = error as {
    readonly originalResponse?: { getStatus(): number; getBody(): string } | null;
  };
  if (!originalResponse) return new Problem({ status: 0 });
  const status = originalResponse.getStatus();
  try {
    return new Problem({ ...JSON.parse(originalResponse.getBody()), status });
  } catch {
    return new Problem({ status });
  }
}

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Report } from './report-model.ts';

/** The report as a PDF, written in a thread of its own, so that whoever serves others goes on serving. */
export async function reportPdf(report: Report): Promise<Buffer> {
  const worker = new Worker(new URL('./report-pdf.worker.ts', import.meta.url), {
    workerData: report,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 },
  });
  try {
    const [bytes] = (await once(worker, 'message')) as [Uint8Array];
    return Buffer.from(bytes);
  } finally {
    await worker.terminate();
  }
}

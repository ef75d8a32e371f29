import type { Delivery } from '#delivery';
import type { Reads } from '#read-models';
import type { Context } from '#use-cases';

/** What a job works with. It knows neither queue nor timer: whoever runs it decides when and where. */
export interface Workplace {
  readonly context: Context;
  readonly reads: Reads;
  readonly delivery: Delivery;
  /** The data folder of the process. */
  readonly folder: string;
  /** Takes sentences for the operator, without words of anybody. */
  readonly log: (facts: object, sentence: string) => void;
}

/**
 * What time brings. A run does what is due by the clock of the context, and is harmless twice and in several processes at
 * once: whoever runs it may stop in the middle of it or not know that it has run.
 */
export interface Job {
  /** `notice-lateness`: the file it stands in. */
  readonly name: string;
  readonly everyMinutes: number;
  /** One sentence for the operator: what it does. */
  readonly summary: string;
  /** @param signal aborted when the process stops: end after what is in hand */
  run(at: Workplace, signal: AbortSignal): Promise<void>;
}

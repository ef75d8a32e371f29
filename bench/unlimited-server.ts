import { RateLimits } from '../apps/api/rate-limits.ts';
import { run } from '../apps/api/run.ts';

/** One account asks here as often as a thousand. */
class NoLimits extends RateLimits {
  override async arrived(): Promise<void> {}
  override async belongsTo(): Promise<void> {}
}

/** The server as in production, but that nobody asks too often. */
await run({ rates: new NoLimits() });

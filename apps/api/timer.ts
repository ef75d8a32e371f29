import { type Job, runOnce, type ScheduledRun, type ScheduledStatus, stopping, type Workplace } from '#jobs';

const aMinute = 60_000;

interface Slot {
  lastRun?: ScheduledRun;
  nextRun?: number;
  timer?: NodeJS.Timeout;
  /** Settles when the run in hand has ended. Never rejects. */
  running?: Promise<void>;
}

/** Runs jobs by the clock in this process: each at the start and then every so often, after a minute when it failed, and never while it still runs. */
export class Timer {
  readonly #at: Workplace;
  readonly #jobs: readonly Job[];
  readonly #slots: ReadonlyMap<string, Slot>;
  readonly #stopped = new AbortController();

  constructor(at: Workplace, jobs: readonly Job[]) {
    this.#at = at;
    this.#jobs = jobs;
    this.#slots = new Map(jobs.map(({ name }) => [name, {}]));
  }

  begin(): void {
    for (const job of this.#jobs) this.#run(job);
  }

  scheduled(): readonly ScheduledStatus[] {
    return [...this.#slots].map(([name, { lastRun, nextRun }]) => ({
      name,
      ...(lastRun && { lastRun }),
      ...(nextRun !== undefined && { nextRun: new Date(nextRun).toISOString() }),
    }));
  }

  /** Begins nothing any more; ends after what is in hand. */
  async close(): Promise<void> {
    this.#stopped.abort(stopping);
    for (const { timer } of this.#slots.values()) clearTimeout(timer);
    await Promise.all([...this.#slots.values()].map(({ running }) => running));
  }

  #run(job: Job): void {
    if (this.#stopped.signal.aborted) return;
    const slot = this.#slots.get(job.name)!;
    const begun = Date.now();
    delete slot.nextRun;
    slot.running = runOnce(job, this.#at, this.#stopped.signal).then((run) => {
      slot.lastRun = run;
      // What failed need not wait an hour: views are built within minutes, engines come back. One that took longer than
      // its time begins again at once.
      const minutes = run.error ? Math.min(1, job.everyMinutes) : job.everyMinutes;
      slot.nextRun = Math.max(begun + minutes * aMinute, Date.now());
      slot.timer = setTimeout(() => this.#run(job), slot.nextRun - Date.now());
      slot.timer.unref();
    });
  }
}

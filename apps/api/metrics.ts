import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Reads } from '#read-models';
import type { Recorded } from '#use-cases';
import { codeOf } from './problems.ts';

/** What the process counts of itself, for Prometheus. Names and codes only. */
export class Metrics {
  readonly type = Registry.PROMETHEUS_CONTENT_TYPE;
  readonly #registry = new Registry();
  readonly #reads: Reads;
  readonly #commands: Histogram<'name' | 'outcome'>;
  readonly #events: Counter;
  readonly #lag: Gauge<'model'>;
  readonly #live: Gauge<'model'>;

  constructor(reads: Reads) {
    this.#reads = reads;
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#commands = new Histogram({
      name: 'kierto_command_seconds',
      help: 'How long commands took, by name and by the code they ended with (ok when they were carried out).',
      labelNames: ['name', 'outcome'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
      registers,
    });
    this.#events = new Counter({
      name: 'kierto_events_recorded_total',
      help: 'Events that commands of this process appended.',
      registers,
    });
    this.#lag = new Gauge({
      name: 'kierto_read_model_lag_events',
      help: 'How many events of the log a read model has not seen yet.',
      labelNames: ['model'],
      registers,
    });
    this.#live = new Gauge({
      name: 'kierto_read_model_live',
      help: '1 when a read model answers, 0 when it is being built or has stopped.',
      labelNames: ['model'],
      registers,
    });
  }

  /** All figures in the text format of Prometheus. */
  async text(): Promise<string> {
    const { models } = await this.#reads.status();
    for (const { name, lag, state } of models) {
      this.#lag.set({ model: name }, lag);
      this.#live.set({ model: name }, state === 'live' ? 1 : 0);
    }
    return this.#registry.metrics();
  }

  /** Carries out a command and notes how long it took, how it ended and what it recorded. */
  async command(name: string, carryOut: () => Promise<Recorded>): Promise<Recorded> {
    const begin = performance.now();
    let outcome = 'ok';
    try {
      const recorded = await carryOut();
      if (!recorded.repeated) this.#events.inc(recorded.events.length);
      return recorded;
    } catch (error) {
      outcome = codeOf(error) ?? 'internal';
      throw error;
    } finally {
      this.#commands.observe({ name, outcome }, (performance.now() - begin) / 1000);
    }
  }
}

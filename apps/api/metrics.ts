import { Counter, collectDefaultMetrics, Histogram, Gauge as PrometheusGauge, Registry } from 'prom-client';
import { type Gauge, gaugesOf, type Installation, type Telemetry } from '#installation';
import type { Recorded } from '#use-cases';
import { codeOf } from './problems.ts';

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];
type Note = (seconds: number, labels: Readonly<Record<string, string>>) => void;

/** What the process counts of itself, for Prometheus and, where they are collected, for OpenTelemetry. Names and codes only. */
export class Metrics {
  readonly type = Registry.PROMETHEUS_CONTENT_TYPE;
  readonly #registry = new Registry();
  readonly #telemetry: Telemetry;
  readonly #gauges: (() => Promise<void>)[] = [];
  readonly #noteCommand: Note;
  readonly #noteRequest: Note;
  readonly #events: Counter;

  constructor(installation: Pick<Installation, 'reads' | 'vault' | 'telemetry'>) {
    this.#telemetry = installation.telemetry;
    collectDefaultMetrics({ register: this.#registry });
    this.#noteRequest = this.#durations(
      'kierto_request_seconds',
      'How long requests took until their answer was out, by operation and status.',
      ['operation', 'status'],
    );
    this.#noteCommand = this.#durations(
      'kierto_command_seconds',
      'How long commands took, by name and by the code they ended with (ok when they were carried out).',
      ['name', 'outcome'],
    );
    this.#events = new Counter({
      name: 'kierto_events_recorded_total',
      help: 'Events that commands of this process appended.',
      registers: [this.#registry],
    });
    for (const gauge of gaugesOf(installation)) this.gauge(gauge);
  }

  /** All figures in the text format of Prometheus; one that cannot be looked up now is left as it was. */
  async text(): Promise<string> {
    await Promise.allSettled(this.#gauges.map((look) => look()));
    return this.#registry.metrics();
  }

  /** A figure that is looked up when somebody asks. */
  gauge(gauge: Gauge): void {
    const { name, help, label, read } = gauge;
    const held = new PrometheusGauge({ name, help, labelNames: label ? [label] : [], registers: [this.#registry] });
    this.#gauges.push(async () => {
      const figures = await read();
      held.reset();
      for (const { of, value } of figures) held.set(label && of ? { [label]: of } : {}, value);
    });
    this.#telemetry.gauge(gauge);
  }

  request(operation: string, status: number, milliseconds: number): void {
    this.#noteRequest(milliseconds / 1000, { operation, status: String(status) });
  }

  /** Carries out a command and notes how long it took, how it ended and what it recorded. */
  async command(name: string, carryOut: () => Promise<Recorded>): Promise<Recorded> {
    const begin = performance.now();
    let outcome = 'ok';
    try {
      const recorded = await this.#telemetry.span(`command ${name}`, {}, carryOut);
      if (!recorded.repeated) this.#events.inc(recorded.events.length);
      return recorded;
    } catch (error) {
      outcome = codeOf(error) ?? 'internal';
      throw error;
    } finally {
      this.#noteCommand((performance.now() - begin) / 1000, { name, outcome });
    }
  }

  #durations(name: string, help: string, labelNames: string[]): Note {
    const histogram = new Histogram({ name, help, labelNames, buckets, registers: [this.#registry] });
    const tell = this.#telemetry.durations(name, help);
    return (seconds, labels) => {
      histogram.observe(labels, seconds);
      tell(seconds, labels);
    };
  }
}

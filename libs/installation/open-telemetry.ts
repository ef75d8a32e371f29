/** The one file that knows OpenTelemetry; it is loaded only when traces and metrics are wanted. */
import { ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Attributes, Telemetry } from './telemetry.ts';

export interface TelemetrySettings {
  /** `http://collector:4318` */
  readonly endpoint: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly service: string;
  /** Of the traces that begin here, which part is sent: 0 to 1. */
  readonly sampled: number;
  /** Milliseconds between two sendings of metrics. */
  readonly metricsEvery: number;
}

const scope = 'kierto';
const longestSending = 4_000;
const longestClosing = 5_000;
const traceparent = /^[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})/;
/** In seconds; what most servers answer in lies in the middle. */
const explicitBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

export function openTelemetry(settings: TelemetrySettings): Telemetry {
  const { endpoint, headers = {}, sampled, metricsEvery } = settings;
  const to = (signal: string) => ({
    url: `${endpoint.replace(/\/$/, '')}/v1/${signal}`,
    headers: { ...headers },
    timeoutMillis: longestSending,
  });
  const resource = defaultResource()
    .merge(resourceFromAttributes({ 'service.name': settings.service }))
    .merge(detectResources({ detectors: [envDetector] }));
  const contexts = new AsyncLocalStorageContextManager().enable();
  const tracers = new TracerProvider({
    resource,
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(sampled) }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter(to('traces')) })],
  });
  const meters = new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({
        exporter: new OTLPMetricExporter(to('metrics')),
        exportIntervalMillis: metricsEvery,
        exportTimeoutMillis: Math.min(metricsEvery, 30_000),
      }),
    ],
  });
  const tracer = tracers.getTracer(scope);
  const meter = meters.getMeter(scope);
  return {
    on: true,
    async span(name, attributes, work) {
      const span = tracer.startSpan(name, { attributes }, contexts.active());
      try {
        return await contexts.with(trace.setSpan(contexts.active(), span), work);
      } catch (error) {
        fail(span, error);
        throw error;
      } finally {
        span.end();
      }
    },
    request(_id, { traceparent: sent }) {
      const [, traceId, spanId, flags] = (typeof sent === 'string' && traceparent.exec(sent)) || [];
      const caller =
        traceId && spanId
          ? trace.setSpanContext(ROOT_CONTEXT, {
              traceId,
              spanId,
              traceFlags: Number(`0x${flags}`) & 1,
              isRemote: true,
            })
          : ROOT_CONTEXT;
      const span = tracer.startSpan('request', { kind: SpanKind.SERVER }, caller);
      const here = trace.setSpan(caller, span);
      return {
        trace: span.spanContext().traceId,
        within: (work) => contexts.with(here, work),
        end(name: string, attributes: Attributes) {
          span.updateName(name).setAttributes(attributes);
          if (Number(attributes['http.response.status_code']) >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
    durations(name, description) {
      const histogram = meter.createHistogram(name, { description, unit: 's', advice: { explicitBucketBoundaries } });
      return (seconds, attributes) => histogram.record(seconds, attributes);
    },
    gauge({ name, help, label, read }) {
      meter.createObservableGauge(name, { description: help }).addCallback(async (result) => {
        for (const { of, value } of await read()) result.observe(value, label && of ? { [label]: of } : {});
      });
    },
    async close() {
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, longestClosing);
      });
      // A receiver that is away must not keep a process from ending.
      await Promise.race([Promise.allSettled([tracers.shutdown(), meters.shutdown()]), patience]);
      clearTimeout(timer);
      contexts.disable();
    },
  };
}

/** The code or the kind of an error; its text might repeat what somebody typed. */
function fail(span: Span, error: unknown): void {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  span.setAttribute('error.type', typeof code === 'string' ? code : String(name ?? 'unknown'));
  span.setStatus({ code: SpanStatusCode.ERROR });
}

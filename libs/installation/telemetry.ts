import type { IncomingHttpHeaders } from 'node:http';

/** Ids, codes, names of operations and counts; never words, nor anything that tells of a person. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

export interface RequestSpan {
  /** The id of the trace, 32 hexadecimal digits. */
  readonly trace: string;
  /** What is done in here lies beneath the request. */
  within<Answer>(work: () => Answer): Answer;
  end(name: string, attributes: Attributes): void;
}

/** A figure that is looked up when somebody wants to know it; several where `label` says what each is of. */
export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly label?: string;
  read(): Promise<readonly { readonly of?: string; readonly value: number }[]>;
}

export interface Telemetry {
  /** False: nobody collects traces and metrics, and all of this does nothing. */
  readonly on: boolean;
  /** Carries out work in a span of its own. An error is noted by its code. */
  span<Answer>(name: string, attributes: Attributes, work: () => Promise<Answer>): Promise<Answer>;
  /** Begins the span of a request, under the one of its caller (`traceparent`). `id` is the request's own. */
  request(id: string, headers: IncomingHttpHeaders): RequestSpan;
  /** @returns what notes a duration in seconds */
  durations(name: string, help: string): (seconds: number, attributes: Attributes) => void;
  gauge(gauge: Gauge): void;
  /** Sends what was not sent yet; gives up after some seconds. */
  close(): Promise<void>;
}

const traceparent = /^[\da-f]{2}-(?!0{32})([\da-f]{32})-[\da-f]{16}-[\da-f]{2}/;

export const noTelemetry: Telemetry = {
  on: false,
  span: (_name, _attributes, work) => work(),
  request: (id, { traceparent: sent }) => ({
    trace: (typeof sent === 'string' && traceparent.exec(sent)?.[1]) || id.replaceAll('-', ''),
    within: (work) => work(),
    end: () => {},
  }),
  durations: () => () => {},
  gauge: () => {},
  close: async () => {},
};

/** `part` with a span around each call of these methods; all that it has when none are named. */
export function spanned<Part extends object>(
  part: Part,
  name: string,
  telemetry: Telemetry,
  methods?: readonly (keyof Part & string)[],
): Part {
  return new Proxy(part, {
    get(of, key) {
      const value: unknown = Reflect.get(of, key, of);
      if (typeof value !== 'function') return value;
      if (methods && !(methods as readonly unknown[]).includes(key)) return value.bind(of);
      return (...given: unknown[]) => telemetry.span(`${name} ${String(key)}`, {}, () => value.apply(of, given));
    },
  });
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openReceiver, type ReceivedSpan } from './otlp-receiver.ts';
import { type Answer, administrator, runApi } from './running-api.ts';

const planted = 'Zyrkona kertoi naapuristaan';
const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const caller = '00f067aa0ba902b7';
const unit = { words: { name: planted }, lang: 'fi' };

let receiver: Awaited<ReturnType<typeof openReceiver>>;
let spans: readonly ReceivedSpan[];
let answered: Answer;
let figures: string;

/** What a server sends that carries out one command and refuses another, until it is closed. */
beforeAll(async () => {
  receiver = await openReceiver();
  const api = await runApi({
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20collector',
    OTEL_SERVICE_NAME: 'kierto-here',
  });
  const traceparent = `00-${trace}-${caller}-01`;
  answered = await api.send('PUT', '/api/units/watched', unit, { ...administrator, traceparent });
  await api.send('PUT', '/api/units/watched', unit, administrator);
  await api.send('POST', '/api/units/watched/rename', { words: { name: [planted] } }, administrator);
  figures = (await api.send<string>('GET', '/metrics')).text;
  api.house.jobs.begin();
  await api.close();
  spans = receiver.spans();
});

afterAll(() => receiver.close());

const attribute = (span: ReceivedSpan | undefined, name: string): unknown =>
  Object.values(span?.attributes.find(({ key }) => key === name)?.value ?? {})[0];

describe('what leaves for a collector', () => {
  it('is one trace for a command, under the one of its caller', () => {
    expect(answered.status).toBe(201);
    const own = spans.filter(({ traceId }) => traceId === trace);
    const request = own.find(({ name }) => name === 'PUT EstablishUnit')!;
    const command = own.find(({ name }) => name === 'command EstablishUnit')!;
    expect(request.parentSpanId).toBe(caller);
    expect(command.parentSpanId).toBe(request.spanId);
    const beneath = own.filter(({ parentSpanId }) => parentSpanId === command.spanId).map(({ name }) => name);
    expect(beneath).toEqual(expect.arrayContaining(['store append', 'vault words keep']));
    expect(attribute(request, 'http.response.status_code')).toBe(201);
  });

  it('names what was refused by its code', () => {
    const refused = spans.find((span) => attribute(span, 'error.type') === 'unit.exists');
    expect(refused?.name).toBe('command EstablishUnit');
    const wrong = spans.find(({ name }) => name === 'POST RenameUnit');
    expect(attribute(wrong, 'kierto.outcome')).toBe('request.body');
  });

  it('tells what time brings', () => {
    const job = spans.find(({ name }) => name === 'job ensure-holidays run')!;
    const beneath = spans.filter(({ parentSpanId }) => parentSpanId === job.spanId);
    expect(beneath.map(({ name }) => name)).toContain('store append');
  });

  it('has the figures that /metrics has', () => {
    const told = new Set(receiver.metrics().map(({ name }) => name));
    const shown = [...figures.matchAll(/^# TYPE (kierto_\w+) (?:histogram|gauge)$/gm)].map(([, name]) => name!);
    expect(shown).toEqual(expect.arrayContaining(['kierto_request_seconds', 'kierto_deliveries_waiting']));
    const figured = shown.filter((name) => figures.includes(`${name}{`) || figures.includes(`${name}_count{`));
    expect(figured.length).toBeGreaterThan(4);
    expect(figured.filter((name) => !told.has(name))).toEqual([]);
  });

  it('says who sends it, and shows what the receiver wants to see', () => {
    expect(receiver.text()).toContain('"kierto-here"');
    expect([...receiver.tokens]).toEqual(['Bearer collector']);
  });

  it('holds no words', () => {
    expect(receiver.text()).toContain('EstablishUnit');
    expect(receiver.text()).not.toContain('Zyrkona');
  });
});

it('a receiver that is away keeps nobody from working or ending', async () => {
  const api = await runApi({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });
  expect((await api.send('PUT', '/api/units/alone', unit, administrator)).status).toBe(201);
  await api.close();
});

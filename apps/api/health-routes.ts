import { codeOf } from './problems.ts';
import type { Desk, Route } from './route.ts';

const longestCheck = 2_000;

export const modelsSchema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['name', 'version', 'state', 'lag'],
    properties: {
      name: { type: 'string' },
      version: { type: 'integer' },
      state: { type: 'string', enum: ['live', 'building', 'stopped'] },
      position: { type: 'string' },
      lag: { type: 'integer', description: 'Events of the log that it has not seen.' },
      building: { type: 'object', description: 'How far it is: done, of, perSecond, secondsLeft.' },
      stopped: { type: 'object', description: 'At which event it stopped, and the kind of error.' },
    },
  },
} as const;

/** For those who look whether the process is well. */
export const healthRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/health/live',
    name: 'HealthLive',
    operation: {
      tag: 'operation',
      summary: 'The process answers.',
      parameters: [],
      answer: { description: 'It does.', schema: { type: 'object', properties: { status: { const: 'live' } } } },
      problems: [],
    },
    run: () => ({ status: 'live' }),
  },
  {
    method: 'GET',
    path: '/health/ready',
    name: 'HealthReady',
    operation: {
      tag: 'operation',
      summary: 'Whether everything can be asked: the event store, the vault, each read model.',
      parameters: [],
      answer: { description: 'Everything can be asked.', schema: readySchema() },
      problems: [503],
    },
    run: async (desk, _request, reply) => {
      const health = await readiness(desk);
      if (!health.ready) reply.status(503).header('retry-after', '2');
      return health;
    },
  },
  {
    method: 'GET',
    path: '/metrics',
    name: 'Metrics',
    operation: {
      tag: 'operation',
      summary: 'Figures of this process in the text format of Prometheus.',
      parameters: [],
      answer: { description: 'One figure a line.', type: 'text/plain', schema: { type: 'string' } },
      problems: [],
    },
    run: async ({ house }, _request, reply) => {
      reply.type(house.metrics.type);
      return house.metrics.text();
    },
  },
];

interface Part {
  readonly ready: boolean;
  readonly code?: string;
}

async function readiness({ house }: Desk): Promise<{ readonly ready: boolean }> {
  const [store, vault, reads] = await Promise.all([
    checked(() => house.store.head()),
    checked(() => house.vault.forgettings.read()),
    house.reads.status(),
  ]);
  const stopped = reads.models.filter(({ state }) => state === 'stopped').map(({ name }) => name);
  const ready = store.ready && vault.ready && reads.models.every(({ state }) => state === 'live');
  return { ready, store, vault, ...(stopped.length > 0 && { stopped }), models: reads.models } as {
    readonly ready: boolean;
  };
}

async function checked(ask: () => Promise<unknown>): Promise<Part> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<Part>((resolve) => {
    timer = setTimeout(() => resolve({ ready: false, code: 'no-answer' }), longestCheck);
  });
  const asked = ask().then(
    () => ({ ready: true }),
    (error: unknown) => ({ ready: false, code: codeOf(error) ?? 'internal' }),
  );
  return Promise.race([asked, tooLong]).finally(() => clearTimeout(timer));
}

function readySchema(): Readonly<Record<string, unknown>> {
  const part = {
    type: 'object',
    required: ['ready'],
    properties: { ready: { type: 'boolean' }, code: { type: 'string' } },
  };
  return {
    type: 'object',
    required: ['ready', 'store', 'vault', 'models'],
    properties: {
      ready: { type: 'boolean' },
      store: part,
      vault: part,
      stopped: { type: 'array', items: { type: 'string' }, description: 'Read models that have stopped.' },
      models: modelsSchema,
    },
  };
}

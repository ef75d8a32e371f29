import { type Readiness, readinessOf } from '#installation';
import type { QueueHealth } from '#queue';
import { type LastBackup, lastBackup } from './last-backup.ts';
import type { Desk, Route } from './route.ts';

export const modelsSchema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['name', 'version', 'state'],
    properties: {
      name: { type: 'string' },
      version: { type: 'integer' },
      state: { type: 'string', enum: ['live', 'building', 'stopped'] },
      position: { type: 'string' },
      lag: {
        type: 'integer',
        description: 'Events of the log that it has not seen; missing while the event store cannot be asked.',
      },
      behindSeconds: {
        type: 'integer',
        description:
          'For how many seconds at least an event has waited for it: since somebody asked first. Only while it lags.',
      },
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
    sameForAll: true,
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
    sameForAll: true,
    operation: {
      tag: 'operation',
      summary: 'Whether everything can be asked: the event store, the vault, each read model.',
      description:
        'Where jobs are queued, it also tells whether the queue can be reached. Without it all but jobs can be asked, so it does not make the server unready.',
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
    sameForAll: true,
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

interface Health extends Readiness {
  readonly queue?: QueueHealth;
  /** Where it lies is told to clerks only. */
  readonly backup?: Omit<LastBackup, 'folder'>;
}

async function readiness({ house }: Desk): Promise<Health> {
  const [own, queue, backup] = await Promise.all([
    readinessOf(house),
    house.jobs.queueHealth(),
    lastBackup(house.settings.folder),
  ]);
  const told = backup && { made: backup.made, events: backup.events };
  return { ...own, ...(queue && { queue }), ...(told && { backup: told }) };
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
      queue: {
        ...part,
        description:
          'Code queue-may-evict: this Redis throws jobs away when it is full; set maxmemory-policy noeviction.',
      },
      backup: {
        type: 'object',
        required: ['made', 'events'],
        description:
          'The last backup that `kierto backup` made of this data folder. It does not make the server unready.',
        properties: { made: { type: 'string', format: 'date-time' }, events: { type: 'integer' } },
      },
      stopped: { type: 'array', items: { type: 'string' }, description: 'Read models that have stopped.' },
      search: {
        type: 'object',
        required: ['state'],
        properties: {
          state: { type: 'string', enum: ['building', 'live', 'stopped'] },
          building: { type: 'object', description: 'How far it is: events done, of how many.' },
        },
        description: 'The words that search finds, in memory. It does not make the server unready.',
      },
      models: modelsSchema,
    },
  };
}

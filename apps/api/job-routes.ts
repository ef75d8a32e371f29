import { taskKinds, taskStates } from '#jobs';
import { ask, cancel, fetchFile, list, listScheduled, read, uuid } from './job-answers.ts';
import { lineMediaType } from './line-answer.ts';
import { type Operation, type Parameter, type Schema } from './operation.ts';
import type { Route } from './route.ts';

const idSchema: Schema = { type: 'string', pattern: uuid.source, examples: ['0197c2a4-7d11-7a3e-9c55-0b1f6f2f6a10'] };

const instant: Schema = { type: 'string', format: 'date-time' };
const failure: Schema = {
  type: 'object',
  required: ['code', 'sentence'],
  properties: { code: { type: 'string' }, sentence: { type: 'string' } },
};

const jobSchema: Schema = {
  type: 'object',
  required: ['id', 'kind', 'input', 'account', 'state', 'askedAt'],
  properties: {
    id: idSchema,
    kind: { type: 'string', enum: taskKinds },
    input: { type: 'object', description: 'What was asked for: words, or the name of a read model.' },
    account: { type: 'string', description: 'To which account it belongs.' },
    state: { type: 'string', enum: taskStates },
    askedAt: instant,
    startedAt: instant,
    endedAt: instant,
    progress: {
      type: 'object',
      required: ['done', 'of'],
      properties: { done: { type: 'integer' }, of: { type: 'integer' }, sentence: { type: 'string' } },
    },
    report: {
      type: 'object',
      description:
        'When it is done: of an export events, bytes and until when its file is kept; of a rebuild the models.',
    },
    error: { ...failure, description: 'Why it failed.' },
  },
};

const idInPath: Parameter = { name: 'id', in: 'path', required: true, schema: idSchema };

const describes = (summary: string, more: Partial<Operation>): Operation => ({
  tag: 'operation',
  summary,
  parameters: [],
  answer: { description: 'Where the job stands.', schema: jobSchema },
  problems: [503],
  ...more,
});

/** Long work that somebody asks for, watches and may cancel. */
export const jobRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/api/jobs',
    name: 'AskForJob',
    scope: 'export',
    operation: describes('Asks for an export of the log, or for read models to be built anew.', {
      description:
        'The same id again is the same job, so it can be sent again when the answer was lost. An export is run by a worker where there are workers, and by the server where there are none. Read models are each server’s own: the server that is asked builds its own.',
      bodySchema: {
        type: 'object',
        additionalProperties: false,
        required: ['kind'],
        properties: {
          id: { ...idSchema, description: 'Made by the server when left out.' },
          kind: { type: 'string', enum: taskKinds, examples: ['export'] },
          words: { type: 'boolean', description: 'Of an export: whether the texts are in it. Not, when left out.' },
          name: {
            type: 'string',
            description: 'Of a rebuild: only this read model; all when left out. Not with an export.',
            examples: [],
          },
        },
      },
      accepted: true,
      problems: [409, 415, 503],
    }),
    run: ask,
  },
  {
    method: 'GET',
    path: '/api/jobs',
    name: 'ListJobs',
    operation: describes('The jobs that somebody asked for, the newest first; those of the last week.', {
      parameters: [
        {
          name: 'whose',
          in: 'query',
          description: 'Those of the account that asks, or, for an administrator, all.',
          schema: { type: 'string', enum: ['mine', 'all'], default: 'mine' },
        },
        { name: 'state', in: 'query', schema: { type: 'string', enum: taskStates } },
      ],
      answer: {
        description: 'The jobs.',
        schema: { type: 'object', required: ['jobs'], properties: { jobs: { type: 'array', items: jobSchema } } },
      },
    }),
    run: list,
  },
  {
    method: 'GET',
    path: '/api/jobs/scheduled',
    name: 'ListScheduledJobs',
    operation: describes(
      'What time brings: each job, how often it runs, when it ran last and runs next, and what failed.',
      {
        answer: {
          description: 'The scheduled jobs.',
          schema: {
            type: 'object',
            required: ['jobs'],
            properties: {
              jobs: {
                type: 'array',
                items: {
                  type: 'object',
                  required: ['name', 'summary', 'everyMinutes'],
                  properties: {
                    name: { type: 'string' },
                    summary: { type: 'string' },
                    everyMinutes: { type: 'number' },
                    lastRun: {
                      type: 'object',
                      required: ['startedAt', 'endedAt'],
                      properties: { startedAt: instant, endedAt: instant, error: failure },
                    },
                    nextRun: instant,
                  },
                },
              },
            },
          },
        },
      },
    ),
    run: listScheduled,
  },
  {
    method: 'GET',
    path: '/api/jobs/:id',
    name: 'ReadJob',
    operation: describes('How far a job is, and what came of it.', {
      parameters: [idInPath],
      problems: [404, 503],
    }),
    run: read,
  },
  {
    method: 'DELETE',
    path: '/api/jobs/:id',
    name: 'CancelJob',
    scope: 'export',
    operation: describes('Cancels a job that waits or runs, wherever it does; one that has ended stays as it is.', {
      parameters: [idInPath],
      problems: [404, 503],
    }),
    run: cancel,
  },
  {
    method: 'GET',
    path: '/api/jobs/:id/file',
    name: 'FetchExport',
    scope: 'export',
    sends: true,
    operation: describes('The file of an export that is done, for the account that asked for it.', {
      parameters: [idInPath],
      answer: { description: 'A history file.', type: lineMediaType, schema: { type: 'string' } },
      problems: [404, 503],
    }),
    run: fetchFile,
  },
];

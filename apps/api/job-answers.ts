import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type AskedTask,
  type ExportReport,
  scheduledJobs,
  type TaskKind,
  type TaskStatus,
  taskKinds,
  taskStates,
} from '#jobs';
import { mayEver, PermissionDenied, type Rights } from '#permissions';
import { denied, requireAdministrator } from './guard.ts';
import { answerWith } from './line-answer.ts';
import { RequestError, type RequestFault } from './request-error.ts';
import type { Desk } from './route.ts';

export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function unknown(): never {
  throw new RequestError('not-found', 'There is no such job. One that ended long ago is forgotten.');
}

/** Whoever may ask for one job at all may not ask for all. Asked again when the file is fetched: rights change. */
function requireAllowed({ kind }: Pick<AskedTask, 'kind'>, rights: Rights): void {
  const operation = kind === 'rebuild' ? 'Rebuild' : 'AskForJob';
  if (!mayEver(rights, operation)) throw denied(rights, operation);
}

/** Where the file lies is nobody's business outside. */
function asTold(status: TaskStatus): object {
  if (status.kind !== 'export' || !status.report) return status;
  const { file: _file, chunks: _chunks, ...report } = status.report as ExportReport;
  return { ...status, report };
}

export async function ask({ house }: Desk, request: FastifyRequest, reply: FastifyReply): Promise<object> {
  const { rights } = request;
  const { id, kind, input } = readBody(request.body);
  requireAllowed({ kind }, rights);
  if (kind === 'export') house.access.noteAll(request);
  else await requireModel(house, (input as { name?: string }).name);
  const status = await house.jobs.ask({ id, kind, input, account: rights.account! });
  if (status.state === 'waiting' || status.state === 'active')
    reply.status(202).header('location', `/api/jobs/${status.id}`);
  return asTold(status);
}

async function requireModel({ reads }: Desk['house'], name: string | undefined): Promise<void> {
  const names = (await reads.status()).models.map((model) => model.name);
  if (name !== undefined && !names.includes(name))
    throw new RequestError('not-found', `There is no such read model. There are ${names.join(', ')}.`);
}

/** The one field that each kind takes, and of what type it is. */
const taken: Readonly<Record<TaskKind, readonly [field: string, type: 'boolean' | 'string']>> = {
  export: ['words', 'boolean'],
  rebuild: ['name', 'string'],
};

function readBody(body: unknown): Pick<AskedTask, 'id' | 'kind' | 'input'> {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new RequestError('request.body', 'The body must be an object with a kind.');
  const { id = randomUUID(), kind, ...input } = body as Readonly<Record<string, unknown>>;
  const faults: RequestFault[] = [];
  if (typeof id !== 'string' || !uuid.test(id)) faults.push({ pointer: '/id', detail: 'must be a UUID in lower case' });
  // Asked for by what is no text, a table would first ask that what text it is.
  const takes = taskKinds.includes(kind as TaskKind) ? taken[kind as TaskKind] : undefined;
  if (!takes) faults.push({ pointer: '/kind', detail: `must be one of ${taskKinds.join(', ')}` });
  for (const [field, value] of takes ? Object.entries(input) : []) {
    if (field !== takes![0]) faults.push({ pointer: `/${field}`, detail: `is not taken by ${kind}` });
    else if (typeof value !== takes![1]) faults.push({ pointer: `/${field}`, detail: `must be a ${takes![1]}` });
  }
  if (faults.length > 0) throw new RequestError('request.body', 'The body has not the shape of a job.', faults);
  return {
    id: id as string,
    kind: kind as TaskKind,
    input: kind === 'export' ? { words: input.words === true } : input,
  };
}

export async function list({ house }: Desk, request: FastifyRequest): Promise<object> {
  const { whose = 'mine', state, ...further } = request.query as Readonly<Record<string, string>>;
  const isState = state === undefined || (taskStates as readonly string[]).includes(state);
  if (!['mine', 'all'].includes(whose) || !isState || Object.keys(further).length > 0)
    throw new RequestError(
      'request.parameter',
      `This address takes whose (mine or all) and state (one of ${taskStates.join(', ')}).`,
    );
  if (whose === 'all') requireAdministrator(request);
  const all = await house.jobs.list();
  const wanted = all.filter(
    (one) => (whose === 'all' || one.account === request.account) && (state === undefined || one.state === state),
  );
  return { jobs: wanted.map(asTold) };
}

export async function listScheduled({ house }: Desk): Promise<object> {
  const known = await house.jobs.scheduled();
  return {
    jobs: scheduledJobs.map(({ name, summary, everyMinutes }) => ({
      name,
      summary,
      everyMinutes,
      ...known.find((one) => one.name === name),
    })),
  };
}

export async function read(desk: Desk, request: FastifyRequest): Promise<object> {
  return asTold(await found(desk, request));
}

export async function cancel(desk: Desk, request: FastifyRequest): Promise<object> {
  const { id } = await found(desk, request);
  return asTold((await desk.house.jobs.cancel(id)) ?? unknown());
}

/** The job of the path, for its owner or an administrator. */
async function found({ house }: Desk, request: FastifyRequest): Promise<TaskStatus> {
  const { id } = request.params as { id: string };
  if (!uuid.test(id)) throw new RequestError('request.parameter', 'The id in the path must be a UUID in lower case.');
  const status = (await house.jobs.read(id)) ?? unknown();
  if (status.account !== request.account) requireAdministrator(request);
  return status;
}

export async function fetchFile(desk: Desk, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const status = await found(desk, request);
  if (status.account !== request.account) throw new PermissionDenied('This export belongs to another account.');
  requireAllowed(status, request.rights);
  if (status.kind !== 'export' || status.state !== 'done')
    throw new RequestError('not-found', 'There is no file: this is no export that is done.');
  desk.house.access.noteAll(request);
  const { file, chunks, bytes } = status.report as ExportReport;
  const { files } = desk.house.vault;
  const first = await files.read(file, 0);
  if (chunks > 0 && !first)
    throw new RequestError(
      'not-found',
      'The file is gone: it has had its time, or something was forgotten since it was made. Ask for the export again.',
    );
  const headers = {
    'content-length': String(bytes),
    'content-disposition': `attachment; filename="kierto-${status.id}.ndjson"`,
  };
  await answerWith(request, reply, headers, async ({ write }) => {
    for (let chunk = 0; chunk < chunks; chunk++) {
      const part = chunk === 0 ? first : await files.read(file, chunk);
      if (!part) throw new Error('A chunk of the file is missing.');
      await write(part);
    }
  });
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon, { type Request } from 'autocannon';
import { interleaved, median, type Row, row } from './measure.ts';

const connections = 64;
/** Seconds a sample. */
const duration = 3;

const json = { 'content-type': 'application/json' };
const proposal = {
  group: 'bench',
  unit: 'bench',
  kind: 'idea',
  answerWanted: 'decision',
  voicedBy: 'clients',
  words: { title: 'Palveluohjaajan saisi kiinni myös puhelimella iltapäivisin' },
  lang: 'fi',
};
/** What ours writes for it, so that the peer writes as much. */
const rows = {
  words: 'x'.repeat(180),
  data: JSON.stringify({ ...proposal, words: undefined, lang: undefined }),
  metadata: JSON.stringify({
    occurredOn: '2026-03-09',
    recordedAt: '2026-03-09T12:00:00.000Z',
    by: { role: 'coordinator', group: 'bench' },
    recordedBy: 'developer',
    command: '0197c2a4-7d11-7a3e-9c55-0b1f6f2f6a10',
    digest: 'd6MdAzQGvOXUyL1panQNIzmLNv_uDLRnUtO7wZI1QM4',
    correlation: '0197c2a4-7d11-7a3e-9c55-0b1f6f2f6a10',
    lang: 'fi',
    words: { title: 'AuARhnBD3aPWJP44fWNrhqc_8p8Znpm7l3HvYhUwcok' },
  }),
};

interface Child {
  readonly address: string;
  stop(): Promise<void>;
}

/** Each server is a process of its own and writes its log to a file; this one does nothing but send requests. */
async function start(file: string, folder: string): Promise<Child> {
  const log = openSync(join(folder, 'out.log'), 'w');
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, file)], {
    env: { ...process.env, PORT: '0', DATA_DIR: folder },
    stdio: ['ignore', log, 'pipe'],
  });
  closeSync(log);
  let said = '';
  const address = await new Promise<string>((resolve, reject) => {
    const listen = (text: Buffer) => {
      said = `${said}${text}`.slice(-2_000);
      const found = /listening on (http:\/\/[\d.:]+\d)/.exec(said)?.[1];
      if (found) resolve(found);
    };
    child.stderr?.on('data', listen);
    child.on('exit', (code) => reject(new Error(`${file} ended with ${code}: ${said}`)));
  });
  return {
    address,
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

/** Ids that sort by the time they were made, as clients are asked to make them. */
let last = 0;
const nextId = () => `${Date.now().toString(36)}-${(last++).toString(36).padStart(8, '0')}`;

interface Figures {
  readonly latencies: number[];
  sample(): Promise<number>;
}

/** Requests a second over 64 connections; the 99th percentile of each sample, in milliseconds, is kept beside it. */
function figures(url: string, request: Request): Figures {
  const latencies: number[] = [];
  return {
    latencies,
    async sample() {
      const result = await autocannon({ url, connections, duration, requests: [request] });
      if (result.errors > 0 || result.non2xx > 0)
        throw new Error(`${url}: ${result.errors} errors, ${result.non2xx} refused`);
      latencies.push(result.latency.p99);
      return result.requests.total / result.duration;
    },
  };
}

type Headers = Readonly<Record<string, string>>;
type Answered = { readonly position: string; readonly token: string; readonly detail?: string };

async function send(method: string, url: string, headers: Headers, body: object): Promise<Answered> {
  const answer = await fetch(url, { method, headers: { ...json, ...headers }, body: JSON.stringify(body) });
  const said = (await answer.json()) as Answered;
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${said.detail}`);
  return said;
}

/** A group, and the token of a program of its coordinator. */
async function arrange(address: string, folder: string): Promise<Headers> {
  const { token } = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8')) as { token: string };
  const asConsole = (method: string, path: string, body: object) =>
    send(method, `${address}/api/${path}`, { 'x-kierto-token': token }, body);
  await asConsole('PUT', 'units/bench', { words: { name: 'Bench' }, lang: 'fi' });
  const group = { kind: 'coDevelopment', unit: 'bench', words: { name: 'Bench' }, lang: 'fi' };
  await asConsole('PUT', 'groups/bench', group);
  await asConsole('PUT', 'accounts/coordinator', { language: 'fi', name: 'Coordinator' });
  await asConsole('POST', 'accounts/coordinator/grant-role', { role: 'coordinator', group: 'bench' });
  const wanted = { name: 'bench', days: 1, scopes: ['read', 'record'] };
  const program = await asConsole('POST', 'admin/accounts/coordinator/token', wanted);
  const headers = { ...json, authorization: `Bearer ${program.token}` };
  // Until the view of rights knows of it.
  while ((await fetch(`${address}/api/groups/bench/agenda`, { headers })).status !== 200);
  return headers;
}

export async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kierto-bench-'));
  const peerFolder = mkdtempSync(join(tmpdir(), 'kierto-bench-'));
  const ours = await start('unlimited-server.ts', folder);
  const peer = await start('bare-fastify.ts', peerFolder);
  try {
    const coordinator = await arrange(ours.address, folder);
    const { position } = await send('PUT', `${ours.address}/api/proposals/one`, coordinator, proposal);
    const one = '/api/proposals?limit=1';
    // What names a position is never answered from memory.
    const anew = `${one}&after=${encodeURIComponent(position)}`;
    const seen = await fetch(`${ours.address}${anew}`, { headers: coordinator });
    if (!seen.ok) throw new Error(`The proposal cannot be read: ${await seen.text()}`);

    const reads = await interleaved({
      remembered: figures(ours.address, { method: 'GET', path: one, headers: coordinator }).sample,
      anew: figures(ours.address, { method: 'GET', path: anew, headers: coordinator }).sample,
      sameForAll: figures(ours.address, { method: 'GET', path: '/health/live' }).sample,
      peer: figures(peer.address, { method: 'GET', path: '/' }).sample,
    });

    const body = JSON.stringify(proposal);
    const command = {
      ours: figures(ours.address, {
        method: 'PUT',
        headers: coordinator,
        body,
        setupRequest: (request) => ({ ...request, path: `/api/proposals/${nextId()}` }),
      }),
      peer: figures(peer.address, {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/json' },
        setupRequest: (request) => ({ ...request, body: JSON.stringify({ id: nextId(), ...rows }) }),
      }),
    };
    const commands = await interleaved({ ours: command.ours.sample, peer: command.peer.sample });
    const p99 = (of: Figures) => median(of.latencies.slice(1));
    return [
      row(
        'HTTP command, 64 connections / bare Fastify, JSON.parse, two rows put with FULL into two files in group commit',
        commands.ours,
        commands.peer,
        0.65,
        'requests/s',
      ),
      { ...row('the same, 99th percentile', p99(command.ours), p99(command.peer), 0.8, 'ms'), atMost: true },
      row(
        'HTTP read of one lifecycle row, 64 connections, nothing changed since / bare Fastify, fixed 1 kB',
        reads.remembered,
        reads.peer,
        0.7,
        'requests/s',
      ),
      row(
        'the same, the answer made anew each time / bare Fastify, fixed 1 kB',
        reads.anew,
        reads.peer,
        0.7,
        'requests/s',
      ),
      row(
        'HTTP read of one lifecycle row, nothing changed since, by somebody who is known, counted and noted / the same server asking nobody who they are',
        reads.remembered,
        reads.sameForAll,
        0.6,
        'requests/s',
      ),
    ];
  } finally {
    await Promise.all([ours.stop(), peer.stop()]);
    for (const one of [folder, peerFolder]) rmSync(one, { recursive: true, force: true });
  }
}

import { expect } from '@jest/globals';
import { allQueries } from '#read-models';
import { allUseCases, type UseCase } from '#use-cases';
import { useCaseNamed } from './installation.ts';
import type { Answer, Json, RunningApi } from './running-api.ts';

export type Actor = Readonly<Record<string, string>>;

/** Who acts in the stories that are driven over HTTP. */
export const administrator: Actor = { 'x-kierto-account': 'admin-1', 'x-kierto-role': 'administrator' };
export const head: Actor = { 'x-kierto-account': 'head-1', 'x-kierto-post': 'head-of-service' };
export const housingHead: Actor = { 'x-kierto-account': 'head-2', 'x-kierto-post': 'head-of-housing' };
export const analyst: Actor = { 'x-kierto-account': 'analyst-1', 'x-kierto-role': 'analyst' };
export const coordinator: Actor = {
  'x-kierto-account': 'coordinator-1',
  'x-kierto-role': 'coordinator',
  'x-kierto-group': 'lobby',
};
export const client: Actor = {
  'x-kierto-account': 'client-1',
  'x-kierto-role': 'clientDeveloper',
  'x-kierto-group': 'lobby',
};
/** Whoever came through the link of the group. */
export const visitor: Actor = { 'x-kierto-group': 'lobby' };
export const anybody: Actor = {};

/** The address of a command, as docs/reference/commands.md tells it. */
export function addressOf({ noun, verb }: UseCase, id: string): { readonly method: string; readonly path: string } {
  if (noun === 'organisation') return { method: 'POST', path: `/api/organisation/${verb}` };
  if (verb === 'create') return { method: 'PUT', path: `/api/${noun}/${id}` };
  return { method: 'POST', path: `/api/${noun}/${id}/${verb}` };
}

/** Drives a running API by the names of commands, and notes which of them were carried out. */
export function drive(api: Pick<RunningApi, 'send'>) {
  const carriedOut = new Set<string>();
  let position = '';

  const note = (name: string, answer: Json): void => {
    if (!Array.isArray(answer.events) || answer.events.length === 0) return;
    carriedOut.add(name);
    position = String(answer.position);
  };

  /** Sends a command and answers whatever came of it. */
  async function tries(actor: Actor, name: string, id: string, body: Json = {}, headers: Actor = {}): Promise<Answer> {
    const { method, path } = addressOf(useCaseNamed(name), id);
    const answer = await api.send(method, path, { lang: 'fi', ...body }, { ...actor, ...headers });
    if (answer.status < 300) note(name, answer.body);
    return answer;
  }

  /** Carries out a command, which must record something, and answers the id of the event. */
  async function does(actor: Actor, name: string, id: string, body: Json = {}): Promise<string> {
    const { status, body: answer } = await tries(actor, name, id, body);
    expect({ name, id, status, answer }).toMatchObject({ name, id, answer: { events: [expect.any(String)] } });
    return (answer.events as string[])[0]!;
  }

  /** Reads as somebody, after all that was written; the bytes as they came. */
  async function bytes(actor: Actor, path: string): Promise<string> {
    const { status, text } = await api.send('GET', path, undefined, { ...actor, 'x-after-position': position });
    // A view may be closed to a reader, or not show that something is there; what it says then is searched like any other answer.
    const closed =
      actor !== administrator && /"code":"(sign-in\.needed|permission\.denied|query\.not-found)"/.test(text);
    expect({ path, status, text: status === 200 || closed ? '' : text }).toEqual({
      path,
      status: closed ? status : 200,
      text: '',
    });
    return text;
  }
  const reads = async <Body = Json>(actor: Actor, path: string): Promise<Body> =>
    JSON.parse(await bytes(actor, path)) as Body;

  return {
    tries,
    does,
    bytes,
    reads,
    note,
    position: () => position,
    /** Commands that nobody has carried out yet. */
    left: () => allUseCases.map(({ name }) => name).filter((name) => !carriedOut.has(name)),
  };
}

export type Drive = ReturnType<typeof drive>;

/** A day in Helsinki, so many days from today. */
export function day(fromToday = 0): string {
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Helsinki' });
  return new Date(Date.parse(today) + fromToday * 86_400_000).toISOString().slice(0, 10);
}

/** Things that views are asked about, by the collection they stand in. */
export interface Seen {
  readonly units: string;
  readonly groups: string;
  readonly meetings: string;
  readonly commissions: string;
  readonly proposals: string;
  readonly posts: string;
  readonly accounts: string;
}

/** Addresses of every view there is, about these things: the list of queries says which, so that a new one is read too. */
export function everyView(seen: Seen): readonly string[] {
  const ids: Readonly<Record<string, string>> = { ...seen, organisation: 'main' };
  const paths = allQueries.flatMap(({ path }) => {
    if (path.includes('{collection}'))
      return Object.entries(ids)
        .filter(([collection]) => collection !== 'posts' && collection !== 'accounts')
        .map(([collection, id]) => path.replace('{collection}', collection).replace('{id}', id));
    return [path.replace(/\{\w+\}/, ids[path.split('/')[2]!] ?? '?')];
  });
  expect(paths.filter((path) => /[{?]/.test(path))).toEqual([]);
  const asked: Readonly<Record<string, string>> = {
    '/api/calendar': '?from=2020-01-01&to=2099-12-31',
    // What planted sentences have in them.
    '/api/search': '?q=salaisuus',
    '/api/influence/times': '?time=toAnswer',
    '/api/influence/within': '?during=2025',
  };
  return [
    ...paths.map((path) => `${path}${asked[path] ?? ''}`),
    `/api/steps?proposal=${seen.proposals}`,
    `/api/owed?group=${seen.groups}`,
  ];
}

import type { Chance } from './chance.ts';
import { headerNames, headerValues } from './hostile-headers.ts';
import { hostileSegments, hostileText, hostileValue, jsonOf, Raw, sentence } from './hostile-values.ts';
import type { Headers, Life, Step } from './life.ts';
import type { Operation } from './operations.ts';
import type { People } from './people.ts';
import { type Asked, withoutCredentials } from './send.ts';

type Json = Record<string, unknown>;

/** What requests are made from. */
export interface Scene {
  readonly chance: Chance;
  readonly life: Life;
  readonly people: People;
  readonly operations: readonly Operation[];
  /** Requests that were sent before and may come again. */
  readonly sent: readonly Asked[];
  /** The token of the command line. */
  readonly token: string;
  /** Where the directory is, if there is one, and what a browser brings back that has begun to sign in there. */
  readonly directory?: { readonly issuer: string; readonly begun: string; readonly state: string } | undefined;
}

export type Case = (scene: Scene, operation: Operation) => Asked;

const json = { 'content-type': 'application/json' };

const collectionOf = ({ path }: Operation): string => path.split('/')[2] ?? '';

/** Which thing a request is about: one that is there, or, where something begins, mostly a new one. */
function target({ chance, life }: Scene, operation: Operation): string {
  const collection = collectionOf(operation);
  if (collection === 'organisation') return 'main';
  if (operation.method === 'PUT' && !chance.once(8)) return life.newId();
  // What ends a thing mostly ends one that has been through a lot.
  if (/^(Withdraw|Close|End|Succeed|Disable|Cancel|Decline)/.test(operation.name) && !chance.once(6))
    return life.oldest(collection);
  return life.id(chance, collection === '{collection}' ? 'proposals' : collection);
}

function pathOf({ chance, life }: Scene, { path }: Operation, id: string): string {
  return path
    .replace('{id}', id)
    .replace('{collection}', chance.pick(['proposals', 'groups', 'units']))
    .replace('{category}', chance.pick(['proposal', 'group', 'unit', 'organisation', 'account']))
    .replace('{code}', life.post)
    .replace(/\{\w+\}/g, () => chance.uuid());
}

/** Parameters behind the question mark that may well be right. */
function queryOf({ chance, life }: Scene, { parameters }: Operation): Record<string, string> {
  const query: Record<string, string> = {};
  for (const { name, in: where, required, schema } of parameters) {
    if (where !== 'query' || (!required && !chance.once(4))) continue;
    if (name === 'after') query[name] = chance.pick(['0', ...life.positions]);
    else if (name === 'cursor') query[name] = chance.pick(['x', ...life.cursors]);
    else if (name === 'from' || name === 'to') query[name] = `20${chance.below(90) + 10}-01-01`;
    else if (name === 'at') query[name] = chance.pick(['beginning', ...life.positions]);
    else if (schema.format === 'date') query[name] = `20${chance.below(17) + 10}-01-01`;
    else if (schema.enum) query[name] = String(chance.pick(schema.enum));
    else
      query[name] = String(schema.examples?.[0] ?? { integer: '5', boolean: 'true' }[schema.type ?? ''] ?? life.group);
  }
  return query;
}

const withQuery = (path: string, query: Readonly<Record<string, string>>): string => {
  const text = new URLSearchParams(query).toString();
  return text ? `${path}?${text}` : path;
};

/** A request that may well be accepted. */
export const valid: Case = (scene, operation) => {
  const { chance, life, people } = scene;
  const id = target(scene, operation);
  const path = withQuery(pathOf(scene, operation, id), queryOf(scene, operation));
  const asked = { what: 'valid', operation: operation.name, method: operation.method, path };
  const headers: Headers = {
    ...people.actor(chance),
    ...(chance.once(2) && { 'idempotency-key': chance.uuid() }),
  };
  if (!operation.fields) return { ...asked, headers };
  const body = life.body(chance, operation, `${collectionOf(operation)}/${id}`);
  // Exports and rebuilds take their time, and one of each says as much as a thousand.
  if (operation.name === 'AskForJob') Object.assign(body, { kind: 'rebuild', name: 'organisation', words: undefined });
  return { ...asked, headers: { ...headers, ...json }, body: jsonOf(body) };
};

/** The request of a step of a life. */
export function lived(
  { operations, people }: Pick<Scene, 'operations' | 'people'>,
  { by, name, id, body }: Step,
): Asked {
  const { method, path } = operations.find((one) => one.name === name)!;
  const where = { what: 'life', operation: name, method, path: path.replace('{id}', id) };
  return { ...where, headers: { ...people[by], ...json }, body: jsonOf(body) };
}

/** Everywhere that something can be put instead of what is there. */
function placesOf(value: unknown): { readonly of: Json | unknown[]; readonly key: string }[] {
  if (typeof value !== 'object' || value === null || value instanceof Raw) return [];
  return Object.entries(value).flatMap(([key, one]) => [{ of: value as Json, key }, ...placesOf(one)]);
}

/** A valid body in which one to three places hold something else, are gone, or stand beside something unknown. */
const mutated: Case = (scene, operation) => {
  const { chance } = scene;
  const asked = valid(scene, operation);
  if (typeof asked.body !== 'string') return inAddress(scene, operation);
  const body = JSON.parse(asked.body) as Json;
  for (let left = 1 + chance.below(3); left > 0; left--) {
    const places = placesOf(body);
    if (places.length === 0 || chance.once(6)) {
      body[chance.pick([sentence, 'x', 'id', 'words', 'toString', 'constructor', 'on', 'by', 'command'])] =
        hostileValue(chance);
      continue;
    }
    const { of, key } = chance.pick(places);
    if (chance.once(5)) delete (of as Json)[key];
    else (of as Json)[key] = hostileValue(chance);
  }
  return { ...asked, what: 'mutated body', body: jsonOf(body) };
};

/** A body that is none. */
const nonsense: Case = (scene, operation) => {
  const asked = valid(scene, operation);
  if (asked.body === undefined && asked.method !== 'DELETE') return inHeaders(scene, operation);
  const text = jsonOf(hostileValue(scene.chance));
  return { ...asked, what: 'nonsense body', headers: { ...asked.headers, ...json }, body: text };
};

/** A valid body whose bytes were cut, changed or said in another encoding. */
const mangled: Case = (scene, operation) => {
  const { chance } = scene;
  const asked = valid(scene, operation);
  if (asked.body === undefined) return inAddress(scene, operation);
  const bytes = Buffer.from(asked.body);
  const twice = Buffer.concat([bytes.subarray(0, -1), Buffer.from(`,"words":${JSON.stringify(sentence)}}`)]);
  const flipped = Buffer.from(bytes);
  if (flipped.length > 0) flipped[chance.below(flipped.length)] = chance.below(256);
  const body = chance.pick([
    flipped,
    twice,
    bytes.subarray(0, chance.below(bytes.length)),
    Buffer.concat([bytes, bytes]),
    Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
    Buffer.from(bytes.toString(), 'utf16le'),
    Buffer.from(`{"words":{"title":"${'\\u0000'.repeat(1_000)}\\ud800"}}`),
    Buffer.from('{"words":{"name":"\xff\xfe"},"lang":"fi"}', 'latin1'),
    Buffer.alloc(1_048_577, 0x20),
    Buffer.alloc(300_000, 0x5b),
  ]);
  return { ...asked, what: 'mangled body', body };
};

/** Ids, parameters and addresses that are none. */
const inAddress: Case = (scene, operation) => {
  const { chance } = scene;
  const { method, name } = operation;
  const segment = () => chance.pick(hostileSegments);
  const path = chance.once(2)
    ? operation.path.replace(/\{\w+\}/g, segment)
    : pathOf(scene, operation, target(scene, operation));
  const query = queryOf(scene, operation);
  const names = operation.parameters.filter((one) => one.in === 'query').map((one) => one.name);
  const wrong = chance.pick([...names, 'x', '__proto__', 'constructor', 'id', 'lang', 'cursor', 'limit', 'after']);
  query[wrong] = chance.once(3)
    ? chance.pick(['-1', '0', '201', '1e3', '0x10', ' 5', '5.5'])
    : hostileText(chance, true);
  // A lone surrogate becomes a replacement character here, as in every browser.
  let text = withQuery(path, query);
  if (chance.once(6)) text += `${text.includes('?') ? '&' : '?'}${wrong}=1&${wrong}=2&${wrong}[]=3&${wrong}[a]=4`;
  if (chance.once(6)) text += chance.pick(['&%', '?%ff', '&a=%c0%af', '#x', ';x=1', '/', '//', '&&&=&=', '%20']);
  const body =
    method === 'GET' || chance.once(3) ? {} : { headers: { ...scene.people.actor(chance), ...json }, body: '{}' };
  return { what: 'address', operation: name, method, path: text, headers: scene.people.actor(chance), ...body };
};

const inHeaders: Case = (scene, operation) => {
  const { chance } = scene;
  const asked = valid(scene, operation);
  const headers: Record<string, string | readonly string[]> = { ...asked.headers };
  for (let left = 1 + chance.below(3); left > 0; left--) {
    const value = chance.pick(headerValues);
    const name = chance.pick(headerNames);
    // Two hosts are for those who write the bytes themselves.
    headers[name] = name !== 'host' && chance.once(4) ? [value, chance.pick(headerValues)] : value;
  }
  return { ...asked, what: 'headers', headers };
};

const wrongMethod: Case = (scene, operation) => {
  const asked = valid(scene, operation);
  const method = scene.chance.pick([
    'GET',
    'HEAD',
    'PUT',
    'POST',
    'DELETE',
    'PATCH',
    'OPTIONS',
    'TRACE',
    'PROPFIND',
    'QUERY',
  ]);
  return { ...asked, what: 'method', method };
};

/** What was sent before, again as it was, or by somebody else, or with something else in it. */
const again: Case = (scene, operation) => {
  const { chance, sent } = scene;
  if (sent.length === 0) return valid(scene, operation);
  const before = chance.pick(sent);
  const how = chance.below(4);
  if (how === 0)
    return {
      ...before,
      what: 'sent again by another',
      opensNothing: false,
      headers: { ...withoutCredentials(before.headers), ...scene.people.actor(chance) },
    };
  if (how === 1 && typeof before.body === 'string')
    return { ...before, what: 'sent again with more', body: before.body.replace(/\}$/, `,"lang":"sv"}`) };
  return { ...before, what: 'sent again' };
};

/** Each kind of request, as often as it stands here. */
export const cases: readonly Case[] = [
  ...[valid, valid, mutated, mutated, mutated],
  ...[nonsense, mangled, inAddress, inAddress, inHeaders, wrongMethod, again],
];

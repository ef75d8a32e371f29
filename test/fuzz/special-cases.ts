import { gzipSync } from 'node:zlib';
import { plantedHistory } from '../planted-sentences.ts';
import { lived, type Scene, valid } from './cases.ts';
import type { Chance } from './chance.ts';
import { credentialCases } from './credential-cases.ts';
import { fileCases } from './file-cases.ts';
import { formCases } from './form-cases.ts';
import { hostileSegments, hostileValue, jsonOf, sentence } from './hostile-values.ts';
import type { Asked } from './send.ts';

/** Requests that the document does not describe, or that need more than one field to be hostile. */

const json = { 'content-type': 'application/json' };

/** A text in which one character is another one, is gone, or stands twice. */
function byOneCharacter(chance: Chance, text: string): string {
  const at = chance.below(text.length + 1);
  const other = chance.pick(['', 'A', '-', '_', '=', '.', '%00', 'ä', text[at] ?? 'b']);
  return text.slice(0, at) + other + text.slice(at + (chance.once(2) ? 1 : 0));
}

/** Cursors and positions that were changed on the way, or made by somebody who knows how they are made. */
function changedCursor({ chance, life, people, operations }: Scene): Asked {
  const lists = operations.filter(({ parameters }) => parameters.some(({ name }) => name === 'cursor'));
  const { name, method, path } = chance.pick(lists);
  const known = chance.pick(['bm9uZQ', ...life.cursors]);
  const keys = (() => {
    try {
      return JSON.parse(Buffer.from(known, 'base64url').toString()) as unknown;
    } catch {
      return ['x'];
    }
  })();
  const forged = Array.isArray(keys) ? keys.map((key) => (chance.once(2) ? hostileValue(chance) : key)) : keys;
  const cursor = chance.once(2)
    ? byOneCharacter(chance, known)
    : Buffer.from(jsonOf(forged).slice(0, 300)).toString('base64url');
  const after = chance.once(4)
    ? `&after=${encodeURIComponent(byOneCharacter(chance, chance.pick(['1', ...life.positions])))}`
    : '';
  const headers = people.actor(chance);
  const query = `cursor=${encodeURI(cursor)}&limit=${1 + chance.below(3)}${after}`;
  return {
    what: 'changed cursor',
    operation: name,
    method,
    path: `${path.replace(/\{\w+\}/, 'lobby')}?${query}`,
    headers,
  };
}

/** Addresses that are secrets themselves. */
function changedToken({ chance, life }: Scene): Asked {
  const known = chance.pick(['A'.repeat(43), ...life.tokens]);
  const token = chance.pick([known, byOneCharacter(chance, known), chance.pick(hostileSegments)]);
  const [path, method] = chance.pick([
    [`/calendar/${encodeURI(token)}.ics`, 'GET'],
    [`/calendar/${encodeURI(token)}.ics?lang=__proto__&lang=fi`, 'GET'],
    [`/link/${encodeURI(token)}?lang=${chance.pick(['fi', '__proto__', 'fi&lang=sv'])}`, 'GET'],
    [`/link/${encodeURI(token)}`, 'POST'],
    [`/g/${encodeURI(token)}?lang=sv&words=${chance.pick(['so', '__proto__', '-'])}&of=${encodeURI(token)}`, 'GET'],
    [`/g/${encodeURI(token)}/proposals/${chance.pick(hostileSegments)}`, 'GET'],
    [`/g/${encodeURI(token)}/proposals/lobby`, 'POST'],
    [`/g/${encodeURI(token)}/${chance.pick(['print', 'form', 'other'])}`, 'GET'],
  ] as const);
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = chance.pick([
    'step=confirm',
    'step=confirm&step=not-mine',
    `what=heard&telling=${encodeURIComponent(sentence)}&telling=x&aFewWords=${encodeURIComponent(sentence)}`,
    `step=${encodeURIComponent(sentence)}`,
    '%',
    '',
  ]);
  const post = method === 'POST' ? { headers: form, body } : { headers: {} };
  return { what: 'changed token', operation: 'pages', method, path, ...post };
}

/** A batch of good and bad commands. */
function batch(scene: Scene): Asked {
  const { chance, people, operations } = scene;
  const commands = operations.filter(
    ({ fields, method, path }) => fields && method !== 'GET' && /\/api\/\w+(\/|$)/.test(path),
  );
  const items = Array.from({ length: chance.pick([1, 2, 3, 5, 8, 201]) }, () => {
    const operation = chance.pick(commands);
    const { path, body } = valid(scene, operation);
    const item: Record<string, unknown> = {
      command: chance.once(12) ? hostileValue(chance) : chance.uuid(),
      do: chance.once(12) ? hostileValue(chance) : operation.name,
      id: path.split('/')[3],
      ...(JSON.parse(typeof body === 'string' ? body : '{}') as object),
    };
    if (path.startsWith('/api/organisation')) delete item.id;
    if (chance.once(12)) item[chance.pick(['needs', 'id', 'words', 'x', sentence])] = hostileValue(chance);
    return item;
  });
  const [first] = items;
  for (const item of items.slice(1)) if (chance.once(3)) item.needs = first!.command;
  const body = jsonOf(chance.once(8) ? hostileValue(chance) : items);
  const headers = { ...people.actor(chance), ...json };
  return { what: 'batch', operation: 'Batch', method: 'POST', path: '/api/batch', headers, body };
}

const told = plantedHistory().lines;

/** Lines of history with something else in them, with the right token and without. */
function history({ chance, token }: Scene): Asked {
  const lines = Array.from({ length: 1 + chance.below(8) }, () => {
    const line = chance.pick(told);
    const how = chance.below(8);
    if (how === 0) return byOneCharacter(chance, line);
    if (how === 1) return line.slice(0, chance.below(line.length));
    if (how === 2) return jsonOf(hostileValue(chance)).slice(0, 1_100_000);
    const fields = JSON.parse(line) as Record<string, unknown>;
    if (how > 4) return line;
    const names = [...Object.keys(fields), sentence, '__proto__', 'recordedAt', 'command', 'digest', 'id', 'by'];
    return jsonOf({ ...fields, [chance.pick(names)]: hostileValue(chance) });
  });
  const text = lines.join(chance.pick(['\n', '\n', '\r\n', '\n\n', '\r']));
  const body = chance.pick([
    ...[text, text, text, text, ''],
    Buffer.from(text, 'utf16le'),
    Buffer.from(text, 'latin1'),
    Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]),
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
    gzipSync(text),
    // A line that never ends, one of nothing but lists, and nothing but ends of lines.
    Buffer.alloc(3_000_000, 0x61),
    `${text}\n${'['.repeat(500_000)}`,
    '\n'.repeat(200_000),
    `${text}\0`,
  ]);
  const query = chance.pick(['', '', '?dryRun=true', '?dryRun=yes', '?dryRun=true&dryRun=false', '?x=1']);
  const key = chance.once(6) ? byOneCharacter(chance, token) : token;
  const type = chance.pick([
    'application/x-ndjson',
    'application/x-ndjson',
    'application/x-ndjson2',
    'application/json',
  ]);
  const encoding = chance.once(8) && { 'content-encoding': chance.pick(['gzip', 'identity', 'br', 'x', 'gzip, gzip']) };
  const headers = { 'content-type': type, 'x-kierto-token': encodeURI(key), ...encoding };
  return {
    what: 'history',
    operation: 'ImportHistory',
    method: 'POST',
    path: `/api/admin/import${query}`,
    headers,
    body,
  };
}

/** What only the command line may do, asked for with the token. */
function administration({ chance, token }: Scene): Asked {
  const [method, path] = chance.pick([
    ['POST', '/api/admin/rebuild'],
    ['POST', '/api/admin/verify'],
    ['HEAD', '/api/admin/export'],
    ['GET', '/api/admin/export?x=1'],
  ] as const);
  const body = method === 'POST' ? { body: jsonOf(hostileValue(chance)).slice(0, 2_000) } : {};
  const headers = { 'x-kierto-token': encodeURI(chance.once(3) ? byOneCharacter(chance, token) : token), ...json };
  return { what: 'administration', operation: 'administration', method, path, headers, ...body };
}

/** Encodings and types that nobody reads here. */
function encoded({ chance, life, people, operations }: Scene): Asked {
  const asked = lived({ operations, people }, chance.pick([...life.anew()]));
  const [encoding, body] = chance.pick([
    ['gzip', gzipSync(Buffer.alloc(20_000_000, 0x20))],
    ['gzip', gzipSync(String(asked.body))],
    ['deflate', gzipSync(String(asked.body))],
    ['identity', String(asked.body)],
    ['br, gzip', String(asked.body)],
  ] as const);
  const type = chance.pick(['application/json', 'application/json; charset=utf-7', 'text/json', 'application/xml', '']);
  const headers = { ...asked.headers, 'content-encoding': encoding, 'content-type': type };
  return { ...asked, what: 'encoding', headers, body };
}

function live({ chance, life, people }: Scene): Asked {
  const seen = chance.pick(['0', '1', '99999999', '-1', 'x'.repeat(64), 'a b', '', ...life.positions]);
  const headers = {
    ...people.actor(chance),
    'last-event-id': chance.once(3) ? byOneCharacter(chance, seen).replace('ä', '') : seen,
  };
  const method = chance.pick(['GET', 'GET', 'HEAD']);
  return { what: 'live', operation: 'Live', method, path: '/api/live', headers };
}

/** Each with how often it comes, in a thousand requests. */
export const specialCases: readonly (readonly [often: number, make: (scene: Scene) => Asked])[] = [
  [40, changedCursor],
  [40, changedToken],
  [40, batch],
  [40, history],
  [8, administration],
  [15, encoded],
  [10, live],
  ...credentialCases,
  ...formCases,
  ...fileCases,
];

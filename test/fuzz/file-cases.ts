import { type Scene, valid } from './cases.ts';
import { hostileText, jsonOf, Raw, sentence } from './hostile-values.ts';
import type { Asked } from './send.ts';

/** Files that people attach, and files that jobs make. */

const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');

function attached(scene: Scene): Asked {
  const { chance, operations, people } = scene;
  const asked = valid(scene, chance.pick(operations.filter(({ name }) => /^Attach\w+File$/.test(name))));
  const bytes = Buffer.from(chance.pick([sentence, '', 'x', '\0\xff', '%PDF-1.7', '<script>alert(1)</script>']));
  const content = chance.pick([
    ...[
      base64(bytes),
      base64(bytes),
      base64(bytes).replace(/=+$/, ''),
      bytes.toString('base64url'),
      `${base64(bytes)}=`,
    ],
    ...[
      base64(bytes).replace(/(.{4})/g, '$1\n'),
      `data:text/html;base64,${base64(bytes)}`,
      '====',
      'A',
      'A===',
      'ä',
      '%%%%',
    ],
    ...[base64(Buffer.alloc(600_000, 1)), base64(Buffer.alloc(600_001, 1)), base64(Buffer.alloc(740_000, 1))],
    ...[base64(bytes).replace(/^./, '\u0000'), ` ${base64(bytes)}`, sentence],
  ]);
  const decoded = Buffer.from(content, 'base64').length;
  const size = chance.pick([decoded, decoded, decoded, bytes.length, 0, -1, 600_001, new Raw('1e400'), '4', null]);
  const kind = chance.pick([
    'text/plain',
    'text/html',
    'application/pdf',
    'image/svg+xml',
    'x',
    '',
    'text/plain\r\nX-Evil: 1',
  ]);
  const name = chance.pick(['../../etc/passwd', 'a.txt', 'a\0.txt', 'con', '.', hostileText(chance, true)]);
  const words = { name, description: hostileText(chance, true), content };
  const known = chance.once(2) ? (JSON.parse(String(asked.body)) as { kind?: unknown }).kind : kind;
  const body = jsonOf({ kind: known, size, words, lang: 'fi' });
  const headers = { ...people.administrator, 'content-type': 'application/json' };
  return { ...asked, what: 'attached file', headers: chance.once(2) ? asked.headers : headers, body };
}

/** What a job has written, asked for by everybody and by its id with something else around it. */
function ofJob({ chance, life, people }: Scene): Asked {
  const id = chance.once(4) ? chance.pick(['..', '%2e%2e%2f', '__proto__', life.oldest('jobs')]) : life.exported;
  const headers = {
    ...chance.pick([...people.others, ...people.working, ...people.outside]),
    ...(chance.once(2) && { range: chance.pick(['bytes=0-', 'bytes=5-1', 'bytes=-1', 'bytes=0-0,1-1,2-2', 'x']) }),
    ...(chance.once(4) && { 'if-none-match': '*', 'accept-encoding': 'gzip, br, x' }),
  };
  const method = chance.pick(['GET', 'GET', 'HEAD', 'POST', 'OPTIONS']);
  const file = chance.pick(['/file', '/file', '/file', '', '/file/', '/file/../../..', '/file%00', '/file.ndjson']);
  return { what: 'file of a job', operation: 'files', method, path: `/api/jobs/${id}${file}`, headers };
}

export const fileCases: readonly (readonly [often: number, make: (scene: Scene) => Asked])[] = [
  [25, attached],
  [15, ofJob],
];

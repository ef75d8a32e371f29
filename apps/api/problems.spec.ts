import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { NotFoundException } from '@nestjs/common';
import { Refusal } from '#domain';
import { StoreError } from '#event-store';
import { VaultError } from '#vault';
import { problemOf, problems, retryAfter } from './problems.ts';
import { RequestError } from './request-error.ts';

const request = '0197c2a4-7d11-4a3e-9c55-0b1f6f2f6a10';
const of = (error: unknown, conditional = false) => problemOf(error, { request, conditional });
const fastifys = (statusCode: number) =>
  Object.assign(new Error('Unexpected token s in "secret"'), { code: 'FST_ERR_X', statusCode });

describe('a problem', () => {
  it('tells what RFC 9457 asks for', () => {
    expect(of(new Refusal('decision.reason-missing', 'An answer has a reason in words.', 'words.reason'))).toEqual({
      type: '/docs/reference/refusals.md#decision.reason-missing',
      title: 'A rule refuses this',
      status: 422,
      detail: 'An answer has a reason in words.',
      code: 'decision.reason-missing',
      instance: `urn:uuid:${request}`,
      errors: [{ pointer: '/words/reason', detail: 'An answer has a reason in words.' }],
    });
  });

  it.each([
    ['a refusal of a state', new Refusal('proposal.withdrawn', 'No.'), 409, 'proposal.withdrawn'],
    ['a refusal of a field', new Refusal('date.in-future', 'No.', 'on'), 422, 'date.in-future'],
    ['a lost race', new StoreError('wrong-version', 'At 3.'), 409, 'wrong-version'],
    ['too much', new StoreError('too-large', 'Big.'), 413, 'too-large'],
    ['the store away', new StoreError('store-unavailable', 'Away.'), 503, 'store-unavailable'],
    ['the vault away', new VaultError('vault-unavailable', 'Away.'), 503, 'vault-unavailable'],
    ['a text that is no Unicode', new VaultError('not-plain-text', 'x'), 400, 'request.body'],
    ['a view behind', Object.assign(new Error('Later.'), { code: 'read-model.behind' }), 503, 'read-model.behind'],
    ['an unknown id', new RequestError('not-found', 'Nothing.'), 404, 'not-found'],
    ['an unknown route', new NotFoundException(), 404, 'route.unknown'],
    ['a body too large', fastifys(413), 413, 'request.too-large'],
    ['another media type', fastifys(415), 415, 'request.media-type'],
    ['broken JSON', fastifys(400), 400, 'request.unreadable'],
    [
      'a client that hung up',
      Object.assign(new Error('aborted'), { code: 'ECONNRESET', statusCode: 400 }),
      400,
      'request.unreadable',
    ],
    ['an engine that hung up', Object.assign(new Error('aborted'), { code: 'ECONNRESET' }), 500, 'internal'],
    ['anything else', new TypeError('boom'), 500, 'internal'],
    ['an error of the system', Object.assign(new Error('boom'), { code: 'EIO' }), 500, 'internal'],
    ['a code that every object has', Object.assign(new Error('boom'), { code: 'constructor' }), 500, 'internal'],
    ['what is no error', 'boom', 500, 'internal'],
  ])('%s', (_what, error, status, code) => {
    expect(of(error)).toMatchObject({ status, code });
  });

  it('is 412 for a wrong version when the sender had said which one it saw', () => {
    expect(of(new StoreError('wrong-version', 'At 3.'), true).status).toBe(412);
  });

  it('asks to come back when it will pass', () => {
    const error = Object.assign(new Error('Later.'), { code: 'read-model.building', retryAfter: 30 });
    expect(retryAfter(of(error), error)).toBe(30);
    expect(retryAfter(of(new StoreError('store-unavailable', 'Away.')), {})).toBe(2);
    expect(retryAfter(of(new Refusal('a.b', 'No.')), {})).toBeUndefined();
  });

  it('repeats nothing that an unexpected error or the parser says', () => {
    expect(JSON.stringify([of(new Error('secret')), of(fastifys(400)), of(fastifys(500))])).not.toContain('secret');
  });
});

describe('docs/reference/problems.md', () => {
  it('lists every code', () => {
    const file = join(import.meta.dirname, '../../docs/reference/problems.md');
    const rows = Object.entries(problems).map(
      ([code, [status, title]]) => `| <a id="${code}"></a>\`${code}\` | ${status} | ${title} |`,
    );
    const page = `# Problems of the HTTP API

Every error is answered as \`application/problem+json\` (RFC 9457) with a stable \`code\`. Refusals of the domain stand in refusals.md: they are
422 where a field is at fault, else 409. These are the others. 503 comes with \`Retry-After\`; \`wrong-version\` is 409 when no \`If-Match\` was sent.

| code | status | title |
| --- | --- | --- |
${rows.join('\n')}
`;
    if (process.env.UPDATE_DOCS) writeFileSync(file, page);
    expect(readFileSync(file, 'utf8')).toBe(page);
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { type Operation, permissions } from '#permissions';
import { allUseCases } from '#use-cases';
import { administrator, coordinator } from './driven-api.ts';
import { type Json, type RunningApi, runApi } from './running-api.ts';

let api: RunningApi;
let document: { paths: Record<string, Record<string, Json>>; components: { schemas: Record<string, Json> } };

beforeAll(async () => {
  api = await runApi();
  document = (await api.send<typeof document>('GET', '/api/openapi.json')).body;
});

afterAll(() => api.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

describe('the document of the API', () => {
  it('is the one that stands in docs/reference/openapi.json', () => {
    const file = join(import.meta.dirname, '../docs/reference/openapi.json');
    const text = `${JSON.stringify(document, null, 2)}\n`;
    if (process.env.UPDATE_DOCS) writeFileSync(file, text);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  const broken = async (one: object) => {
    const config = await createConfig({
      extends: ['recommended'],
      // /api/{collection}/{id}/timeline is one query over all nouns; a path that is written out wins over it.
      rules: { 'no-ambiguous-paths': 'off' },
    });
    const problems = await lintFromString({ source: JSON.stringify(one), absoluteRef: '/openapi.json', config });
    return problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`);
  };

  it('breaks no recommended rule of Redocly', async () => {
    expect(await broken(document)).toEqual([]);
  });

  it('would be caught breaking one', async () => {
    const wrong = { ...document, paths: { '/api/x': { get: { responses: { 200: { description: 'Fine.' } } } } } };
    expect(await broken(wrong)).toContainEqual(expect.stringMatching(/^operation-operationId: .*~1api~1x/));
  });

  it('has every command', () => {
    const names = new Set(operations().map(({ operation }) => operation.operationId));
    expect(allUseCases.map(({ name }) => name).filter((name) => !names.has(name))).toEqual([]);
  });

  it('says of every operation who may, and what the token of a program must be for', () => {
    const named = (name: string) => operations().find(({ operation }) => operation.operationId === name)!.operation;
    for (const { operation } of operations()) {
      expect(operation['x-permission']).toEqual(permissions[operation.operationId as Operation]);
      expect(operation.description).toMatch(/For [a-z ,]+\.$/);
    }
    expect(named('GetMe')).toMatchObject({ security: expect.arrayContaining([{}]) });
    expect(named('SubmitProposal')).toMatchObject({ 'x-scope': 'record', responses: { 401: {}, 403: {}, 429: {} } });
    expect(named('SubmitProposal')).not.toHaveProperty('security');
    expect(named('IssueToken')).toMatchObject({ 'x-scope': 'person' });
  });

  it('has a summary, an answer with a schema and its problems for every operation, and an example for every body', () => {
    for (const { path, method, operation } of operations()) {
      const { summary, responses, requestBody } = operation as {
        summary: string;
        responses: Json;
        requestBody?: { content: Record<string, { examples: { example: { value: unknown } } }> };
      };
      expect({ path, method, summary }).toEqual({ path, method, summary: expect.stringMatching(/[.?]$/) });
      const [content] = Object.values((responses['200'] as { content: Record<string, { schema: Json }> }).content);
      expect(Object.keys(content!.schema).length).toBeGreaterThan(0);
      expect(responses).toMatchObject({ '400': {}, '500': {} });
      if (requestBody) expect(requestBody.content['application/json']!.examples.example.value).toBeDefined();
    }
  });

  it('has examples that have the right shape', async () => {
    for (const { path, method, operation } of operations()) {
      const { requestBody } = operation as {
        requestBody?: { content: Record<string, { examples: { example: { value: unknown } } }> };
      };
      if (!requestBody || method !== 'put') continue;
      const example = requestBody.content['application/json']!.examples.example.value;
      const codes = await Promise.all(
        [administrator, coordinator].map(async (actor) => {
          const { body } = await api.send('PUT', path.replace('{id}', 'example'), example, actor);
          return body.code;
        }),
      );
      // Somebody may, and then the shape is looked at.
      expect(codes.some((code) => code !== 'permission.denied')).toBe(true);
      expect({ path, codes }).not.toEqual({ path, codes: expect.arrayContaining(['request.body']) });
    }
  });
});

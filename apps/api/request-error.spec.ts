import { describe, expect, it } from '@jest/globals';
import { RequestError } from './request-error.ts';

const faultsOf = (...pointers: string[]) =>
  new RequestError(
    'request.body',
    'Wrong.',
    pointers.map((pointer) => ({ pointer, detail: 'is not a field' })),
  ).faults;

describe('the faults of a request', () => {
  it('name the fields that somebody may have mistyped', () => {
    const pointers = ['/colour', '/words/tilte', '/0/needs', '/toString', '/__proto__', ''];
    expect(faultsOf(...pointers).map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it('repeat no sentence that stands where a name should: they say in what it stands', () => {
    const detail = 'holds something that is not a field';
    expect(faultsOf('/words/Matti sanoi sen', '/Äiti', '/3/a b/c', `/${'a'.repeat(41)}`)).toEqual([
      { pointer: '/words', detail },
      { pointer: '', detail },
      { pointer: '/3', detail },
      { pointer: '', detail },
    ]);
  });

  it('are as many as can help, also of a body with thousands', () => {
    expect(faultsOf(...Array.from({ length: 5_000 }, (_, index) => `/k${index}`))).toHaveLength(50);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseLine } from './parse-line.ts';
import { mostBytesALine, readLines } from './read-lines.ts';

const secret = 'Matti sanoi sen';
const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.jsonValue(),
  fc.constant(secret),
  fc.constant({ [secret]: secret }),
);
const fields = [
  'event',
  'stream',
  'of',
  'on',
  'lang',
  'by',
  'words',
  'source',
  'reference',
  'id',
  'recordedAt',
  'command',
  'digest',
];
const line = fc.dictionary(fc.constantFrom(...fields, secret, 'toString', 'colour'), anything, {
  noNullPrototype: true,
});

describe('a line of history', () => {
  it('is taken apart or has problems, whatever stands in it, and its problems repeat nothing of it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          line.map((one) => JSON.stringify(one)),
        ),
        (text) => {
          const parsed = parseLine(text);
          if ('problems' in parsed) {
            expect(parsed.problems.length).toBeGreaterThan(0);
            expect(JSON.stringify(parsed.problems)).not.toContain(secret);
          } else expect(parsed.line).toMatchObject({ event: expect.any(String), of: expect.any(String) });
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each(['__proto__', 'constructor', 'toString'])('cannot be of the event %s', (event) => {
    expect(parseLine(JSON.stringify({ event, of: 'lobby' }))).toHaveProperty('problems');
  });

  it('with more inside of itself than any event has is a problem, and its neighbours need not know', () => {
    const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    const of = (words: string) => parseLine(`{"event":"GroupFounded","of":"lobby","words":${words}}`);
    const problems = [{ field: '', problem: 'lies deeper than 6 levels' }];
    expect(of(deep(5))).toHaveProperty('line');
    expect(of(deep(6))).toEqual({ problems });
    expect(of(deep(10_000))).toEqual({ problems });
  });

  it('is no deeper than the parser goes: lists in lists are a problem like any other', () => {
    expect(parseLine('['.repeat(1_000_000))).toHaveProperty('problems');
    expect(parseLine(`{"event":"UnitEstablished","of":${'['.repeat(5_000)}${']'.repeat(5_000)}}`)).toHaveProperty(
      'problems',
    );
  });
});

describe('the lines of a file', () => {
  const linesOf = async (chunks: readonly Uint8Array[]) => {
    const lines: unknown[] = [];
    for await (const one of readLines(chunks)) lines.push(one);
    return lines;
  };

  it('are the same however the bytes come in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), fc.integer({ min: 1, max: 7 }), async (bytes, size) => {
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
          bytes.slice(at * size, (at + 1) * size),
        );
        expect(await linesOf(chunks)).toEqual(await linesOf([bytes]));
      }),
    );
  });

  it('that are too long or no UTF-8 are told by their number, and the next is read', async () => {
    const long = Buffer.alloc(mostBytesALine + 1, 0x61);
    const bytes = Buffer.concat([long, Buffer.from('\n'), Buffer.from([0xff, 0x0a]), Buffer.from('{}')]);
    expect(await linesOf([bytes])).toEqual([
      { number: 1, problem: `is longer than ${mostBytesALine} bytes` },
      { number: 2, problem: 'is not UTF-8' },
      { number: 3, text: '{}' },
    ]);
  });
});

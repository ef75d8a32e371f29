import { tmpdir } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { missingIn, runPage, untrueIn } from './shell.ts';

const page = (printed: string, shown: string) =>
  `\`\`\`sh\necho '${printed}'\n\`\`\`\n\n\`\`\`json\n${shown}\n\`\`\`\n`;
const untrue = async (printed: string, shown: string) =>
  untrueIn(await runPage(page(printed, shown), { env: {}, cwd: tmpdir() }));

describe('what a page shows', () => {
  it('may be shortened', async () => {
    expect(await untrue('{"a":1,"b":[1,2,3],"c":"x-9"}', '{"b":[1,"…"],"c":"x-…"}')).toEqual([]);
  });

  it.each([
    ['{"a":1}', '{"a":2}'],
    ['{"a":1}', '{"b":1}'],
    ['{"a":1}', '{"b":"…"}'],
    ['{"a":[1,2]}', '{"a":[1]}'],
    ['{"a":[]}', '{"a":[1,"…"]}'],
    ['{"a":"xy"}', '{"a":"x"}'],
    ['{"a":null}', '{"a":{"b":1}}'],
  ])('is untrue when %s comes and %s is shown', async (printed, shown) => {
    expect(await untrue(printed, shown)).toHaveLength(1);
  });

  it('says where', () => {
    expect(missingIn({ a: [{ b: 1 }] }, { a: [{ b: 2 }] })).toEqual(['/a/0/b: 1 is not 2']);
  });
});

it('a page whose command fails is told', async () => {
  const failing = '```sh\nfalse\n```\n';
  await expect(runPage(failing, { env: {}, cwd: tmpdir() })).rejects.toThrow('ended with 1');
});

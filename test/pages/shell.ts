import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Block, blocksOf } from './blocks.ts';

/** A block of commands of a page: what it printed, and what the page says it prints. */
export interface Ran {
  readonly commands: string;
  readonly printed: string;
  /** The block that follows it, when it shows a result. */
  readonly shown: Block | undefined;
}

/** Runs all `sh` blocks of a page one after the other in one shell, as a reader would. @throws when a command fails */
export async function runPage(
  page: string,
  { env, cwd }: { readonly env: Readonly<Record<string, string>>; readonly cwd: string },
): Promise<Ran[]> {
  const blocks = blocksOf(page);
  const given = blocks.flatMap((block, index) => (block.info === 'sh' ? [{ block, next: blocks[index + 1] }] : []));
  const mark = (index: number) => `--- block ${index} of the page ---`;
  const script = given.map(({ block }, index) => `printf '%s\\n' '${mark(index)}'\n${block.text}`).join('\n');
  const shell = spawn('bash', ['-euo', 'pipefail', '-c', script], { env: { ...process.env, ...env }, cwd });
  let printed = '';
  let complaints = '';
  shell.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  shell.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const [status] = (await once(shell, 'close')) as [number];
  if (status !== 0)
    throw new Error(`The commands of the page ended with ${status}.\n${complaints}\n${printed.slice(-2_000)}`);
  return given.map(({ block, next }, index) => {
    const from = printed.indexOf(mark(index)) + mark(index).length + 1;
    const to = index + 1 < given.length ? printed.indexOf(mark(index + 1)) : printed.length;
    return {
      commands: block.text,
      printed: printed.slice(from, to).trim(),
      shown: next && ['json', 'text'].includes(next.info) ? next : undefined,
    };
  });
}

/**
 * What of a shown result is not in what was printed, as paths. `…` stands for anything: for a value, as the last of a list for
 * further ones, inside a text for any characters. Fields that are not shown may be there.
 */
export function missingIn(printed: unknown, shown: unknown, path = ''): string[] {
  if (typeof shown === 'string') {
    const parts = shown.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const fits =
      (shown === '…' && printed !== undefined) ||
      (typeof printed === 'string' && new RegExp(`^${parts.join('.*')}$`, 's').test(printed));
    return fits ? [] : [`${path}: ${JSON.stringify(printed)} is not ${JSON.stringify(shown)}`];
  }
  if (Array.isArray(shown)) {
    if (!Array.isArray(printed)) return [`${path}: is no list`];
    const more = shown.at(-1) === '…';
    const wanted = more ? shown.slice(0, -1) : shown;
    if (more ? printed.length < wanted.length : printed.length !== wanted.length)
      return [`${path}: has ${printed.length} entries, shown are ${shown.length}: ${JSON.stringify(printed)}`];
    return wanted.flatMap((one, index) => missingIn(printed[index], one, `${path}/${index}`));
  }
  if (typeof shown === 'object' && shown !== null) {
    if (typeof printed !== 'object' || printed === null) return [`${path}: ${JSON.stringify(printed)} is no object`];
    return Object.entries(shown).flatMap(([name, one]) =>
      missingIn((printed as Record<string, unknown>)[name], one, `${path}/${name}`),
    );
  }
  return printed === shown ? [] : [`${path}: ${JSON.stringify(printed)} is not ${JSON.stringify(shown)}`];
}

/** What a page shows that is not so: one entry for each thing. */
export function untrueIn(ran: readonly Ran[]): string[] {
  return ran.flatMap(({ commands, printed, shown }) => {
    if (!shown) return [];
    const last = printed.split('\n').at(-1) ?? '';
    const missing =
      shown.info === 'json' ? missingIn(JSON.parse(last), JSON.parse(shown.text)) : missingIn(printed, shown.text);
    return missing.map((one) => `${commands.split('\n').at(-1)}: ${one}`);
  });
}

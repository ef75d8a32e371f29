import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { exportHistory } from '#use-cases';
import { administrator, beginnings, client, type Installation, openInstallation } from '../../test/installation.ts';
import { type ExportReport, exportTask } from './export.ts';
import type { Workplace } from './job.ts';
import { cancelled, type TaskProgress } from './task.ts';

const aWeek = 7 * 24 * 3_600_000;
let installation: Installation;
let at: Workplace;

beforeEach(async () => {
  installation = await openInstallation();
  at = { context: installation.context, log: () => {} } as unknown as Workplace;
  for (const given of beginnings) await installation.give(given);
});

afterEach(() => installation.close());

const never = new AbortController().signal;
const run = (words: boolean, signal = never, onProgress: (progress: TaskProgress) => void = () => {}) =>
  exportTask.run(at, { words }, signal, onProgress) as Promise<ExportReport>;

async function content({ file, chunks }: ExportReport): Promise<string> {
  const parts: Uint8Array[] = [];
  for (let chunk = 0; chunk < chunks; chunk++) parts.push((await at.context.vault.files.read(file, chunk))!);
  return Buffer.concat(parts).toString();
}

async function whole(words: boolean): Promise<string> {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  await exportHistory(at.context, write, undefined, { words });
  return text;
}

describe('an export', () => {
  it.each([true, false])('holds the whole log (words: %s), and tells how it went on', async (words) => {
    const told: TaskProgress[] = [];
    const report = await run(words, never, (progress) => told.push(progress));
    expect(await content(report)).toBe(await whole(words));
    expect(report).toMatchObject({ events: beginnings.length, words });
    expect(told.at(-1)).toMatchObject({ done: beginnings.length, of: beginnings.length });
  });

  it('without words has none, and is a history that can be taken in', async () => {
    const text = await content(await run(false));
    expect(text).toContain('"name":null');
    expect(text).not.toContain('Adult social work');
  });

  it('lies in chunks that the vault takes', async () => {
    const text = 'ä'.repeat(4_000);
    for (let number = 0; number < 60; number++)
      await installation.give({
        do: 'SubmitProposal',
        id: `proposal-${number}`,
        by: client,
        body: {
          group: 'lobby',
          unit: 'services',
          kind: 'idea',
          answerWanted: 'reply',
          words: { title: 'Chairs', text },
        },
      });
    const report = await run(true);
    expect(report.chunks).toBe(Math.ceil(report.bytes / (256 * 1024)));
    expect(report.chunks).toBeGreaterThan(1);
    expect(await content(report)).toBe(await whole(true));
  });

  it('of an empty log is empty', async () => {
    const empty = await openInstallation();
    at = { context: empty.context } as Workplace;
    expect(await run(true)).toMatchObject({ chunks: 0, bytes: 0, events: 0 });
    await empty.close();
  });

  it('is kept for a week', async () => {
    const report = await run(true);
    expect(Date.parse(report.keptUntil)).toBe(installation.clock.now() + aWeek);
    const { files } = at.context.vault;
    expect(await files.expire(new Date(installation.clock.now() + aWeek - 1))).toBe(0);
    expect(await files.expire(new Date(installation.clock.now() + aWeek))).toBe(report.chunks);
  });

  it('that is cancelled ends with the reason and keeps no file', async () => {
    const cancel = new AbortController();
    await expect(run(true, cancel.signal, () => cancel.abort(cancelled))).rejects.toBe(cancelled);
    expect(await at.context.vault.files.expire(new Date('2100-01-01'))).toBe(0);
    await expect(run(true, AbortSignal.abort(cancelled))).rejects.toBe(cancelled);
  });

  it('begins anew where something is forgotten meanwhile, and is gone where it is forgotten afterwards', async () => {
    const { store, vault } = at.context;
    const forget = async (stream: string, noun: string) => {
      const [founded] = await store.read(stream);
      const body = { ofEvent: founded!.id, fields: ['name'], reasonCode: 'request' };
      const id = stream.slice(stream.indexOf('-') + 1);
      await installation.give({ do: `Forget${noun}Words`, id, by: administrator, body });
    };
    const everything = vault.words.read.bind(vault.words);
    let read = 0;
    const words = Object.assign(Object.create(vault.words), {
      async read(events: readonly string[]) {
        const texts = await everything(events);
        read += 1;
        // What the file will hold was read, and is forgotten before it is written.
        if (read === 1) await forget('unit-services', 'Unit');
        return texts;
      },
    });
    const context = { ...at.context, vault: Object.assign(Object.create(vault), { words }) };
    const report = (await exportTask.run({ ...at, context }, { words: true }, never, () => {})) as ExportReport;
    expect(read).toBe(2);
    const text = await content(report);
    expect(text).toContain('Lobby');
    expect(text).not.toContain('Adult social work');
    await forget('group-lobby', 'Group');
    expect(await vault.files.read(report.file, 0)).toBeUndefined();
  });
});

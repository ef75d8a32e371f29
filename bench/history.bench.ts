import { fork } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { run as kierto } from '../apps/cli/program.ts';
import { median, printTable, type Row, row } from './measure.ts';

/**
 * What `kierto` does with a history of BENCH_EVENTS lines (default 100,000), beside a peer that does the least there is to
 * do: it parses the same lines and inserts them as raw rows, or reads these rows and writes them as lines again. Each figure
 * is that of a fresh process with the cap on V8's heap that bin/kierto sets, and so is each peak of resident memory.
 */

const events = Number(process.env.BENCH_EVENTS ?? 100_000);
const samples = Number(process.env.BENCH_SAMPLES ?? 3);
/** What one group of the simulated county brings in eight years. */
const eventsAGroup = 2_240;
const rowsATransaction = 1_000;
const goalMiB = 1_024;

interface Figure {
  readonly seconds: number;
  /** Of resident memory, since the process began. */
  readonly peakMiB: number;
}

function openRaw(folder: string): DatabaseSync {
  const raw = new DatabaseSync(join(folder, 'raw.sqlite'));
  raw.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE IF NOT EXISTS rows (position INTEGER PRIMARY KEY, event TEXT, line TEXT NOT NULL) STRICT`);
  return raw;
}

const peers = {
  /** @param file the lines */
  async insert(folder: string, file: string): Promise<void> {
    const raw = openRaw(folder);
    const insert = raw.prepare('INSERT INTO rows (event, line) VALUES (?, ?)');
    let lines = 0;
    raw.exec('BEGIN IMMEDIATE');
    for await (const line of createInterface({ input: createReadStream(file) })) {
      insert.run(JSON.parse(line).event ?? null, line);
      if (++lines % rowsATransaction === 0) raw.exec('COMMIT; BEGIN IMMEDIATE');
    }
    raw.exec('COMMIT');
    raw.close();
  },

  async write(folder: string): Promise<void> {
    const raw = openRaw(folder);
    const output = createWriteStream(join(folder, 'raw.ndjson'));
    let text = '';
    for (const { line } of raw.prepare('SELECT line FROM rows ORDER BY position').iterate()) {
      text += `${JSON.stringify(JSON.parse(line as string))}\n`;
      if (text.length < 65_536) continue;
      await new Promise((written) => output.write(text, written));
      text = '';
    }
    await new Promise<void>((ended) => output.end(text, ended));
    raw.close();
  },
};

/** The child: carries one command out, ours or the peer's, and tells what it took. */
async function carryOut([command, ...args]: readonly string[]): Promise<void> {
  const begin = performance.now();
  const { stdin, stdout, stderr, env } = process;
  if (command === 'insert') await peers.insert(args[0]!, args[1]!);
  else if (command === 'write') await peers.write(args[0]!);
  else {
    const interrupted = new AbortController().signal;
    const status = await kierto([command!, ...args], { stdin, stdout, stderr, env, interrupted });
    if (status !== 0) throw new Error(`kierto ${command} ended with ${status}.`);
  }
  const seconds = (performance.now() - begin) / 1_000;
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))![1];
  process.send!({ seconds, peakMiB: Number(peak) / 1_024 } satisfies Figure);
}

/** `--max-old-space-size=…` as bin/kierto says it. */
const heapCap = /--max-old-space-size=\d+/.exec(
  readFileSync(join(import.meta.dirname, '..', 'bin', 'kierto'), 'utf8'),
)![0];

function measured(...args: string[]): Promise<Figure> {
  const child = fork(import.meta.filename, args, {
    execArgv: ['--disable-warning=ExperimentalWarning', heapCap],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', (figure) => resolve(figure as Figure));
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}.`)));
  });
}

const steps = ['simulate', 'import', 'again', 'export', 'verify', 'insert', 'write'] as const;
type Step = (typeof steps)[number];

/** All steps once, on new data. */
async function once(size: readonly string[]): Promise<{ lines: number; figures: Record<Step, Figure> }> {
  const folder = mkdtempSync(join(tmpdir(), 'kierto-bench-'));
  try {
    const file = join(folder, 'county.ndjson');
    const onData = ['--data', join(folder, 'data')];
    const simulate = await measured('simulate', ...size, '--out', file);
    const insert = await measured('insert', folder, file);
    const ours = await measured('import', ...onData, file);
    const again = await measured('import', ...onData, file);
    const exported = join(folder, 'exported.ndjson');
    const figures = {
      simulate,
      insert,
      import: ours,
      again,
      export: await measured('export', ...onData, exported),
      write: await measured('write', folder),
      verify: await measured('verify', ...onData),
    };
    if (statSync(exported).size < statSync(file).size) throw new Error('The export is not whole.');
    return { lines: readFileSync(file).filter((byte) => byte === 0x0a).length, figures };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export async function run(): Promise<Row[]> {
  const groups = Math.max(1, Math.round(events / eventsAGroup));
  const units = Math.min(20, groups);
  const size = `--units ${units} --groups ${groups} --years 8 --seed bench --until 2026-06-30`.split(' ');
  const runs: Awaited<ReturnType<typeof once>>[] = [];
  for (let sample = 0; sample < samples; sample += 1) runs.push(await once(size));
  const { lines } = runs[0]!;
  const rate = (step: Step) => median(runs.map(({ figures }) => lines / figures[step].seconds));
  const said = `${lines.toLocaleString('en')} lines`;
  const rates = [
    row(
      `import ${said} / parse them and insert raw rows, 1,000 a transaction`,
      rate('import'),
      rate('insert'),
      0.1,
      'lines/s',
    ),
    row(`import them again, nothing new / the same`, rate('again'), rate('insert'), 0.15, 'lines/s'),
    row(`export ${said} / read the raw rows, parse and write them`, rate('export'), rate('write'), 0.1, 'lines/s'),
    row(`simulate ${said} / the same`, rate('simulate'), rate('write'), 0.1, 'lines/s'),
    row(`verify ${said} / the same`, rate('verify'), rate('write'), 0.1, 'lines/s'),
  ];
  const ours = steps.filter((step) => step !== 'insert' && step !== 'write');
  const peaks = ours.map((step): Row => {
    const peak = Math.max(...runs.map(({ figures }) => figures[step].peakMiB));
    const what = step === 'again' ? 'import again' : step;
    return { ...row(`${what}, ${said}: peak of resident memory / 1 GiB`, peak, goalMiB, 1, 'MiB'), atMost: true };
  });
  return [...rates, ...peaks];
}

if (process.argv[1] === import.meta.filename) {
  const args = process.argv.slice(2);
  if (args.length > 0) await carryOut(args);
  else printTable(await run());
}

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { met, printTable, type Row } from './measure.ts';

/** `npm run bench -- [NAME…] [--json FILE]`: runs bench/NAME.bench.ts, or all; prints one table and writes it as JSON. */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string', default: '.cache/bench.json' } },
});

const ending = '.bench.ts';
const present = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(ending))
  .map((file) => file.slice(0, -ending.length))
  .sort();
const unknown = positionals.filter((name) => !present.includes(name));
if (unknown.length > 0) {
  console.error(`bench: there is no ${unknown.join(', ')}; there are ${present.join(', ')}.`);
  process.exit(2);
}

const rows: Row[] = [];
for (const name of positionals.length > 0 ? positionals : present) {
  console.error(`${name} …`);
  const bench: { run(): Promise<Row[]> } = await import(join(import.meta.dirname, `${name}${ending}`));
  rows.push(...(await bench.run()));
}

const cores = cpus();
const machine = {
  cpu: `${cores.length} × ${cores[0]?.model ?? 'unknown'}`,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  system: `${type()} ${release()} ${process.arch}`,
  node: process.version,
  date: new Date().toISOString().slice(0, 10),
};
console.log(`${machine.cpu}, ${machine.memoryGiB} GiB, ${machine.system}, Node ${machine.node}, ${machine.date}`);
printTable(rows);
mkdirSync(dirname(values.json), { recursive: true });
writeFileSync(
  values.json,
  `${JSON.stringify({ machine, rows: rows.map((row) => ({ ...row, met: met(row) })) }, null, 2)}\n`,
);
console.error(`written to ${values.json}`);

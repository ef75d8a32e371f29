import { run } from './program.ts';
import { statuses } from './terminal.ts';

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The second time, whoever is waiting has waited long enough.
    if (interruption.signal.aborted) process.exit(statuses.interrupted);
    interruption.abort();
  });
}
// Whoever read our output may go away; the write that finds out says so itself.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  interrupted: interruption.signal,
});
// An input that was only read in part would keep the process alive.
process.stdin.destroy();

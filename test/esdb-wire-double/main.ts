import { parseArgs } from 'node:util';
import { startControl } from './control.ts';
import { openLogFile } from './log-file.ts';
import { startEsdbWireDouble } from './server.ts';

/**
 * The double as a process of its own: `node main.ts [--port N] [--log FILE]`.
 * Prints one line of JSON when it listens: `url` for clients, `control` for whoever switches faults.
 * With a file it can be killed at any moment and started again with everything that it had answered for.
 */
const { values } = parseArgs({ options: { port: { type: 'string', default: '0' }, log: { type: 'string' } } });

const file = values.log === undefined ? undefined : openLogFile(values.log);
const double = await startEsdbWireDouble({ port: Number(values.port), ...(file && { log: file.log }) });
const control = await startControl(double);
process.once('SIGTERM', async () => {
  control.server.close();
  await double.stop();
  file?.close();
});

console.log(JSON.stringify({ url: double.url, control: control.url }));

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { switchFaults } from './faults.ts';
import type { WireDouble } from './server.ts';

/** Lets another process switch the faults (`POST /faults` with a JSON object) and read the counts (`GET /calls`). */
export async function startControl(double: WireDouble): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((request, response) => {
    answer(double, request).then(
      (body) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)),
      (error: unknown) => response.writeHead(400).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

async function answer(double: WireDouble, request: IncomingMessage): Promise<object> {
  const asked = `${request.method} ${request.url}`;
  if (asked === 'GET /calls') return double.calls;
  if (asked !== 'POST /faults') throw new RangeError(`Ask for GET /calls or POST /faults, not ${asked}`);
  switchFaults(double.faults, (await json(request)) as object);
  return double.faults;
}

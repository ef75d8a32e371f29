import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Installation, readinessOf } from '#installation';
import type { Runner } from '#queue';

export interface HealthServer {
  /** `http://127.0.0.1:3001` */
  readonly address: string;
  close(): Promise<void>;
}

/** Tells those who watch the worker how it is: /health/live and /health/ready, as the server's. */
export async function serveHealth(
  installation: Installation,
  runner: Runner,
  at: { readonly host: string; readonly port: number },
): Promise<HealthServer> {
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
      response.end(JSON.stringify(body));
    };
    if (request.method !== 'GET') answer(405, { code: 'method-unknown' });
    else if (request.url === '/health/live') answer(200, { status: 'live' });
    else if (request.url === '/health/ready') {
      const [own, queue] = await Promise.all([readinessOf(installation), runner.health()]);
      // Without its queue a worker can do nothing.
      const ready = own.ready && queue.ready;
      answer(ready ? 200 : 503, { ...own, ready, queue });
    } else answer(404, { code: 'route.unknown' });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://${at.host.includes(':') ? `[${at.host}]` : at.host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

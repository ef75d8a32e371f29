import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningApi, runApi } from '../../test/running-api.ts';

let api: RunningApi;
beforeAll(async () => {
  api = await runApi();
});
afterAll(() => api.close());

/** All that is answered to these bytes until the server ends the connection. */
function answered(bytes: string): Promise<string> {
  const { hostname, port } = new URL(api.address);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let got = '';
    socket.on('data', (part) => {
      got += part.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(got));
  });
}

const asked = (...headers: string[]) =>
  ['POST /api/batch HTTP/1.1', 'Host: kierto', 'Content-Type: application/json', ...headers, '', '[]'].join('\r\n');

describe('what never becomes a request', () => {
  it.each([
    ['two lengths', asked('Content-Length: 2', 'Content-Length: 40'), 400, 'request.unreadable'],
    ['a length and chunks', asked('Content-Length: 2', 'Transfer-Encoding: chunked'), 400, 'request.unreadable'],
    ['a method of no language', 'SALAISUUS / HTTP/1.1\r\nHost: kierto\r\n\r\n', 400, 'request.unreadable'],
    ['headers without an end', asked(`X-Long: ${'salaisuus'.repeat(4_000)}`), 431, 'request.headers-too-large'],
    ['an expectation', asked('Expect: salaisuus', 'Content-Length: 2'), 417, 'request.expectation'],
  ])('is answered as a problem all the same: %s', async (_what, bytes, status, code) => {
    const [head = '', body = ''] = (await answered(bytes)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toMatch(/content-type: application\/problem\+json/i);
    // A client that kept the connection for its next request would lose that one.
    expect(head).toMatch(/connection: close/i);
    expect(body).toContain(`"code":"${code}"`);
    expect(body).not.toMatch(/salaisuus/i);
  });

  it('leaves the server to others', async () => {
    expect((await api.send('GET', '/health/live')).body).toEqual({ status: 'live' });
  });
});

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Makes a certificate authority and a certificate of it for localhost in the folder, with the machine's openssl. */
export function makeThrowAwayCa(folder: string): { caFile: string; key: Buffer; certificate: Buffer } {
  const at = (name: string) => join(folder, name);
  const openssl = (...words: string[]) => execFileSync('openssl', words, { stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.crt'),
    '-subj',
    '/CN=Throw-away',
    '-days',
    '2',
  );
  openssl('req', ...newKey, '-keyout', at('node.key'), '-out', at('node.csr'), '-subj', '/CN=localhost');
  writeFileSync(at('node.ext'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
  openssl(
    ...['x509', '-req', '-in', at('node.csr'), '-CA', at('ca.crt'), '-CAkey', at('ca.key'), '-CAcreateserial'],
    ...['-out', at('node.crt'), '-days', '2', '-extfile', at('node.ext')],
  );
  return { caFile: at('ca.crt'), key: readFileSync(at('node.key')), certificate: readFileSync(at('node.crt')) };
}

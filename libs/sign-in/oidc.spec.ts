import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Attempt, openDirectory } from './oidc.ts';

const back = 'https://kierto.example/sign-in/oidc/back';
const [ours, another] = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 })) as [Keys, Keys];
interface Keys {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

let server: Server;
let issuer: string;
/** What the directory says of itself beside its addresses. */
let metadata: object;
/** What it answers for a code. */
let idToken: string;

beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    const answers: Record<string, object> = {
      '/.well-known/openid-configuration': {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        ...metadata,
      },
      '/keys': { keys: [{ ...ours.publicKey.export({ format: 'jwk' }), kid: 'ours', alg: 'RS256', use: 'sig' }] },
      '/token': { access_token: 'access', token_type: 'Bearer', id_token: idToken },
    };
    const answer = answers[url];
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());
beforeEach(() => {
  metadata = {};
});

const directory = (more: { readonly trustEmail?: boolean } = {}) =>
  openDirectory({
    issuer,
    clientId: 'kierto',
    clientSecret: 'secret',
    name: 'Ours',
    groupsClaim: 'groups',
    grants: [],
    invitedOnly: false,
    trustEmail: false,
    ...more,
  });

const part = (of: object) => Buffer.from(JSON.stringify(of)).toString('base64url');

interface Making {
  readonly header?: object;
  readonly claims?: object;
  readonly sign?: (text: string) => string;
}

const signedWith = (key: KeyObject) => (text: string) => createSign('RSA-SHA256').update(text).sign(key, 'base64url');

function tokenFor({ nonce }: Attempt, { header, claims, sign = signedWith(ours.privateKey) }: Making = {}): string {
  const now = Math.floor(Date.now() / 1_000);
  const said = { iss: issuer, sub: 'aino', aud: 'kierto', iat: now, exp: now + 300, nonce, email: 'a@b.example' };
  const text = `${part({ alg: 'RS256', kid: 'ours', ...header })}.${part({ ...said, groups: ['g'], ...claims })}`;
  return `${text}.${sign(text)}`;
}

async function comesBackWith(making: Making, more = {}) {
  const signing = directory(more);
  const { attempt } = await signing.begin(back);
  idToken = tokenFor(attempt, making);
  return signing.end(`${back}?code=code&state=${attempt.state}`, attempt);
}

describe('Who the directory says that somebody is', () => {
  it('is believed when it is said to us, now, by the directory', async () => {
    expect(await comesBackWith({ claims: { name: ' Aino ', email_verified: true, groups: ['g', 7] } })).toEqual({
      subject: `${issuer} aino`,
      name: 'Aino',
      address: 'a@b.example',
      addressVerified: true,
      groups: ['g'],
    });
  });

  it.each<[string, () => Making]>([
    ['with another key', () => ({ sign: signedWith(another.privateKey) })],
    [
      'with another key that the token brings along',
      () => ({
        header: { kid: undefined, jwk: another.publicKey.export({ format: 'jwk' }) },
        sign: signedWith(another.privateKey),
      }),
    ],
    ['with none', () => ({ header: { alg: 'none' }, sign: () => '' })],
    [
      'with the public key as if it were a secret',
      () => ({
        header: { alg: 'HS256' },
        sign: (text) =>
          createHmac('sha256', ours.publicKey.export({ type: 'spki', format: 'pem' }))
            .update(text)
            .digest('base64url'),
      }),
    ],
  ])('is not believed when it is signed %s', async (_how, making) => {
    await expect(comesBackWith(making())).rejects.toMatchObject({ why: 'not-ours' });
  });

  it.each<[string, object]>([
    ['to somebody else', { aud: 'another-client' }],
    ['by somebody else', { iss: 'https://elsewhere.example' }],
    ['too long ago', { exp: Math.floor(Date.now() / 1_000) - 300 }],
    ['for another attempt', { nonce: 'another' }],
    ['of nobody', { sub: undefined }],
  ])('is not believed when it was said %s', async (_how, claims) => {
    await expect(comesBackWith({ claims })).rejects.toMatchObject({ why: 'not-ours' });
  });

  it('is not asked for where the directory says that it is another one', async () => {
    metadata = { issuer: 'https://elsewhere.example' };
    await expect(directory().begin(back)).rejects.toMatchObject({ why: 'away' });
    metadata = {};
    expect((await directory().begin(back)).to).toContain(`${issuer}/authorize?`);
  });
});

describe('The address of somebody', () => {
  it.each([
    [true, false, true],
    [undefined, false, false],
    [undefined, true, true],
    [false, true, false],
    ['true', false, false],
    ['true', true, false],
  ])(
    'of which the directory says verified: %s, and that is trusted: %s, counts: %s',
    async (said, trustEmail, counts) => {
      const { addressVerified } = await comesBackWith({ claims: { email_verified: said } }, { trustEmail });
      expect(addressVerified).toBe(counts);
    },
  );
});

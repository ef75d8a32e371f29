import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readAddress } from './eventstoredb.address.ts';

describe('the address of an EventStoreDB', () => {
  it.each([
    ['esdb://localhost', { hosts: [{ address: 'localhost', port: 2113 }], discover: false, tls: true }],
    ['esdb://localhost:2114?tls=false', { hosts: [{ address: 'localhost', port: 2114 }], tls: false }],
    [
      'esdb://n1.example:2113,n2.example:2113,n3.example?tls=true&nodePreference=leader&gossipTimeout=5',
      {
        hosts: ['n1', 'n2', 'n3'].map((name) => ({ address: `${name}.example`, port: 2113 })),
        discover: false,
        options: { gossipTimeout: 5 },
      },
    ],
    ['esdb+discover://cluster.example/', { hosts: [{ address: 'cluster.example', port: 2113 }], discover: true }],
    [
      ' esdb://h?keepAliveInterval=20000&CONNECTIONNAME=a%20b ',
      { options: { keepAliveInterval: 20_000, connectionName: 'a b' } },
    ],
    ['esdb://[::1]:2114', { hosts: [{ address: '[::1]', port: 2114 }] }],
    ['esdb://h?defaultDeadline=3000', { deadline: 3_000, options: {} }],
    ['esdb://h', { deadline: 5_000, authority: undefined }],
    ['esdb://h?tlsVerifyCert=true', { tls: true }],
  ])('%s is understood', (url, address) => {
    expect(readAddress(url)).toMatchObject(address);
  });

  it.each([
    ['', 'must begin with esdb://'],
    ['http://localhost:2113', 'must begin with esdb://'],
    ['esdb://', 'must name hosts'],
    ['esdb://a,,b', 'must name hosts'],
    ['esdb://a:99999', 'up to 65535'],
    ['esdb://a b', 'must name hosts'],
    ['esdb://admin:changeit@localhost', 'no user and no password'],
    ['esdb+discover://a,b', 'would use the first host and forget the others'],
    ['esdb://a?tlsVerifyCert=false', 'would check the certificate all the same'],
    ['esdb://a?nodePreference=follower', 'nodePreference of the address of EventStoreDB must be leader'],
    ['esdb://a?tls=maybe', 'must be true or false'],
    ['esdb://a?gossipTimeout=5000', 'whole number of seconds from 1 to 60'],
    ['esdb://a?keepAliveInterval=-1', 'whole number of milliseconds from 10000'],
    ['esdb://a?defaultDeadline=100', 'from 3000'],
    ['esdb://a?defaultDeadline=5s', 'from 3000'],
    ['esdb://a?throwOnAppendFailure=false', 'option throwOnAppendFailure that is not known'],
    ['esdb://a?userCertFile=/x', 'option userCertFile that is not known'],
    ['esdb://a?tls=true&TLS=false', 'has the option tls twice'],
    ['esdb://a?connectionName=%E0%A4%A', 'not well encoded'],
    ['esdb://a?tlsCAFile=/nowhere/ca.crt', 'tlsCAFile cannot be read: ENOENT for /nowhere/ca.crt'],
  ])('%s is refused: it %s', (url, sentence) => {
    expect(() => readAddress(url)).toThrow(TypeError);
    expect(() => readAddress(url)).toThrow(sentence);
  });

  it('is read or refused, whatever stands there, and no sentence repeats a password', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 10 }),
      fc.constantFrom(
        'esdb://',
        'esdb+discover://',
        'h:2113',
        ',',
        '?',
        '&',
        '=',
        'tls',
        'false',
        '@',
        ':geheim-1',
        '%zz',
        '[::1]',
      ),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        try {
          expect(readAddress(['esdb://', ...parts].join('')).hosts.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
          expect((error as Error).message).not.toContain('geheim-1');
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

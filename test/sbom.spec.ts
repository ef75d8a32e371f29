import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..');

interface Component {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly scope: string;
  readonly hashes: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses: readonly object[];
}

interface Bom {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly serialNumber: string;
  readonly metadata: { readonly component: { readonly name: string; readonly purl: string } };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

interface Locked {
  readonly name?: string;
  readonly version: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly integrity?: string;
}

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
const locked = Object.entries(lock.packages).filter(([path]) => path !== '');
const nameOf = (path: string, { name, version }: Locked) => `${name ?? path.split('node_modules/').pop()}@${version}`;
const running = locked.filter(([, { dev, devOptional }]) => !dev && !devOptional);

describe('the list of what runs (bin/sbom)', () => {
  let bom: Bom;
  beforeAll(() => {
    bom = JSON.parse(execFileSync(join(root, 'bin/sbom'), { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })) as Bom;
  });

  it('has the form of CycloneDX, and says what it describes', () => {
    expect(bom).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      metadata: { component: { name: 'kierto', purl: 'pkg:npm/kierto@0.1.0' } },
    });
    expect(bom.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it('has every package that runs once, and none that only checks and tests need', () => {
    const listed = bom.components.map(({ name, version }) => `${name}@${version}`).sort();
    expect(running.length).toBeGreaterThan(100);
    expect(listed).toEqual([...new Set(running.map(([path, one]) => nameOf(path, one)))].sort());
    expect(listed.some((name) => name.startsWith('jest@'))).toBe(false);
  });

  it('says of each where it comes from, under which licence, and what its bytes are', () => {
    const sums = new Map(running.map(([path, one]) => [nameOf(path, one), one.integrity]));
    for (const { name, version, purl, hashes, licenses } of bom.components) {
      expect(purl).toBe(`pkg:npm/${name.replace('@', '%40')}@${version}`);
      const sum = `sha512-${Buffer.from(hashes[0]!.content, 'hex').toString('base64')}`;
      expect({ name, sum }).toEqual({ name, sum: sums.get(`${name}@${version}`) });
      expect({ name, licences: licenses.length }).toEqual({ name, licences: 1 });
    }
  });

  it('names in what depends on what only packages that it has', () => {
    const refs = new Set(['kierto@0.1.0', ...bom.components.map((one) => one['bom-ref'])]);
    const named = bom.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]);
    expect(bom.dependencies.length).toBe(refs.size);
    expect(named.filter((ref) => !refs.has(ref))).toEqual([]);
  });
});

it('every package is locked to the bytes that were looked at, and comes from the public registry', () => {
  const elsewhere = locked.filter(([, one]) => {
    const { resolved } = one as { readonly resolved?: string };
    return (
      !/^sha512-/.test(one.integrity ?? '') ||
      (resolved !== undefined && !/^https:\/\/registry\.npmjs\.org\//.test(resolved))
    );
  });
  expect(elsewhere.map(([path]) => path)).toEqual([]);
});

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';

const root = join(import.meta.dirname, '..');
const folders = ['apps', 'libs', 'test', 'bench'];
const options: ICruiseOptions = await extractDepcruiseOptions(join(root, '.dependency-cruiser.js'));
const rules = (options.ruleSet?.forbidden ?? []).map((rule) => rule.name ?? 'without a name');

/** What breaks a rule in the tree at `baseDir`, as `rule: from → to`. */
async function violations(baseDir: string): Promise<string[]> {
  const present = readdirSync(baseDir).filter((name) => folders.includes(name));
  const { output } = await cruise(present, { ...options, validate: true, baseDir }, options.enhancedResolveOptions);
  return (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}

type Tree = Readonly<Record<string, string>>;
const planted: string[] = [];

/** A tree of the given files beside our own package.json `imports` and one file of every driver. */
function plant(files: Tree): string {
  const folder = mkdtempSync(join(tmpdir(), 'kierto-architecture-'));
  planted.push(folder);
  const drivers = [
    '@eventstore/db-client',
    'bullmq',
    'ioredis',
    'pg',
    'kysely',
    'rxjs',
    '@opentelemetry/api',
    'nodemailer',
    'openid-client',
    'snowball-stemmers',
    'csv-stringify',
    'react',
  ];
  const all: Tree = {
    'package.json': readFileSync(join(root, 'package.json'), 'utf8'),
    ...Object.fromEntries(drivers.map((name) => [`node_modules/${name}/index.js`, 'module.exports = {};'])),
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

afterAll(() => {
  for (const folder of planted) rmSync(folder, { recursive: true });
});

/** Doors that the planted files import from; each leads to one file inside. */
const libs: Tree = {
  'libs/domain/index.ts': "export * from './proposal.ts';",
  'libs/domain/proposal.ts':
    "import './owed.ts'; import './occurred-on.ts'; export const rule = 1; export type Shape = 1;",
  'libs/domain/owed.ts': 'export const owed = 1;',
  'libs/domain/occurred-on.ts': 'export const day = 1;',
  'libs/event-store/index.ts': "export * from './log.ts';",
  'libs/event-store/log.ts': 'export const log = 1;',
  'libs/vault/index.ts': "export * from './words.ts';",
  'libs/vault/words.ts': 'export const words = 1;',
  'libs/use-cases/index.ts': "export * from './proposal/submit-proposal.ts';",
  'libs/use-cases/proposal/submit-proposal.ts': "import '../record.ts'; export const submit = 1;",
  'libs/use-cases/record.ts': 'export const record = 1;',
  'libs/read-models/index.ts': "export * from './timeline.ts';",
  'libs/read-models/timeline.ts': 'export const timeline = 1;',
  'libs/search/index.ts': "export * from './word-index.ts';",
  'libs/search/word-index.ts': 'export const found = 1;',
  'libs/i18n/index.ts': "export * from './fi.ts';",
  'libs/i18n/fi.ts': 'export const fi = 1;',
  'libs/i18n/browser.ts': "import './fi.ts';",
};

/** Everything that is allowed and lies close to something forbidden. */
const allowed: Tree = {
  ...libs,
  'libs/domain/decision.ts': "import './proposal.ts';",
  'libs/domain/decision.spec.ts': "import './decision.ts'; import 'node:fs'; import 'rxjs';",
  'libs/event-store/sqlite.ts': "import type { Shape } from '#domain'; import 'node:sqlite'; import './log.ts';",
  'libs/event-store/sqlite.spec.ts': "import './sqlite.ts'; import '../../test/event-store.conformance.ts';",
  'libs/event-store/eventstoredb.driver.ts': "await import('@eventstore/db-client');",
  'libs/vault/postgres.ts': "import 'pg'; import 'kysely'; import 'node:sqlite'; import 'node:crypto';",
  'libs/use-cases/decision/take-decision.ts':
    "import '#domain'; import '#event-store'; import '#vault'; import '../record.ts'; import 'rxjs';",
  'libs/use-cases/decision/take-decision.spec.ts':
    "import './take-decision.ts'; import '../proposal/submit-proposal.ts';",
  'libs/use-cases/history/import-history.ts': "import './parse-line.ts'; import '#domain';",
  'libs/use-cases/history/parse-line.ts': 'export const line = 1;',
  'libs/read-models/board.ts':
    "import type { Shape } from '#domain'; import '#domain/owed'; import '#domain/occurred-on'; import '#vault'; import '#event-store'; import '#search'; import 'node:sqlite';",
  'libs/search/stems.ts': "import 'snowball-stemmers';",
  'libs/influence/index.ts': "import type { Shape } from '../domain/index.ts'; import '#domain/owed';",
  'libs/open-data/index.ts': "export * from './csv.ts';",
  'libs/open-data/csv.ts': "import 'csv-stringify'; import 'node:stream';",
  'libs/jobs/index.ts': "import '#use-cases'; import '#read-models'; import '#domain';",
  'libs/installation/index.ts':
    "import './open-telemetry.ts'; import '#event-store'; import '#vault'; import '#use-cases'; import '#read-models';",
  'libs/installation/open-telemetry.ts': "import '@opentelemetry/api';",
  'libs/delivery/index.ts': "import './smtp.ts'; import '#i18n'; import '#domain';",
  'libs/delivery/smtp.ts': "import 'nodemailer';",
  'libs/use-cases/deliveries/follow-deliveries.ts': "import './mail-rows.ts';",
  'libs/use-cases/deliveries/mail-rows.ts': "import '#vault';",
  'apps/api/main.ts':
    "import './module.ts'; import '#read-models'; import '#use-cases'; import '#event-store'; import 'rxjs';",
  'apps/api/module.ts': "import '../../libs/i18n/index.ts';",
  'libs/queue/index.ts': "export * from './queue.ts';",
  'libs/queue/queue.ts': "import 'bullmq'; import 'ioredis'; import '#jobs'; import 'node:events';",
  'apps/worker/main.ts': "import '#queue'; import '#jobs'; import '#installation';",
  'apps/web/page.ts': "import '../../libs/i18n/browser.ts'; import 'react';",
  'test/event-store.conformance.ts': "import '#event-store'; import '#domain/owed'; import 'node:sqlite';",
  'bench/append.bench.ts': "import '#event-store'; import 'node:sqlite'; import 'pg';",
};

/** For each rule the files that break it, each in its own tree, and the import that must be found. */
const forbidden: Readonly<Record<string, readonly (readonly [file: string, text: string, to: string])[]>> = {
  'domain-nothing': [
    ['libs/domain/decision.ts', "import 'node:fs';", 'fs'],
    ['libs/domain/decision.ts', "import 'rxjs';", 'node_modules/rxjs/index.js'],
    ['libs/domain/decision.ts', "import type { log } from '#event-store';", 'libs/event-store/index.ts'],
  ],
  'use-cases-knows': [['libs/use-cases/record.ts', "import type {} from '#read-models';", 'libs/read-models/index.ts']],
  'read-models-knows': [['libs/read-models/board.ts', "import '#use-cases';", 'libs/use-cases/index.ts']],
  'search-knows': [['libs/search/word-index.ts', "import type {} from '#vault';", 'libs/vault/index.ts']],
  'search-own-driver': [['libs/search/word-index.ts', "import 'rxjs';", 'node_modules/rxjs/index.js']],
  'search-in-memory': [['libs/search/word-index.ts', "import 'node:fs';", 'fs']],
  'read-models-domain-as-types': [
    ['libs/read-models/board.ts', "import { type Shape, rule } from '#domain';", 'libs/domain/index.ts'],
    ['libs/read-models/board.ts', "export * from '#domain';", 'libs/domain/index.ts'],
  ],
  'influence-knows': [['libs/influence/index.ts', "import '#read-models';", 'libs/read-models/index.ts']],
  'influence-domain-as-types': [['libs/influence/index.ts', "import '#domain';", 'libs/domain/index.ts']],
  'open-data-knows': [['libs/open-data/csv.ts', "import type {} from '#domain';", 'libs/domain/index.ts']],
  'open-data-own-driver': [['libs/open-data/csv.ts', "import 'rxjs';", 'node_modules/rxjs/index.js']],
  'jobs-knows': [['libs/jobs/index.ts', "import '#event-store';", 'libs/event-store/index.ts']],
  'queue-knows': [['libs/queue/queue.ts', "import '#use-cases';", 'libs/use-cases/index.ts']],
  'queue-own-driver': [['libs/queue/queue.ts', "import 'rxjs';", 'node_modules/rxjs/index.js']],
  'event-store-knows': [['libs/event-store/sqlite.ts', "import '#vault';", 'libs/vault/index.ts']],
  'event-store-domain-as-types': [['libs/event-store/sqlite.ts', "import '#domain';", 'libs/domain/index.ts']],
  'event-store-own-driver': [['libs/event-store/sqlite.ts', "import 'rxjs';", 'node_modules/rxjs/index.js']],
  'vault-knows': [['libs/vault/sqlite.ts', "import type { Shape } from '#domain';", 'libs/domain/index.ts']],
  'vault-own-driver': [['libs/vault/sqlite.ts', "import 'rxjs';", 'node_modules/rxjs/index.js']],
  'permissions-knows': [['libs/permissions/table.ts', "import type {} from '#use-cases';", 'libs/use-cases/index.ts']],
  'permissions-domain-as-types': [
    ['libs/permissions/table.ts', "import { rule } from '#domain';", 'libs/domain/index.ts'],
  ],
  'sign-in-knows': [['libs/sign-in/session.ts', "import type {} from '#read-models';", 'libs/read-models/index.ts']],
  'simulation-knows': [['libs/simulation/county.ts', "import '#vault';", 'libs/vault/index.ts']],
  'delivery-knows': [['libs/delivery/mail.ts', "import '#vault';", 'libs/vault/index.ts']],
  'directory-in-one-file': [['apps/api/main.ts', "import 'openid-client';", 'node_modules/openid-client/index.js']],
  'mail-in-one-file': [['libs/delivery/mail.ts', "import 'nodemailer';", 'node_modules/nodemailer/index.js']],
  'i18n-knows': [['libs/i18n/sv.ts', "import '#domain';", 'libs/domain/index.ts']],
  'i18n-in-browsers': [['libs/i18n/sv.ts', "import 'node:fs';", 'fs']],
  'installation-knows': [['libs/installation/index.ts', "import '#domain';", 'libs/domain/index.ts']],
  'opentelemetry-in-one-file': [
    ['apps/api/main.ts', "import '@opentelemetry/api';", 'node_modules/@opentelemetry/api/index.js'],
    ['libs/vault/sqlite.ts', "import '@opentelemetry/api';", 'node_modules/@opentelemetry/api/index.js'],
  ],
  'apps-apart': [['apps/cli/main.ts', "import '../api/module.ts';", 'apps/api/module.ts']],
  'web-knows-the-api-only': [
    ['apps/web/page.ts', "import type { Shape } from '#domain';", 'libs/domain/index.ts'],
    ['apps/web/page.ts', "import '../../libs/i18n/index.ts';", 'libs/i18n/index.ts'],
  ],
  'door-of-the-browser': [['apps/api/main.ts', "import '#i18n/browser';", 'libs/i18n/browser.ts']],
  'pages-in-the-web': [['apps/api/main.ts', "import 'react';", 'node_modules/react/index.js']],
  'apps-and-tests-on-top': [
    ['libs/vault/sqlite.ts', "import '../../test/event-store.conformance.ts';", 'test/event-store.conformance.ts'],
    ['libs/domain/telling.ts', "import './decision.spec.ts';", 'libs/domain/decision.spec.ts'],
  ],
  'libs-under-apps': [['libs/i18n/sv.ts', "import '../../apps/api/module.ts';", 'apps/api/module.ts']],
  'sqlite-in-its-places': [['apps/cli/main.ts', "import 'node:sqlite';", 'node:sqlite']],
  'eventstoredb-in-one-file': [
    ['libs/event-store/open.ts', "import '@eventstore/db-client';", 'node_modules/@eventstore/db-client/index.js'],
    [
      'libs/event-store/eventstoredb.event-store.ts',
      "import type {} from '@eventstore/db-client';",
      'node_modules/@eventstore/db-client/index.js',
    ],
    ['apps/api/main.ts', "await import('@eventstore/db-client');", 'node_modules/@eventstore/db-client/index.js'],
  ],
  'queue-in-one-file': [
    ['apps/worker/main.ts', "import 'bullmq';", 'node_modules/bullmq/index.js'],
    ['libs/jobs/digest.ts', "import 'ioredis';", 'node_modules/ioredis/index.js'],
    ['libs/queue/told.ts', "import 'bullmq';", 'node_modules/bullmq/index.js'],
  ],
  'postgres-in-the-vault': [['libs/read-models/board.ts', "import 'pg';", 'node_modules/pg/index.js']],
  'lib-by-its-door': [
    ['apps/cli/main.ts', "import '../../libs/vault/words.ts';", 'libs/vault/words.ts'],
    ['libs/use-cases/record.ts', "import type {} from '../vault/words.ts';", 'libs/vault/words.ts'],
    ['test/faults.spec.ts', "import '../libs/event-store/log.ts';", 'libs/event-store/log.ts'],
    ['bench/fold.bench.ts', "import '../libs/domain/proposal.ts';", 'libs/domain/proposal.ts'],
  ],
  'side-doors-of-the-domain': [['libs/use-cases/record.ts', "import '#domain/owed';", 'libs/domain/owed.ts']],
  'door-from-outside-only': [
    [
      'libs/event-store/sqlite.ts',
      "import { type log } from './index.ts'; import '#vault';",
      'libs/event-store/index.ts',
    ],
    ['libs/vault/sqlite.spec.ts', "import '#vault';", 'libs/vault/index.ts'],
  ],
  'use-cases-apart': [
    [
      'libs/use-cases/decision/take-decision.ts',
      "import '../proposal/submit-proposal.ts';",
      'libs/use-cases/proposal/submit-proposal.ts',
    ],
    [
      'libs/use-cases/proposal/revise-proposal.ts',
      "import './submit-proposal.ts';",
      'libs/use-cases/proposal/submit-proposal.ts',
    ],
    [
      'libs/use-cases/proposal/revise-proposal.ts',
      "import '../history/parse-line.ts';",
      'libs/use-cases/history/parse-line.ts',
    ],
    [
      'libs/use-cases/history/parse-line.ts',
      "import '../proposal/submit-proposal.ts';",
      'libs/use-cases/proposal/submit-proposal.ts',
    ],
  ],
  'no-cycles': [['libs/domain/owed.ts', "import type {} from './proposal.ts';", 'libs/domain/proposal.ts']],
  'no-orphans': [['libs/vault/forgotten.ts', 'export const forgotten = 1;', 'libs/vault/forgotten.ts']],
  'no-unresolved': [['apps/cli/main.ts', "import '#nowhere';", '#nowhere']],
};

describe('the architecture', () => {
  it('is that of our own tree', async () => {
    expect(await violations(root)).toEqual([]);
  });

  it('allows what it is meant to allow', async () => {
    expect(await violations(plant(allowed))).toEqual([]);
  });

  it('has a planted violation for every rule', () => {
    expect(Object.keys(forbidden).sort()).toEqual([...rules].sort());
  });

  const cases = Object.entries(forbidden).flatMap(([rule, plants]) => plants.map((one) => [rule, ...one] as const));
  it.each(cases)('%s: %s must not say %s', async (rule, file, text, to) => {
    expect(await violations(plant({ ...allowed, [file]: text }))).toContain(`${rule}: ${file} → ${to}`);
  });
});

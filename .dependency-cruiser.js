/**
 * Who may know whom. Every rule gives its reason, and test/architecture.spec.ts shows each to bite on a planted violation.
 * "Value" imports are those that remain after the types are stripped.
 */

const typesOnly = ['type-only', 'type-import'];
const tests = '[.]spec[.]tsx?$';
const sideDoors = '^libs/domain/(owed|occurred-on)[.]ts$';
const browserDoor = '^libs/i18n/browser[.]ts$';
const driver = (names) => `^(node_modules/)?(@types/)?(${names})(/|$)`;

/** A lib may import from its own folder and from the libs of this list, and from nothing else under libs/. */
const knows = (lib, libs, comment) => ({
  name: `${lib}-knows`,
  severity: 'error',
  comment,
  from: { path: `^libs/${lib}/`, pathNot: tests },
  to: { path: '^libs/', pathNot: `^libs/(${[lib, ...libs].join('|')})/` },
});

/** Outside our own tree a lib may import Node's modules and the packages of this pattern, and nothing else. */
const onlyDriver = (lib, names, comment) => ({
  name: `${lib}-own-driver`,
  severity: 'error',
  comment,
  from: { path: `^libs/${lib}/`, pathNot: tests },
  to: { pathNot: `^(libs|apps|test|bench|[.]+)/|${driver(names)}`, dependencyTypesNot: ['core'] },
});

export default {
  forbidden: [
    {
      name: 'domain-nothing',
      severity: 'error',
      comment:
        'The rules of the loop are pure: calendars, promises and facts of other streams arrive as data. What imports nothing can be reasoned about, replayed years later and tested without setting anything up.',
      from: { path: '^libs/domain/', pathNot: tests },
      to: { pathNot: '^libs/domain/' },
    },
    knows(
      'use-cases',
      ['domain', 'event-store', 'vault', 'permissions'],
      'A use case decides on the stream itself. A read model may be late, so a decision taken from one could break a rule of the domain.',
    ),
    knows(
      'read-models',
      ['domain', 'event-store', 'vault', 'permissions', 'search', 'influence', 'open-data'],
      'A view is folded from the log and answers questions; if it knew commands or jobs, a rebuild could do something.',
    ),
    knows(
      'search',
      [],
      'How alike two words are depends on the two alone; what may be found, and by whom, is decided where texts and readers are known.',
    ),
    onlyDriver(
      'search',
      'snowball-stemmers',
      'It counts and compares in memory: without files, clocks and other libraries there is no place where words could go.',
    ),
    {
      name: 'search-in-memory',
      severity: 'error',
      comment: 'Words lie in the vault and nowhere else: the index of them has no way to a disk or to a network.',
      from: { path: '^libs/search/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'read-models-domain-as-types',
      severity: 'error',
      comment:
        'A view folds the shapes of stored events, which are types, and may ask the two pure functions of owed and occurred-on. With more of the domain as values, a changed rule would change what happened.',
      from: { path: '^libs/read-models/', pathNot: tests },
      to: { path: '^libs/domain/', pathNot: sideDoors, dependencyTypesNot: typesOnly },
    },
    knows(
      'influence',
      ['domain'],
      'The statistics are pure and are checked against published figures, not against our stores.',
    ),
    {
      name: 'influence-domain-as-types',
      severity: 'error',
      comment: 'The statistics count with days and with what is owed, and with no other rule of the domain.',
      from: { path: '^libs/influence/', pathNot: tests },
      to: { path: '^libs/domain/', pathNot: sideDoors, dependencyTypesNot: typesOnly },
    },
    knows(
      'open-data',
      [],
      'It writes and reads tables of any columns; what a column means is said by whoever has the facts.',
    ),
    onlyDriver(
      'open-data',
      'hyparquet-writer|write-excel-file|csv-stringify|csv-parse',
      'Whoever opens one of our files elsewhere and finds it wrong has one lib to read, and the driver of its format.',
    ),
    knows(
      'jobs',
      ['use-cases', 'read-models', 'domain', 'delivery', 'i18n'],
      'A job reads what is owed and gives commands like anybody else; it has no way of its own to the log or to the words.',
    ),
    knows(
      'queue',
      ['jobs'],
      'A queue hands out what there is to run and tells where it stands; what the work does is no business of it.',
    ),
    onlyDriver('queue', 'bullmq|ioredis', 'Whoever wants to know what Redis is used for has one lib to read.'),
    knows('event-store', ['domain'], 'The store keeps facts and does not know what is done with them.'),
    {
      name: 'event-store-domain-as-types',
      severity: 'error',
      comment:
        'The store may name the shapes it keeps; it applies no rule to them, so that the domain can change without it.',
      from: { path: '^libs/event-store/', pathNot: tests },
      to: { path: '^libs/domain/', dependencyTypesNot: typesOnly },
    },
    onlyDriver(
      'event-store',
      '@eventstore',
      'A store is its driver and nothing more: any framework would have to be learnt to trust the log.',
    ),
    knows(
      'vault',
      [],
      'The vault keeps and forgets; it knows neither facts nor rules, so that nobody can read one through the other.',
    ),
    onlyDriver(
      'vault',
      'kysely|pg',
      'Whoever checks how words are sealed and forgotten has only the vault and its driver to read.',
    ),
    knows(
      'simulation',
      ['domain'],
      'A county is told in a file like any other; it reaches no installation but through the import.',
    ),
    knows(
      'delivery',
      ['domain', 'i18n'],
      'It says what a notice says and hands it over; what is to leave, and to whom, is decided where facts and people are known.',
    ),
    {
      name: 'directory-in-one-file',
      severity: 'error',
      comment:
        'What is asked of an organisation’s directory, and what is believed of its answers, is decided in one file.',
      from: { path: '^(libs|apps)/', pathNot: '^libs/sign-in/oidc[.]ts$' },
      to: { path: driver('openid-client') },
    },
    {
      name: 'mail-in-one-file',
      severity: 'error',
      comment: 'What is said to a mail server, and what its answers mean, is decided in one file.',
      from: { path: '^(libs|apps)/', pathNot: '^libs/delivery/smtp[.]ts$' },
      to: { path: driver('nodemailer') },
    },
    knows(
      'permissions',
      ['domain'],
      'Who may do what is one table and pure functions over it, so that commands, views, the API and the documentation can all be made from it.',
    ),
    {
      name: 'permissions-domain-as-types',
      severity: 'error',
      comment: 'Rights are decided before any rule of the loop is asked, and know none.',
      from: { path: '^libs/permissions/', pathNot: tests },
      to: { path: '^libs/domain/', dependencyTypesNot: typesOnly },
    },
    knows(
      'sign-in',
      ['domain', 'event-store', 'vault', 'use-cases', 'permissions', 'i18n'],
      'It finds out who somebody is; what they may do then is said elsewhere, and pages and mails are made by those who show them.',
    ),
    knows('i18n', [], 'The catalogues are shared by the server, the mails and the browser.'),
    {
      name: 'i18n-in-browsers',
      severity: 'error',
      comment: 'The catalogues are shown by the browser too, which has none of Node’s modules.',
      from: { path: '^libs/i18n/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    knows(
      'installation',
      ['event-store', 'vault', 'use-cases', 'read-models', 'delivery', 'sign-in'],
      'It opens what servers, workers and the command line work with, and knows nothing of what they do with it: no rule, no job, no queue.',
    ),
    {
      name: 'opentelemetry-in-one-file',
      severity: 'error',
      comment:
        'Where traces and metrics go is said in one file, which is loaded only when somebody wants them; everybody else costs nothing.',
      from: { path: '^(libs|apps)/', pathNot: `^libs/installation/open-telemetry[.]ts$|${tests}` },
      to: { path: driver('@opentelemetry') },
    },
    {
      name: 'apps-apart',
      severity: 'error',
      comment: 'An app is a composition root of its own process; what two of them need is a lib.',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'web-knows-the-api-only',
      severity: 'error',
      comment:
        'The browser knows the types generated from the OpenAPI document (they lie in apps/web) and the sentences it shows. Anything else would tie pages to rows or events and could carry server code out.',
      from: { path: '^apps/web/', pathNot: tests },
      to: { path: '^(libs|test|bench)/', pathNot: browserDoor },
    },
    {
      name: 'door-of-the-browser',
      severity: 'error',
      comment: 'Behind this door sentences are fetched one language at a time; whoever runs on a server has them all.',
      from: { path: '^(libs|apps)/', pathNot: '^apps/web/' },
      to: { path: browserDoor },
    },
    {
      name: 'pages-in-the-web',
      severity: 'error',
      comment: 'What draws pages in a browser is bundled for it; on a server nothing of it is installed.',
      from: { path: '^(libs|apps)/', pathNot: `^apps/web/|${tests}` },
      to: {
        path: driver(
          'react|react-dom|styled-components|suomifi-ui-components|@tanstack|openapi-fetch|tus-js-client|vite',
        ),
      },
    },
    {
      name: 'apps-and-tests-on-top',
      severity: 'error',
      comment: 'Libs are composed by apps and tried by tests; what they compose and try must stand without them.',
      from: { path: '^(libs|apps)/', pathNot: tests },
      to: { path: `^(test|bench)/|${tests}` },
    },
    {
      name: 'libs-under-apps',
      severity: 'error',
      comment: 'A lib that knew an app could not be used by another.',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'sqlite-in-its-places',
      severity: 'error',
      comment: 'Three libs own files. Everybody else asks them, so that a file format changes in one place.',
      from: { path: '^(libs|apps)/', pathNot: `^libs/(event-store|read-models|vault)/|${tests}` },
      to: { path: '^(node:)?sqlite$', dependencyTypes: ['core'] },
    },
    {
      name: 'eventstoredb-in-one-file',
      severity: 'error',
      comment: 'The driver’s types and errors stop at one file, behind the port; that is what makes two stores alike.',
      from: { path: '^(libs|apps)/', pathNot: '^libs/event-store/eventstoredb[.]driver[.]ts$' },
      to: { path: driver('@eventstore') },
    },
    {
      name: 'queue-in-one-file',
      severity: 'error',
      comment:
        'Jobs know no queue: the same ones run by a timer in one process and by BullMQ in many. It is a lib because servers ask it and workers run it.',
      from: { path: '^(libs|apps)/', pathNot: `^libs/queue/queue[.]ts$|${tests}` },
      to: { path: driver('bullmq|ioredis') },
    },
    {
      name: 'postgres-in-the-vault',
      severity: 'error',
      comment: 'PostgreSQL is there for words and people alone; facts and views have their own stores.',
      from: { path: '^(libs|apps)/', pathNot: `^libs/vault/|${tests}` },
      to: { path: driver('pg') },
    },
    {
      name: 'lib-by-its-door',
      severity: 'error',
      comment: 'What a lib’s index.ts does not show may change without asking anybody.',
      from: { path: '^(?:libs/([^/]+)|apps|test|bench)/' },
      to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/index[.]ts$', sideDoors, browserDoor] },
    },
    {
      name: 'side-doors-of-the-domain',
      severity: 'error',
      comment: 'The two side doors exist for those who may not use the rest; whoever may enters by index.ts.',
      from: { path: '^(libs|apps)/', pathNot: `^libs/(domain|read-models|influence)/|${tests}` },
      to: { path: sideDoors },
    },
    {
      name: 'door-from-outside-only',
      severity: 'error',
      comment: 'Inside, importing the door would make every file depend on every other.',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/$1/index[.]ts$' },
    },
    {
      name: 'use-cases-apart',
      severity: 'error',
      comment:
        'One file is one use case, read and changed alone. What several need lies at the root of the lib; one command that needs another is a batch. Only history, the outbox, the copy and the proof are each one thing in several files.',
      from: { path: '^libs/use-cases/([^/]+)/', pathNot: tests },
      to: { path: '^libs/use-cases/[^/]+/', pathNot: '^libs/use-cases/(?=history/|deliveries/|copy/|proof/)$1/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment:
        'Files that need each other are one file in two places; types count, because they are read together too.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'A file that nothing imports and that imports nothing is forgotten.',
      from: { orphan: true, pathNot: '^apps/[^/]+/main[.]tsx?$|[.]d[.]ts$' },
      to: {},
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      comment: 'An import that cannot be followed would slip past every rule above.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    // Built files and generated types are made of what the rules hold for.
    exclude: { path: '^apps/web/(built/|api-types[.]ts$)' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { conditionNames: ['import', 'node'], exportsFields: ['exports'] },
  },
};

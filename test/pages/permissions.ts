import { permissions, type Row, rowOf, type Where } from '#permissions';
import { allQueries } from '#read-models';
import { allUseCases } from '#use-cases';
import { scopeOf } from '../../apps/api/guard.ts';
import { routesOf } from '../../apps/api/module.ts';
import type { Route } from '../../apps/api/route.ts';

const kinds = [
  ['administrator', 'A'],
  ['dataProtectionOfficer', 'D'],
  ['management', 'M'],
  ['coordinator', 'C'],
  ['member', 'G'],
  ['link', 'L'],
  ['analyst', 'N'],
  ['reader', 'R'],
  ['account', 'S'],
  ['anybody', '*'],
] as const satisfies readonly (readonly [keyof Row, string])[];

const places: Readonly<Record<Where, string>> = { all: 'all', unit: 'unit', group: 'group', own: 'own' };

const routes: ReadonlyMap<string, readonly Route[]> = Map.groupBy(
  routesOf({ useCases: allUseCases, queries: allQueries }),
  ({ name }) => name,
);

const cellsOf = (row: Row): string[] => kinds.map(([kind]) => (row[kind] ? places[row[kind]] : ''));

function line(name: string): string {
  const of = routes.get(name)!;
  const row = rowOf(name);
  const scope = row.anybody === 'all' ? '' : scopeOf(of[0]!);
  const addresses = of.map(({ method, path }) => `\`${method} ${path.replace(/:(\w+)/g, '{$1}')}\``);
  return `| ${name} | ${addresses.join(', ')} | ${[...cellsOf(row), scope === 'person' ? '' : scope].join(' | ')} |`;
}

function table(names: readonly string[]): string[] {
  return [
    `| operation | address | ${kinds.map(([, letter]) => letter).join(' | ')} | scope |`,
    `| --- | --- | ${kinds.map(() => ':---:').join(' | ')} | --- |`,
    ...names.map(line),
  ];
}

/** docs/reference/permissions.md */
export function permissionsPage(): string {
  const names = Object.keys(permissions);
  const commands = new Set(allUseCases.map(({ name }) => name));
  const queries = new Set(allQueries.map(({ name }) => name));
  const isPage = (name: string) => !routes.get(name)![0]!.operation;
  const chapters: readonly (readonly [string, (name: string) => boolean])[] = [
    ['What is recorded', (name) => commands.has(name)],
    ['What is read', (name) => queries.has(name)],
    ['Everything else of the API', (name) => !commands.has(name) && !queries.has(name) && !isPage(name)],
    ['Pages, and what the command line asks a server', (name) => isPage(name)],
  ];
  const sections = chapters.flatMap(([title, belongs]) => [`## ${title}`, '', ...table(names.filter(belongs)), '']);
  return `# Who may do what

Written from \`libs/permissions/table.ts\`, which the server asks at every request: \`UPDATE_DOCS=1 npm run jest -- test/docs\`. An operation that
has no row here does not exist: a server with such a one does not start. Whoever may do nothing of a kind is refused before anything is
looked up (401 \`sign-in.needed\`, 403 \`permission.denied\`, see [problems.md](problems.md)); whether it is within reach is asked when it is known
what it is done to. The rules of the loop are asked afterwards: see [refusals.md](refusals.md).

Who: **A** administrators, **D** data protection officers, **M** management (through the posts held today, also as a deputy), **C** coordinators of a
group, **G** members of a group, **L** whoever has a group's link, **N** analysts (facts; words only where that was granted), **R** readers, **S** whoever
has signed in, **\\*** everybody.

Where: *all*; *unit*: what belongs to one of their units, to one below it, or to one that it has succeeded; *group*: what belongs to their group, or to one
that it has succeeded; *own*: what is their own. Members, links and readers are told an answer when the group has been told; a thing out of reach is
answered as one that is not there.

Scope: what the token of a program must be for, so that the program may what its account may. Where nothing stands only people may, or everybody.

${sections.join('\n').trimEnd()}
`;
}

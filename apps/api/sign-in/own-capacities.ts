import type { Say } from '#i18n';
import type { Capacity, Reach } from '#permissions';
import { allQueries } from '#read-models';
import { dayOf } from '#use-cases';
import type { Visit } from './visit.ts';

/** What somebody is here and what they may do, in plain words. */
export interface Told {
  readonly what: string;
  readonly may: string;
}

type Named = ReadonlyMap<string, string>;
interface Names {
  readonly posts: Named;
  readonly units: Named;
  readonly groups: Named;
}

export async function ownCapacities(visit: Visit): Promise<readonly Told[]> {
  const { capacities } = visit.request.rights;
  if (capacities.length === 0) return [];
  const names = await namesFor(visit, capacities);
  return capacities.map((capacity) => told(capacity, names, visit.say));
}

type Row = Readonly<Record<string, unknown>>;

async function ask({ desk, request }: Visit, name: string, params: Readonly<Record<string, string>>): Promise<Row> {
  const { query } = allQueries.find((one) => one.name === name)!;
  const asked = { reader: request.rights, today: dayOf(desk.house.context.clock.now()) };
  return (await desk.queries.execute(new query(params, asked))) as Row;
}

/** A text as a query answers it, where it can be read. */
const textOf = (text: unknown): string | undefined => (text as { readonly text?: string } | null | undefined)?.text;

function named(rows: unknown, id: string, name: string): Named {
  return new Map(
    (rows as readonly Row[]).flatMap((row): [string, string][] => {
      const text = textOf(row[name]);
      return text === undefined ? [] : [[row[id] as string, text]];
    }),
  );
}

/** Names of what the capacities are of; what has none is called by its id. */
async function namesFor(visit: Visit, capacities: readonly Capacity[]): Promise<Names> {
  const groups = capacities.flatMap((capacity) => ('group' in capacity ? [capacity.group] : []));
  const [organisation, units, ...of] = await Promise.all([
    ask(visit, 'GetOrganisation', {}),
    ask(visit, 'ListUnits', {}),
    ...groups.map((id) => ask(visit, 'GetGroup', { id })),
  ]);
  return {
    posts: named(organisation.posts, 'code', 'label'),
    units: named(units.items, 'id', 'name'),
    groups: named(of, 'id', 'name'),
  };
}

/** So many units are named; of more it is said how many there are. */
const mostNamed = 3;

function unitsIn(reach: Reach, units: Named, say: Say): string {
  if (reach === 'all') return say('capacity.allUnits');
  if (reach.length > mostNamed) return say('capacity.units', { count: reach.length });
  return reach.map((unit) => units.get(unit) ?? unit).join(', ');
}

function told(capacity: Capacity, { posts, units, groups }: Names, say: Say): Told {
  switch (capacity.kind) {
    case 'management':
      return {
        what: say('capacity.management', { post: posts.get(capacity.post) ?? capacity.post }),
        may: say('capacity.management.may', { units: unitsIn(capacity.units, units, say) }),
      };
    case 'coordinator':
    case 'member':
      return {
        what: say(`capacity.${capacity.kind}`, { group: groups.get(capacity.group) ?? capacity.group }),
        may: say(`capacity.${capacity.kind}.may`),
      };
    case 'analyst':
      return {
        what: say('capacity.analyst', { units: unitsIn(capacity.units, units, say) }),
        may: say(capacity.words ? 'capacity.analyst.mayWords' : 'capacity.analyst.may'),
      };
    case 'reader':
      return {
        what: say('capacity.reader', { units: unitsIn(capacity.units, units, say) }),
        may: say('capacity.reader.may'),
      };
    case 'administrator':
    case 'dataProtectionOfficer':
      return { what: say(`capacity.${capacity.kind}`), may: say(`capacity.${capacity.kind}.may`) };
    case 'link':
      return { what: '', may: '' };
  }
}

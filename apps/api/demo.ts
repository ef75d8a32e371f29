import { createReadStream, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { group } from '#domain';
import { atConsole } from '#permissions';
import { simulateCounty } from '#simulation';
import { type Context, carryOut, dayOf, holidayTables, importHistory, joinAccount, readLines } from '#use-cases';
import { nameDemoCodes } from './demo-codes.ts';
import { demoGroup, demoPost, demoUnit, tellDemoStory } from './demo-story.ts';
import type { House } from './house.ts';

export { demoGroup } from './demo-story.ts';

/** Small enough to be taken in while one reads the README, large enough to show every path of the loop. */
const county = { units: 3, groups: 6, years: 3, seed: 'demo' };

/** The folder of the repository, seen from the sources and from what is built of them. */
function rootOf(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : rootOf(dirname(folder));
}

/** A real history of ten groups, and a county that does not exist; each says in its source which of the two it is. */
async function histories(
  until: string,
): Promise<readonly (readonly [string, Iterable<Buffer> | AsyncIterable<Buffer>])[]> {
  const lastYear = Number(until.slice(0, 4));
  const holidays = await holidayTables(lastYear - county.years, lastYear + 2);
  function* simulated() {
    for (const line of simulateCounty({ ...county, until, holidays })) yield Buffer.from(`${JSON.stringify(line)}\n`);
  }
  const real = 'espoo-jyvaskyla.ndjson';
  return [
    [real, createReadStream(join(rootOf(import.meta.dirname), 'histories', real))],
    ['a simulated county', simulated()],
  ];
}

/** Who looks at the demo, and as what; nobody of them has a password. */
export const demoAccounts = {
  'demo-management': 'Johto (esimerkki)',
  'demo-coordinator': 'Koordinaattori (esimerkki)',
  'demo-member': 'Kehittäjäasiakas (esimerkki)',
  'demo-analyst': 'Tutkija (esimerkki)',
  'demo-administrator': 'Pääkäyttäjä (esimerkki)',
} as const;

/** One for each audience, in a group and a unit of the county that does not exist. Twice is harmless. */
async function makeAccounts(context: Context): Promise<void> {
  const give = (name: string, id: string, body: object) => carryOut(context, atConsole, [name, id, body]);
  for (const [id, name] of Object.entries(demoAccounts)) {
    await give('InviteAccount', id, { name, language: 'fi' });
    await joinAccount(context, id);
  }
  await give('GrantRole', 'demo-coordinator', { role: 'coordinator', group: demoGroup });
  await give('GrantRole', 'demo-member', { role: 'member', group: demoGroup, as: 'clientDeveloper' });
  await give('GrantRole', 'demo-analyst', { role: 'analyst' });
  await give('GrantRole', 'demo-administrator', { role: 'administrator' });
  const holding = { post: demoPost, account: 'demo-management', from: dayOf(context.clock.now()) };
  await give('HoldPost', demoUnit, holding);
}

/**
 * Makes what opens the link of the demo's group. A link tells its token once, so each start issues it anew: what opened it
 * before opens nothing any more, and this process alone knows the new one.
 */
export async function issueDemoLink({ context, demoLink }: House): Promise<void> {
  const { state } = await context.streams.load(group, demoGroup);
  if (state.status !== 'living') return;
  const { secret } = await carryOut(context, atConsole, ['IssueLink', demoGroup, { link: 'demo' }]);
  if (secret !== undefined) demoLink.token = secret;
}

/**
 * Takes the demo's histories into an installation that is empty, or in which this was begun and broken off; one that holds
 * anything else is left as it is.
 * @returns whether they were taken in
 */
export async function importDemo({ context, store, log }: House, folder: string): Promise<boolean> {
  // Holds the day of the first try, up to which the county is simulated: another day would be another history.
  const unfinished = join(folder, 'demo.unfinished');
  if (!existsSync(unfinished)) {
    if ((await store.head()) !== undefined) return false;
    writeFileSync(unfinished, dayOf(Date.now()));
  }
  const today = readFileSync(unfinished, 'utf8');
  for (const [history, chunks] of await histories(today)) {
    let told = Date.now();
    const report = await importHistory(context, readLines(chunks), {
      onProgress: ({ events, lines }) => {
        if (Date.now() - told < 2_000) return;
        told = Date.now();
        log.info({ history, lines, events }, 'taking in the demo');
      },
    });
    const { lines, events, sources, rejected } = report;
    log.info({ history, lines, events, sources, rejected }, 'a history of the demo has been taken in');
  }
  await nameDemoCodes(context);
  await makeAccounts(context);
  await tellDemoStory(context, today);
  rmSync(unfinished);
  return true;
}

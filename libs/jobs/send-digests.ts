import { addDays, type Day, weekday } from '#domain';
import { coordinatorsOf, holdersOf, type OpenCount, openCounts, postsOfUnits, type Reads } from '#read-models';
import { dayOf, noticeId, sendDigest } from '#use-cases';
import type { Job } from './job.ts';
import { catchUp, unwritten } from './waits.ts';

/** The hour of a Monday in Helsinki from which digests go out. */
const firstHour = 7;

const hours = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Helsinki', hour: '2-digit', hourCycle: 'h23' });

/** When nobody ran on Monday, digests go out until Wednesday; later in a week the next ones are near. */
const lastWeekday = 3;

/** The Monday whose digests go out at an instant, by the clocks and calendars of Helsinki; undefined: it is no time for digests. */
function weekOf(instant: number): Day | undefined {
  const today = dayOf(instant);
  const day = weekday(today);
  const early = day === 1 && Number(hours.format(instant)) < firstHour;
  return early || day > lastWeekday ? undefined : addDays(today, 1 - day);
}

export const sendDigestsJob: Job = {
  name: 'send-digests',
  everyMinutes: 15,
  summary:
    'On Monday from seven sends each post and coordinator what waits for them; who has nothing to do hears nothing.',
  async run(at, signal) {
    const { context, reads } = at;
    const now = context.clock.now();
    const week = weekOf(now);
    if (week === undefined) return;
    const done = context.vault.progress('digests');
    // A week is done once: who had nothing to do on Monday is not written to on Tuesday.
    if (((await done.read()) ?? '') >= week) return;
    await catchUp(at, ['loops', 'notices', 'organisation', 'groups', 'rights']);
    let sent = 0;
    for (const { id, facts } of unwritten(reads, await digestsOf(reads, week, dayOf(now)))) {
      if (signal.aborted) return;
      if (await sendDigest(context, id, facts)) sent += 1;
    }
    await done.write(week);
    if (sent > 0) at.log({ sent, week }, 'digests were sent');
  },
};

interface Digest {
  readonly id: string;
  readonly facts: Parameters<typeof sendDigest>[2];
}

async function digestsOf(reads: Reads, week: Day, today: Day): Promise<Digest[]> {
  const open = openCounts(reads, today, addDays(week, -7));
  return [...digestsOfPosts(reads, open, week, today), ...(await digestsOfCoordinators(reads, open, week))];
}

/** What one reader has to do. Numbers only: of nothing that has not been told yet is said what was answered. */
function summed(counts: readonly OpenCount[]) {
  const owed: Partial<Record<OpenCount['what'], number>> = {};
  let [overdue, begun] = [0, 0];
  for (const count of counts) {
    owed[count.what] = (owed[count.what] ?? 0) + count.waits;
    overdue += count.overdue;
    begun += count.begun;
  }
  return { owed, overdue, begun };
}

const untold = (counts: readonly OpenCount[]): number =>
  counts.filter(({ what }) => what === 'telling').reduce((sum, { waits }) => sum + waits, 0);

/** A post owes what names it, and with the other posts of its unit what names none. */
function digestsOfPosts(reads: Reads, open: readonly OpenCount[], week: Day, today: Day): Digest[] {
  const ofUnits = postsOfUnits(reads);
  const byPost = new Map<string, OpenCount[]>();
  for (const count of open) {
    if (count.side !== 'management') continue;
    for (const post of count.post === null ? (ofUnits.get(count.unit) ?? []) : [count.post])
      byPost.set(post, [...(byPost.get(post) ?? []), count]);
  }
  const unitOf = new Map([...ofUnits].flatMap(([unit, posts]) => posts.map((post) => [post, unit] as const)));
  const holders = holdersOf(reads, byPost.keys(), today);
  return [...byPost].map(([post, counts]) => {
    const unit = unitOf.get(post);
    const toTell = untold(open.filter((count) => count.side === 'group' && count.unit === unit));
    return {
      id: noticeId('digest-post', post, week),
      facts: {
        week,
        post,
        ...(unit !== undefined && { unit }),
        ...summed(counts),
        toTell,
        to: holders.get(post) ?? [],
      },
    };
  });
}

/** One digest for all the groups that somebody coordinates. */
async function digestsOfCoordinators(reads: Reads, open: readonly OpenCount[], week: Day): Promise<Digest[]> {
  const ofGroups = open.filter(({ side }) => side === 'group');
  const coordinators = await coordinatorsOf(
    reads,
    ofGroups.map(({ grp }) => grp),
  );
  const groupsOf = new Map<string, string[]>();
  for (const [group, accounts] of coordinators)
    for (const account of accounts) groupsOf.set(account, [...(groupsOf.get(account) ?? []), group]);
  return [...groupsOf].map(([coordinator, groups]) => {
    const counts = ofGroups.filter(({ grp }) => groups.includes(grp));
    return {
      id: noticeId('digest-coordinator', coordinator, week),
      facts: { week, coordinator, groups, ...summed(counts), toTell: untold(counts), to: [coordinator] },
    };
  });
}

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { atConsole } from '#permissions';
import { day } from './driven-api.ts';
import { type Circle, openTown, type Saying, sayingIn, type Town } from './people-at-work.ts';
import { comesTo, type Done, fiveTasksPage, Practised, type Task } from './practised.ts';

/** Five tasks, each done in the browser as somebody does it who has often done it before: how many clicks, how many seconds. */

let town: Town;
let web: Saying;
let circle: Circle;
const done: Done[] = [];

beforeAll(async () => {
  town = await openTown();
  ({ web } = await sayingIn('fi'));
  circle = await town.circle('five', 'fi');
  const { does } = town;
  const { management, coordinator, member } = circle.as;
  for (const [id, name] of [
    ['anna', 'Anna Ylläpitäjä'],
    ['sami', 'Sami Seuraaja'],
  ] as const)
    await does(atConsole, 'InviteAccount', id, { language: 'fi', name });
  await does(atConsole, 'GrantRole', 'anna', { role: 'administrator' });
  // Enough that what is looked for is not the only thing there is.
  const titles = ['Penkki katoksen alle', 'Selkeämpi esite', 'Ovi auki aiemmin', 'Tulkki samaksi', 'Kahvia aulaan'];
  for (const [index, title] of titles.entries())
    await does(coordinator, 'SubmitProposal', `p-${index}`, {
      group: circle.group,
      unit: circle.unit,
      kind: 'idea',
      answerWanted: 'decision',
      on: day(-40 + index),
      words: { title, text: 'Tästä puhuttiin tapaamisessa.' },
    });
  const answered = async (id: string) => {
    const words = { reason: 'Tähän on varaa.', whatWillBeDone: 'Teemme sen.' };
    const { events } = await does(management, 'DecideProposal', id, { decision: 'accepted', byWhen: day(30), words });
    return events[0]!;
  };
  const told = (id: string, ofEvent: string) => does(coordinator, 'TellAnswer', id, { ofEvent, how: 'phone' });
  const { events } = await told('p-0', await answered('p-0'));
  await does(member, 'ConfirmTelling', 'p-0', { ofEvent: events[0]!, how: 'account' });
  await told('p-1', await answered('p-1'));
  await answered('p-2');
  await does(management, 'ReceiveProposal', 'p-3', { post: circle.post, estimate: day(5) });
  await does(coordinator, 'HoldMeeting', 'held', { group: circle.group, kind: 'meeting', on: day(-7), present: {} });
}, 180_000);
afterAll(() => town?.close());

const tasks: readonly (Task & { readonly as: () => string; readonly act: (by: Practised) => Promise<void> })[] = [
  {
    what: 'Find what became of our proposal',
    who: 'group member',
    clicks: 3,
    as: () => circle.member,
    async act(by) {
      await by.click('open the search', by.link(web('nav.search')));
      await by.type('write a word of it', by.field(web('search.what')), 'penkki', 'Enter');
      await by.click('open what was found', by.link('Penkki katoksen alle'));
      await by.sees(by.text('Tähän on varaa.'));
    },
  },
  {
    what: 'Answer a proposal',
    who: 'management',
    clicks: 4,
    as: () => circle.management,
    async act(by) {
      await by.click('open what is due first', by.link(web('start.doAnswer')));
      await by.click('choose the outcome', by.radio(web('answer.outcome.accepted')));
      const reason = 'Tulkin voi varata samaksi, kun varaus tehdään puhelimessa. Ohjeistamme neuvonnan tässä kuussa.';
      await by.type('write the reason', by.field(web('answer.reason')), reason);
      await by.click('save', by.button(web('answer.deed')));
      await by.sees(by.text(web('answer.given')));
    },
  },
  {
    what: 'Prepare the next meeting',
    who: 'coordinator',
    clicks: 4,
    as: () => circle.coordinator,
    async act(by) {
      await by.click('open the agenda, which has written itself', by.link(web('start.agenda')));
      await by.sees(by.text('Ovi auki aiemmin'));
      await by.click('plan the meeting', by.button(web('meetings.plan')));
      await by.click('take the usual day, which is filled in', by.button(web('meetings.plan')));
      await by.sees(by.text(web('meetings.isPlanned')));
      await by.page.evaluate('window.print = () => { document.title = "printed"; }');
      await by.click('print it on one page', by.button(web('agenda.print')));
      await by.page.waitForFunction('document.title === "printed"');
    },
  },
  {
    what: 'Correct a slip: an answer was told on another day',
    who: 'coordinator',
    clicks: 6,
    as: () => circle.coordinator,
    async act(by) {
      await by.click('open the agenda', by.link(web('start.agenda')));
      await by.click('open the proposal', by.link('Selkeämpi esite'));
      await by.click('say that this was a slip', by.button(`${web('timeline.slip')}: ${web('event.AnswerTold')}`));
      await by.type('say what was wrong', by.field(web('timeline.mend.why')), 'väärä päivä', 'Enter', {
        isThere: true,
      });
      await by.click('record it anew, with what stood there filled in', by.button(web('timeline.anew')));
      await by.date('choose the right day', by.field(web('deed.field.on')), day(-7));
      await by.click('save', by.button(web('deed.tell')));
      await by.sees(by.text(web('deed.tell.done')));
    },
  },
  {
    what: 'Hand over a post',
    who: 'administrator',
    clicks: 6,
    as: () => 'anna',
    async act(by) {
      await by.click('open the administration', by.link(web('nav.admin')));
      await by.click('open the units', by.link(web('units.title')));
      await by.click('open the unit', by.link('Palvelut five'));
      await by.click('name who holds the post', by.button(web('unitPosts.hold')));
      await by.pick('choose the successor', by.field(web('unitPosts.who')), 'Sami Seuraaja');
      await by.click('save', by.button(web('unitPosts.holdDeed')));
      await by.sees(by.text(web('unitPosts.held')));
    },
  },
];

describe('a practised user', () => {
  it.each(tasks)('$what: $clicks clicks', async ({ what, who, clicks, as, act }) => {
    const visitor = await town.comes({ account: as() });
    await visitor.page.goto('/start');
    const by = new Practised(visitor.page);
    await comesTo(visitor.page);
    await act(by);
    expect(visitor.faults()).toEqual([]);
    expect({ what, clicks: by.clicks }).toEqual({ what, clicks });
    done.push({ what, who, clicks, steps: by.steps, seconds: by.seconds, machine: by.machine });
    await visitor.context.close();
  });

  it('reads them in the documentation as they are (UPDATE_DOCS=1 writes them anew)', () => {
    const file = join(import.meta.dirname, '../docs/reference/five-tasks.md');
    expect(done).toHaveLength(tasks.length);
    if (process.env.UPDATE_DOCS) writeFileSync(file, fiveTasksPage(done, day()));
    // What the machine took is told, and differs from hour to hour.
    const without = (page: string) => page.replace(/\| [\d.]+ \|$/gm, '|').replace(/measured on \S+/, '');
    expect(without(readFileSync(file, 'utf8'))).toBe(without(fiveTasksPage(done, day())));
  });
});

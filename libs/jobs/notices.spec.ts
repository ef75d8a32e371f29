import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { exportHistory, importHistory, readLines } from '#use-cases';
import { administrator, client, coordinator, head } from '../../test/installation.ts';
import { type Item, type JobStory, openJobStory, owner } from '../../test/job-story.ts';
import { noticeLatenessJob } from './notice-lateness.ts';
import { reportInitiativesJob } from './report-initiatives.ts';
import { sendDigestsJob } from './send-digests.ts';
import { sendRemindersJob } from './send-reminders.ts';

/** What time brings to whom, with the clock moved. Everything begins on Friday 20 November 2026. */

const all = [noticeLatenessJob, sendRemindersJob, sendDigestsJob, reportInitiativesJob];

let story: JobStory;
const open = async (runners = 1) => {
  story = await openJobStory(runners);
};
afterEach(() => story.close());

const proposes = (id: string, more: object = {}) =>
  story.give({
    do: 'SubmitProposal',
    id,
    by: client,
    body: {
      group: 'lobby',
      unit: 'services',
      kind: 'idea',
      answerWanted: 'decision',
      words: { title: 'A bench', text: 'A bench in the lobby.' },
      ...more,
    },
  });
const decides = (id: string, more: object = {}) =>
  story.give({
    do: 'DecideProposal',
    id,
    by: head,
    body: {
      decision: 'rejected',
      words: { reason: 'There is no room for a bench.', briefAnswer: 'No room.' },
      ...more,
    },
  });
/** Day after day, as the timer would, until a day inclusive. */
async function days(first: string, last: string): Promise<void> {
  for (let day = first; day <= last; day = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)) {
    story.at(day);
    await story.run(...all);
  }
}
const told = ({ what, moment, to }: Item) => `${what} ${moment}: ${to.join(', ')}`;
const reminded = async () => (await story.notices('ReminderSent')).map(told);
const late = async () => (await story.notices('LatenessNoticed')).map(({ what, due }) => `${due} ${what}`).sort();
const inboxOf = async (account: string, kind: 'management' | 'coordinator' = 'management', params: object = {}) =>
  (
    await story.ask<{ items: Item[] }>('ListInbox', params, {
      account,
      capacities: [
        kind === 'coordinator'
          ? { kind, group: 'lobby', groups: ['lobby'] }
          : { kind, post: 'head-of-service', units: ['services'] },
      ],
    })
  ).items;

describe('a proposal left unanswered', () => {
  it.each([1, 4])(
    'is noticed once and reminded of once at each moment, with %i runners',
    async (runners) => {
      await open(runners);
      await proposes('bench');
      await story.run(...all);
      expect([await reminded(), await late()]).toEqual([[], []]);
      await days('2026-11-21', '2026-12-29');
      expect(await late()).toEqual(['2026-11-27 receipt', '2026-12-21 decision']);
      expect(await reminded()).toEqual([
        'receipt 0: head-1',
        'receipt 7: deputy-1, head-1',
        'decision -7: deputy-1, head-1',
        'decision 0: deputy-1, head-1',
        'receipt 30: deputy-1, head-1',
        'decision 7: deputy-1, head-1',
      ]);
      const digests = await story.notices('DigestSent');
      expect(
        digests.map(({ week, post, owed, overdue, begun, to }) => ({ week, post, owed, overdue, begun, to })),
      ).toEqual(
        ['2026-11-23', '2026-11-30', '2026-12-07', '2026-12-14', '2026-12-21', '2026-12-28'].map((week) => ({
          week,
          post: 'head-of-service',
          owed: { decision: 1, receipt: 1 },
          overdue: week < '2026-11-28' ? 0 : week < '2026-12-22' ? 1 : 2,
          begun: week === '2026-11-23' ? 2 : 0,
          to: week.startsWith('2026-12') ? ['deputy-1', 'head-1'] : ['head-1'],
        })),
      );
      const inbox = await inboxOf('head-1');
      expect(inbox.filter(({ type }) => type === 'ReminderSent')).toHaveLength(6);
      expect(inbox.filter(({ type }) => type === 'DigestSent')).toHaveLength(6);
      expect(await inboxOf('kaisa-account', 'coordinator')).toEqual([]);
    },
    60_000,
  );

  it('is not reminded of any more once it is answered; then the coordinator is, of telling it', async () => {
    await open();
    await proposes('bench');
    story.at('2026-11-28');
    await story.run(...all);
    expect(await reminded()).toEqual(['receipt 0: head-1']);
    expect(await inboxOf('head-1', 'management', { open: true })).toMatchObject([
      { what: 'receipt', proposal: 'bench', title: { text: 'A bench' }, unitName: { text: 'Services' }, open: true },
    ]);
    await decides('bench');
    await days('2026-11-29', '2026-12-13');
    expect(await reminded()).toEqual(['receipt 0: head-1', 'telling -7: kaisa-account', 'telling 0: kaisa-account']);
    expect((await inboxOf('head-1', 'management', { open: false })).map(({ what }) => what)).toEqual(['receipt']);
    const [digest] = await inboxOf('kaisa-account', 'coordinator');
    expect(digest).toMatchObject({ type: 'ReminderSent', what: 'telling' });
    const digests = (await story.notices('DigestSent')).filter(({ week }) => week === '2026-12-07');
    expect(digests).toMatchObject([{ owed: { telling: 1 }, toTell: 1, to: ['kaisa-account'], side: 'group' }]);
  });

  it('is reminded of by the latest moment only when nobody ran for weeks, and by none that passed a week ago', async () => {
    await open();
    await proposes('bench');
    story.at('2026-12-23');
    await story.run(...all);
    expect(await reminded()).toEqual(['decision 0: deputy-1, head-1']);
    story.at('2027-01-10');
    await story.run(...all);
    expect(await reminded()).toHaveLength(1);
    expect(await late()).toEqual(['2026-11-27 receipt', '2026-12-21 decision']);
  });

  it('is left to the next run when something has happened to it since the view was made', async () => {
    await open();
    await proposes('bench');
    story.at('2026-11-28');
    const [place] = story.places;
    const { store } = place!.context;
    const movedOn = new Proxy(store, {
      get(target, name) {
        if (name === 'version') return async (stream: string) => (await target.version(stream)) + 1;
        const value = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const { signal } = new AbortController();
    for (const job of [noticeLatenessJob, sendRemindersJob])
      await job.run({ ...place!, context: { ...place!.context, store: movedOn } }, signal);
    expect([await reminded(), await late()]).toEqual([[], []]);
    await story.run(...all);
    expect([await reminded(), await late()]).toEqual([['receipt 0: head-1'], ['2026-11-27 receipt']]);
  });

  it('is late again after a new date has passed', async () => {
    await open();
    await proposes('bench');
    await days('2026-12-22', '2026-12-22');
    await story.give({
      do: 'ReceiveProposal',
      id: 'bench',
      by: head,
      body: { post: 'head-of-service', estimate: '2027-01-15' },
    });
    await days('2026-12-23', '2027-01-16');
    expect(await late()).toEqual(['2026-11-27 receipt', '2026-12-21 decision', '2027-01-15 decision']);
    expect((await reminded()).slice(-2)).toEqual(['decision -7: head-1', 'decision 0: head-1']);
  }, 30_000);
});

describe('what reaches nobody', () => {
  beforeEach(() => open());

  it('is written all the same, and shown to the administration', async () => {
    await story.give({
      do: 'EstablishUnit',
      id: 'housing',
      by: administrator,
      body: { parent: 'county', words: { name: 'Housing' } },
    });
    await proposes('bench', { unit: 'housing' });
    story.at('2026-11-28');
    await story.run(...all);
    const { items } = await story.ask<{ items: Item[] }>('ListNotices', { unreached: true }, owner);
    expect(items).toMatchObject([{ type: 'ReminderSent', what: 'receipt', unit: 'housing', to: [] }]);
    const ofGroup = { kind: 'coordinator', group: 'lobby', groups: ['lobby'] } as const;
    const asked = story.ask('ListNotices', {}, { account: 'kaisa-account', capacities: [ofGroup] });
    await expect(asked).rejects.toMatchObject({ code: 'permission.denied' });
  });

  it('goes to no account that was disabled', async () => {
    await story.give({ do: 'InviteAccount', id: 'head-1', by: administrator, body: { language: 'fi' } });
    await story.give({ do: 'DisableAccount', id: 'head-1', by: administrator, body: {} });
    await proposes('bench');
    story.at('2026-11-28');
    await story.run(...all);
    expect(await reminded()).toEqual(['receipt 0: ']);
  });
});

describe('a coordinator by a granted role alone, without being among the members', () => {
  const invited = (id: string) => story.give({ do: 'InviteAccount', id, by: administrator, body: { language: 'fi' } });
  const coordinates = async (id: string) => {
    await invited(id);
    await story.give({ do: 'GrantRole', id, by: administrator, body: { role: 'coordinator', group: 'lobby' } });
  };
  const toldOnMonday = async () => {
    await proposes('bench');
    await decides('bench');
    await days('2026-11-27', '2026-11-27');
    story.at('2026-11-30');
    await story.run(sendDigestsJob);
    const digests = (await story.notices('DigestSent')).filter(({ side }) => side === 'group');
    return { reminded: await reminded(), digests: digests.flatMap(({ to }) => to).sort() };
  };

  beforeEach(() => open());

  it('is reminded and sent a digest like the coordinators among the members, once', async () => {
    await coordinates('granted-account');
    await coordinates('kaisa-account');
    expect(await toldOnMonday()).toEqual({
      reminded: ['telling -7: granted-account, kaisa-account'],
      digests: ['granted-account', 'kaisa-account'],
    });
  });

  it('hears nothing when the role was withdrawn, the account disabled, or the role is of another kind or group', async () => {
    await coordinates('withdrawn-account');
    const role = { role: 'coordinator', group: 'lobby' };
    await story.give({ do: 'WithdrawRole', id: 'withdrawn-account', by: administrator, body: role });
    await coordinates('disabled-account');
    await story.give({ do: 'DisableAccount', id: 'disabled-account', by: administrator, body: {} });
    await invited('member-account');
    const membership = { role: 'member', group: 'lobby', as: 'clientDeveloper' };
    await story.give({ do: 'GrantRole', id: 'member-account', by: administrator, body: membership });
    const yard = { kind: 'coDevelopment', unit: 'services', words: { name: 'Yard' } };
    await story.give({ do: 'FoundGroup', id: 'yard', by: administrator, body: yard });
    await invited('yard-account');
    const ofYard = { role: 'coordinator', group: 'yard' };
    await story.give({ do: 'GrantRole', id: 'yard-account', by: administrator, body: ofYard });
    expect(await toldOnMonday()).toEqual({ reminded: ['telling -7: kaisa-account'], digests: ['kaisa-account'] });
  });
});

describe('a unit', () => {
  it('chooses its own moments, which its units below share until they choose, from then on', async () => {
    await open();
    await proposes('bench');
    story.at('2026-11-25');
    const chooses = (id: string, moments: object) =>
      story.give({ do: 'SetReminders', id, by: administrator, body: { moments } });
    await chooses('county', { receipt: [-3, 3], decision: [-20] });
    await story.run(...all);
    // Three days before was yesterday, when nobody had chosen it yet.
    expect(await reminded()).toEqual([]);
    await days('2026-11-26', '2026-12-01');
    expect(await reminded()).toEqual(['receipt 3: head-1', 'decision -20: deputy-1, head-1'].toSorted().reverse());
    await chooses('services', { decision: [] });
    await days('2026-12-02', '2026-12-22');
    expect(await reminded()).toHaveLength(2);
  }, 30_000);
});

describe('things that nobody has promised by a day', () => {
  it('are reminded of after they began: a confirmation, not a change', async () => {
    await open();
    await proposes('bench');
    await decides('bench');
    const log = await story.context.store.read('proposal-bench');
    const answer = log.find(({ type }) => type === 'ProposalDecided')!.id;
    await story.give({ do: 'TellAnswer', id: 'bench', by: coordinator, body: { ofEvent: answer, how: 'letter' } });
    await days('2026-11-21', '2026-12-21');
    expect(await reminded()).toEqual(['confirmation 14: kaisa-account', 'confirmation 30: kaisa-account']);
    expect(await late()).toEqual([]);
  }, 30_000);
});

describe('a trial', () => {
  it('of the group ends, and its coordinator is reminded; that of management by its follow-up', async () => {
    await open();
    await proposes('own', { answerWanted: 'none' });
    const starts = (id: string, by: object) =>
      story.give({ do: 'StartTrial', id, by, body: { until: '2026-12-10', words: { what: 'A bench for a week' } } });
    await starts('own', coordinator);
    await proposes('promised');
    await decides('promised', {
      decision: 'trial',
      words: { reason: 'Let us try.', briefAnswer: 'Let us try.', whatWillBeDone: 'A bench.' },
    });
    await starts('promised', head);
    await days('2026-12-03', '2026-12-10');
    const about = (await story.notices('ReminderSent')).filter(({ what }) => what !== 'telling');
    expect(about.map((item) => `${item.proposal} ${told(item)}`).sort()).toEqual([
      'own trialEnding -7: kaisa-account',
      'own trialEnding 0: kaisa-account',
      'promised followUp -7: deputy-1, head-1',
      'promised followUp 0: deputy-1, head-1',
    ]);
    expect((await inboxOf('kaisa-account', 'coordinator', { open: true })).map(({ proposal }) => proposal)).toContain(
      'own',
    );
    await story.give({
      do: 'ConcludeTrial',
      id: 'own',
      by: coordinator,
      body: { outcome: 'adopt', words: { whatWasLearnt: 'It is used.' } },
    });
    const stillOpen = await inboxOf('kaisa-account', 'coordinator', { open: true });
    expect(stillOpen.map(({ proposal }) => proposal)).not.toContain('own');
  });
});

describe('history', () => {
  it('triggers nothing; a date that is named live for what it began does', async () => {
    await open();
    const lines = [
      {
        source: 'slides',
        title: 'Slides',
        coverage: { proposals: 'complete', receipts: 'complete', decisions: 'complete' },
      },
      ...['old', 'older'].map((of) => ({
        event: 'ProposalSubmitted',
        of,
        on: '2026-11-19',
        group: 'lobby',
        unit: 'services',
        kind: 'idea',
        answerWanted: 'decision',
        words: { title: 'An old idea' },
        source: 'slides',
      })),
    ];
    const file = lines.map((line) => JSON.stringify(line)).join('\n');
    const report = await importHistory(story.context, readLines([Buffer.from(file)]));
    expect(report).toMatchObject({ rejected: 0, events: 2 });
    await story.give({
      do: 'ReceiveProposal',
      id: 'old',
      by: head,
      body: { post: 'head-of-service', estimate: '2026-12-01' },
    });
    await days('2026-11-21', '2026-12-31');
    expect(await late()).toEqual(['2026-12-01 decision']);
    expect((await story.notices('ReminderSent')).map(({ proposal, what }) => `${proposal} ${what}`)).toEqual([
      'old decision',
      'old decision',
      'old decision',
      'old decision',
    ]);
    const digests = await story.notices('DigestSent');
    expect(new Set(digests.map(({ owed }) => JSON.stringify(owed)))).toEqual(new Set(['{"decision":1}']));
  }, 60_000);
});

describe('notices that were exported', () => {
  it('are there after a restore, and nobody is told anything again', async () => {
    await open();
    await proposes('bench');
    await days('2026-11-21', '2026-11-30');
    const before = [await reminded(), await late(), await story.notices('DigestSent')];
    const texts: string[] = [];
    await exportHistory(story.context, (text) => void texts.push(text));
    const { time } = story.clock;
    await story.close();
    story = await openJobStory(1, []);
    story.clock.time = time;
    const report = await importHistory(story.context, readLines([Buffer.from(texts.join(''))]));
    expect(report).toMatchObject({ rejected: 0, problems: [] });
    expect([await reminded(), await late(), await story.notices('DigestSent')]).toEqual(before);
    await story.run(...all);
    expect([await reminded(), await late(), await story.notices('DigestSent')]).toEqual(before);
    expect(before[0]).toEqual(['receipt 0: head-1']);
  });
});

describe('a digest', () => {
  it('goes out from seven on Monday in Helsinki, in summer and in winter time, or until Wednesday when nobody ran', async () => {
    await open();
    await proposes('bench');
    await story.run(...all);
    const weeks = async () => (await story.notices('DigestSent')).map(({ week }) => week);
    story.at('2026-11-23T04:59:00Z');
    await story.run(sendDigestsJob);
    expect(await weeks()).toEqual([]);
    story.at('2026-11-23T05:00:00Z');
    await story.run(sendDigestsJob);
    expect(await weeks()).toEqual(['2026-11-23']);
    story.at('2027-04-05T03:59:00Z');
    await story.run(sendDigestsJob);
    expect(await weeks()).toHaveLength(1);
    story.at('2027-04-05T04:00:00Z');
    await story.run(sendDigestsJob);
    expect(await weeks()).toEqual(['2026-11-23', '2027-04-05']);
    story.at('2027-04-15');
    await story.run(sendDigestsJob);
    expect(await weeks()).toHaveLength(2);
    story.at('2027-04-21');
    await story.run(sendDigestsJob);
    expect((await weeks()).at(-1)).toBe('2027-04-19');
  });

  it('is not sent to who had nothing to do on Monday', async () => {
    await open();
    story.at('2026-11-23');
    await story.run(sendDigestsJob);
    story.at('2026-11-24');
    await proposes('bench');
    await story.run(sendDigestsJob);
    expect(await story.notices('DigestSent')).toEqual([]);
  });
});

describe('the report of initiatives', () => {
  it('is written once a year, from the month that was set, by whichever of four runners is first', async () => {
    await open(4);
    await story.give({ do: 'ChangePreset', id: 'main', by: administrator, body: { initiativeReportMonth: 2 } });
    await story.give({
      do: 'JoinGroup',
      id: 'lobby',
      by: coordinator,
      body: { member: 'helka', role: 'clientDeveloper' },
    });
    await story.give({
      do: 'GiveConsent',
      id: 'lobby',
      by: coordinator,
      body: { member: 'helka', to: ['name'], how: 'oneself' },
    });
    await proposes('bench');
    const initiative = { registryNumber: 'LUVN/7', arrived: '2026-11-18', initiators: [{ id: 'helka' }] };
    await story.give({ do: 'MarkAsInitiative', id: 'bench', by: coordinator, body: initiative });
    await story.give({ do: 'ReceiveProposal', id: 'bench', by: head, body: { post: 'head-of-service' } });
    await decides('bench');
    story.at('2027-01-31');
    await story.run(reportInitiativesJob);
    expect(await story.notices('InitiativesReported')).toEqual([]);
    story.at('2027-02-01');
    await story.run(reportInitiativesJob);
    story.at('2027-03-01');
    await story.run(reportInitiativesJob);
    expect(await story.notices('InitiativesReported')).toMatchObject([{ year: 2026 }]);
    const counts = { initiatives: 1, handlerNamed: 1, handlerNamedInTime: 1, answered: 1, followedUp: 0 };
    expect(await story.ask('GetInitiativesReport', { year: 2026 }, owner)).toMatchObject({
      year: 2026,
      counts,
      items: [
        {
          id: 'bench',
          registryNumber: 'LUVN/7',
          handlerBy: '2026-12-18',
          receivedOn: '2026-11-20',
          decision: 'rejected',
        },
      ],
    });
    expect(await story.ask('GetInitiativesReport', { year: 2025 }, owner)).toMatchObject({ items: [] });
  });
});

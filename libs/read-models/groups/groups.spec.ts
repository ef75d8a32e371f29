import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { client, coordinator, LogAndReads, management } from '../../../test/log-and-reads.ts';

describe('a group', () => {
  let log: LogAndReads;
  const today = '2026-04-01';
  const submitted = (id: string, on: string | null = '2026-03-02') =>
    log.happened(
      `proposal-${id}`,
      'ProposalSubmitted',
      { group: 'lobby', unit: 'services', kind: 'idea', answerWanted: 'decision' },
      { on, words: { title: `The ${id}` } },
    );

  beforeEach(async () => {
    log = await LogAndReads.open();
    await log.happened('unit-services', 'UnitEstablished', {}, { words: { name: 'Services' } });
    await log.happened(
      'group-lobby',
      'GroupFounded',
      { kind: 'coDevelopment', unit: 'services', methods: ['circus'] },
      { words: { name: 'Lobby' } },
    );
  });
  afterEach(() => log.close());

  it('is shown as it describes itself now, with its members by role', async () => {
    await log.happened(
      'group-lobby',
      'GroupDescribed',
      { methods: ['trials'] },
      { words: { name: 'The lobby group' } },
    );
    for (const member of ['a', 'b', 'c'])
      await log.happened('group-lobby', 'MemberJoined', { member, role: 'clientDeveloper' });
    await log.happened('group-lobby', 'MemberJoined', { member: 'd', role: 'staffDeveloper' });
    await log.happened('group-lobby', 'MemberLeft', { member: 'a' });
    expect(await log.ask('ListGroups', { unit: 'services', status: 'living' })).toMatchObject({
      items: [
        {
          id: 'lobby',
          version: 7,
          name: { text: 'The lobby group' },
          unitName: { text: 'Services' },
          methods: [{ code: 'trials', label: null }],
          members: { clientDeveloper: 2, staffDeveloper: 1 },
        },
      ],
    });
    await log.happened('group-lobby', 'GroupSucceeded', { successor: 'yard' }, { on: '2026-03-30' });
    expect(await log.ask('GetGroup', { id: 'lobby' })).toMatchObject({
      status: 'ended',
      endedOn: '2026-03-30',
      successor: 'yard',
    });
  });

  it('has seasons with the hours promised and recorded, and who was there', async () => {
    await log.happened(
      'group-lobby',
      'SeasonPlanned',
      { season: 'spring', from: '2026-01-10', to: '2026-05', hoursPromised: 40 },
      { words: { plan: 'Weekly.' } },
    );
    await log.happened('group-lobby', 'SeasonRevised', { season: 'spring', hoursPromised: 50 });
    await log.happened('group-lobby', 'WorkTimeRecorded', { month: '2026-02', hours: { planning: 2.5, running: 4 } });
    await log.happened('group-lobby', 'WorkTimeRecorded', { month: '2026-02', hours: { planning: 1 } });
    await log.happened('group-lobby', 'WorkTimeRecorded', { month: '2026-06', hours: { visits: 9 } });
    await log.happened(
      'meeting-1',
      'MeetingHeld',
      { group: 'lobby', kind: 'meeting', present: { clientDeveloper: 5, staffDeveloper: 2 } },
      { on: '2026-02-03' },
    );
    await log.happened('meeting-2', 'MeetingHeld', { group: 'lobby', kind: 'meeting' }, { on: '2026-02-10' });
    expect(await log.ask('GetGroup', { id: 'lobby' })).toMatchObject({
      seasons: [
        {
          season: 'spring',
          hoursPromised: 50,
          hoursRecorded: 7.5,
          meetingsHeld: 2,
          attendance: { clientDeveloper: 5, staffDeveloper: 2 },
          plan: { text: 'Weekly.' },
        },
      ],
      hours: [
        { month: '2026-02', work: { planning: 3.5, running: 4 } },
        { month: '2026-06', work: { visits: 9 } },
      ],
    });
  });

  it('does not show its links to other sides, nor voices as consented that are not', async () => {
    const voice = await log.happened(
      'group-lobby',
      'VoiceRecorded',
      { role: 'clientDeveloper' },
      { words: { quotation: 'We are heard.' } },
    );
    await log.happened('group-lobby', 'ConsentGiven', {
      voice: voice.id,
      to: ['quotation', 'research'],
      how: 'oneself',
    });
    await log.happened('group-lobby', 'ConsentWithdrawn', { voice: voice.id, to: ['research'] });
    await log.happened('group-lobby', 'LinkIssued', { link: 'l-1' });
    expect(await log.ask('GetGroup', { id: 'lobby' }, coordinator)).toMatchObject({
      links: [{ link: 'l-1', revoked: false }],
      voices: [{ quotation: { text: 'We are heard.' }, consents: ['quotation'] }],
    });
    expect(await log.ask('GetGroup', { id: 'lobby' }, management)).toMatchObject({ links: [] });
  });

  it('finds at home what became of what it said, the newest first', async () => {
    await submitted('old', null);
    await submitted('bench', '2026-03-02');
    await submitted('swing', '2026-03-09');
    await log.happened(
      'proposal-bench',
      'ProposalReceived',
      { post: 'head', estimate: '2026-05-01' },
      { on: '2026-03-05' },
    );
    const answer = await log.happened(
      'proposal-swing',
      'ProposalDecided',
      { decision: 'accepted' },
      { on: '2026-03-10', words: { reason: 'A good idea.', whatWillBeDone: 'It will be bought.' } },
    );
    await log.happened('proposal-swing', 'AnswerTold', { ofEvent: answer.id, how: 'visit' }, { on: '2026-03-12' });
    await log.happened(
      'proposal-swing',
      'FollowUpRecorded',
      { changed: 'tooEarly', next: '2026-06-01' },
      { on: '2026-03-20', words: { whyNot: 'Not yet bought.' } },
    );
    await log.happened('meeting-next', 'MeetingPlanned', { group: 'lobby', plannedFor: '2026-04-07' });
    expect(await log.ask('GetGroupHome', { id: 'lobby' }, client, today)).toMatchObject({
      group: { name: { text: 'Lobby' } },
      nextMeeting: { id: 'next', plannedFor: '2026-04-07' },
      proposals: [
        {
          id: 'swing',
          path: {
            said: { state: 'done', title: { text: 'The swing' } },
            received: { state: 'notRecorded' },
            answered: { state: 'done', on: '2026-03-10', decision: 'accepted', reason: { text: 'A good idea.' } },
            told: { state: 'done', on: '2026-03-12', how: 'visit', confirmed: false },
            changed: { state: 'awaited', due: '2026-06-01', timesTooEarly: 1 },
            view: { state: 'open' },
          },
        },
        {
          id: 'bench',
          path: {
            received: { state: 'done', on: '2026-03-05' },
            answered: { state: 'awaited', due: '2026-05-01' },
            told: { state: 'notYet' },
            changed: { state: 'notYet' },
          },
        },
        { id: 'old', path: { said: { state: 'done' } } },
      ],
    });
  });

  it('reads at home that an answer has come, and not which, until it is told', async () => {
    await submitted('swing');
    await log.happened(
      'proposal-swing',
      'ProposalDecided',
      { decision: 'accepted' },
      { on: '2026-03-28', words: { reason: 'A good idea.' } },
    );
    const home = await log.ask<{ proposals: unknown[] }>('GetGroupHome', { id: 'lobby' }, client, today);
    expect(home.proposals).toMatchObject([
      {
        untold: { from: '2026-04-11' },
        path: {
          answered: { state: 'done', reason: { untold: { from: '2026-04-11' } } },
          told: { state: 'awaited', due: '2026-04-11' },
          changed: { state: 'notYet' },
        },
      },
    ]);
    expect(JSON.stringify(home)).not.toMatch(/accepted|2026-03-28|A good idea/);
    const later = await log.ask('GetGroupHome', { id: 'lobby' }, client, '2026-04-11');
    expect(later).toMatchObject({ proposals: [{ path: { answered: { decision: 'accepted' } } }] });
  });

  it('finds on its agenda what the next meeting has to take up', async () => {
    for (const id of ['told', 'answered', 'asked', 'trial']) await submitted(id);
    const answer = await log.happened('proposal-told', 'ProposalDecided', { decision: 'rejected' });
    await log.happened('proposal-told', 'AnswerTold', { ofEvent: answer.id, how: 'letter' });
    await log.happened('proposal-told', 'HeardByMember', { said: 'notChanged' });
    await log.happened(
      'proposal-answered',
      'ProposalDecided',
      { decision: 'rejected' },
      { on: '2026-03-30', words: { reason: 'There is no room.' } },
    );
    await log.happened('proposal-asked', 'MoreInformationRequested', {}, { words: { question: 'Where?' } });
    await log.happened('proposal-trial', 'TrialStarted', { until: '2026-05' }, { by: client.by });
    await log.happened(
      'commission-hall',
      'CommissionIssued',
      { unit: 'services', groups: ['lobby'], kind: 'task' },
      { words: { title: 'The hall' } },
    );
    expect(await log.ask('GetGroupAgenda', { id: 'lobby' }, coordinator, today)).toMatchObject({
      answersToBring: [
        {
          owed: { what: 'telling' },
          proposal: { id: 'answered', path: { answered: { reason: { text: 'There is no room.' } } } },
        },
      ],
      commissionsOpen: [{ id: 'hall' }],
      commissionsOwed: [{ what: 'acceptance', commission: 'hall' }],
      questionsAsked: [{ owed: { proposal: 'asked' }, question: { text: 'Where?' } }],
      pressedOnTheLink: [{ id: 'told', path: { view: { notChanged: 1 } } }],
      confirmationsToAsk: [{ proposal: 'told' }],
      trialsEnding: [{ id: 'trial' }],
    });
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Rights } from '#permissions';
import { administrator, client, coordinator, LogAndReads, management } from '../../../test/log-and-reads.ts';

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
    const living = { unit: 'services', status: 'living' };
    expect(await log.ask('ListGroups', living, coordinator)).toMatchObject({
      items: [
        {
          id: 'lobby',
          version: 7,
          name: { text: 'The lobby group' },
          unitName: { text: 'Services' },
          methods: [{ code: 'trials', label: null }],
          members: { byRole: { clientDeveloper: 2, staffDeveloper: 1 }, total: 3 },
        },
      ],
    });
    expect(await log.ask('ListGroups', living, management)).toMatchObject({ items: [{ members: { withheld: true } }] });
    await log.happened('group-lobby', 'GroupSucceeded', { successor: 'yard' }, { on: '2026-03-30' });
    expect(await log.ask('GetGroup', { id: 'lobby' })).toMatchObject({
      status: 'ended',
      endedOn: '2026-03-30',
      successor: 'yard',
    });
  });

  it('is listed for whoever has signed in, with whether they may open it', async () => {
    const opens = async (reader: Rights) =>
      (await log.ask<{ items: { opens: boolean }[] }>('ListGroups', {}, reader)).items.map((one) => one.opens);
    const of = (capacities: Rights['capacities']) => ({ account: 'aino', capacities });
    expect(await opens(client)).toEqual([true]);
    expect(await opens(management)).toEqual([true]);
    expect(await opens(of([]))).toEqual([false]);
    expect(await opens(of([{ kind: 'coordinator', group: 'yard', groups: ['yard'] }]))).toEqual([false]);
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
    expect(await log.ask('GetGroup', { id: 'lobby' }, client)).toMatchObject({
      seasons: [
        {
          season: 'spring',
          hoursPromised: 50,
          hoursRecorded: 7.5,
          meetingsHeld: 2,
          attendance: { byRole: { clientDeveloper: 5, staffDeveloper: 2 }, total: 7 },
          plan: { text: 'Weekly.' },
        },
      ],
      hours: [
        { month: '2026-02', work: { planning: 3.5, running: 4 } },
        { month: '2026-06', work: { visits: 9 } },
      ],
    });
  });

  it('tells outside its circle who was there by season, when it is over, and without small numbers', async () => {
    const held = (id: string, on: string, present: object) =>
      log.happened(`meeting-${id}`, 'MeetingHeld', { group: 'lobby', kind: 'meeting', present }, { on });
    for (const [season, from, to] of [
      ['autumn', '2025-09-01', '2025-12-31'],
      ['spring', '2026-01-10', '2026-05'],
    ])
      await log.happened('group-lobby', 'SeasonPlanned', { season, from, to });
    await held('1', '2025-09-02', { clientDeveloper: 9, staffDeveloper: 6, coordinator: 1, expertByExperience: 3 });
    await held('2', '2025-09-09', { clientDeveloper: 8, staffDeveloper: 5, coordinator: 1, expertByExperience: 4 });
    await held('3', '2026-02-02', { clientDeveloper: 9 });
    const seasons = async (reader: typeof client, today: string) =>
      (await log.ask<{ seasons: object[] }>('GetGroup', { id: 'lobby' }, reader, today)).seasons;
    expect(await seasons(management, '2026-04-01')).toMatchObject([
      {
        season: 'autumn',
        meetingsHeld: 2,
        attendance: {
          byRole: {
            clientDeveloper: 17,
            staffDeveloper: 'withheld',
            coordinator: 'withheld',
            expertByExperience: 'withheld',
          },
          total: 37,
        },
      },
      { season: 'spring', meetingsHeld: 1, attendance: { withheld: true } },
    ]);
    expect(await seasons(administrator, '2026-04-01')).toMatchObject([
      { attendance: { byRole: { coordinator: 2 }, total: 37 } },
      { attendance: { byRole: { clientDeveloper: 9 }, total: 9 } },
    ]);
    await log.happened('group-lobby', 'SeasonPlanned', { season: 'year', from: '2025-09', to: '2026-02' });
    const overlapping = await seasons(management, '2026-06-01');
    expect(overlapping).toMatchObject(Array(3).fill({ attendance: { withheld: true } }));
  });

  it('says who is in it to its coordinators and to whoever forgets people, and to its members who of them wants that', async () => {
    for (const member of ['aino', 'eero'])
      await log.happened('group-lobby', 'MemberJoined', { member, role: 'clientDeveloper' });
    await log.vault.people.keep('aino', { name: 'Aino Aalto', contact: 'aino@example.fi' });
    await log.vault.people.keep('eero', { name: 'Eero Esa' });
    await log.happened('group-lobby', 'ConsentGiven', { member: 'aino', to: ['name', 'research'], how: 'oneself' });
    const people = async (reader: typeof client) =>
      (await log.ask<{ people: object[] }>('GetGroup', { id: 'lobby' }, reader)).people;
    const both = [
      {
        member: 'aino',
        role: 'clientDeveloper',
        name: 'Aino Aalto',
        contact: 'aino@example.fi',
        consents: ['name', 'research'],
      },
      { member: 'eero', role: 'clientDeveloper', name: 'Eero Esa', consents: [] },
    ];
    expect(await people(coordinator)).toEqual(both);
    expect(await people(administrator)).toEqual(both);
    const officer = { account: 'tuulia', capacities: [{ kind: 'dataProtectionOfficer' }] } as const;
    expect(await people(officer)).toEqual(both);
    expect(await people(client)).toEqual([{ role: 'clientDeveloper', name: 'Aino Aalto', consents: ['name'] }]);
    expect(await people(management)).toEqual([]);
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
    await log.happened('group-lobby', 'LinkIssued', { link: 'l-2' }, { on: '2026-03-02' });
    await log.happened('group-lobby', 'LinkIssued', { link: 'l-1', expires: '2027-03-05' }, { on: '2026-03-05' });
    await log.happened('group-lobby', 'LinkRevoked', { link: 'l-2' }, { on: '2026-03-06' });
    expect(await log.ask('GetGroup', { id: 'lobby' }, coordinator)).toMatchObject({
      links: [
        { link: 'l-2', issuedOn: '2026-03-02', revoked: true, revokedOn: '2026-03-06' },
        { link: 'l-1', issuedOn: '2026-03-05', expires: '2027-03-05', revoked: false },
      ],
      voices: [{ quotation: { text: 'We are heard.' }, consents: ['quotation'] }],
    });
    await log.happened(
      'group-lobby',
      'VoiceRecorded',
      { role: 'expertByExperience' },
      { words: { quotation: 'Only here.' } },
    );
    expect(await log.ask('GetGroup', { id: 'lobby' }, management)).toMatchObject({
      links: [],
      voices: [
        { role: 'clientDeveloper', quotation: { text: 'We are heard.' } },
        { quotation: { withheld: true }, consents: [] },
      ],
    });
    expect(await log.ask('GetGroup', { id: 'lobby' }, client)).toMatchObject({
      links: [],
      voices: [{}, { role: 'expertByExperience', quotation: { text: 'Only here.' } }],
    });
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

  it('reads at home that it has reopened a matter, and what it was answered before, until a new answer comes', async () => {
    await submitted('swing');
    const answered = async () => {
      const home = await log.ask<{ proposals: { path: { answered: object } }[] }>(
        'GetGroupHome',
        { id: 'lobby' },
        client,
        today,
      );
      return home.proposals[0]!.path.answered;
    };
    const answer = await log.happened('proposal-swing', 'ProposalDecided', { decision: 'rejected' });
    await log.happened('proposal-swing', 'AnswerTold', { ofEvent: answer.id, how: 'visit' });
    expect(await answered()).not.toHaveProperty('reopened');
    await log.happened('proposal-swing', 'ProposalReopened', {}, { on: '2026-03-20' });
    expect(await answered()).toMatchObject({
      state: 'awaited',
      reopened: { on: '2026-03-20', answeredOn: '2026-03-02', decision: 'rejected' },
    });
    await log.happened('proposal-swing', 'ProposalDecided', { decision: 'accepted' }, { on: '2026-03-28' });
    expect(await answered()).not.toHaveProperty('reopened');
  });

  it('does not read at home what it was answered before it reopened a matter, when that was never told', async () => {
    await submitted('swing');
    await log.happened('proposal-swing', 'ProposalDecided', { decision: 'rejected' }, { on: '2026-03-28' });
    await log.happened('proposal-swing', 'ProposalReopened', {}, { on: '2026-03-29' });
    const home = await log.ask('GetGroupHome', { id: 'lobby' }, client, today);
    expect(home).toMatchObject({ proposals: [{ path: { answered: { reopened: { on: '2026-03-29' } } } }] });
    expect(JSON.stringify(home)).not.toContain('rejected');
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
    await log.happened(
      'proposal-trial',
      'TrialStarted',
      { until: '2026-05' },
      { by: { role: 'clientDeveloper', group: 'lobby' } },
    );
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

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Actor,
  administrator,
  analyst,
  anybody,
  client,
  coordinator,
  type Drive,
  day,
  drive,
  everyView,
  head,
  housingHead,
  visitor,
} from './driven-api.ts';
import { type Json, type RunningApi, runApi } from './running-api.ts';

/** Everything that can be done, done once over HTTP, as the story of one group; and what the views say at its stations. */

let api: RunningApi;
let story: Drive;
beforeAll(async () => {
  api = await runApi();
  story = drive(api);
});
afterAll(() => api.close());

const does = (actor: Actor, name: string, id: string, body: Json = {}) => story.does(actor, name, id, body);
const reads = <Body = Json>(actor: Actor, path: string) => story.reads<Body>(actor, path);

interface Owed {
  readonly what: string;
  readonly by: 'management' | 'group';
  readonly why: string;
  readonly proposal?: string;
  readonly commission?: string;
  readonly earlierUnit?: string;
  readonly post?: string;
  readonly due: Readonly<Record<string, unknown>>;
}
interface Page<Item> {
  readonly items: readonly Item[];
}
const owedFor = async (of: { proposal?: string; commission?: string }): Promise<Owed[]> => {
  const { items } = await reads<Page<Owed>>(head, '/api/owed?limit=200');
  return items.filter((one) => one.proposal === of.proposal && one.commission === of.commission);
};
/** Whose turn it is with a proposal: `management: decision`. */
const turnsOf = async (proposal: string): Promise<string[]> =>
  (await owedFor({ proposal })).map(({ what, by }) => `${by}: ${what}`).sort();

const proposes = (id: string, title: string, more: Json = {}) =>
  does(client, 'SubmitProposal', id, {
    group: 'lobby',
    unit: 'services',
    kind: 'idea',
    answerWanted: 'decision',
    words: { title, text: `${title}, koska se auttaisi.` },
    ...more,
  });

/** The day which so many working days after today are over; `holiday` is none of them. */
function afterWorkingDays(count: number, holiday: string): string {
  let ahead = 0;
  for (let left = count; left > 0; ) {
    ahead += 1;
    const weekday = new Date(day(ahead)).getUTCDay();
    if (weekday !== 0 && weekday !== 6 && day(ahead) !== holiday) left -= 1;
  }
  return day(ahead);
}
/** A coming Wednesday, which our organisation keeps free. */
const holiday = [1, 2, 3, 4, 5, 6, 7].map((ahead) => day(ahead)).find((one) => new Date(one).getUTCDay() === 3)!;
const year = (ofDay: string) => Number(ofDay.slice(0, 4));

describe('an organisation', () => {
  it('says what it is made of, what it calls things and what it promises', async () => {
    await does(administrator, 'EstablishUnit', 'county', { words: { name: 'Hyvinvointialue' } });
    for (const [id, name] of [
      ['services', 'Aikuissosiaalityö'],
      ['housing', 'Asumispalvelut'],
      ['old-office', 'Entinen toimisto'],
      ['crowded-office', 'Yhdistyvä toimisto'],
    ] as const)
      await does(administrator, 'EstablishUnit', id, { parent: 'county', words: { name } });
    await does(administrator, 'RenameUnit', 'housing', { words: { name: 'Asumisen tuki' } });
    await does(administrator, 'CloseUnit', 'old-office');
    for (const [code, unit, label] of [
      ['head-of-service', 'services', 'Palvelupäällikkö'],
      ['head-of-housing', 'housing', 'Asumisen päällikkö'],
    ] as const)
      await does(administrator, 'NamePost', 'main', { code, unit, words: { label } });
    await does(administrator, 'HoldPost', 'services', { post: 'head-of-service', account: 'head-1', from: day(-400) });
    await does(administrator, 'NameTheme', 'main', { code: 'access', words: { label: 'Tavoitettavuus' } });
    await does(administrator, 'NameMethod', 'main', { code: 'playback', words: { label: 'Tarinateatteri' } });
    await does(administrator, 'NameProgramme', 'main', { code: 'sosku', words: { label: 'SOSKU-hanke' } });
    await does(administrator, 'ChangePreset', 'main', { daysToTell: 21 });
    for (const of of new Set([year(day()), year(day(200))]))
      await does(administrator, 'SetHolidays', 'main', { year: of, days: of === year(holiday) ? [holiday] : [] });
    await does(administrator, 'RegisterSource', 'main', {
      sourceId: 'slides',
      coverage: { proposals: 'partial', decisions: 'none' },
      words: { title: 'Ryhmän kalvot', document: 'Esitelty keväällä' },
    });
    const webhook = { webhook: 'register', types: ['proposal.decided'], words: { url: 'https://receiver.example/' } };
    await does(administrator, 'RegisterWebhook', 'main', webhook);
    await does(administrator, 'RotateWebhookSecret', 'main', { webhook: 'register' });
    await does(administrator, 'RemoveWebhook', 'main', { webhook: 'register' });
    const promise = { counting: 'working', receive: 5, decide: 20, followUp: 90, tell: 14, from: day() };
    await does(administrator, 'SetPromise', 'county', promise);
    await does(administrator, 'SetReminders', 'county', { moments: { decision: [-14, 0], telling: [3] } });
    const { posts } = await reads<{ posts: readonly { code: string }[] }>(client, '/api/organisation');
    expect(posts.map(({ code }) => code).sort()).toEqual(['head-of-housing', 'head-of-service']);
  });
});

describe('a group', () => {
  it('is founded, joined and left, and plans its season', async () => {
    const founded = (id: string, kind: string, name: string, more: Json = {}) =>
      does(administrator, 'FoundGroup', id, { kind, unit: 'services', words: { name }, ...more });
    await founded('lobby', 'coDevelopment', 'Aula', { programme: 'sosku', composition: { clientDeveloper: [5, 8] } });
    await founded('panel', 'clientPanel', 'Raati', { parent: 'lobby' });
    await founded('one-summer', 'smallGroup', 'Kesän pienryhmä', { parent: 'lobby' });
    await does(administrator, 'EndGroup', 'one-summer');
    await does(coordinator, 'DescribeGroup', 'lobby', { methods: ['playback'], words: { description: 'Torstaisin.' } });
    await does(coordinator, 'JoinGroup', 'lobby', { member: 'client-1', role: 'clientDeveloper', name: 'Helka' });
    await does(coordinator, 'JoinGroup', 'lobby', { member: 'client-2', role: 'expertByExperience', name: 'Aino' });
    await does(coordinator, 'GiveConsent', 'lobby', { member: 'client-1', to: ['name', 'photo'], how: 'oneself' });
    await does(coordinator, 'WithdrawConsent', 'lobby', { member: 'client-1', to: ['photo'] });
    await does(coordinator, 'LeaveGroup', 'lobby', { member: 'client-2', wantsToBeTold: true });
    await does(coordinator, 'ForgetPerson', 'lobby', { member: 'client-2', reasonCode: 'request' });
    await does(coordinator, 'PlanSeason', 'lobby', { season: 'autumn', words: { plan: 'Ensin vierailut.' } });
    await does(coordinator, 'ReviseSeason', 'lobby', { season: 'autumn', hoursPromised: 120 });
    await does(coordinator, 'ReviewSeason', 'lobby', { season: 'autumn', words: { whatStaffLearnt: 'Kuuntelua.' } });
    await does(coordinator, 'RecordActivity', 'lobby', { kind: 'serviceCafe', words: { what: 'Kahvit aulassa' } });
    await does(coordinator, 'RecordWorkTime', 'lobby', { month: day(-40).slice(0, 7), hours: { running: 12.5 } });
    const voice = await does(coordinator, 'RecordVoice', 'lobby', { words: { quotation: 'Meitä kuunneltiin.' } });
    await does(coordinator, 'GiveConsent', 'lobby', { voice, to: ['quotation'], how: 'withSupport' });
    await does(coordinator, 'RecordGroupLedTo', 'lobby', { kind: 'product', words: { what: 'Peli jonottamisesta' } });
    await does(coordinator, 'IssueLink', 'lobby', { link: 'poster', expires: day(300) });
    await does(coordinator, 'IssueLink', 'lobby', { link: 'lost-leaflet' });
    await does(coordinator, 'RevokeLink', 'lobby', { link: 'lost-leaflet' });
    expect(await reads(client, '/api/groups/lobby')).toMatchObject({ id: 'lobby', name: { text: 'Aula' } });
  });

  it('plans, moves, cancels and holds its meetings, and asks for a visit', async () => {
    const planned = { group: 'lobby', kind: 'visit', plannedFor: day(3), words: { place: 'Punainen huone' } };
    await does(coordinator, 'PlanMeeting', 'visit', planned);
    await does(coordinator, 'RequestVisit', 'visit', { post: 'head-of-service', words: { why: 'Kolme odottaa.' } });
    await does(coordinator, 'MoveMeeting', 'visit', { plannedFor: day(), words: { reason: 'Kokoushuone vaihtui.' } });
    await does(coordinator, 'PlanMeeting', 'snowed-in', { group: 'lobby', plannedFor: day(10) });
    await does(coordinator, 'CancelMeeting', 'snowed-in', { words: { reason: 'Kukaan ei pääse.' } });
    await does(coordinator, 'PlanMeeting', 'next', { group: 'lobby', plannedFor: day(7) });
    await does(coordinator, 'HoldMeeting', 'visit', {
      group: 'lobby',
      kind: 'visit',
      present: { clientDeveloper: 6, staffDeveloper: 2 },
      words: { guests: 'Kaksi opiskelijaa', summary: 'Puhuttiin puhelinajoista.' },
    });
    const { items } = await reads<Page<{ id: string; state: string }>>(client, '/api/meetings?group=lobby');
    expect(Object.fromEntries(items.map(({ id, state }) => [id, state]))).toEqual({
      visit: 'held',
      'snowed-in': 'cancelled',
      next: 'planned',
    });
    expect(await reads(client, '/api/groups/lobby/agenda')).toMatchObject({ nextMeeting: { id: 'next' } });
  });
});

describe('a commission', () => {
  const issues = (id: string, title: string) =>
    does(head, 'IssueCommission', id, { unit: 'services', groups: ['lobby'], kind: 'task', words: { title } });

  it('is declined and withdrawn', async () => {
    await issues('letter', 'Päätöskirje');
    await does(coordinator, 'DeclineCommission', 'letter', { group: 'lobby', words: { reason: 'Juristeille.' } });
    await does(head, 'WithdrawCommission', 'letter', { words: { reason: 'Juristit kirjoittivat sen.' } });
    expect(await owedFor({ commission: 'letter' })).toEqual([]);
  });

  it('is asked about, accepted and given more time; the group owes an answer by that day', async () => {
    await issues('phone', 'Puhelinajat');
    expect(await owedFor({ commission: 'phone' })).toMatchObject([{ what: 'acceptance', by: 'group' }]);
    await does(coordinator, 'QuestionCommission', 'phone', { group: 'lobby', words: { question: 'Keiden?' } });
    expect((await owedFor({ commission: 'phone' })).map(({ what }) => what)).toContain('clarification');
    await does(head, 'ClarifyCommission', 'phone', { group: 'lobby', words: { clarification: 'Kaikkien.' } });
    await does(coordinator, 'AcceptCommission', 'phone', { group: 'lobby' });
    await does(head, 'RescheduleCommission', 'phone', { answerWantedBy: day(30), words: { reason: 'Kiirettä.' } });
    expect(await owedFor({ commission: 'phone' })).toMatchObject([
      { what: 'answer', by: 'group', due: { on: day(30), rule: 'explicit' } },
    ]);
    const board = await reads<Page<{ id: string; status: string }>>(head, '/api/commissions');
    expect(board.items.map(({ id, status }) => `${id} ${status}`)).toEqual(['phone open', 'letter withdrawn']);
  });

  it('is answered with a proposal, and closed with a reason while that is undecided', async () => {
    await proposes('afternoons', 'Puhelinaika iltapäivisin', { origin: 'commission', commission: 'phone' });
    const answered = { group: 'lobby', proposals: ['afternoons'], words: { summary: 'Yksi ehdotus.' } };
    await does(coordinator, 'AnswerCommission', 'phone', answered);
    await does(head, 'CloseCommission', 'phone', { words: { reason: 'Jatkamme ehdotuksesta.' } });
    expect(await owedFor({ commission: 'phone' })).toEqual([]);
  });
});

/** Everything that only an untold answer says: its words, its outcome, the days it names, its cost. */
const ofTheAnswer = {
  reason: 'Vuorot riittävät kun kaksi jakaa ne.',
  briefAnswer: 'Kyllä iltapäivisin kahdesti viikossa.',
  whatWillBeDone: 'Uusi vuorolista tehdään joulukuussa.',
  inSwedish: 'Turerna räcker när två delar dem.',
  outcome: 'partlyAccepted',
  byWhen: day(211),
  untilWhen: day(307),
  cost: '7654321',
  reasonCode: 'conflictsWithPlan',
  change: 'Lista on jo luonnosteltu hiljaa.',
  file: 'vuorolista-luonnos.txt',
};
const said = Object.values(ofTheAnswer);
const views = everyView({
  units: 'services',
  groups: 'lobby',
  meetings: 'visit',
  commissions: 'phone',
  proposals: 'afternoons',
  posts: 'head-of-service',
  accounts: 'nobody',
});

/** Which of the answer's contents somebody finds in any view, with the address. */
async function foundBy(actor: Actor, contents: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of [...views, '/api/events/proposal/afternoons']) {
    const { text } = await api.send('GET', path, undefined, { ...actor, 'x-after-position': story.position() });
    found.push(...contents.filter((one) => text.includes(one)).map((one) => `${path}: ${one}`));
  }
  return found;
}

describe('a proposal', () => {
  let answer: string;
  let followUp: string;

  it('waits for its receipt by the promise of the county, whose counting is explained', async () => {
    const [receipt] = await owedFor({ proposal: 'afternoons' });
    expect(receipt).toMatchObject({
      what: 'receipt',
      by: 'management',
      why: expect.any(String),
      due: {
        rule: 'promise',
        on: afterWorkingDays(5, holiday),
        countedFrom: day(),
        promise: { unit: 'county', days: 5, counting: 'working', from: day() },
        skipped: { holidays: [holiday] },
      },
    });
    const { items } = await reads<Page<Owed>>(head, `/api/calendar?from=${day()}&to=${day(12)}`);
    expect(items.map(({ what, proposal }) => `${proposal}: ${what}`)).toContain('afternoons: receipt');
  });

  it('is revised, linked, received, asked about and waits for the decision', async () => {
    await proposes('mornings', 'Puhelinaika aamulla');
    await does(client, 'ReviseProposal', 'afternoons', { theme: 'access', words: { text: 'Aamulla ruuhkautuu.' } });
    await does(coordinator, 'LinkProposal', 'afternoons', { proposal: 'mornings', how: 'sameMatter' });
    await does(client, 'WithdrawProposal', 'mornings', { words: { reason: 'Iltapäivä riittää.' } });
    expect(await turnsOf('mornings')).toEqual([]);
    await does(head, 'ReceiveProposal', 'afternoons', { post: 'head-of-service', estimate: day(40) });
    expect(await owedFor({ proposal: 'afternoons' })).toMatchObject([
      { what: 'decision', post: 'head-of-service', due: { on: day(40), rule: 'explicit' } },
    ]);
    await does(head, 'RequestInformation', 'afternoons', { words: { question: 'Mihin aikaan?' } });
    expect(await turnsOf('afternoons')).toEqual(['group: information', 'management: decision']);
    expect(await reads(client, '/api/groups/lobby/agenda')).toMatchObject({
      questionsAsked: [{ owed: { proposal: 'afternoons' }, question: { text: 'Mihin aikaan?' } }],
    });
    await does(coordinator, 'ProvideInformation', 'afternoons', { words: { answer: 'Kahdesta neljään.' } });
    expect(await turnsOf('afternoons')).toEqual(['management: decision']);
  });

  it('is marked as an initiative of a person, who is heard', async () => {
    await does(coordinator, 'MarkAsInitiative', 'afternoons', {
      registryNumber: 'LUVN/1234',
      arrived: day(-2),
      initiators: [{ id: 'client-1', name: 'Helka Esimerkki', contact: '040 000 0000' }],
    });
    expect(await turnsOf('afternoons')).toContain('management: hearing');
    await does(head, 'HearInitiator', 'afternoons', { initiator: 'client-1', words: { what: 'Jono on pahinta.' } });
    expect(await turnsOf('afternoons')).not.toContain('management: hearing');
  });

  it('is answered; what the answer says is in no byte that the group or the public reads', async () => {
    const listening = new AbortController();
    const live = await fetch(`${api.address}/api/live`, { headers: client, signal: listening.signal });
    answer = await does(coordinator, 'DecideProposal', 'afternoons', {
      on: day(-9),
      decision: ofTheAnswer.outcome,
      post: 'head-of-service',
      responsiblePost: 'head-of-service',
      heardAt: 'visit',
      byWhen: ofTheAnswer.byWhen,
      untilWhen: ofTheAnswer.untilWhen,
      cost: Number(ofTheAnswer.cost),
      words: {
        reason: ofTheAnswer.reason,
        briefAnswer: ofTheAnswer.briefAnswer,
        whatWillBeDone: ofTheAnswer.whatWillBeDone,
      },
    });
    expect(await turnsOf('afternoons')).toContain('management: decisionConfirmation');
    await does(head, 'ConfirmDecision', 'afternoons', { ofEvent: answer, post: 'head-of-service' });
    await does(analyst, 'CodeReason', 'afternoons', { ofEvent: answer, reasonCodes: [ofTheAnswer.reasonCode] });
    await does(coordinator, 'TranslateProposalWords', 'afternoons', {
      ofEvent: answer,
      field: 'reason',
      language: 'sv',
      madeBy: 'translator',
      words: { text: ofTheAnswer.inSwedish },
    });
    await does(head, 'StartChange', 'afternoons', { words: { what: ofTheAnswer.change } });
    const content = Buffer.from('Maanantai: Aino').toString('base64');
    await does(head, 'AttachProposalFile', 'afternoons', {
      kind: 'draft',
      size: Buffer.byteLength(content, 'base64'),
      ofEvent: answer,
      words: { name: ofTheAnswer.file, content },
    });
    const published = { ofEvent: answer, fields: ['reason', 'briefAnswer', 'whatWillBeDone'] };
    await does(coordinator, 'PublishProposalWords', 'afternoons', { ...published, side: 'group' });
    await does(head, 'PublishProposalWords', 'afternoons', { ...published, side: 'management' });

    expect(await turnsOf('afternoons')).toEqual(['group: telling', 'management: followUp']);
    for (const reader of [client, visitor, anybody]) expect(await foundBy(reader, said)).toEqual([]);
    expect(await story.bytes(client, '/api/groups/lobby/home')).toContain(day(-9 + 14));
    const forTheTeller = await foundBy(coordinator, said);
    expect(said.filter((one) => !forTheTeller.some((found) => found.endsWith(`: ${one}`)))).toEqual([]);

    const reader = live.body!.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    while (!heard.includes(story.position())) heard += (await reader.read()).value;
    listening.abort();
    expect(heard).toContain('proposal-afternoons');
    expect(said.filter((one) => heard.includes(one))).toEqual([]);
  });

  it('is told: the group finds all of the answer, and confirms; the handover of the post tells the promise', async () => {
    const tellIt = { ofEvent: answer, how: 'visit', meeting: 'visit' };
    const telling = await does(coordinator, 'TellAnswer', 'afternoons', tellIt);
    const found = await foundBy(client, said);
    expect(said.filter((one) => !found.some((place) => place.endsWith(`: ${one}`)))).toEqual([]);
    expect(await story.bytes(client, '/api/groups/lobby/home')).toContain(ofTheAnswer.reason);
    expect(await turnsOf('afternoons')).toContain('group: confirmation');
    await does(client, 'ConfirmTelling', 'afternoons', { ofEvent: telling, how: 'account' });
    expect(await turnsOf('afternoons')).toEqual(['management: followUp']);
    expect(await reads(head, '/api/posts/head-of-service/handover')).toMatchObject({
      holders: [{ account: 'head-1', unit: 'services' }],
      owed: expect.arrayContaining([expect.objectContaining({ what: 'followUp', proposal: 'afternoons' })]),
      promised: [{ proposal: 'afternoons', decision: 'partlyAccepted', byWhen: ofTheAnswer.byWhen }],
    });
  });

  it('is followed up, first too early; the final follow-up is told first as well', async () => {
    await does(head, 'ReachMilestone', 'afternoons', { words: { what: 'Ensimmäinen iltapäivä' } });
    await does(head, 'ScheduleFollowUp', 'afternoons', { next: day(60) });
    expect(await owedFor({ proposal: 'afternoons' })).toMatchObject([
      { what: 'followUp', due: { on: day(60), rule: 'explicit' } },
    ]);
    const tooEarly = { changed: 'tooEarly', next: day(90), words: { whyNot: 'Vasta viikko kulunut.' } };
    await does(head, 'RecordFollowUp', 'afternoons', tooEarly);
    const changed = { whatChanged: 'Iltapäivisin vastataan nyt.', evidence: 'Jono on puolittunut.' };
    followUp = await does(head, 'RecordFollowUp', 'afternoons', { changed: 'yes', words: changed });
    for (const reader of [client, visitor, anybody]) expect(await foundBy(reader, Object.values(changed))).toEqual([]);
    const telling = await does(coordinator, 'TellAnswer', 'afternoons', { ofEvent: followUp, how: 'letter' });
    expect(await story.bytes(client, '/api/groups/lobby/home')).toContain(changed.whatChanged);
    const byLink = { ofEvent: telling, how: 'link', link: 'poster' };
    await does(visitor, 'ConfirmTelling', 'afternoons', byLink);
    expect(await turnsOf('afternoons')).toEqual([]);
  });

  it('shows everybody what has come of it, once both sides have published it and as long as they do', async () => {
    const changes = () => story.bytes(anybody, '/api/changes');
    const published = { ofEvent: followUp, fields: ['whatChanged'] };
    await does(coordinator, 'PublishProposalWords', 'afternoons', { ...published, side: 'group' });
    expect(await changes()).not.toContain('Iltapäivisin vastataan nyt.');
    await does(head, 'PublishProposalWords', 'afternoons', { ...published, side: 'management' });
    expect(await changes()).toContain('Iltapäivisin vastataan nyt.');
    expect(await changes()).not.toContain('Jono on puolittunut.');
    await does(head, 'UnpublishProposalWords', 'afternoons', { ...published, side: 'management' });
    expect(await changes()).not.toContain('Iltapäivisin vastataan nyt.');
  });

  it('is heard and responded to, reopened, led to something, and closed with a reason', async () => {
    const notChanged = { said: 'notChanged', link: 'poster', words: { aFewWords: 'Soitin turhaan.' } };
    await does(visitor, 'Hear', 'afternoons', notChanged);
    expect(await reads(client, '/api/groups/lobby/agenda')).toMatchObject({ pressedOnTheLink: [{ id: 'afternoons' }] });
    const goOn = { view: 'wantsToContinue', howAsked: 'round', present: 6, words: { comment: 'Viisi ei ole kuusi.' } };
    await does(coordinator, 'Respond', 'afternoons', goOn);
    await does(coordinator, 'ReopenProposal', 'afternoons', { words: { reason: 'Haluamme yhä kuuteen.' } });
    expect(await turnsOf('afternoons')).toContain('management: decision');
    await does(coordinator, 'RecordProposalLedTo', 'afternoons', {
      kind: 'wayOfWorking',
      words: { what: 'Jaetut vuorot' },
    });
    await does(coordinator, 'CloseProposal', 'afternoons', { words: { reason: 'Toimisto muuttaa.' } });
    expect(await turnsOf('afternoons')).toEqual([]);
    const timeline = await reads<{ version: number; events: readonly { type: string }[] }>(
      client,
      '/api/proposals/afternoons/timeline?limit=200',
    );
    expect(timeline.events).toHaveLength(timeline.version);
    expect(timeline.events.map(({ type }) => type)).toEqual(expect.arrayContaining(['ProposalReopened', 'LedTo']));
  });
});

describe('other ways of a proposal', () => {
  it('to another unit, which defers: the decision is owed again on the day it named', async () => {
    await proposes('quiet-room', 'Hiljainen huone');
    await does(head, 'ForwardProposal', 'quiet-room', { unit: 'housing', words: { why: 'Tilat ovat heidän.' } });
    await does(housingHead, 'ReceiveProposal', 'quiet-room', { post: 'head-of-housing' });
    expect(await owedFor({ proposal: 'quiet-room' })).toMatchObject([{ what: 'decision', post: 'head-of-housing' }]);
    const deferred = { decision: 'deferred', untilWhen: day(100), words: { reason: 'Remontti on kesken.' } };
    const deferral = await does(housingHead, 'DecideProposal', 'quiet-room', deferred);
    await does(coordinator, 'TellAnswer', 'quiet-room', { ofEvent: deferral, how: 'phone' });
    expect((await owedFor({ proposal: 'quiet-room' })).find(({ what }) => what === 'decision')).toMatchObject({
      due: { on: day(100), rule: 'explicit' },
    });
  });

  it('by a trial that management promises, and one that the group starts without asking', async () => {
    await proposes('bench', 'Penkki oven eteen', { kind: 'trialIdea' });
    await does(head, 'DecideProposal', 'bench', { decision: 'trial', words: { reason: 'Kokeillaan.' } });
    await does(head, 'StartTrial', 'bench', { until: day(20), words: { what: 'Penkki kuukaudeksi', where: 'Ovi A' } });
    await does(coordinator, 'ConcludeTrial', 'bench', { outcome: 'adopt', words: { whatWasLearnt: 'Istuttiin.' } });
    expect(await turnsOf('bench')).toEqual(['group: telling', 'management: followUp']);
    await proposes('tea', 'Teetä odotushuoneeseen');
    await does(coordinator, 'StartTrial', 'tea', { words: { what: 'Termos pöydällä' } });
    expect(await turnsOf('tea')).toEqual(['management: receipt', 'management: decision'].sort());
  });

  it('with a reply, told and confirmed, which is all that was asked for', async () => {
    await proposes('thanks', 'Kiitos vastaanotosta', { kind: 'message', answerWanted: 'reply' });
    expect(await turnsOf('thanks')).toContain('management: reply');
    const reply = await does(head, 'DecideProposal', 'thanks', { reply: 'used', words: { reason: 'Luettu yhdessä.' } });
    const telling = await does(coordinator, 'TellAnswer', 'thanks', {
      ofEvent: reply,
      how: 'meeting',
      meeting: 'visit',
    });
    const atTheVisit = { ofEvent: telling, how: 'meeting', meeting: 'visit' };
    await does(coordinator, 'ConfirmTelling', 'thanks', atTheVisit);
    expect(await turnsOf('thanks')).toEqual([]);
  });

  it('without an answer wanted, where nobody owes anything', async () => {
    await proposes('story', 'Meidän tarinamme', { kind: 'socialReport', answerWanted: 'none' });
    expect(await turnsOf('story')).toEqual([]);
  });

  it('through a unit and a group that others succeed: what is owed moves, and says from where', async () => {
    await proposes('ramp', 'Luiska portaiden viereen', { unit: 'crowded-office' });
    await does(administrator, 'SucceedUnit', 'crowded-office', { successor: 'services' });
    expect(await owedFor({ proposal: 'ramp' })).toMatchObject([
      { unit: 'services', earlierUnit: 'crowded-office', what: expect.any(String) },
      { unit: 'services', earlierUnit: 'crowded-office', what: expect.any(String) },
    ]);
    await does(administrator, 'SucceedGroup', 'panel', { successor: 'lobby' });
    expect(await reads(head, '/api/groups/panel')).toMatchObject({ successor: 'lobby' });
  });
});

describe('a form with several things', () => {
  it('comes as one batch: a meeting, its telling and a proposal, each with its result', async () => {
    const command = randomUUID();
    const items = [
      { command, do: 'HoldMeeting', id: 'next', group: 'lobby', kind: 'meeting', words: { summary: 'Torstai.' } },
      {
        command: randomUUID(),
        needs: command,
        do: 'SubmitProposal',
        id: 'lamp',
        group: 'lobby',
        unit: 'services',
        kind: 'idea',
        answerWanted: 'reply',
        meeting: 'next',
        words: { title: 'Lamppu pihalle' },
      },
      { command: randomUUID(), do: 'ReviseProposal', id: 'nowhere', words: { title: 'Ei mitään' } },
    ];
    const send = () =>
      api.send<{ results: readonly (Json & { position?: string })[] }>('POST', '/api/batch', items, coordinator);
    const { status, body } = await send();
    expect(status).toBe(200);
    expect(body.results).toMatchObject([
      { status: 'recorded' },
      { status: 'recorded' },
      { status: 'refused', code: 'proposal.unknown' },
    ]);
    story.note('SubmitProposal', body.results[1]!);
    expect(await turnsOf('lamp')).toContain('management: reply');
    expect((await send()).body.results.map((one) => one.status)).toEqual(['repeated', 'repeated', 'refused']);
  });
});

describe('the words of every stream', () => {
  const named = (singular: string, noun: string, id: string, of: string, field: string) =>
    [singular, noun, id, of, field] as const;
  it.each([
    named('Organisation', 'organisation', 'main', 'ThemeNamed', 'label'),
    named('Unit', 'units', 'housing', 'UnitRenamed', 'name'),
    named('Group', 'groups', 'lobby', 'VoiceRecorded', 'quotation'),
    named('Meeting', 'meetings', 'visit', 'MeetingHeld', 'summary'),
    named('Commission', 'commissions', 'phone', 'CommissionIssued', 'title'),
    named('Proposal', 'proposals', 'tea', 'ProposalSubmitted', 'text'),
  ])(
    'of a kind %s are translated, published, attached to, corrected and forgotten',
    async (singular, noun, id, type, field) => {
      const timeline = async () =>
        reads<{ events: readonly { event: string; type: string; words: Json; recordedInError?: Json }[] }>(
          administrator,
          `/api/${noun}/${id}/timeline?limit=200`,
        );
      const ofEvent = (await timeline()).events.find((one) => one.type === type)!.event;
      const words = async () => (await timeline()).events.find((one) => one.event === ofEvent)!.words[field];
      // What is the whole organisation's, administrators keep; in everything else a coordinator writes.
      const writer = ['Organisation', 'Unit'].includes(singular) ? administrator : coordinator;
      await does(writer, `Translate${singular}Words`, id, {
        ofEvent,
        field,
        language: 'sv',
        madeBy: 'translator',
        words: { text: 'En mening på svenska.' },
      });
      expect(await words()).toMatchObject({ versions: [{ text: 'En mening på svenska.', lang: 'sv' }] });
      for (const [actor, side] of [
        [coordinator, 'group'],
        [head, 'management'],
      ] as const)
        await does(actor, `Publish${singular}Words`, id, { ofEvent, fields: [field], side });
      await does(head, `Unpublish${singular}Words`, id, { ofEvent, fields: [field], side: 'management' });
      const content = Buffer.from('Väärä tiedosto').toString('base64');
      const file = {
        kind: 'draft',
        size: Buffer.byteLength(content, 'base64'),
        words: { name: 'Luonnos.txt', content },
      };
      const attached = await does(writer, `Attach${singular}File`, id, file);
      await does(writer, `Record${singular}InError`, id, { ofEvent: attached, words: { why: 'Väärä liite.' } });
      expect((await timeline()).events.find((one) => one.event === attached)).toMatchObject({
        recordedInError: { why: { text: 'Väärä liite.' } },
      });
      await does(administrator, `Forget${singular}Words`, id, { ofEvent, fields: [field], reasonCode: 'request' });
      expect(await words()).toMatchObject({ removed: { reason: 'request' } });
    },
  );
});

describe('an account', () => {
  const aino = { ...coordinator, 'x-kierto-account': 'aino' };
  const invites = (id: string) =>
    does(administrator, 'InviteAccount', id, { language: 'fi', name: 'Aino Esimerkki', address: `${id}@example.fi` });

  it('is invited, chooses for itself, and is disabled; only it and the administration see it', async () => {
    await invites('aino');
    await invites('guest');
    await does(aino, 'ChooseLanguage', 'aino', { language: 'sv' });
    await does(aino, 'ChooseMails', 'aino', { reminders: true, digest: false });
    await does(administrator, 'DisableAccount', 'guest');
    const account = { id: 'aino', version: 3, status: 'open', language: 'sv', name: 'Aino Esimerkki' };
    const expected = { ...account, mails: { reminders: true, digest: false }, address: 'aino@example.fi' };
    for (const actor of [aino, administrator]) expect(await reads(actor, '/api/accounts/aino')).toEqual(expected);
    expect(await reads(administrator, '/api/accounts/guest')).toMatchObject({ status: 'disabled' });
    expect(await story.bytes(head, '/api/accounts/aino')).not.toContain('aino@example.fi');
    expect(await reads(aino, '/api/inbox')).toEqual({ items: [] });
  });

  it('is given roles, loses them, comes back and is forgotten', async () => {
    await does(coordinator, 'GrantRole', 'aino', { role: 'member', group: 'lobby', as: 'clientDeveloper' });
    await does(coordinator, 'WithdrawRole', 'aino', { role: 'member', group: 'lobby' });
    await does(administrator, 'EnableAccount', 'guest');
    await does(administrator, 'ForgetAccount', 'guest', { reasonCode: 'request' });
    expect(await reads(administrator, '/api/accounts/guest')).not.toHaveProperty('name');
  });

  it('has files like everything else, whose words can be published, corrected and forgotten', async () => {
    const content = Buffer.from('Tervetuloa').toString('base64');
    const size = Buffer.byteLength(content, 'base64');
    const file = { kind: 'form', size, words: { name: 'Kutsukirje.txt', content } };
    const ofEvent = await does(administrator, 'AttachAccountFile', 'aino', file);
    const name = { ofEvent, fields: ['name'] };
    const swedish = { language: 'sv', madeBy: 'translator', words: { text: 'Inbjudan.txt' } };
    await does(administrator, 'TranslateAccountWords', 'aino', { ofEvent, field: 'name', ...swedish });
    await does(head, 'PublishAccountWords', 'aino', { ...name, side: 'management' });
    await does(head, 'UnpublishAccountWords', 'aino', { ...name, side: 'management' });
    const wrong = await does(administrator, 'AttachAccountFile', 'aino', file);
    await does(administrator, 'RecordAccountInError', 'aino', { ofEvent: wrong, words: { why: 'Väärä kirje.' } });
    await does(administrator, 'ForgetAccountWords', 'aino', { ...name, reasonCode: 'request' });
    const { events } = await reads<{ events: readonly { id: string; words: Json }[] }>(
      administrator,
      '/api/events/account/aino?words=true',
    );
    expect(Object.keys(events.find(({ id }) => id === ofEvent)!.words)).toEqual(['content']);
    expect(await reads(aino, '/api/accounts/aino')).toMatchObject({ version: events.length });
  });
});

describe('the whole story', () => {
  it('has carried out every command there is', () => {
    expect(story.left()).toEqual([]);
  });
});

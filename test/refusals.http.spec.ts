import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allUseCases, sweepWords } from '#use-cases';
import {
  type Actor,
  administrator,
  anybody,
  client,
  coordinator,
  type Drive,
  day,
  drive,
  head,
  housingHead,
} from './driven-api.ts';
import { categoryOf, useCaseNamed } from './installation.ts';
import { refusalCodes } from './pages/refusals.ts';
import { type Json, type RunningApi, runApi } from './running-api.ts';

/** What rules refuse, as HTTP answers it; and that of what was refused nothing stays. That every code is provoked, docs.spec.ts holds. */

let api: RunningApi;
let scene: Drive;
/** Events of the scene that commands name. */
let answer: string;
let voice: string;
let first: string;

beforeAll(async () => {
  api = await runApi();
  scene = drive(api);
  const { does } = scene;
  await does(administrator, 'EstablishUnit', 'services', { words: { name: 'Palvelut' } });
  await does(administrator, 'EstablishUnit', 'housing', { words: { name: 'Asuminen' } });
  for (const [code, unit] of [
    ['head-of-service', 'services'],
    ['head-of-housing', 'housing'],
  ] as const)
    await does(administrator, 'NamePost', 'main', { code, unit, words: { label: 'Päällikkö' } });
  for (const id of ['lobby', 'ended'])
    await does(administrator, 'FoundGroup', id, { kind: 'coDevelopment', unit: 'services', words: { name: 'Ryhmä' } });
  await does(administrator, 'EndGroup', 'ended');
  await does(administrator, 'InviteAccount', 'known', { language: 'fi' });
  voice = await does(coordinator, 'RecordVoice', 'lobby', { words: { quotation: 'Kuultiin.' } });
  await does(coordinator, 'PlanSeason', 'lobby', { season: 'autumn' });
  await does(coordinator, 'HoldMeeting', 'held', { group: 'lobby', kind: 'meeting', present: { staffDeveloper: 1 } });
  await does(head, 'IssueCommission', 'task', {
    unit: 'services',
    groups: ['lobby'],
    kind: 'task',
    words: { title: 'T' },
  });
  for (const id of ['open', 'answered', 'withdrawn'])
    first = await does(client, 'SubmitProposal', id, {
      group: 'lobby',
      unit: 'services',
      kind: 'idea',
      answerWanted: 'decision',
      words: { title: 'Ehdotus', text: 'Miksi' },
    });
  await does(client, 'WithdrawProposal', 'withdrawn');
  answer = await does(head, 'DecideProposal', 'answered', { decision: 'rejected', words: { reason: 'Ei käy.' } });
  await sweepWords(api.house.context, new Date(Date.now() + 60_000));
});
afterAll(() => api.close());

interface Refused {
  readonly actor: Actor;
  readonly do: string;
  readonly id: string;
  readonly body: Json | (() => Json);
  /** Missing: no field is at fault, and the status is 409. */
  readonly pointer?: string;
}

const planted = 'Tätä lausetta ei saa jäädä minnekään.';
const refused = (code: string, actor: Actor, name: string, id: string, body: Refused['body'], pointer?: string) =>
  [code, { actor, do: name, id, body, ...(pointer && { pointer }) }] as const;
const proposed = (more: Json) => ({
  group: 'lobby',
  unit: 'services',
  kind: 'idea',
  answerWanted: 'decision',
  words: { title: planted, text: planted },
  ...more,
});

/** At least one code of each family (what stands before the dot), each with a sentence that must leave no trace. */
const cases = [
  refused(
    'account.address-malformed',
    administrator,
    'InviteAccount',
    'new',
    { language: 'fi', name: planted, address: planted },
    '/address',
  ),
  refused('reminders.in-past', head, 'SetReminders', 'services', { moments: {}, on: day(-1) }, '/on'),
  refused('role.group-missing', administrator, 'GrantRole', 'known', { role: 'coordinator' }, '/group'),
  refused(
    'activity.reversed',
    coordinator,
    'RecordActivity',
    'lobby',
    { kind: 'talk', from: day(-2), to: day(-5), words: { what: planted } },
    '/to',
  ),
  refused('change.nothing-promised', head, 'StartChange', 'answered', { words: { what: planted } }),
  refused(
    'commission.not-asked',
    { ...coordinator, 'x-kierto-group': 'ended' },
    'AcceptCommission',
    'task',
    { group: 'ended' },
    '/group',
  ),
  refused(
    'commission.decline-reason-missing',
    coordinator,
    'DeclineCommission',
    'task',
    { group: 'lobby' },
    '/words/reason',
  ),
  refused('consent.to-nothing', coordinator, 'GiveConsent', 'lobby', () => ({ voice, to: [], how: 'oneself' }), '/to'),
  refused('date.in-future', coordinator, 'RecordVoice', 'lobby', { on: day(2), words: { quotation: planted } }, '/on'),
  refused(
    'decision.reason-missing',
    head,
    'DecideProposal',
    'open',
    { decision: 'accepted', words: { whatWillBeDone: planted } },
    '/words/reason',
  ),
  refused('decision.not-its-holder', housingHead, 'DecideProposal', 'open', {
    decision: 'accepted',
    words: { reason: planted },
  }),
  refused(
    'error.first-event',
    coordinator,
    'RecordProposalInError',
    'withdrawn',
    () => ({ ofEvent: first, words: { why: planted } }),
    '/ofEvent',
  ),
  refused(
    'event.unknown',
    coordinator,
    'RecordProposalInError',
    'open',
    () => ({ ofEvent: first, words: { why: planted } }),
    '/ofEvent',
  ),
  refused(
    'file.other-size',
    coordinator,
    'AttachProposalFile',
    'open',
    { kind: 'draft', size: 3, words: { name: planted, content: Buffer.from(planted).toString('base64') } },
    '/size',
  ),
  refused('follow-up.nothing-promised', head, 'RecordFollowUp', 'answered', {
    changed: 'yes',
    words: { whatChanged: planted },
  }),
  refused('group.exists', administrator, 'FoundGroup', 'lobby', {
    kind: 'clientPanel',
    unit: 'services',
    words: { name: planted },
  }),
  refused('group.ended', { ...coordinator, 'x-kierto-group': 'ended' }, 'IssueLink', 'ended', { link: 'late' }),
  refused('holidays.other-year', administrator, 'SetHolidays', 'main', { year: 2050, days: ['2051-01-01'] }, '/days'),
  refused('information.not-requested', coordinator, 'ProvideInformation', 'open', { words: { answer: planted } }),
  refused(
    'initiative.consent-missing',
    coordinator,
    'MarkAsInitiative',
    'open',
    { registryNumber: 'A/1', arrived: day(), initiators: [{ id: 'nobody', name: planted, contact: planted }] },
    '/initiators',
  ),
  refused('led-to.what-missing', coordinator, 'RecordGroupLedTo', 'lobby', { kind: 'product' }, '/words/what'),
  refused('link.unknown', coordinator, 'RevokeLink', 'lobby', { link: 'nowhere' }, '/link'),
  refused('meeting.already-held', coordinator, 'CancelMeeting', 'held', { words: { reason: planted } }),
  refused('member.unknown', coordinator, 'LeaveGroup', 'lobby', { member: 'nobody' }, '/member'),
  refused(
    'group.other-group',
    coordinator,
    'JoinGroup',
    'ended',
    { member: 'someone', role: 'researcher', name: planted, contact: planted },
    '/by',
  ),
  refused('organisation.label-missing', administrator, 'NameTheme', 'main', { code: 'a' }, '/words/label'),
  refused(
    'post.of-other-unit',
    administrator,
    'HoldPost',
    'housing',
    { post: 'head-of-service', account: 'a', from: day() },
    '/post',
  ),
  refused('preset.empty', administrator, 'ChangePreset', 'main', {}),
  refused(
    'promise.in-past',
    administrator,
    'SetPromise',
    'services',
    { counting: 'working', decide: 3, from: day(-1) },
    '/from',
  ),
  refused('proposal.unit-unknown', client, 'SubmitProposal', 'new', proposed({ unit: 'nowhere' }), '/unit'),
  refused('proposal.exists', client, 'SubmitProposal', 'open', proposed({})),
  refused('proposal.withdrawn', client, 'ReviseProposal', 'withdrawn', { words: { text: planted } }),
  refused('publishing.without-consent', coordinator, 'PublishGroupWords', 'lobby', () => ({
    ofEvent: voice,
    fields: ['quotation'],
    side: 'group',
  })),
  refused('reopening.nothing-told', coordinator, 'ReopenProposal', 'answered', { words: { reason: planted } }),
  refused('response.nothing-answered', coordinator, 'Respond', 'open', {
    view: 'satisfied',
    words: { comment: planted },
  }),
  refused(
    'season.exists',
    coordinator,
    'PlanSeason',
    'lobby',
    { season: 'autumn', words: { plan: planted } },
    '/season',
  ),
  refused(
    'source.title-missing',
    administrator,
    'RegisterSource',
    'main',
    { sourceId: 'slides', coverage: {}, words: { document: planted } },
    '/words/title',
  ),
  refused('stream.unknown', coordinator, 'AttachProposalFile', 'nowhere', {
    kind: 'draft',
    size: 1,
    words: { name: planted, content: 'QQ==' },
  }),
  refused(
    'telling.not-told',
    client,
    'ConfirmTelling',
    'answered',
    () => ({ ofEvent: answer, how: 'account' }),
    '/ofEvent',
  ),
  refused('trial.none-running', coordinator, 'ConcludeTrial', 'open', {
    outcome: 'adopt',
    words: { whatWasLearnt: planted },
  }),
  refused(
    'upload.unknown',
    coordinator,
    'AttachProposalFile',
    'open',
    { kind: 'draft', upload: '0197c2a4-7d11-4a3e-9c55-0b1f6f2f6a10', words: { name: planted, description: planted } },
    '/upload',
  ),
  refused(
    'unit.own-parent',
    administrator,
    'EstablishUnit',
    'itself',
    { parent: 'itself', words: { name: planted } },
    '/parent',
  ),
  refused('voice.quotation-missing', coordinator, 'RecordVoice', 'lobby', {}, '/words/quotation'),
  refused(
    'words.unknown',
    coordinator,
    'TranslateProposalWords',
    'answered',
    () => ({ ofEvent: answer, field: 'briefAnswer', language: 'sv', madeBy: 'group', words: { text: planted } }),
    '/field',
  ),
  refused(
    'work-time.no-hours',
    coordinator,
    'RecordWorkTime',
    'lobby',
    { month: day(-40).slice(0, 7), hours: {} },
    '/hours',
  ),
  refused(
    'webhook.address-wrong',
    administrator,
    'RegisterWebhook',
    'main',
    { webhook: 'register', types: ['proposal.decided'], words: { url: planted } },
    '/words/url',
  ),
];

async function stored(of: Refused) {
  const { noun } = useCaseNamed(of.do);
  return {
    version: await api.house.store.version(`${categoryOf[noun]}-${of.id}`),
    events: await api.house.store.size(),
    people: [...(await api.house.vault.people.read(['nobody', 'someone'])).keys()],
    /** Texts of no event; from the scene there are none. */
    words: await sweepWords(api.house.context, new Date(Date.now() + 60_000)),
  };
}

describe('a refusal over HTTP', () => {
  it.each(cases)('%s says what is wrong and where, and stores nothing', async (code, one) => {
    const before = await stored(one);
    expect(before).toMatchObject({ words: 0, people: [] });
    const body = typeof one.body === 'function' ? one.body() : one.body;
    const said = await scene.tries(one.actor, one.do, one.id, body);
    const status = one.pointer ? 422 : 409;
    expect({ status: said.status, body: said.body }).toMatchObject({
      status,
      body: {
        status,
        code,
        type: `/docs/reference/refusals.md#${code}`,
        detail: expect.any(String),
        ...(one.pointer && { errors: [{ pointer: one.pointer }] }),
      },
    });
    expect(said.headers.get('content-type')).toContain('application/problem+json');
    expect(said.headers.get('etag')).toBeNull();
    expect(said.text).not.toContain(planted);
    expect(await stored(one)).toEqual(before);
  });

  it('of an id that another command was carried out under stores nothing either', async () => {
    const key = { 'idempotency-key': '0f8fad5b-d9cb-469f-a165-70867728950e' };
    const named = (name: string) => scene.tries(administrator, 'RenameUnit', 'housing', { words: { name } }, key);
    expect((await named('Uusi nimi')).status).toBe(200);
    const before = await api.house.store.size();
    expect(await named(planted)).toMatchObject({ status: 409, body: { code: 'command.id-used' } });
    expect(await api.house.store.size()).toBe(before);
    expect(await sweepWords(api.house.context, new Date(Date.now() + 60_000))).toBe(0);
  });

  it('of somebody who may not comes before any rule, says who may, and stores nothing', async () => {
    const before = await api.house.store.size();
    const body = { code: 'a', words: { label: planted } };
    expect(await scene.tries(anybody, 'NameTheme', 'main', body)).toMatchObject({
      status: 401,
      body: { code: 'sign-in.needed' },
    });
    const denied = await scene.tries(client, 'NameTheme', 'main', body);
    expect(denied).toMatchObject({
      status: 403,
      body: { code: 'permission.denied', detail: 'This is for administrators.' },
    });
    expect(denied.text).not.toContain(planted);
    const asHead = { 'x-kierto-as': 'post:head-of-service' };
    expect(await scene.tries(administrator, 'NameTheme', 'main', body, asHead)).toMatchObject({
      status: 403,
      body: { code: 'permission.denied' },
    });
    expect(await api.house.store.size()).toBe(before);
    expect(await sweepWords(api.house.context, new Date(Date.now() + 60_000))).toBe(0);
  });

  it('was provoked for each family of codes, and for each noun', () => {
    const familyOf = (code: string) => code.slice(0, code.indexOf('.'));
    // Lines of histories are checked by the import, an id in the address before any rule; who acts, the API sees to, and
    // whoever signs in or keeps their own access gives no commands.
    const signingIn = [
      'sign-in',
      'invitation',
      'first-administrator',
      'second-factor',
      'password',
      'session',
      'api-token',
    ];
    const elsewhere = ['history', 'id', 'command', 'act', ...signingIn];
    const families = new Set(
      refusalCodes()
        .map(familyOf)
        .filter((one) => !elsewhere.includes(one)),
    );
    expect([...new Set(cases.map(([code]) => familyOf(code)))].sort()).toEqual([...families].sort());
    const nouns = new Set(allUseCases.map(({ noun }) => noun));
    expect(new Set(cases.map(([, one]) => useCaseNamed(one.do).noun))).toEqual(nouns);
  });
});

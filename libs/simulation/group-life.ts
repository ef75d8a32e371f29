import { commissionLife, type OpenCommission } from './commission-life.ts';
import { type County, type Life, publishName, type SimulatedUnit } from './county.ts';
import { parameters } from './parameters.ts';
import { proposalLife } from './proposal-life.ts';
import { themes } from './texts.ts';

const methods = ['trials', 'playbackTheatre', 'socialCircus', 'serviceCafe', 'discussion', 'peerSupport'];
const memberRoles = [
  'clientDeveloper',
  'clientDeveloper',
  'clientDeveloper',
  'clientDeveloper',
  'clientDeveloper',
  'staffDeveloper',
  'staffDeveloper',
  'expertByExperience',
  'coordinator',
  'researcher',
  'projectWorker',
  'developmentPartner',
];

/** One group from its founding: members, seasons, meetings, what it does and says; it ends or is followed by another. */
export function* groupLife(
  county: County,
  id: string,
  unit: SimulatedUnit,
  index: number,
  years: number,
  open: Map<string, OpenCommission[]>,
  parent?: string,
): Life {
  const { random, texts, chance, tell, today } = county;
  const side = { role: 'coordinator', group: id };
  const say = (event: string, facts: object = {}, words?: Record<string, string>, by: object = side, lineId?: string) =>
    tell({ event, of: id, on: today(), ...facts, ...(words && { words }), by, ...(lineId && { id: lineId }) });
  const inDays = (days: number) => new Date(Date.parse(today()) + days * 86_400_000).toISOString().slice(0, 10);

  say(
    'GroupFounded',
    {
      kind: random.oneOf([
        'coDevelopment',
        'coDevelopment',
        'coResearch',
        'clientPanel',
        'smallGroup',
        'openEvents',
        'staffDevelopment',
      ]),
      unit: unit.id,
      ...(parent && { parent }),
      programme: 'sim-ohjelma',
      methods: [random.oneOf(methods), 'discussion'],
      foundThrough: [random.oneOf(['staff', 'events', 'bulletins', 'media'])],
      composition: { clientDeveloper: [5, 8], staffDeveloper: [2, 3], coordinator: [1, 1] },
    },
    {
      name: texts.group(index),
      description: 'Simuloitu ryhmä, jota ei ole olemassa.',
      partners: 'Keksitty yhdistys ry',
    },
    side,
    `${id}-founded`,
  );
  publishName(tell, { stream: 'group', of: id, on: today(), named: `${id}-founded`, post: unit.posts[0]! });
  open.set(id, []);
  unit.groups.push(id);
  const members: { member: string; role: string }[] = [];
  const join = (role: string) => {
    const member = county.nextId('member');
    members.push({ member, role });
    say('MemberJoined', { member, role });
  };
  for (const role of memberRoles) if (role !== 'researcher' || random.happens(0.2)) join(role);
  say('LinkIssued', { link: `${id}-link-1` });

  let earlier: string | undefined;
  const daysBetweenMeetings = 365 / parameters.meetings.value;
  for (let yearOfGroup = 0; yearOfGroup < years; yearOfGroup++) {
    const season = `${id}-season-${yearOfGroup + 1}`;
    const themesOfSeason = [random.oneOf(themes), random.oneOf(themes)];
    say(
      'SeasonPlanned',
      { season, from: today(), to: inDays(360), rhythm: 'weekly', themes: themesOfSeason, hoursPromised: 200 },
      { plan: texts.task(themesOfSeason[0]!) },
    );
    for (let commissions = 0; commissions < parameters.commissions.value; commissions++) {
      const others = unit.groups.filter((other) => other !== id && open.has(other));
      const groups = others.length > 0 && chance('commissionToTwo') ? [id, random.oneOf(others)] : [id];
      county.start(commissionLife(county, unit, groups, open), random.between(1, 200));
    }
    for (let number = 0; number < parameters.meetings.value; number++) {
      yield Math.max(1, Math.round(daysBetweenMeetings + (random.number() - 0.5) * 4));
      const meeting = county.nextId('meeting');
      const planned = random.happens(0.5);
      const told = (
        event: string,
        facts: object = {},
        words?: Record<string, string>,
        by: object = side,
        lineId?: string,
      ) =>
        tell({ event, of: meeting, on: today(), ...facts, ...(words && { words }), by, ...(lineId && { id: lineId }) });
      const visit = chance('visits');
      if (planned) {
        told(
          'MeetingPlanned',
          { group: id, kind: visit ? 'visit' : 'meeting', plannedFor: inDays(7), time: '13:00' },
          { place: texts.place(index), plan: texts.task(themesOfSeason[0]!) },
        );
        if (visit) told('VisitRequested', { post: random.oneOf(unit.posts) }, { why: 'Haluamme kuulla vastaukset.' });
        if (chance('meetingCancelled')) {
          told('MeetingCancelled', {}, { reason: 'Ohjaaja on sairaana.' });
          continue;
        }
        if (chance('meetingMoved'))
          told('MeetingMoved', { plannedFor: inDays(9), time: '14:00' }, { reason: 'Tila on varattu.' });
      }
      const held = {
        group: id,
        kind: visit
          ? 'visit'
          : random.oneOf([
              'meeting',
              'meeting',
              'meeting',
              'meeting',
              'serviceCafe',
              'openEvent',
              'influenceEvent',
              'workingGroup',
              'talk',
            ]),
        methods: [random.oneOf(methods)],
        present: { clientDeveloper: random.between(3, 9), staffDeveloper: random.between(1, 3), coordinator: 1 },
        ...(random.happens(0.1) && { languagesInterpreted: ['so'] }),
      };
      if (planned && chance('recordedInError')) {
        const slip = `${meeting}-slip`;
        told('MeetingHeld', { ...held, present: { clientDeveloper: 900 } }, { summary: texts.comment() }, side, slip);
        told('RecordedInError', { stream: 'meeting', ofEvent: slip }, { why: 'Läsnäolijoita ei ollut yhdeksääsataa.' });
      }
      told('MeetingHeld', held, {
        summary: texts.comment(),
        ...(visit && { guests: 'Palvelupäällikkö (kuvitteellinen)' }),
      });
      if (chance('proposalsAMeeting')) {
        for (let proposals = 0; proposals < (chance('secondProposal') ? 2 : 1); proposals++) {
          const proposal = county.nextId('proposal');
          const commission = chance('onCommission') ? open.get(id)?.[0] : undefined;
          county.start(
            proposalLife(county, proposal, {
              group: id,
              unit,
              meeting,
              ...(commission && { commission: commission.id }),
              ...(earlier && { earlier }),
            }),
          );
          commission?.proposals.push(proposal);
          earlier = proposal;
        }
      }
      if (number % 4 === 3)
        say('WorkTimeRecorded', {
          month: today().slice(0, 7),
          hours: {
            planning: random.between(2, 8),
            running: random.between(6, 14),
            findingOut: random.between(1, 6),
            visits: random.between(0, 3),
            reporting: random.between(1, 3),
          },
        });
      if (random.happens(0.06))
        say(
          'ActivityRecorded',
          {
            kind: random.oneOf(['serviceCafe', 'sparring', 'talk', 'workingGroup', 'event', 'development', 'peerWork']),
            from: today(),
            to: today(),
          },
          { what: texts.doing() },
        );
      if (random.happens(0.03)) yield* voice();
      if (random.happens(parameters.membersChange.value / parameters.meetings.value)) change();
    }
    if (random.happens(0.3))
      say(
        'SeasonRevised',
        { season, from: inDays(-360), to: inDays(30), rhythm: 'everyOtherWeek' },
        { plan: texts.task(themesOfSeason[1]!) },
      );
    say('SeasonReviewed', { season }, { whatClientsLearnt: texts.comment(), whatStaffLearnt: texts.whyNot() });
    if (random.happens(0.2))
      say('GroupDescribed', { methods: [random.oneOf(methods)] }, { description: 'Simuloitu ryhmä, uusi kuvaus.' });
    if (random.happens(0.2))
      say(
        'LedTo',
        { stream: 'group', kind: random.oneOf(['activity', 'path', 'wayOfWorking', 'product']) },
        { what: texts.change() },
      );
    if (random.happens(0.3)) {
      say('LinkRevoked', { link: `${id}-link-${yearOfGroup + 1}` });
    }
    say('LinkIssued', { link: `${id}-link-${yearOfGroup + 2}`, expires: inDays(400) });
  }
  yield 5;
  if (random.happens(0.7)) {
    const successor = `${id}-next`;
    county.start(groupLife(county, successor, unit, index + 1_000, 1, open));
    yield 1;
    say('GroupSucceeded', { successor });
  }
  say('GroupEnded', {});
  open.delete(id);

  function* voice(): Generator<number, void, void> {
    const spoken = `${id}-voice-${county.nextId('voice')}`;
    say('VoiceRecorded', { role: 'clientDeveloper' }, { quotation: texts.comment() }, side, spoken);
    say('ConsentGiven', {
      voice: spoken,
      to: ['quotation'],
      how: random.oneOf(['oneself', 'withSupport', 'representative']),
    });
    if (!random.happens(0.2)) return;
    yield 1;
    say('ConsentWithdrawn', { voice: spoken, to: ['quotation'] });
  }

  function change(): void {
    const left = members.shift()!;
    say('MemberLeft', { ...left, ...(random.happens(0.5) && { wantsToBeTold: true }) });
    if (chance('personForgotten')) say('PersonForgotten', { member: left.member, reasonCode: 'request' });
    join(left.role);
  }
}

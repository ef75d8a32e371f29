import type { Rights } from '#permissions';
import { type Context, carryOut } from '#use-cases';
import { commandOf } from './demo-command.ts';

/** The group and the unit of the made-up county in which the demo's people are at work. */
export const demoGroup = 'sim-group-1';
export const demoUnit = 'sim-unit-1';
export const demoPost = `head-${demoUnit}`;

const coordinator: Rights = {
  account: 'demo-coordinator',
  capacities: [{ kind: 'coordinator', group: demoGroup, groups: [demoGroup] }],
};
const member: Rights = {
  account: 'demo-member',
  capacities: [{ kind: 'member', role: 'clientDeveloper', group: demoGroup, groups: [demoGroup] }],
};
const management: Rights = {
  account: 'demo-management',
  capacities: [{ kind: 'management', post: demoPost, units: [demoUnit] }],
};

const dayFrom = (today: string, days: number): string =>
  new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);

/** The next Tuesday that leaves some days to prepare. */
function nextTuesday(today: string): string {
  const soonest = dayFrom(today, 3);
  return dayFrom(soonest, (9 - new Date(soonest).getUTCDay()) % 7);
}

/**
 * What has lately been said and done in the demo's group, on top of its simulated history: something for each view. An answer
 * that waits to be told, one that changed things and one that did not, a commission to accept, a meeting ahead, words that wait
 * to be made public.
 * @param today the day it is told on
 */
export async function tellDemoStory(context: Context, today: string): Promise<void> {
  let steps = 0;
  /** @param ago days before today; below 0 nothing may have happened yet */
  async function tell(who: Rights, name: string, id: string, ago: number, body: object): Promise<string> {
    steps += 1;
    const at = { on: dayFrom(today, -ago), ...('words' in body && { lang: 'fi' }) };
    const { events } = await carryOut(
      context,
      who,
      [name, id, { ...at, ...body }],
      commandOf(`${steps} ${name} ${id}`),
    );
    return events[0]!;
  }
  const publish = async (noun: 'Group' | 'Proposal', id: string, ofEvent: string, fields: readonly string[]) => {
    await tell(coordinator, `Publish${noun}Words`, id, 0, { ofEvent, fields, side: 'group' });
    await tell(management, `Publish${noun}Words`, id, 0, { ofEvent, fields, side: 'management' });
  };
  const translate = (
    noun: 'Group' | 'Proposal',
    id: string,
    ofEvent: string,
    field: string,
    language: string,
    text: string,
  ) =>
    tell(coordinator, `Translate${noun}Words`, id, 0, {
      ofEvent,
      field,
      language,
      madeBy: language === 'en' ? 'machine' : 'translator',
      words: { text },
      lang: language,
    });
  const submit = (id: string, ago: number, theme: string, words: object) =>
    tell(coordinator, 'SubmitProposal', id, ago, {
      group: demoGroup,
      unit: demoUnit,
      origin: 'own',
      kind: 'idea',
      answerWanted: 'decision',
      theme,
      voicedBy: 'clients',
      words,
    });
  const receive = (id: string, ago: number) => tell(management, 'ReceiveProposal', id, ago, { post: demoPost });
  const accept = (id: string, ago: number, words: object) =>
    tell(management, 'DecideProposal', id, ago, {
      decision: 'accepted',
      post: demoPost,
      responsiblePost: demoPost,
      byWhen: dayFrom(today, 60 - ago),
      words,
    });
  const tellGroup = (id: string, ago: number, ofEvent: string) =>
    tell(coordinator, 'TellAnswer', id, ago, { ofEvent, how: 'meeting' });
  const confirm = (id: string, ago: number, ofEvent: string) =>
    tell(member, 'ConfirmTelling', id, ago, { ofEvent, how: 'account' });

  // Ahead: a meeting, to which somebody of management is asked.
  await tell(coordinator, 'PlanMeeting', 'demo-meeting', 0, {
    group: demoGroup,
    kind: 'meeting',
    plannedFor: nextTuesday(today),
    time: '13:00',
    words: {
      place: 'Kuvalan asukastalo, toinen kerros',
      plan: 'Vastaukset, jotka ovat tulleet. Esitteen luonnos. Kahvi.',
    },
  });
  await tell(coordinator, 'RequestVisit', 'demo-meeting', 0, {
    post: demoPost,
    words: { why: 'Toivomme, että kerrot itse, mitä penkistä päätettiin.' },
  });

  // Whose turn: a commission that the group has not accepted yet, a proposal that nobody has received.
  await tell(management, 'IssueCommission', 'demo-leaflet', 2, {
    unit: demoUnit,
    groups: [demoGroup],
    kind: 'commentOnDraft',
    answerWantedBy: dayFrom(today, 28),
    words: {
      title: 'Kommentoikaa uuden esitteen luonnosta',
      task: 'Lukekaa luonnos ja kertokaa, mikä jää epäselväksi ja mitä siitä puuttuu.',
      background: 'Esitettä jaetaan neuvonnassa ensi vuoden alusta.',
    },
  });
  await submit('demo-interpreter', 3, 'encounters', {
    title: 'Tulkki samaksi jokaiseen tapaamiseen',
    text: 'Kun tulkki vaihtuu joka kerta, sama asia pitää selittää alusta. Ehdotamme, että tulkin voi varata samaksi.',
    changeHopedFor: 'Asiasta päästään puhumaan heti.',
  });

  // Answered yesterday: the coordinator knows and tells it, the group reads that an answer has come.
  await submit('demo-bench', 30, 'lobby', {
    title: 'Penkki ulko-oven viereen',
    text: 'Moni joutuu odottamaan oven avautumista seisaaltaan. Ehdotamme penkkiä katoksen alle.',
    changeHopedFor: 'Jokainen pääsee istumaan.',
  });
  await receive('demo-bench', 27);
  await accept('demo-bench', 1, {
    reason:
      'Penkki mahtuu katoksen alle, ja sille on rahaa tämän vuoden kalusteissa. Olette oikeassa: seisominen on monelle liikaa.',
    briefAnswer: 'Kyllä. Penkki tulee katoksen alle.',
    whatWillBeDone: 'Tilaamme penkin, jossa on käsinojat.',
  });

  // It changed, the group is satisfied, and everybody may read it.
  const calls = 'demo-phone-hours';
  const asked = await submit(calls, 200, 'reaching', {
    title: 'Puhelinaika myös iltapäivälle',
    text: 'Aamulla ei pääse soittamaan, jos on kuntouttavassa työssä. Ehdotamme puhelinaikaa myös iltapäivälle.',
    changeHopedFor: 'Työssä käyväkin saa asiansa hoidettua.',
  });
  await receive(calls, 195);
  const yes = await accept(calls, 170, {
    reason: 'Iltapäivän puheluille saadaan vuoro, kun aamun vuoroa lyhennetään tunnilla.',
    briefAnswer: 'Kyllä. Puhelimeen vastataan myös iltapäivällä.',
    whatWillBeDone: 'Muutamme vuorolistaa ja kerromme ajasta verkkosivuilla ja esitteessä.',
  });
  await confirm(calls, 160, await tellGroup(calls, 165, yes));
  const changed = await tell(management, 'RecordFollowUp', calls, 60, {
    changed: 'yes',
    words: {
      whatChanged: 'Puhelimeen vastataan nyt myös kello 13–15. Aika kerrotaan verkkosivuilla ja ovessa.',
      evidence: 'Puheluista neljännes tulee iltapäivällä.',
    },
  });
  await confirm(calls, 50, await tellGroup(calls, 55, changed));
  await tell(coordinator, 'Respond', calls, 48, {
    view: 'satisfied',
    howAsked: 'round',
    present: 7,
    words: { comment: 'Tätä toivottiin pitkään. Hyvä, että se myös tapahtui.' },
  });
  const sv = 'I telefonen svarar man nu också klockan 13–15. Tiden står på webbplatsen och på dörren.';
  const en =
    'The phone is now answered also from 1 to 3 in the afternoon. The hours are on the web site and on the door.';
  await translate('Proposal', calls, changed, 'whatChanged', 'sv', sv);
  await translate('Proposal', calls, changed, 'whatChanged', 'en', en);
  await publish('Proposal', calls, asked, ['title']);
  await publish('Proposal', calls, changed, ['whatChanged', 'evidence']);

  // Management says that it changed, and the group does not find so.
  const signs = 'demo-signs';
  await submit(signs, 150, 'lobby', {
    title: 'Opasteet niin, että neuvonnan löytää',
    text: 'Ovelta ei näe, mihin suuntaan pitää mennä. Moni kääntyy takaisin.',
    changeHopedFor: 'Ensimmäistä kertaa tuleva löytää perille kysymättä.',
  });
  await receive(signs, 145);
  const promised = await accept(signs, 120, {
    reason: 'Opasteet ovat vanhoja ja osa niistä väärin. Uusimme ne.',
    briefAnswer: 'Kyllä. Opasteet uusitaan.',
  });
  await confirm(signs, 114, await tellGroup(signs, 115, promised));
  const said = await tell(management, 'RecordFollowUp', signs, 30, {
    changed: 'yes',
    words: { whatChanged: 'Uudet opasteet ovat paikoillaan.' },
  });
  await confirm(signs, 24, await tellGroup(signs, 25, said));
  await tell(coordinator, 'Respond', signs, 20, {
    view: 'unsatisfied',
    howAsked: 'discussion',
    present: 6,
    words: { comment: 'Opasteet on vaihdettu, mutta nuoli osoittaa yhä väärään suuntaan.' },
  });
  await tell(member, 'Hear', signs, 4, { said: 'notChanged', words: { aFewWords: 'Kävin katsomassa. Sama nuoli.' } });

  // What came of the work as a whole.
  const cafe = await tell(coordinator, 'RecordGroupLedTo', demoGroup, 90, {
    kind: 'service',
    words: { what: 'Palvelukahvila: kerran viikossa aulassa on kahvia ja joku, jolta voi kysyä mitä vain.' },
  });
  const kafe = 'Servicecafé: en gång i veckan finns det kaffe i aulan och någon som man kan fråga om vad som helst.';
  await translate('Group', demoGroup, cafe, 'what', 'sv', kafe);
  await publish('Group', demoGroup, cafe, ['what']);

  // One side agrees to make it public, the other has not yet.
  const way = await tell(coordinator, 'RecordGroupLedTo', demoGroup, 15, {
    kind: 'wayOfWorking',
    words: { what: 'Uusi työntekijä käy ensimmäisellä viikollaan ryhmän tapaamisessa.' },
  });
  await tell(coordinator, 'PublishGroupWords', demoGroup, 0, { ofEvent: way, fields: ['what'], side: 'group' });
  await tell(management, 'PublishProposalWords', calls, 0, {
    ofEvent: yes,
    fields: ['briefAnswer'],
    side: 'management',
  });
}

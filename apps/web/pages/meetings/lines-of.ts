import { replies } from '../../codes.ts';
import { filled, type MakeLine, responseIn, withWords } from './line.ts';
import {
  type Brought,
  clientsWerePresent,
  type Heard,
  hoursOf,
  type Line,
  presentOf,
  type Recording,
  typed,
} from './recording.ts';

interface About {
  readonly group: string;
  readonly unit: string;
  readonly lang: string;
  /** What of the meeting itself is recorded still: its plan where there was none, and that it was held. */
  readonly isPlanned: boolean;
  readonly isHeld: boolean;
  readonly titleOf: (proposal: string) => string;
}

/** The commands that the form becomes, in their order. */
export function linesOf(values: Recording, about: About): Line[] {
  const hold = about.isHeld ? undefined : values.commands.hold;
  const line: MakeLine = (what, command, of, body, order = {}) => ({
    what,
    command,
    title: of.title,
    field: of.field,
    item: { command, do: of.do, id: of.id, on: values.on, lang: about.lang, ...body },
    ...order,
  });
  return [
    ...ofMeeting(values, about, line),
    ...values.proposals.map(({ id, command }) => submitted(values, about, line, id, command, hold)),
    ...values.heard.flatMap((heard) => ofHeard(values, about, line, heard, hold)),
    ...values.brought.flatMap((brought) => ofBrought(values, line, brought, hold)),
    ...values.responses.map((command) => {
      const proposal = typed(values, `response.${command}.proposal`);
      const of = { do: 'Respond', id: proposal, title: about.titleOf(proposal), field: `response.${command}.view` };
      return line('respond', command, of, responseIn(values, `response.${command}`), { needs: hold });
    }),
  ];
}

function ofMeeting(values: Recording, { group, isPlanned, isHeld }: About, line: MakeLine): Line[] {
  const { meeting, commands, on } = values;
  const kind = typed(values, 'kind');
  const [methods, languagesInterpreted] = [values.methods, values.languages] as (readonly string[])[];
  const of = { id: meeting, title: '' };
  const plan = filled({ group, kind, plannedFor: on, time: typed(values, 'time') });
  const held = {
    group,
    kind,
    present: presentOf(values),
    ...(methods?.length && { methods }),
    ...(languagesInterpreted?.length && { languagesInterpreted }),
    ...withWords({ guests: typed(values, 'guests'), summary: typed(values, 'summary') }),
  };
  const hours = hoursOf(values);
  return [
    // Where and at what time it was is said by the plan, whenever that is written down.
    ...(isPlanned || isHeld
      ? []
      : [
          line(
            'plan',
            commands.plan,
            { ...of, do: 'PlanMeeting', field: 'on' },
            { ...plan, ...withWords({ place: typed(values, 'place') }) },
          ),
        ]),
    ...(isHeld
      ? []
      : [
          line('hold', commands.hold, { ...of, do: 'HoldMeeting', field: 'kind' }, held, {
            needs: isPlanned ? undefined : commands.plan,
          }),
        ]),
    ...(Object.keys(hours).length === 0
      ? []
      : [
          line(
            'hours',
            commands.hours,
            { do: 'RecordWorkTime', id: group, title: '', field: 'hours.planning' },
            { month: on.slice(0, 7), hours },
          ),
        ]),
  ];
}

function submitted(
  values: Recording,
  about: About,
  line: MakeLine,
  id: string,
  command: string,
  hold: string | undefined,
): Line {
  const field = (name: string) => typed(values, `proposal.${id}.${name}`);
  const of = { do: 'SubmitProposal', id, title: field('title'), field: `proposal.${id}.title` };
  const facts = filled({
    group: about.group,
    unit: field('unit') || about.unit,
    commission: field('commission'),
    kind: field('kind'),
    answerWanted: field('answerWanted'),
    theme: field('theme'),
    voicedBy: field('voicedBy'),
    meeting: values.meeting,
  });
  const words = { title: field('title'), text: field('text'), changeHopedFor: field('changeHopedFor') };
  return line('submit', command, of, { ...facts, ...withWords(words) }, { needs: hold });
}

function ofHeard(
  values: Recording,
  about: About,
  line: MakeLine,
  { key, commands }: Heard,
  hold: string | undefined,
): Line[] {
  const prefix = `heard.${key}`;
  const field = (name: string) => typed(values, `${prefix}.${name}`);
  const id = field('proposal');
  const of = { id, title: about.titleOf(id), field: `${prefix}.outcome` };
  const outcome = field('outcome');
  const facts = filled({
    ...((replies as readonly string[]).includes(outcome) ? { reply: outcome } : { decision: outcome }),
    post: field('post'),
    byWhen: field('byWhen'),
    untilWhen: outcome === 'deferred' || outcome === 'trial' ? field('untilWhen') : '',
    heardAt: values.meeting,
  });
  const words = { reason: field('reason'), briefAnswer: field('briefAnswer'), whatWillBeDone: field('whatWillBeDone') };
  const decide = line(
    'decide',
    commands.decide,
    { ...of, do: 'DecideProposal' },
    { ...facts, ...withWords(words) },
    { needs: hold },
  );
  if (!values[`${prefix}.told`]) return [decide];
  const tell = line(
    'tell',
    commands.tell,
    { ...of, do: 'TellAnswer' },
    { how: 'visit', meeting: values.meeting },
    { after: commands.decide, ofItsEvent: true },
  );
  return [decide, tell, ...afterTelling(values, line, prefix, of, commands)];
}

function ofBrought(
  values: Recording,
  line: MakeLine,
  { event, proposal, title, what, commands }: Brought,
  hold: string | undefined,
): Line[] {
  const prefix = `brought.${event}`;
  const of = { id: proposal, title, field: `${prefix}.confirmed` };
  if (what === 'confirmation') {
    const confirmed = { how: 'meeting', meeting: values.meeting, ofEvent: event };
    return [
      line('confirm', commands.confirm, { ...of, do: 'ConfirmTelling' }, confirmed, { needs: hold }),
      ...respondedIn(values, line, prefix, of, commands, { needs: hold }),
    ];
  }
  const how = typed(values, 'kind') === 'visit' ? 'visit' : 'meeting';
  const told = { how, meeting: values.meeting, ofEvent: event };
  return [
    line('tell', commands.tell, { ...of, do: 'TellAnswer' }, told, { needs: hold }),
    ...afterTelling(values, line, prefix, of, commands),
  ];
}

type AfterTelling = Readonly<Record<'tell' | 'confirm' | 'respond', string>>;
type OfProposal = { readonly id: string; readonly title: string; readonly field: string };

/** What the group says of what it was told: that it was told, and what it thinks. */
function afterTelling(
  values: Recording,
  line: MakeLine,
  prefix: string,
  of: OfProposal,
  commands: AfterTelling,
): Line[] {
  const confirmed = { how: 'meeting', meeting: values.meeting };
  const isConfirmed = Boolean(values[`${prefix}.confirmed`]) && clientsWerePresent(values);
  return [
    ...(isConfirmed
      ? [
          line('confirm', commands.confirm, { ...of, do: 'ConfirmTelling' }, confirmed, {
            after: commands.tell,
            ofItsEvent: true,
          }),
        ]
      : []),
    ...respondedIn(values, line, prefix, of, commands, { after: commands.tell }),
  ];
}

function respondedIn(
  values: Recording,
  line: MakeLine,
  prefix: string,
  of: OfProposal,
  commands: AfterTelling,
  order: Pick<Line, 'needs' | 'after'>,
): Line[] {
  if (!typed(values, `${prefix}.view`)) return [];
  return [
    line(
      'respond',
      commands.respond,
      { ...of, field: `${prefix}.view`, do: 'Respond' },
      responseIn(values, prefix),
      order,
    ),
  ];
}

import { decisions, reasonCodes, replies } from '../codes.ts';
import type { Form } from '../form.ts';
import { useSpeech } from '../language.tsx';
import { useSelf } from '../me.ts';
import { useNames } from '../names.ts';
import { type AnswerValues, briefEnough } from './answer.ts';
import { today } from './days.tsx';
import { ChoiceField, DayField, NumberField, PickField, TextField } from './fields.tsx';
import { PlainHint } from './plain-hint.tsx';

interface AnswerFields {
  readonly form: Form<AnswerValues>;
  /** Where a reply is wanted, a decision is not offered. */
  readonly wanted: string | undefined;
  /** The unit whose posts may have said it. */
  readonly unit: string;
  readonly as: readonly string[];
}

/** Outcome and reason are all that is asked; the rest is offered. */
export function AnswerFields({ form, wanted, unit, as }: AnswerFields) {
  const { say } = useSpeech();
  const { values } = form;
  const outcomes = wanted === 'reply' ? replies : decisions;
  const isLong = values.reason.trim().length > briefEnough;
  const brief = (
    <TextField
      form={form}
      name="briefAnswer"
      label={say('answer.brief')}
      hint={say('answer.brief.hint')}
      lines={3}
      most={briefEnough}
      optional={!isLong}
    />
  );
  return (
    <>
      <WhoSays form={form} unit={unit} as={as} />
      <ChoiceField
        form={form}
        name="outcome"
        label={say(wanted === 'reply' ? 'answer.reply' : 'answer.outcome')}
        options={outcomes.map((value) => ({
          value,
          label: say(`answer.outcome.${value}`),
          hint: say(`answer.outcome.${value}.hint`),
        }))}
      />
      {(values.outcome === 'deferred' || values.outcome === 'trial') && (
        <DayField
          form={form}
          name="untilWhen"
          label={say(values.outcome === 'deferred' ? 'answer.until.deferred' : 'answer.until.trial')}
          {...(values.outcome === 'trial' && { optional: true })}
          least={values.on || today()}
        />
      )}
      <TextField form={form} name="reason" label={say('answer.reason')} hint={say('answer.reason.hint')} lines={6} />
      {isLong && brief}
      <PlainHint of={values.briefAnswer.trim() === '' ? values.reason : values.briefAnswer} />
      <details>
        <summary>{say('answer.more')}</summary>
        {!isLong && brief}
        <TextField
          form={form}
          name="whatWillBeDone"
          label={say('answer.what')}
          hint={say('answer.what.hint')}
          lines={4}
          optional
        />
        <Post form={form} name="responsiblePost" label={say('answer.responsible')} />
        <DayField form={form} name="byWhen" label={say('answer.byWhen')} least={values.on || today()} optional />
        <NumberField form={form} name="cost" label={say('answer.cost')} step={0.01} optional />
        {values.outcome !== 'trial' && (
          <ChoiceField
            form={form}
            name="reasonCodes"
            label={say('answer.codes')}
            hint={say('answer.codes.hint')}
            options={reasonCodes.map((value) => ({ value, label: say(`reasonCode.${value}`) }))}
            many
            optional
          />
        )}
        {!values.as.startsWith('coordinator:') && (
          <DayField form={form} name="on" label={say('answer.on')} most={today()} />
        )}
      </details>
    </>
  );
}

function Post({
  form,
  name,
  label,
  unit,
}: {
  readonly form: Form<AnswerValues>;
  readonly name: 'post' | 'responsiblePost';
  readonly label: string;
  readonly unit?: string;
}) {
  const { posts, post, unit: unitName } = useNames();
  const options = posts
    .filter((one) => unit === undefined || one.unit === unit)
    .map((one) => ({
      value: one.code,
      label: unit === undefined && one.unit ? `${post(one.code)}, ${unitName(one.unit)}` : post(one.code),
    }));
  return <PickField form={form} name={name} label={label} options={options} optional={name === 'responsiblePost'} />;
}

/** In whose name: said, where there is one way; asked, where there are several. */
function WhoSays({ form, unit, as }: Omit<AnswerFields, 'wanted'>) {
  const { say } = useSpeech();
  const { post } = useNames();
  const self = useSelf();
  const capacities = self?.as.filter(({ name }) => as.includes(name)) ?? [];
  const isHeard = form.values.as.startsWith('coordinator:');
  return (
    <>
      {capacities.length > 1 && (
        <ChoiceField
          form={form}
          name="as"
          label={say('answer.as')}
          options={capacities.map(({ name, kind, of = '' }) => ({
            value: name,
            label: kind === 'management' ? say('answer.asPost', { post: post(of) }) : say('answer.asHeard'),
          }))}
        />
      )}
      {capacities.length === 1 && capacities[0]!.kind === 'management' && (
        <p className="meta">{say('answer.asPost', { post: post(capacities[0]!.of ?? '') })}</p>
      )}
      {isHeard && (
        <>
          <p className="notice">{say('answer.heard')}</p>
          <Post form={form} name="post" label={say('answer.whoSaid')} unit={unit} />
          <DayField form={form} name="on" label={say('answer.heardOn')} most={today()} />
        </>
      )}
    </>
  );
}

import { Button } from 'suomifi-ui-components';
import { newId } from '../../api.ts';
import { answersWanted, proposalKinds, voices } from '../../codes.ts';
import type { Form } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { PickField, TextField } from '../../parts/fields.tsx';
import { namedOptions, optionsOf } from '../../parts/options.ts';
import { plainOf } from '../../parts/words.tsx';
import type { Material } from './material.ts';
import type { Proposed, Recording } from './recording.ts';
import { Section } from './section.tsx';

type Part = { readonly form: Form<Recording>; readonly material: Material };

/** What the group proposed at the meeting. */
export function ProposalsSection({ form, material }: Part) {
  const { say } = useSpeech();
  const { proposals } = form.values;
  const add = () => {
    const id = newId();
    form.set(`proposal.${id}.kind`, 'idea');
    form.set(`proposal.${id}.answerWanted`, 'decision');
    form.set('proposals', [...proposals, { id, command: newId() }]);
  };
  return (
    <Section title={say('record.proposals')} count={proposals.length} isOpen={proposals.length > 0}>
      {proposals.map((one, index) => (
        <Proposal key={one.id} form={form} material={material} of={one} index={index} />
      ))}
      <Button type="button" variant="secondary" onClick={add}>
        {say('record.proposal.add')}
      </Button>
    </Section>
  );
}

function Proposal({
  form,
  material,
  of: { id, command },
  index,
}: Part & { readonly of: Proposed; readonly index: number }) {
  const { say, lang } = useSpeech();
  const { group, agenda, organisation, units } = material;
  const { values } = form;
  const isDone = values.done[command] !== undefined;
  const name = (field: string) => `proposal.${id}.${field}`;
  const mine = agenda.commissionsOpen.filter(({ groups }) =>
    groups.some((part) => part.group === group.id && (part.status === 'accepted' || part.status === 'answered')),
  );
  const drop = () =>
    form.set(
      'proposals',
      values.proposals.filter((one) => one.id !== id),
    );
  const ofUnit = (unit: string) => plainOf(units.find((one) => one.id === unit)?.name, lang, unit);
  return (
    <fieldset className="together" disabled={isDone}>
      <legend>
        {say('record.proposal', { number: String(index + 1) })}{' '}
        {isDone && <span className="tag good">{say('record.isRecorded')}</span>}
      </legend>
      <TextField form={form} name={name('title')} label={say('record.proposal.title')} />
      <TextField form={form} name={name('text')} label={say('record.proposal.text')} lines={3} optional />
      <div className="row">
        <PickField
          form={form}
          name={name('kind')}
          label={say('record.proposal.kind')}
          options={optionsOf(proposalKinds, (kind) => say(`kind.${kind}`))}
        />
        <PickField
          form={form}
          name={name('answerWanted')}
          label={say('record.proposal.wanted')}
          options={optionsOf(answersWanted, (wanted) => say(`record.wanted.${wanted}`))}
        />
        {mine.length > 0 && (
          <PickField
            form={form}
            name={name('commission')}
            label={say('record.proposal.commission')}
            none={say('record.proposal.own')}
            options={mine.map((one) => ({ value: one.id, label: plainOf(one.title, lang, one.id) }))}
          />
        )}
      </div>
      <details>
        <summary>{say('record.proposal.more')}</summary>
        <TextField form={form} name={name('changeHopedFor')} label={say('record.proposal.change')} lines={2} optional />
        <div className="row">
          <PickField
            form={form}
            name={name('voicedBy')}
            label={say('record.proposal.voicedBy')}
            options={optionsOf(voices, (voice) => say(`record.voicedBy.${voice}`))}
            optional
          />
          <PickField
            form={form}
            name={name('theme')}
            label={say('record.proposal.theme')}
            options={namedOptions(organisation.themes, lang)}
            optional
          />
          <PickField
            form={form}
            name={name('unit')}
            label={say('record.proposal.unit')}
            none={ofUnit(group.unit)}
            options={units
              .filter((unit) => unit.id !== group.unit && unit.endedOn === undefined)
              .map(({ id: value }) => ({ value, label: ofUnit(value) }))}
          />
        </div>
      </details>
      {!isDone && (
        <button type="button" className="plain-button" onClick={drop}>
          {say('record.drop')}
        </button>
      )}
    </fieldset>
  );
}

import { newId, type OwedItem } from '../../api.ts';
import type { Form } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { Day } from '../../parts/days.tsx';
import { plainOf } from '../../parts/words.tsx';
import { SaidOf } from '../groups/said-of.tsx';
import type { Agenda } from './material.ts';
import { type Brought, clientsWerePresent, type Recording } from './recording.ts';
import { ResponseFields } from './response-fields.tsx';
import { Section } from './section.tsx';

type Part = { readonly form: Form<Recording>; readonly agenda: Agenda };

/** Answers that were told at the meeting, and tellings that it confirms: one tick each, and what the group thinks beside it. */
export function BroughtSection({ form, agenda }: Part) {
  const { say } = useSpeech();
  const { brought } = form.values;
  const tellings = agenda.answersToBring.map(({ owed }) => owed);
  const confirmations = agenda.confirmationsToAsk;
  if (brought.length + tellings.length + confirmations.length === 0) return null;
  // Those of a draft stay, even when they are recorded and so no longer owed.
  const kept = (what: Brought['what'], owed: readonly OwedItem[]) =>
    brought.filter((one) => one.what === what && !owed.some(({ ofEvent }) => ofEvent === one.event));
  const isFree = ({ proposal }: OwedItem) =>
    !brought.some((one) => one.proposal === proposal && one.what === 'telling');
  const lists = [
    { what: 'telling', owed: tellings, of: tellings },
    { what: 'confirmation', owed: confirmations, of: confirmations.filter(isFree) },
  ] as const;
  return lists.map(({ what, owed, of }) => {
    const chosen = brought.filter((one) => one.what === what).length;
    if (of.length + kept(what, owed).length === 0) return null;
    return (
      <Section
        key={what}
        title={say(`record.${what}`, { count: of.length })}
        count={chosen}
        isOpen={chosen > 0 || (what === 'telling' && of.length <= 5)}
      >
        {!clientsWerePresent(form.values) && <p className="hint">{say('record.noClients')}</p>}
        <ul className="plain">
          {kept(what, owed).map((one) => (
            <Row
              key={one.event}
              form={form}
              event={one.event}
              proposal={one.proposal}
              title={one.title}
              what={what}
              agenda={agenda}
            />
          ))}
          {of.map((one) => (
            <Row
              key={one.sinceEvent}
              form={form}
              event={one.ofEvent ?? one.sinceEvent}
              proposal={one.proposal!}
              owed={one}
              what={what}
              agenda={agenda}
            />
          ))}
        </ul>
      </Section>
    );
  });
}

interface RowOf extends Part {
  readonly event: string;
  readonly proposal: string;
  readonly what: Brought['what'];
  readonly owed?: OwedItem;
  readonly title?: string;
}

function Row({ form, event, proposal, what, owed, title = '', agenda }: RowOf) {
  const { say, lang } = useSpeech();
  const { values } = form;
  const name = plainOf(owed?.title, lang, title || say('text.none'));
  const chosen = values.brought.find((one) => one.event === event);
  const prefix = `brought.${event}`;
  const first = chosen?.commands[what === 'telling' ? 'tell' : 'confirm'];
  const isDone = first !== undefined && values.done[first] !== undefined;
  const choose = (isOn: boolean) => {
    const others = values.brought.filter((one) => one.event !== event);
    if (!isOn) return form.set('brought', others);
    const commands = { tell: newId(), confirm: newId(), respond: newId() };
    form.set(`${prefix}.confirmed`, true);
    form.set('brought', [...others, { event, proposal, title: name, what, commands }]);
  };
  const answer = agenda.answersToBring.find((one) => one.owed.ofEvent === event);
  return (
    <li className="line">
      <div className="choice" data-field={`${prefix}.told`}>
        <input
          id={prefix}
          type="checkbox"
          checked={chosen !== undefined}
          disabled={isDone}
          onChange={({ target }) => choose(target.checked)}
        />
        <div>
          <label htmlFor={prefix}>{name}</label>
          <p className="hint">
            {say(what === 'telling' ? 'record.answered' : 'record.told')} <Day on={owed?.since} />
            {isDone && <span className="tag good">{say('record.isRecorded')}</span>}
          </p>
          {answer && <SaidOf fate={answer.proposal} why={answer.owed.why} brief />}
        </div>
      </div>
      {chosen && (
        <div className="under">
          {what === 'telling' && (
            <Tick
              form={form}
              name={`${prefix}.confirmed`}
              label={say('record.confirmed')}
              isOff={!clientsWerePresent(values)}
              isDone={values.done[chosen.commands.confirm] !== undefined}
            />
          )}
          <ResponseFields form={form} prefix={prefix} isDone={values.done[chosen.commands.respond] !== undefined} />
        </div>
      )}
    </li>
  );
}

interface TickOf {
  readonly form: Form<Recording>;
  readonly name: string;
  readonly label: string;
  readonly isOff?: boolean;
  readonly isDone?: boolean;
}

export function Tick({ form, name, label, isOff = false, isDone = false }: TickOf) {
  return (
    <div className="choice" data-field={name}>
      <input
        id={name}
        type="checkbox"
        disabled={isOff || isDone}
        checked={Boolean(form.values[name]) && !isOff}
        onChange={({ target }) => form.set(name, target.checked)}
      />
      <label htmlFor={name}>{label}</label>
    </div>
  );
}

import { useState } from 'react';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { today } from '../../parts/days.tsx';
import { Deed } from '../../parts/deed.tsx';
import { DayField, TextField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import type { Commission } from './commission.ts';
import { useCommissioner } from './commissioner.ts';
import { ReasonForm } from './reason-form.tsx';

/** What whoever commissioned does with the whole of it. */
export function CommissionDeeds({ of }: { readonly of: Commission }) {
  const { say } = useSpeech();
  const isCommissioner = useCommissioner(of);
  // What was done may leave nothing more to do.
  const [done, setDone] = useState<string>();
  const closing = (close: () => void) => (what?: string) => {
    setDone(what);
    close();
  };
  const notice = done !== undefined && (
    <p className="notice good" role="status">
      {done}
    </p>
  );
  if (!isCommissioner || of.status !== 'open') return notice || null;
  return (
    <section>
      <h2>{say('commission.actions')}</h2>
      {notice}
      <Deed label={say('commission.reschedule')}>{(close) => <Reschedule of={of} onClose={closing(close)} />}</Deed>
      <Deed label={say('commission.close')}>{(close) => <Close of={of} onClose={closing(close)} />}</Deed>
      <Deed label={say('commission.withdraw')}>{(close) => <Withdraw of={of} onClose={closing(close)} />}</Deed>
    </section>
  );
}

interface Doing {
  readonly of: Commission;
  readonly onClose: (done?: string) => void;
}

function Reschedule({ of: { id, version, answerWantedBy = '' }, onClose }: Doing) {
  const { say, lang } = useSpeech();
  const form = useForm({ answerWantedBy, reason: '' }, `commission.reschedule.${id}`);
  const command = useCommand('/api/commissions/{id}/reschedule');
  const submit = async () => {
    const { answerWantedBy: wanted, reason } = form.values;
    const isRight = form.check({
      answerWantedBy: wanted === '' && say('commission.day.missing'),
      reason: reason.trim() === '' && say('commission.reason.missing'),
    });
    if (!isRight) return;
    const body = { answerWantedBy: wanted, words: { reason: reason.trim() }, lang };
    if (!(await command.give(id, body, version))) return;
    form.clear();
    onClose(say('commission.reschedule.done'));
  };
  return (
    <FormOf
      form={form}
      deed={say('commission.reschedule')}
      isRunning={command.isRunning}
      problem={command.problem}
      onSubmit={submit}
      onCancel={() => onClose()}
    >
      <DayField form={form} name="answerWantedBy" label={say('commission.reschedule.day')} least={today()} />
      <TextField form={form} name="reason" label={say('commission.reason')} lines={3} />
    </FormOf>
  );
}

/** Of those with which a group answered, what still waits for management. */
const undecidedIn = ({ groups, proposals }: Commission): number => {
  const named = new Set(groups.flatMap((part) => part.proposals));
  return proposals.filter(
    ({ id, closed, answerWanted, decision, reply }) =>
      named.has(id) && closed === 'open' && answerWanted !== 'none' && (decision ?? reply) === undefined,
  ).length;
};

function Close({ of, onClose }: Doing) {
  const { say, lang } = useSpeech();
  const { id, version } = of;
  const command = useCommand('/api/commissions/{id}/close');
  const undecided = undecidedIn(of);
  return (
    <ReasonForm
      name={`commission.close.${id}`}
      deed={say('commission.close')}
      lead={undecided > 0 ? say('commission.close.undecided', { count: undecided }) : say('commission.close.lead')}
      label={say('commission.reason')}
      {...(undecided > 0 && { missing: say('commission.reason.missing') })}
      command={command}
      onClose={onClose}
      onGive={async (text, on) => {
        const recorded = await command.give(id, { on, lang, ...(text !== '' && { words: { reason: text } }) }, version);
        if (recorded) onClose(say('commission.close.done'));
        return recorded !== undefined;
      }}
    />
  );
}

function Withdraw({ of: { id, version }, onClose }: Doing) {
  const { say, lang } = useSpeech();
  const command = useCommand('/api/commissions/{id}/withdraw');
  return (
    <ReasonForm
      name={`commission.withdraw.${id}`}
      deed={say('commission.withdraw')}
      label={say('commission.reason')}
      missing={say('commission.reason.missing')}
      command={command}
      onClose={onClose}
      onGive={async (text, on) => {
        const recorded = await command.give(id, { on, lang, words: { reason: text } }, version);
        if (recorded) onClose(say('commission.withdraw.done'));
        return recorded !== undefined;
      }}
    />
  );
}

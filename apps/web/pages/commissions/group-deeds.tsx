import { useState } from 'react';
import { useCommand } from '../../doing.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Deed } from '../../parts/deed.tsx';
import { AnswerCommissionForm } from './answer-commission-form.tsx';
import type { Commission, Part } from './commission.ts';
import { useCommissioner } from './commissioner.ts';
import { ReasonForm } from './reason-form.tsx';

/** What a group does with a commission, each for itself; and answering what it asked, for whoever commissioned. */
export function GroupDeeds({ of, part }: { readonly of: Commission; readonly part: Part }) {
  const { say } = useSpeech();
  const self = useSelf();
  const { group, status, questions } = part;
  const isOfGroup = self?.is('coordinator', group) || self?.is('member', group);
  const isCommissioner = useCommissioner(of);
  // What was done changes what can be done next, so the word of it stands beside the buttons.
  const [done, setDone] = useState<string>();
  const closing = (close: () => void) => (what?: string) => {
    setDone(what);
    close();
  };
  const isAsked = questions.some(({ clarifiedOn, clarification }) => !clarifiedOn && !clarification);
  return (
    <>
      {done !== undefined && (
        <p className="notice good" role="status">
          {done}
        </p>
      )}
      {isCommissioner && isAsked && (
        <Deed label={say('commission.clarify')} isFirst>
          {(close) => <Clarify of={of} group={group} onClose={closing(close)} />}
        </Deed>
      )}
      {isOfGroup && (
        <div className="buttons">
          {(status === 'asked' || status === 'declined') && (
            <Deed label={say('commission.accept')} isFirst={status === 'asked'}>
              {(close) => <Accept of={of} group={group} onClose={closing(close)} />}
            </Deed>
          )}
          {(status === 'accepted' || status === 'answered') && (
            <Deed label={say('commission.answer')} isFirst={status === 'accepted'}>
              {(close) => <AnswerCommissionForm of={of} group={group} onClose={closing(close)} />}
            </Deed>
          )}
          {status !== 'declined' && !isAsked && (
            <Deed label={say('commission.ask')}>
              {(close) => <Ask of={of} group={group} onClose={closing(close)} />}
            </Deed>
          )}
          {(status === 'asked' || status === 'accepted') && (
            <Deed label={say('commission.decline')}>
              {(close) => <Decline of={of} group={group} onClose={closing(close)} />}
            </Deed>
          )}
        </div>
      )}
    </>
  );
}

interface Doing {
  readonly of: Commission;
  readonly group: string;
  readonly onClose: (done?: string) => void;
}

const wordsIn = (name: string, text: string) => (text === '' ? {} : { words: { [name]: text } });

function Accept({ of: { id, version }, group, onClose }: Doing) {
  const { say } = useSpeech();
  const command = useCommand('/api/commissions/{id}/accept');
  return (
    <ReasonForm
      name={`commission.accept.${id}`}
      deed={say('commission.accept')}
      lead={say('commission.accept.lead')}
      command={command}
      onClose={onClose}
      onGive={async (_text, on) => {
        const recorded = await command.give(id, { group, on }, version);
        if (recorded) onClose(say('commission.accept.done'));
        return recorded !== undefined;
      }}
    />
  );
}

function Decline({ of: { id, version }, group, onClose }: Doing) {
  const { say, lang } = useSpeech();
  const command = useCommand('/api/commissions/{id}/decline');
  return (
    <ReasonForm
      name={`commission.decline.${id}`}
      deed={say('commission.decline')}
      label={say('commission.reason')}
      missing={say('commission.reason.missing')}
      command={command}
      onClose={onClose}
      onGive={async (text, on) => {
        const recorded = await command.give(id, { group, on, lang, ...wordsIn('reason', text) }, version);
        if (recorded) onClose(say('commission.decline.done'));
        return recorded !== undefined;
      }}
    />
  );
}

function Ask({ of: { id, version }, group, onClose }: Doing) {
  const { say, lang } = useSpeech();
  const command = useCommand('/api/commissions/{id}/question');
  return (
    <ReasonForm
      name={`commission.question.${id}`}
      deed={say('commission.ask')}
      label={say('commission.ask.label')}
      hint={say('commission.ask.hint')}
      missing={say('field.required')}
      command={command}
      onClose={onClose}
      onGive={async (text, on) => {
        const recorded = await command.give(id, { group, on, lang, ...wordsIn('question', text) }, version);
        if (recorded) onClose(say('commission.ask.done'));
        return recorded !== undefined;
      }}
    />
  );
}

function Clarify({ of: { id, version }, group, onClose }: Doing) {
  const { say, lang } = useSpeech();
  const command = useCommand('/api/commissions/{id}/clarify');
  return (
    <ReasonForm
      name={`commission.clarify.${id}.${group}`}
      deed={say('commission.clarify')}
      label={say('commission.clarify.label')}
      missing={say('field.required')}
      command={command}
      onClose={onClose}
      onGive={async (text, on) => {
        const recorded = await command.give(id, { group, on, lang, ...wordsIn('clarification', text) }, version);
        if (recorded) onClose(say('commission.clarify.done'));
        return recorded !== undefined;
      }}
    />
  );
}

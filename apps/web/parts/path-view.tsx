import type { ReactNode } from 'react';
import type { Path } from '../api.ts';
import { useSpeech } from '../language.tsx';
import { useNames } from '../names.ts';
import { Day, Due } from './days.tsx';
import { Words } from './words.tsx';

type Step = keyof Path;
const steps: readonly Step[] = ['said', 'received', 'answered', 'told', 'changed', 'view'];

interface PathView {
  readonly path: Path;
  /** Of the steps: one below whatever stands above them. */
  readonly heading?: 'h3' | 'h4';
  /** What else is known of a step, below what the path says of it. */
  readonly more?: Readonly<Partial<Record<Step, ReactNode>>>;
}

/** What became of one thing the group said, step by step. */
export function PathView({ path, heading: Heading = 'h3', more = {} }: PathView) {
  const { say } = useSpeech();
  return (
    <ol className="path" aria-label={say('path.steps')}>
      {steps.map((step) => (
        <li key={step} className={path[step].state}>
          <Heading>{say(`path.${step}`)}</Heading>
          <Standing of={path} step={step} />
          <Said of={path} step={step} />
          {more[step]}
        </li>
      ))}
    </ol>
  );
}

/** Whether it has come and when, or what it waits for. */
function Standing({ of, step }: { readonly of: Path; readonly step: Step }) {
  const { say } = useSpeech();
  const { on, due } = of[step];
  const state = step === 'view' ? invited(of) : of[step].state;
  if (state === 'awaited')
    return (
      <p className="meta">
        <span className="tag turn">{say('path.state.awaited')}</span>
        <span>
          <Due on={due} />
        </span>
      </p>
    );
  // What was kept back for the group has no day yet.
  if (state === 'done') return <p className="meta">{isUntold(of, step) ? say('path.state.came') : <Day on={on} />}</p>;
  return (
    <p className={state === 'notKnown' || state === 'notRecorded' ? 'gone' : 'meta'}>{say(`path.state.${state}`)}</p>
  );
}

/** The group is asked for its view of what it was told. */
function invited({ told, view }: Path): Path['view']['state'] {
  if (view.state !== 'open' || told.state === 'done' || told.state === 'notRecorded') return view.state;
  return told.state === 'awaited' ? 'notYet' : told.state;
}

const isUntold = ({ answered, changed }: Path, step: Step): boolean => {
  const text = step === 'answered' ? answered.reason : step === 'changed' ? changed.whatChanged : null;
  return text !== null && 'untold' in text;
};

/** What it says, with what was written. */
function Said({ of, step }: { readonly of: Path; readonly step: Step }): ReactNode {
  const { say, code } = useSpeech();
  const { post } = useNames();
  switch (step) {
    case 'said':
      return (
        <>
          {of.said.text && <Words of={of.said.text} />}
          <Part label={say('path.changeHopedFor')} text={of.said.changeHopedFor} />
        </>
      );
    case 'received':
      return of.received.post && <p>{say('path.handledBy', { post: post(of.received.post) })}</p>;
    case 'answered': {
      const { decision, reply, briefAnswer, reason, whatWillBeDone, confirmedByPost } = of.answered;
      const outcome = decision ?? reply;
      const isSame = same(briefAnswer, reason);
      return (
        <>
          {outcome && (
            <p>
              <strong>{code('outcome', outcome)}</strong>
            </p>
          )}
          {confirmedByPost === false && (
            <p>
              <span className="tag late">{say('path.heardOnly')}</span> {say('path.heardOnly.what')}
            </p>
          )}
          {briefAnswer && <Words of={briefAnswer} />}
          {!isSame && <Part label={say('path.reason')} text={reason} />}
          <Part label={say('path.whatWillBeDone')} text={whatWillBeDone} />
        </>
      );
    }
    case 'told': {
      const { how, confirmed, confirmedOn, state } = of.told;
      if (state !== 'done') return null;
      return (
        <>
          {how && <p>{say('path.toldHow', { how: code('tellingHow', how) })}</p>}
          <p>
            {confirmed ? say('path.confirmed') : say('path.notConfirmed')} {confirmedOn && <Day on={confirmedOn} />}
          </p>
        </>
      );
    }
    case 'changed':
      return <Changed changed={of.changed} />;
    default: {
      const { view, comment, notChanged } = of.view;
      return (
        <>
          {view && (
            <p>
              <strong>{code('view', view)}</strong>
            </p>
          )}
          {comment && <Words of={comment} />}
          {notChanged > 0 && <p>{say('path.notChanged', { count: notChanged })}</p>}
        </>
      );
    }
  }
}

function Changed({
  changed: { changed, whatChanged, whyNot, timesTooEarly, disputed },
}: {
  readonly changed: Path['changed'];
}) {
  const { say, code } = useSpeech();
  return (
    <>
      {changed && (
        <p>
          <strong>{code('changed', changed)}</strong>{' '}
          {disputed && <span className="tag wrong">{say('path.disputed')}</span>}
        </p>
      )}
      {disputed && <p>{say('path.disputed.what')}</p>}
      {whatChanged && 'untold' in whatChanged ? (
        <Words of={whatChanged} />
      ) : (
        <Part label={say('path.whatChanged')} text={whatChanged} />
      )}
      <Part label={say('path.whyNot')} text={whyNot} />
      {timesTooEarly > 0 && <p>{say('path.tooEarly', { count: timesTooEarly })}</p>}
    </>
  );
}

type Written = Path['said']['text'];

const same = (one: Written, other: Written): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A text with what it is; nothing where nothing was written. */
export function Part({ label, text }: { readonly label: string; readonly text: Written }) {
  if (!text) return null;
  return (
    <>
      <p className="label">{label}</p>
      <Words of={text} />
    </>
  );
}

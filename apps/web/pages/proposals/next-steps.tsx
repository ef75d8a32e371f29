import { useEffect, useRef, useState } from 'react';
import { Button } from 'suomifi-ui-components';
import type { PlainKey } from '#i18n/browser';
import { useCommand } from '../../doing.ts';
import type { Values } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import type { AnswerValues } from '../../parts/answer.ts';
import { AnswerForm } from '../../parts/answer-form.tsx';
import { AnswerGiven } from '../../parts/answer-given.tsx';
import { today } from '../../parts/days.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { type Deed, sideOf } from './deed.ts';
import { DeedForm, useActingAs } from './deed-form.tsx';
import { deeds, offeredIn } from './deeds.ts';
import { Owed } from './owed.tsx';
import type { Situation } from './situation.ts';

/** A deed whose form is open, and what stood in the record that it takes the place of. */
export interface Opened {
  readonly name: string;
  readonly before?: Values;
  /** The address asked for it: only what can be done now is opened. */
  readonly isByAddress?: boolean;
}

interface NextSteps {
  readonly at: Situation;
  readonly opened: Opened | undefined;
  readonly onOpen: (opened: Opened | undefined) => void;
}

/** What is owed by whom, and the one next thing for whoever looks; all else that can be done stands behind it. */
export function NextSteps({ at, opened, onOpen }: NextSteps) {
  const { say } = useSpeech();
  const [done, setDone] = useState<string>();
  const notice = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { next, more } = offeredIn(at);
  const deed = deeds.find((one) => one.name === opened?.name && isOpenTo(one, at, opened));
  const finish = (what: Deed) => {
    setDone(what.name);
    onOpen(undefined);
  };
  useEffect(() => {
    if (done !== undefined) notice.current?.focus();
  }, [done]);
  const cancel = () => {
    onOpen(undefined);
    heading.current?.focus();
  };
  const open = (what: Deed) => {
    setDone(undefined);
    onOpen({ name: what.name });
  };
  const choice = (what: Deed, isFirst = false) => (
    <OneDeed
      key={what.name}
      deed={what}
      at={at}
      isFirst={isFirst}
      onOpen={() => open(what)}
      onDone={() => finish(what)}
    />
  );
  return (
    <section aria-labelledby="next" className="next-steps">
      <h2 id="next" ref={heading} tabIndex={-1}>
        {say('proposal.next')}
      </h2>
      <Owed owed={at.proposal.owed} />
      <div ref={notice} tabIndex={-1}>
        {done === 'decide' && <AnswerGiven groups={[at.proposal.group]} />}
        {done !== undefined && done !== 'decide' && (
          <p role="status" className="notice good">
            {say(`deed.${done}.done` as PlainKey)}
          </p>
        )}
      </div>
      {deed && opened ? (
        <OpenedDeed deed={deed} at={at} before={opened.before} onDone={() => finish(deed)} onCancel={cancel} />
      ) : (
        <>
          {next.length > 0 && <div className="choices">{next.map((one, index) => choice(one, index === 0))}</div>}
          {more.length > 0 && (
            <details>
              <summary>{next.length > 0 ? say('proposal.more') : say('proposal.deeds')}</summary>
              <div className="choices">{more.map((one) => choice(one))}</div>
            </details>
          )}
        </>
      )}
    </section>
  );
}

const isOpenTo = (deed: Deed, at: Situation, { isByAddress }: Opened): boolean =>
  at.can(deed.operation) && sideOf(deed, at) !== undefined && (!isByAddress || deed.isOffered(at));

/** What the button says: of a coordinator who heard it that it is written down, of what was done before that it is done again. */
function useLabel() {
  const { say } = useSpeech();
  return (deed: Deed, at: Situation): string => {
    if (deed.isAgain?.(at)) return say(`deed.${deed.name}.again` as PlainKey);
    const isHeard = deed.isHeardToo && sideOf(deed, at) === 'coordinator';
    return say(`deed.${deed.name}${isHeard ? '.heard' : ''}` as PlainKey);
  };
}

interface OneDeed {
  readonly deed: Deed;
  readonly at: Situation;
  readonly isFirst: boolean;
  readonly onOpen: () => void;
  readonly onDone: () => void;
}

/** The button of a deed: it opens the form, or does it at once where nothing is asked. */
function OneDeed({ deed, at, isFirst, onOpen, onDone }: OneDeed) {
  const { say } = useSpeech();
  const labelOf = useLabel();
  const command = useCommand(deed.path);
  const as = useActingAs(deed, at);
  const isOnePress = deed.name === 'confirmDecision' || deed.name === 'confirmTelling';
  const doIt = async () => {
    const body = { ...deed.fixed?.(at, {}, sideOf(deed, at)!), on: today() };
    if (await command.give(at.proposal.id, body as never, undefined, as)) onDone();
  };
  return (
    <div>
      {command.problem && <ProblemNotice problem={command.problem} />}
      <Button
        variant={isFirst ? 'default' : 'secondary'}
        aria-disabled={command.isRunning}
        onClick={isOnePress ? doIt : onOpen}
      >
        {command.isRunning ? say('form.sending') : labelOf(deed, at)}
      </Button>
    </div>
  );
}

interface OpenedDeed {
  readonly deed: Deed;
  readonly at: Situation;
  readonly before: Values | undefined;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

function OpenedDeed({ deed, at, before, onDone, onCancel }: OpenedDeed) {
  const labelOf = useLabel();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div className="card">
      <h3 ref={heading} tabIndex={-1}>
        {labelOf(deed, at)}
      </h3>
      {deed.name === 'decide' ? (
        <AnswerForm
          proposal={at.proposal}
          initial={before && answerAsWas(before)}
          onGiven={onDone}
          onCancel={onCancel}
        />
      ) : (
        <DeedForm deed={deed} at={at} before={before} onDone={onDone} onCancel={onCancel} />
      )}
    </div>
  );
}

/** What stood in an answer, as its form takes it. */
function answerAsWas({
  decision,
  reply,
  reason,
  briefAnswer,
  whatWillBeDone,
  responsiblePost,
  reasonCodes,
  ...rest
}: Values) {
  const { byWhen, untilWhen, on, cost } = rest;
  const given = {
    outcome: decision ?? reply,
    reason,
    briefAnswer,
    whatWillBeDone,
    responsiblePost,
    reasonCodes,
    byWhen,
    untilWhen,
    on,
  };
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(known),
    ...(typeof cost === 'number' && { cost: String(cost / 100) }),
  } as Partial<AnswerValues>;
}

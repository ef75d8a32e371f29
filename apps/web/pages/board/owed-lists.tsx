import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import type { OwedItem } from '../../api.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { useNames } from '../../names.ts';
import { daysBetween, today } from '../../parts/days.tsx';
import { OwedCard } from '../../parts/owed-card.tsx';
import { plainOf } from '../../parts/words.tsx';
import { ConfirmAnswer } from './confirm-answer.tsx';

interface OwedLists {
  readonly items: readonly OwedItem[];
  readonly picked: readonly string[];
  readonly onPick: (proposal: string, isOn: boolean) => void;
  /** Says what was done; what it was done to is then no longer in the lists. */
  readonly onDone: (done: string) => void;
}

const parts = ['late', 'week', 'later', 'none'] as const;

function partOf({ overdue, due: { on } }: OwedItem): (typeof parts)[number] {
  if (overdue) return 'late';
  if (on === undefined) return 'none';
  return daysBetween(today(), on) <= 7 ? 'week' : 'later';
}

/** What is late, what comes soon and what has time, each in the order in which it is due. */
export function OwedLists({ items, picked, onPick, onDone }: OwedLists) {
  const { say } = useSpeech();
  return parts.map((part) => {
    const found = items.filter((one) => partOf(one) === part);
    if (found.length === 0) return null;
    return (
      <section key={part}>
        <h2>{say(`board.when.${part}`)}</h2>
        <ul className="plain">
          {found.map((owed) => (
            <OwedCard key={`${owed.what} ${owed.group} ${owed.sinceEvent} ${owed.ofEvent}`} owed={owed}>
              <Next owed={owed} isPicked={picked.includes(owed.proposal ?? '')} onPick={onPick} onDone={onDone} />
            </OwedCard>
          ))}
        </ul>
      </section>
    );
  });
}

/** What whoever looks can do about it here. */
function Next({
  owed,
  isPicked,
  onPick,
  onDone,
}: Pick<OwedLists, 'onPick' | 'onDone'> & {
  readonly owed: OwedItem;
  readonly isPicked: boolean;
}) {
  const { say, lang } = useSpeech();
  const self = useSelf();
  const { posts } = useNames();
  const id = useId();
  const { what, unit, post, proposal } = owed;
  const isMine = self?.as.some(
    ({ kind, of }) => kind === 'management' && (of === post || posts.find(({ code }) => code === of)?.unit === unit),
  );
  if (!isMine || proposal === undefined) return null;
  if (what === 'decisionConfirmation') return <ConfirmAnswer owed={owed} onDone={onDone} />;
  if (what !== 'decision' && what !== 'reply') return null;
  return (
    <div className="buttons">
      <Link className="button second" to="/board" search={{ answer: proposal }}>
        {say('board.answer')}
      </Link>
      <div className="choice">
        <input
          id={id}
          type="checkbox"
          checked={isPicked}
          aria-label={say('board.pick.of', { title: plainOf(owed.title, lang, say('board.untitled')) })}
          onChange={({ target }) => onPick(proposal, target.checked)}
        />
        <label htmlFor={id}>{say('board.pick')}</label>
      </div>
    </div>
  );
}

import type { Fate } from '../../api.ts';
import { useSpeech } from '../../language.tsx';
import { Day } from '../../parts/days.tsx';
import { plainOf, Words } from '../../parts/words.tsx';

interface Said {
  readonly fate: Fate;
  /** Why it is to be told: `answered`, or `followedUp`. */
  readonly why: string;
  /** The answer in brief alone. */
  readonly brief?: boolean;
}

/** What management said, in the words in which it is told: the answer, its reason, what will be done and by when. */
export function SaidOf({ fate: { path, decision, reply }, why, brief = false }: Said) {
  const { say, lang } = useSpeech();
  const { answered, changed } = path;
  if (why === 'followedUp')
    return (
      <>
        {changed.changed && <span className="tag">{say(`changed.${changed.changed as 'yes'}`)}</span>}{' '}
        {changed.whatChanged && <Words of={changed.whatChanged} brief={brief} />}{' '}
        {changed.whyNot && <Words of={changed.whyNot} brief={brief} />}
      </>
    );
  const outcome = decision ?? reply;
  const short = answered.briefAnswer ?? answered.reason;
  const isSame = plainOf(answered.reason, lang, '') === plainOf(answered.briefAnswer, lang, '');
  return (
    <>
      {outcome && <span className="tag">{say(`outcome.${outcome as 'accepted'}`)}</span>}{' '}
      <Words of={short} brief={brief} />
      {!brief && (
        <dl className="facts">
          {answered.reason && answered.briefAnswer && !isSame && (
            <>
              <dt>{say('agenda.reason')}</dt>
              <dd>
                <Words of={answered.reason} />
              </dd>
            </>
          )}
          {answered.whatWillBeDone && (
            <>
              <dt>{say('agenda.whatWillBeDone')}</dt>
              <dd>
                <Words of={answered.whatWillBeDone} />
              </dd>
            </>
          )}
          {changed.due && (
            <>
              <dt>{say('agenda.byWhen')}</dt>
              <dd>
                <Day on={changed.due} />
              </dd>
            </>
          )}
        </dl>
      )}
    </>
  );
}

import { Link } from '@tanstack/react-router';
import { Button } from 'suomifi-ui-components';
import type { OwedItem } from '../../api.ts';
import { useAsk } from '../../asking.ts';
import { useCommand } from '../../doing.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Asked } from '../../parts/asked.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Words } from '../../parts/words.tsx';

/** What was written down of what management said, to be confirmed by the post that said it, in one click. */
export function ConfirmAnswer({ owed, onDone }: { readonly owed: OwedItem; readonly onDone: (done: string) => void }) {
  const { say } = useSpeech();
  const self = useSelf();
  const proposal = useAsk('/api/proposals/{id}', { path: { id: owed.proposal! } });
  const command = useCommand('/api/proposals/{id}/confirm-decision');
  return (
    <Asked of={proposal}>
      {({ id, version, answers, followUps }) => {
        const answer = answers.find(({ event }) => event === owed.ofEvent);
        const followUp = followUps.find(({ event }) => event === owed.ofEvent);
        const post = (answer && 'post' in answer ? answer.post : undefined) ?? owed.post;
        const outcome = answer && 'reason' in answer ? (answer.decision ?? answer.reply) : undefined;
        const isMine = post !== undefined && self?.is('management', post);
        return (
          <>
            <p>{say('board.confirm.lead')}</p>
            <blockquote>
              {outcome && (
                <p>
                  <strong>{say(`outcome.${outcome as 'accepted'}`)}</strong>
                </p>
              )}
              {answer && 'reason' in answer && <Words of={answer.reason} />}
              {answer && 'reason' in answer && answer.whatWillBeDone && <Words of={answer.whatWillBeDone} />}
              {followUp && 'changed' in followUp && (
                <>
                  <p>
                    <strong>{say(`changed.${followUp.changed as 'yes'}`)}</strong>
                  </p>
                  {followUp.whatChanged && <Words of={followUp.whatChanged} />}
                  {followUp.whyNot && <Words of={followUp.whyNot} />}
                </>
              )}
            </blockquote>
            {command.problem && <ProblemNotice problem={command.problem} />}
            {isMine && (
              <div className="buttons">
                <Button
                  variant="secondary"
                  aria-disabled={command.isRunning}
                  onClick={async () => {
                    if (command.isRunning) return;
                    const confirmed = { ofEvent: owed.ofEvent!, post };
                    if (await command.give(id, confirmed, version, `post:${post}`)) onDone(say('board.confirm.done'));
                  }}
                >
                  {command.isRunning ? say('form.sending') : say('board.confirm.deed')}
                </Button>
                {answer && (
                  <Link to="/board" search={{ answer: id }}>
                    {say('board.confirm.wrong')}
                  </Link>
                )}
              </div>
            )}
          </>
        );
      }}
    </Asked>
  );
}

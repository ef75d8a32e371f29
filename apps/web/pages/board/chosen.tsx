import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { type AnswerOf, type BatchResult, Problem } from '../../api.ts';
import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { Asked } from '../../parts/asked.tsx';
import { Why } from '../../parts/problem-notice.tsx';
import { Words } from '../../parts/words.tsx';

export type Found = AnswerOf<'/api/proposals/{id}'>;

interface Chosen {
  readonly id: string;
  readonly others: readonly string[];
  readonly result: BatchResult | undefined;
  readonly onFound: (found: Found) => void;
}

/** One of the proposals that are answered together, and what came of answering it. */
export function Chosen({ id, others, result, onFound }: Chosen) {
  const { say } = useSpeech();
  const proposal = useAsk('/api/proposals/{id}', { path: { id } });
  const { data } = proposal;
  useEffect(() => {
    if (data) onFound(data);
  });
  const isRecorded = result?.status === 'recorded' || result?.status === 'repeated';
  return (
    <li className="card">
      <Asked of={proposal}>
        {(found) => (
          <>
            <h3>
              <Link to={'/proposals/$id' as string} params={{ id } as never}>
                {found.title ? <Words of={found.title} brief /> : say('board.untitled')}
              </Link>
            </h3>
            <p className="meta">
              <span className="tag">{say(`kind.${found.kind as 'idea'}`)}</span>
              <Words of={found.groupName} brief />
              {result && (
                <span className={isRecorded ? 'tag good' : 'tag wrong'}>
                  {say(isRecorded ? 'answer.together.recorded' : 'answer.together.refused')}
                </span>
              )}
            </p>
            {result?.code !== undefined && (
              <p className="fault">
                <Why problem={new Problem({ ...result, status: 409 })} />
              </p>
            )}
            <Words of={found.text} />
            {!result && others.length > 0 && (
              <p>
                <Link to="/board" search={{ answer: others.join(',') }}>
                  {say('answer.together.leave')}
                </Link>
              </p>
            )}
          </>
        )}
      </Asked>
    </li>
  );
}

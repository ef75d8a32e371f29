import type { Language } from '#i18n/browser';
import type { AnswerOf, BodyOf } from '../api.ts';
import { type decisions, replies } from '../codes.ts';
import { type Capacity, useSelf } from '../me.ts';
import { useNames } from '../names.ts';
import { today } from './days.tsx';

/** What must be known of a proposal to answer it. */
export type Answerable = Pick<AnswerOf<'/api/proposals/{id}'>, 'id' | 'version' | 'group' | 'unit' | 'answerWanted'>;

export type Outcome = (typeof decisions)[number] | (typeof replies)[number];

/** Characters from which on a reason needs a brief answer beside it. */
export const briefEnough = 300;

/** An answer as it is being written; a day or a text that is not there is empty. */
export type AnswerValues = {
  /** In which capacity it is recorded. */
  readonly as: string;
  /** The post that said it, where a coordinator writes down what was heard. */
  readonly post: string;
  readonly on: string;
  readonly outcome: Outcome | '';
  readonly reason: string;
  readonly briefAnswer: string;
  readonly whatWillBeDone: string;
  readonly responsiblePost: string;
  readonly byWhen: string;
  readonly untilWhen: string;
  /** In euros. */
  readonly cost: string;
  readonly reasonCodes: readonly string[];
};

export const emptyAnswer = (as: string): AnswerValues => ({
  as,
  post: '',
  on: today(),
  outcome: '',
  reason: '',
  briefAnswer: '',
  whatWillBeDone: '',
  responsiblePost: '',
  byWhen: '',
  untilWhen: '',
  cost: '',
  reasonCodes: [],
});

const isReply = (outcome: string): outcome is (typeof replies)[number] => replies.includes(outcome as never);

/** Characters as the server counts them. */
export const needsBrief = ({ reason, briefAnswer }: AnswerValues): boolean =>
  reason.trim().length > briefEnough && briefAnswer.trim() === '';

const given = <T>(name: string, value: T | '' | undefined) =>
  value === '' || value === undefined ? {} : { [name]: value };

export function bodyOf(values: AnswerValues, lang: Language): BodyOf<'/api/proposals/{id}/decide'> {
  const { outcome, reason, briefAnswer, whatWillBeDone, cost } = values;
  return {
    ...given(isReply(outcome) ? 'reply' : 'decision', outcome),
    ...given('post', values.post),
    ...given('responsiblePost', values.responsiblePost),
    ...given('byWhen', values.byWhen),
    ...given('untilWhen', values.untilWhen),
    ...given('cost', cost === '' ? undefined : Math.round(Number(cost) * 100)),
    // What is tried needs no reason why it is not done.
    ...(outcome !== 'trial' && values.reasonCodes.length > 0 && { reasonCodes: [...values.reasonCodes] as never }),
    words: {
      reason: reason.trim(),
      ...given('briefAnswer', briefAnswer.trim()),
      ...given('whatWillBeDone', whatWillBeDone.trim()),
    },
    ...given('on', values.on === today() ? '' : values.on),
    lang,
  } as BodyOf<'/api/proposals/{id}/decide'>;
}

/**
 * In what somebody may answer: in a post of the unit that holds the proposals, or as the coordinator of their group who heard
 * the answer. Nothing where they may not.
 */
export function useAnswering(proposals: readonly Pick<Answerable, 'group' | 'unit'>[]): readonly Capacity[] {
  const self = useSelf();
  const { posts, heirOf } = useNames();
  if (!self?.can('DecideProposal')) return [];
  const isOfHolder = (post: string, unit: string) => {
    const of = posts.find(({ code }) => code === post)?.unit;
    return of === undefined || of === unit || of === heirOf(unit);
  };
  return self.as.filter(({ kind, of = '' }) =>
    proposals.every(({ group, unit }) =>
      kind === 'management' ? isOfHolder(of, unit) : kind === 'coordinator' && of === group,
    ),
  );
}

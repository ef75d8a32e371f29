import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import { sayLanguage } from '#i18n/browser';
import type { AnswerOf } from '../../api.ts';
import { useSpeech } from '../../language.tsx';
import { useNames } from '../../names.ts';

export type TimelineEvent = AnswerOf<'/api/{collection}/{id}/timeline'>['events'][number];

/** What a code among the facts is called; of some by the type of the event. */
const called: Readonly<Record<string, (code: Code, of: string) => string>> = {
  decision: (code, of) => code('outcome', of),
  reply: (code, of) => code('outcome', of),
  changed: (code, of) => code('changed', of),
  view: (code, of) => code('view', of),
  said: (code, of) => code('said', of),
  outcome: (code, of) => code('trialOutcome', of),
  origin: (code, of) => code('origin', of),
  answerWanted: (code, of) => code('record.wanted', of),
  voicedBy: (code, of) => code('record.voicedBy', of),
  howAsked: (code, of) => code('record.howAsked', of),
  madeBy: (code, of) => code('text.by', of),
  side: (code, of) => code('turn', of),
  reasonCode: (code, of) => code('forgetReason', of),
  'AnswerTold.how': (code, of) => code('tellingHow', of),
  'TellingConfirmed.how': (code, of) => code('confirmedHow', of),
  'ProposalLinked.how': (code, of) => code('answer.link', of),
  'LedTo.kind': (code, of) => code('ledTo', of),
  'FileAttached.kind': (code, of) => code('fileKind', of),
  'ProposalSubmitted.kind': (code, of) => code('kind', of),
  'ProposalRevised.kind': (code, of) => code('kind', of),
};
type Code = ReturnType<typeof useSpeech>['code'];
/** Shown in the order in which they are said. What names other records, or is shown with a file, is left out. */
const shown = [
  'decision',
  'reply',
  'changed',
  'view',
  'said',
  'outcome',
  'kind',
  'how',
  'post',
  'responsiblePost',
  'unit',
  'estimate',
  'byWhen',
  'untilWhen',
  'until',
  'next',
  'cost',
  'reasonCodes',
  'howAsked',
  'present',
  'meeting',
  'heardAt',
  'proposal',
  'origin',
  'commission',
  'answerWanted',
  'theme',
  'voicedBy',
  'registryNumber',
  'arrived',
  'language',
  'madeBy',
  'field',
  'fields',
  'side',
  'reasonCode',
] as const;
const days: readonly string[] = ['estimate', 'byWhen', 'untilWhen', 'until', 'next', 'arrived'];

/** The facts of an event in words. */
export function EventFacts({ event }: { readonly event: TimelineEvent }) {
  const { say } = useSpeech();
  const said = useValue(event);
  const facts = shown.filter((name) => event.facts[name] !== undefined);
  if (facts.length === 0) return null;
  return (
    <dl className="facts">
      {facts.map((name) => (
        <Fragment key={name}>
          <dt>{say(`fact.${name}`)}</dt>
          <dd>{said(name, event.facts[name])}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function useValue({ type }: TimelineEvent): (name: string, value: unknown) => ReactNode {
  const { code, day, number, lang, say } = useSpeech();
  const names = useNames();
  const fieldCalled = (field: unknown) => code('wordsOf', String(field));
  return (field, value) => {
    const text = String(value);
    const name = called[`${type}.${field}`] ?? called[field];
    if (name) return name(code, text);
    if (days.includes(field)) return day(text);
    switch (field) {
      case 'post':
      case 'responsiblePost':
        return names.post(text);
      case 'unit':
        return names.unit(text);
      case 'theme':
        return names.theme(text);
      case 'language':
        return sayLanguage(lang, text) ?? text;
      case 'reasonCodes':
        return (value as readonly string[]).map((one) => code('reasonCode', one)).join(', ');
      case 'cost':
        return `${number(Number(value) / 100)} €`;
      case 'field':
        return fieldCalled(value);
      case 'fields':
        return (value as readonly unknown[]).map(fieldCalled).join(', ');
      case 'proposal':
        return (
          <Link to="/proposals/$id" params={{ id: text }}>
            {say('fact.toProposal')}
          </Link>
        );
      case 'commission':
        return (
          <Link to={'/commissions/$id' as string} params={{ id: text } as never}>
            {say('fact.toCommission')}
          </Link>
        );
      case 'meeting':
      case 'heardAt':
        return (
          <Link to={'/meetings/$id' as string} params={{ id: text } as never}>
            {say('fact.toMeeting')}
          </Link>
        );
      default:
        return text;
    }
  };
}

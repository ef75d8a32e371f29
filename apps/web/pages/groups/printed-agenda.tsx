import { useSpeech } from '../../language.tsx';
import { today } from '../../parts/days.tsx';
import { capital } from '../../parts/options.ts';
import { plainOf } from '../../parts/words.tsx';
import type { Agenda } from '../meetings/material.ts';
import { onOnePage, type Part, shortened } from './on-one-page.ts';

/** Lines of 12 points that stand on A4 below the heading. */
const linesOfPage = 40;

/** The agenda as it is printed: on one page, shortened where it is long. */
export function PrintedAgenda({ agenda }: { readonly agenda: Agenda }) {
  const { say, day, lang } = useSpeech();
  const parts = usePrintedParts(agenda);
  const { nextMeeting } = agenda;
  const place = shortened(plainOf(nextMeeting?.place, lang, ''), 60);
  return (
    <div className="only-print one-page" aria-hidden="true">
      <p>
        {nextMeeting?.plannedFor
          ? [capital(day(nextMeeting.plannedFor)), nextMeeting.time, place].filter(Boolean).join(' · ')
          : say('agenda.printed', { on: day(today()) })}
      </p>
      {onOnePage(parts, linesOfPage).map(({ heading, entries, rest }) => (
        <section key={heading}>
          <p className="printed-part">{heading}</p>
          <ul>
            {entries.map(({ title, text }) => (
              <li key={title + text}>
                <strong>{title}</strong>
                {text && ` – ${text}`}
              </li>
            ))}
          </ul>
          {rest > 0 && <p className="printed-rest">{say('agenda.rest', { count: rest })}</p>}
        </section>
      ))}
    </div>
  );
}

function usePrintedParts(agenda: Agenda): Part[] {
  const { say, day, lang } = useSpeech();
  const plain = (text: Parameters<typeof plainOf>[0]) => plainOf(text, lang, '').replaceAll(/\s+/g, ' ');
  const due = (on: string | undefined) => (on === undefined ? '' : say('due.by', { on: day(on) }));
  const part = <One,>(
    heading: string,
    items: readonly One[],
    entry: (one: One) => { title: string; text: string },
  ): Part => ({
    heading,
    entries: items.slice(0, 30).map(entry),
    total: items.length,
  });
  const owed = (one: Agenda['followUps'][number]) => ({ title: plain(one.title), text: due(one.due.on) });
  return [
    part(say('agenda.answers'), agenda.answersToBring, ({ owed: { why }, proposal }) => {
      const { answered, changed } = proposal.path;
      const outcome = proposal.decision ?? proposal.reply;
      const said =
        why === 'followedUp'
          ? [
              changed.changed && say(`changed.${changed.changed as 'yes'}`),
              plain(changed.whatChanged),
              plain(changed.whyNot),
            ]
          : [
              outcome && say(`outcome.${outcome as 'accepted'}`),
              plain(answered.briefAnswer ?? answered.reason),
              plain(answered.whatWillBeDone),
              changed.due && due(changed.due),
            ];
      return { title: plain(proposal.title), text: said.filter(Boolean).join(' · ') };
    }),
    part(say('agenda.commissions'), agenda.commissionsOwed, (one) => ({
      title: plain(one.title),
      text: [say(`owed.${one.what}`), due(one.due.on)].filter(Boolean).join(' · '),
    })),
    part(say('agenda.questions'), agenda.questionsAsked, ({ owed: one, question }) => ({
      title: plain(one.title),
      text: plain(question),
    })),
    part(say('agenda.confirmations'), agenda.confirmationsToAsk, (one) => ({
      title: plain(one.title),
      text: one.since ? say('agenda.toldOn', { on: day(one.since) }) : '',
    })),
    part(say('agenda.followUps'), agenda.followUps, owed),
    part(say('agenda.trials'), agenda.trialsEnding, (one) => ({
      title: plain(one.title),
      text: say('agenda.trialUntil', { on: day(one.trialUntil) }),
    })),
    part(say('agenda.pressed'), agenda.pressedOnTheLink, (one) => ({
      title: plain(one.title),
      text: one.path.view.notChanged > 0 ? say('agenda.notChangedTimes', { count: one.path.view.notChanged }) : '',
    })),
  ];
}

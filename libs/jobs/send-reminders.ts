import { setImmediate as others } from 'node:timers/promises';
import type { Day } from '#domain';
import { chosenMoments, type Reads, trialsEnding, type Wait, waitsBegun, waitsDue } from '#read-models';
import { dayOf, noticeId, remind } from '#use-cases';
import type { Job, Workplace } from './job.ts';
import { daysToLookAt, momentFor } from './moments.ts';
import { aboutWait, atATime, catchUp, identityOf, isAsSeen, pagesOf, recipientsFor, unwritten } from './waits.ts';

export const sendRemindersJob: Job = {
  name: 'send-reminders',
  everyMinutes: 15,
  summary:
    'Reminds whoever must act, at the moments their unit has chosen; what was missed by more than a week is left out.',
  async run(at, signal) {
    await catchUp(at, ['loops', 'notices', 'organisation', 'groups', 'rights']);
    const today = dayOf(at.context.clock.now());
    const chosen = chosenMoments(at.reads);
    let sent = 0;
    for (const page of candidates(at.reads, today, chosen)) {
      await others();
      const due = page.flatMap((wait) => {
        const moment = momentFor(wait, today, chosen);
        return moment === undefined
          ? []
          : [{ id: noticeId(`reminder-${kebab(wait.what)}`, ...identityOf(wait), moment), wait, moment }];
      });
      sent += await send(at, unwritten(at.reads, due), today, signal);
      if (signal.aborted) return;
    }
    if (sent > 0) at.log({ sent }, 'reminders were sent');
  },
};

const kebab = (what: string): string => what.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function* candidates(reads: Reads, today: Day, chosen: ReturnType<typeof chosenMoments>): Generator<readonly Wait[]> {
  const { due, begun } = daysToLookAt(today, chosen);
  for (const [first, last] of due) {
    yield* pagesOf((after) => waitsDue(reads, first, last, after, atATime));
    yield* pagesOf((after) => trialsEnding(reads, first, last, after, atATime));
  }
  for (const [first, last] of begun) yield* pagesOf((after) => waitsBegun(reads, first, last, after, atATime));
}

interface Reminder {
  readonly id: string;
  readonly wait: Wait;
  readonly moment: number;
}

/** A reminder that nobody can be sent is written all the same: the administration sees that it reached nobody. */
async function send(at: Workplace, reminders: readonly Reminder[], today: Day, signal: AbortSignal): Promise<number> {
  if (reminders.length === 0) return 0;
  const recipients = await recipientsFor(
    at.reads,
    reminders.map(({ wait }) => wait),
    today,
  );
  let sent = 0;
  for (const { id, wait, moment } of reminders) {
    if (signal.aborted) break;
    if (!(await isAsSeen(at, wait))) continue;
    const { what, due } = wait;
    const facts = { what, ...aboutWait(wait), ...(due !== undefined && { due }), moment, to: recipients(wait) };
    if (await remind(at.context, id, facts)) sent += 1;
  }
  return sent;
}

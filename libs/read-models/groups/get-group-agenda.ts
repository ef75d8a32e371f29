import { Type } from 'typebox';
import { CommissionRow } from '../loops/commission-rows.ts';
import { OwedItem, owedItems } from '../loops/owed-view.ts';
import { Path } from '../loops/proposal-path.ts';
import { type ProposalColumns, ProposalRow, recordOf, targetOf as targetOfProposal } from '../loops/proposal-rows.ts';
import { type OwedRow, targetOfOwed } from '../loops/standing.ts';
import { Meeting, nextMeeting } from '../meetings/meeting-queries.ts';
import type { Reads } from '../open-reads.ts';
import { present } from '../present.ts';
import { type Asked, query } from '../query.ts';
import { isHidden } from '../reader.ts';
import { TextOrNothing, textsOf } from '../texts.ts';
import { fates, openCommissions } from './get-group-home.ts';
import { groupRow } from './group-queries.ts';
import { targetOf } from './group-rows.ts';

const most = 100;
const Fate = Type.Object({ ...ProposalRow.properties, path: Path });
const Pressed = Type.Object({
  event: Type.String(),
  said: Type.Enum(['heard', 'notChanged']),
  on: Type.Optional(Type.String()),
  aFewWords: TextOrNothing,
});

export const GetGroupAgenda = query(
  {
    name: 'GetGroupAgenda',
    path: '/api/groups/{id}/agenda',
    summary: 'What the next meeting of a group has to take up, answers to bring first.',
    from: ['groups', 'loops', 'meetings', 'organisation', 'words'],
    params: Type.Object({ id: Type.String() }, { additionalProperties: false }),
    answer: Type.Object({
      group: Type.String(),
      nextMeeting: Type.Optional(Meeting),
      answersToBring: Type.Array(Type.Object({ owed: OwedItem, proposal: Fate }), {
        description: 'Answers and follow-ups that have come and were not told yet.',
      }),
      commissionsOpen: Type.Array(CommissionRow),
      commissionsOwed: Type.Array(OwedItem, { description: 'What the group owes for them: acceptance, answer.' }),
      questionsAsked: Type.Array(Type.Object({ owed: OwedItem, question: TextOrNothing }), {
        description: 'What management wants to know from the group.',
      }),
      followUps: Type.Array(OwedItem, {
        description: 'Changes that were promised to the group and whose follow-up is owed.',
      }),
      pressedOnTheLink: Type.Array(Type.Object({ ...Fate.properties, pressed: Type.Array(Pressed) }), {
        description:
          'Of which members said, since the group last met, that they heard it, or that it has not changed, with the few words that they wrote.',
      }),
      confirmationsToAsk: Type.Array(OwedItem, { description: 'What was told and not yet confirmed.' }),
      trialsEnding: Type.Array(Type.Object({ ...Fate.properties, trialUntil: Type.String() }), {
        description: 'Trials that run until a named day, the next to end first.',
      }),
    }),
  },
  async (reads, { id }, asked) => {
    const of = targetOf(groupRow(reads, id, 'GetGroupAgenda', asked));
    const [tellings, information, acceptances, answers, changes, followUps, confirmations] = (
      ['telling', 'information', 'acceptance', 'answer', 'change', 'followUp', 'confirmation'] as const
    ).map((what) => owedTo(reads, id, what, asked)) as [
      OwedRow[],
      OwedRow[],
      OwedRow[],
      OwedRow[],
      OwedRow[],
      OwedRow[],
      OwedRow[],
    ];
    const meeting = await nextMeeting(reads, id, asked);
    const items = (rows: readonly OwedRow[]) => owedItems(reads, rows, asked);
    const [toBring, questions] = [await items(tellings), await items(information)];
    const told = await fates(reads, proposalsOf(reads, tellings), asked);
    const text = await textsOf(reads, asked, {
      words: [{ events: questions.map(({ sinceEvent }) => sinceEvent), of }],
    });
    const since = lastMet(reads, id) ?? '';
    const pressed = reads
      .rows('loops')
      .all<ProposalColumns>(
        `SELECT * FROM proposals WHERE grp = ? AND pressed_on >= ? ORDER BY pressed_on DESC LIMIT ${most}`,
        id,
        since,
      );
    const trials = reads
      .rows('loops')
      .all<ProposalColumns & { readonly trial_until: string }>(
        `SELECT * FROM proposals WHERE grp = ? AND trial_until IS NOT NULL ORDER BY trial_until LIMIT ${most}`,
        id,
      );
    const until = new Map(trials.map((row) => [row.id, row.trial_until]));
    const ending = await fates(
      reads,
      trials.filter((row) => !isHidden(row.hidden_until, asked, targetOfProposal(row))),
      asked,
    );
    return {
      group: id,
      ...(meeting && { nextMeeting: meeting }),
      answersToBring: toBring.flatMap((owed) =>
        told.filter((proposal) => proposal.id === owed.proposal).map((proposal) => ({ owed, proposal })),
      ),
      commissionsOpen: await openCommissions(reads, id, asked),
      commissionsOwed: await items([...acceptances, ...answers]),
      questionsAsked: questions.map((owed) => ({ owed, question: text(owed.sinceEvent, 'question') })),
      followUps: await items([...changes, ...followUps].sort((a, b) => (a.key < b.key ? -1 : 1))),
      pressedOnTheLink: await withPresses(reads, pressed, since, asked),
      confirmationsToAsk: await items(confirmations),
      trialsEnding: ending.map((trial) => ({ ...trial, trialUntil: until.get(trial.id)! })),
    };
  },
);

/** Proposals with what was said of each through the link or by a member, from a day on. */
async function withPresses(reads: Reads, rows: readonly ProposalColumns[], since: string, asked: Asked) {
  const records = await Promise.all(rows.map((row) => recordOf(reads, row)));
  const pressed = records.map(({ heard }) => heard.filter(({ on = '' }) => on >= since));
  const text = await textsOf(reads, asked, {
    words: rows.map((row, index) => ({
      events: pressed[index]!.map(({ event }) => event),
      of: targetOfProposal(row),
    })),
  });
  const byProposal = new Map(rows.map((row, index) => [row.id, pressed[index]!]));
  return (await fates(reads, rows, asked)).map((fate) => ({
    ...fate,
    pressed: byProposal.get(fate.id)!.map(({ event, said, on }) => ({
      event,
      said: said as 'heard' | 'notChanged',
      ...present({ on }),
      aFewWords: text(event, 'aFewWords'),
    })),
  }));
}

/** The day on which the group met last. */
function lastMet(reads: Reads, group: string): string | undefined {
  const sql = "SELECT on_key FROM meetings WHERE grp = ? AND state = 'held' ORDER BY on_key DESC LIMIT 1";
  return reads.rows('meetings').get<{ on_key: string }>(sql, group)?.on_key.slice(0, 10);
}

function owedTo(reads: Reads, group: string, what: string, asked: Asked): OwedRow[] {
  const sql = `SELECT * FROM owed WHERE grp = ? AND +what = ? ORDER BY key LIMIT ${most}`;
  return reads
    .rows('loops')
    .all<OwedRow>(sql, group, what)
    .filter((row) => !isHidden(row.hidden_until, asked, targetOfOwed(row)));
}

function proposalsOf(reads: Reads, owed: readonly OwedRow[]): ProposalColumns[] {
  const ids = owed.map(({ stream }) => stream.slice(stream.indexOf('-') + 1));
  return reads
    .rows('loops')
    .all<ProposalColumns>('SELECT * FROM proposals WHERE id IN (SELECT value FROM json_each(?))', JSON.stringify(ids));
}

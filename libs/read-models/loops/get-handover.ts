import { type Static, Type } from 'typebox';
import { certainlyBefore, interval } from '#domain/occurred-on';
import { maySee, type Target } from '#permissions';
import { QueryRefused } from '../errors.ts';
import { labels, unitNames } from '../names.ts';
import type { Reads } from '../open-reads.ts';
import { given, present } from '../present.ts';
import { type Asked, query } from '../query.ts';
import { isHidden } from '../reader.ts';
import { unitsOfPost } from '../rights/rights-of.ts';
import { TextOrNothing, textsOf } from '../texts.ts';
import { hiddenEvents } from './hidden-events.ts';
import { OwedItem, owedItems } from './owed-view.ts';
import type { ProposalRecord } from './proposal-record.ts';
import { type ProposalColumns, recordOf, targetOf } from './proposal-rows.ts';
import { namesNoPost, type OwedRow, targetOfOwed } from './standing.ts';

const Maybe = Type.Optional(Type.String());
const Holder = Type.Object({
  account: Type.String(),
  name: Type.Optional(
    Type.String({ description: 'As the account is called; missing where there is no account any more.' }),
  ),
  unit: Type.String(),
  from: Type.String(),
  to: Maybe,
  deputy: Type.Boolean(),
});
type Holder = Static<typeof Holder>;

const most = 200;

export const GetHandover = query(
  {
    name: 'GetHandover',
    path: '/api/posts/{code}/handover',
    summary: 'What whoever takes over a post must know: what it owes, and what its earlier holders promised.',
    from: ['loops', 'organisation', 'groups', 'words'],
    params: Type.Object({ code: Type.String() }, { additionalProperties: false }),
    answer: Type.Object({
      post: Type.String(),
      label: TextOrNothing,
      unit: Maybe,
      unitName: TextOrNothing,
      holders: Type.Array(Holder),
      owed: Type.Array(OwedItem),
      promised: Type.Array(
        Type.Object({
          proposal: Type.String(),
          title: TextOrNothing,
          event: Type.String(),
          on: Maybe,
          decision: Type.String(),
          byWhen: Maybe,
          whatWillBeDone: TextOrNothing,
          responsible: Type.Boolean({
            description: 'The post answers for carrying it out; else it only gave the answer.',
          }),
          heldBy: Type.Array(Holder, { description: 'Who held the post then, as far as it is recorded.' }),
          changed: Type.Optional(Type.String({ description: 'The latest follow-up; missing: none was recorded.' })),
        }),
      ),
    }),
  },
  async (reads, { code }, asked) => {
    const organisation = reads.rows('organisation');
    const post = organisation.get<{ event: string; unit: string | null }>(
      "SELECT event, unit FROM codes WHERE kind = 'post' AND code = ? ORDER BY n DESC LIMIT 1",
      code,
    );
    const said = organisation.all<{
      unit: string;
      account: string;
      from_on: string;
      to_on: string | null;
      deputy: number;
    }>('SELECT * FROM holders WHERE post = ? ORDER BY from_on, n', code);
    // What was said last of a holding stands.
    const held = [...new Map(said.map((one) => [`${one.unit} ${one.account} ${one.from_on}`, one])).values()];
    // What another unit's answer makes this post answer for is this post's too.
    const own = { units: unitsOfPost(reads, code) };
    const owed = reads
      .rows('loops')
      .all<OwedRow>(
        `SELECT * FROM owed WHERE post = ? UNION SELECT * FROM owed WHERE unit IN (SELECT value FROM json_each(?)) AND ${namesNoPost} ORDER BY key LIMIT ${most}`,
        code,
        JSON.stringify(own.units),
      )
      .filter((row) => !isHidden(row.hidden_until, asked, both(targetOfOwed(row), own)));
    const rows = reads
      .rows('loops')
      .all<ProposalColumns>(
        `SELECT proposals.* FROM promised JOIN proposals ON proposals.id = promised.proposal WHERE promised.post = ? ORDER BY proposals.submitted_key LIMIT ${most}`,
        code,
      );
    const unknown = !post && held.length === 0 && owed.length === 0 && rows.length === 0;
    if (unknown || !maySee(asked.reader, 'GetHandover', own))
      throw new QueryRefused('query.not-found', 'There is no such post.', 'code');

    // Only now is it known that the reader may be told who they were.
    const people = await reads.vault.people.read(held.map(({ account }) => account));
    asked.onNames?.([...people.keys()]);
    const holders = held.map(
      ({ unit, account, from_on, to_on, deputy }): Holder => ({
        account,
        unit,
        from: from_on,
        ...present({ name: people.get(account)?.name, to: given(to_on) }),
        deputy: deputy === 1,
      }),
    );
    const units = unitNames(reads, [post?.unit]);
    const label = labels(reads, 'post', [code]).get(code);
    const records = await Promise.all(rows.map((row) => recordOf(reads, row)));
    const promises = rows.flatMap((row, index) => promisesOf(reads, row, records[index]!, code, asked, own));
    const text = await textsOf(reads, asked, {
      open: [label, ...units.values()],
      words: promises.map(({ event, titleEvent, of }) => ({ events: [event, titleEvent], of })),
    });
    return {
      post: code,
      label: text(label, 'label'),
      ...present({ unit: given(post?.unit ?? null) }),
      unitName: text(units.get(post?.unit ?? ''), 'name'),
      holders,
      owed: await owedItems(reads, owed, asked),
      promised: promises.map(({ titleEvent, of: _, ...one }) => ({
        ...one,
        title: text(titleEvent, 'title'),
        whatWillBeDone: text(one.event, 'whatWillBeDone'),
        heldBy: holders.filter((holder) => heldOn(holder, one.on)),
      })),
    };
  },
);

const both = (one: Target, other: Target): Target => ({
  ...one,
  units: [...(one.units ?? []), ...(other.units ?? [])],
});

/** The answers by which this post promised something, or made another promise it. */
function promisesOf(
  reads: Reads,
  row: ProposalColumns,
  { state, words }: ProposalRecord,
  code: string,
  asked: Asked,
  own: Target,
) {
  if (state.status === 'none') return [];
  const of = both(targetOf(row), own);
  const hidden = hiddenEvents(reads, state, asked, of);
  return state.answers.flatMap(({ event, on, decision, post, responsiblePost, byWhen }) => {
    const promises = decision === 'accepted' || decision === 'partlyAccepted' || decision === 'trial';
    if (!promises || hidden.has(event) || (post !== code && responsiblePost !== code)) return [];
    const followUp = state.followUps.findLast((one) => one.answer === event && !hidden.has(one.event));
    const responsible = (responsiblePost ?? post) === code;
    return [
      {
        proposal: row.id,
        of,
        titleEvent: words.title,
        event,
        decision,
        responsible,
        ...present({ on, byWhen, changed: followUp?.changed }),
      },
    ];
  });
}

function heldOn({ from, to }: Holder, on: string | undefined): boolean {
  if (on === undefined) return false;
  return interval(from).first <= interval(on).last && !(to !== undefined && certainlyBefore(to, on));
}

import { type Static, Type } from 'typebox';
import { answerInForce, finalFollowUp } from '#domain/owed';
import { maySee } from '#permissions';
import type { Reads } from '../open-reads.ts';
import { given, present } from '../present.ts';
import { type Asked, query } from '../query.ts';
import { isHidden } from '../reader.ts';
import { TextOrNothing } from '../texts.ts';
import { hiddenEvents } from './hidden-events.ts';
import { namesOf, type ProposalColumns, ProposalRow, proposalRow, recordOf, targetOf } from './proposal-rows.ts';

interface InitiativeRow extends ProposalColumns {
  readonly arrived: string;
  readonly registry_number: string;
  readonly name_handler_by: string;
  readonly heard_on: string | null;
  readonly marked_live: number;
}

const arrivedIn = `SELECT proposals.*, arrived, registry_number, name_handler_by, heard_on, marked_live
  FROM initiatives CROSS JOIN proposals ON proposals.id = initiatives.proposal
  WHERE arrived >= ? AND arrived <= ? ORDER BY arrived, proposal`;

const initiativesOf = (reads: Reads, year: number): InitiativeRow[] =>
  reads.rows('loops').all<InitiativeRow>(arrivedIn, `${year}-01-01`, `${year}-12-31`);

const Counts = Type.Object({
  initiatives: Type.Integer({ description: 'That arrived in the year.' }),
  handlerNamed: Type.Integer({ description: 'Of which it was said who handles them.' }),
  handlerNamedInTime: Type.Integer({ description: 'Within the days that the organisation has set itself.' }),
  answered: Type.Integer(),
  followedUp: Type.Integer({ description: 'Of which it was finally said whether anything changed.' }),
});

function countsOf(rows: readonly InitiativeRow[]): Static<typeof Counts> {
  const count = (is: (row: InitiativeRow) => boolean) => rows.filter(is).length;
  return {
    initiatives: rows.length,
    handlerNamed: count(({ received_on }) => received_on !== null),
    handlerNamedInTime: count(
      ({ received_on, name_handler_by }) => received_on !== null && received_on <= name_handler_by,
    ),
    answered: count(({ answered_on }) => answered_on !== null),
    followedUp: count(({ followed_up_on }) => followed_up_on !== null),
  };
}

/** The initiatives that arrived in a year, counted; undefined when there are none, or only history tells of them. */
export function initiativesToReport(reads: Reads, year: number): Static<typeof Counts> | undefined {
  const rows = initiativesOf(reads, year);
  return rows.some(({ marked_live }) => marked_live === 1) ? countsOf(rows) : undefined;
}

const Measure = Type.Object({ event: Type.String(), kind: Type.String(), on: Type.Optional(Type.String()) });
type Measure = Static<typeof Measure>;

export const GetInitiativesReport = query(
  {
    name: 'GetInitiativesReport',
    path: '/api/reports/initiatives',
    summary: 'The initiatives that arrived in a year, what was answered and what was done: for the yearly report.',
    from: ['loops', 'organisation', 'groups', 'words'],
    params: Type.Object(
      { year: Type.Optional(Type.Integer({ minimum: 1900, maximum: 2200, description: 'Last year when left out.' })) },
      { additionalProperties: false },
    ),
    answer: Type.Object({
      year: Type.Integer(),
      counts: Counts,
      items: Type.Array(
        Type.Object({
          ...ProposalRow.properties,
          registryNumber: Type.String(),
          arrived: Type.String(),
          handlerBy: Type.String({ description: 'The day by which it is to be said who handles it.' }),
          heardOn: Type.Optional(Type.String({ description: 'When an initiator was first heard.' })),
          whatWillBeDone: TextOrNothing,
          whatChanged: TextOrNothing,
          measures: Type.Array(Measure, { description: 'What has come of it: as in /api/changes.' }),
        }),
      ),
    }),
  },
  async (reads, params, asked) => {
    const year = params.year ?? Number(asked.today.slice(0, 4)) - 1;
    const rows = initiativesOf(reads, year).filter((row) =>
      maySee(asked.reader, 'GetInitiativesReport', targetOf(row)),
    );
    const said = await Promise.all(rows.map((row) => saidLast(reads, row, asked)));
    // What has not been told yet is not counted for those who are to be told first.
    const shown = rows.map((row, index) => ({
      ...row,
      answered_on: said[index]!.answer === undefined ? null : row.answered_on,
      followed_up_on: said[index]!.followUp === undefined ? null : row.followed_up_on,
      changed: said[index]!.followUp === undefined ? null : row.changed,
    }));
    const names = await namesOf(reads, rows, asked, (_row, index) => [said[index]!.answer, said[index]!.followUp]);
    const items = shown.map((row, index) => ({
      ...proposalRow(row, names, asked),
      registryNumber: row.registry_number,
      arrived: row.arrived,
      handlerBy: row.name_handler_by,
      ...present({ heardOn: given(row.heard_on) }),
      whatWillBeDone: names.text(said[index]!.answer, 'whatWillBeDone'),
      whatChanged: names.text(said[index]!.followUp, 'whatChanged'),
      measures: measuresOf(reads, rows[index]!, asked),
    }));
    return { year, counts: countsOf(shown), items };
  },
);

/** The events of the answer in force and of the final follow-up, as far as this reader may know them. */
async function saidLast(reads: Reads, row: ProposalColumns, asked: Asked) {
  const { state } = await recordOf(reads, row);
  if (state.status === 'none') return {};
  const hidden = hiddenEvents(reads, state, asked, targetOf(row));
  const open = (event: string | undefined) => (event === undefined || hidden.has(event) ? undefined : event);
  return { answer: open(answerInForce(state)?.event), followUp: open(finalFollowUp(state)?.event) };
}

function measuresOf(reads: Reads, proposal: ProposalColumns, asked: Asked): Measure[] {
  const sql = 'SELECT event, kind, on_day, hidden_until FROM changes WHERE stream = ? ORDER BY key';
  const rows = reads
    .rows('loops')
    .all<{ event: string; kind: string; on_day: string | null; hidden_until: string | null }>(
      sql,
      `proposal-${proposal.id}`,
    );
  return rows
    .filter(({ hidden_until }) => !isHidden(hidden_until, asked, targetOf(proposal)))
    .map(({ event, kind, on_day }) => ({ event, kind, ...present({ on: given(on_day) }) }));
}

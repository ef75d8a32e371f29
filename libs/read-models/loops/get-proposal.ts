import { Type } from 'typebox';
import { maySee } from '#permissions';
import { QueryRefused } from '../errors.ts';
import { query } from '../query.ts';
import { seesInitiators } from '../reader.ts';
import { hiddenEvents } from './hidden-events.ts';
import { owedOf } from './owed-of.ts';
import { OwedItem, owedItems } from './owed-view.ts';
import { Details, detailsOf, eventsOfDetails } from './proposal-details.ts';
import { eventsOfPath, Path, pathOf } from './proposal-path.ts';
import {
  namesOf,
  notKnownIn,
  type ProposalColumns,
  ProposalRow,
  proposalRow,
  recordOf,
  targetOf,
} from './proposal-rows.ts';
import type { OwedRow } from './standing.ts';

export const GetProposal = query(
  {
    name: 'GetProposal',
    path: '/api/proposals/{id}',
    summary:
      'One proposal: its words, what became of it step by step, whose turn it is and why, and what is not known.',
    from: ['loops', 'organisation', 'groups', 'words'],
    params: Type.Object({ id: Type.String() }, { additionalProperties: false }),
    answer: Type.Object({ ...ProposalRow.properties, path: Path, ...Details.properties, owed: Type.Array(OwedItem) }),
  },
  async (reads, { id }, asked) => {
    const row = reads.rows('loops').get<ProposalColumns>('SELECT * FROM proposals WHERE id = ?', id);
    if (!row || !maySee(asked.reader, 'GetProposal', targetOf(row)))
      throw new QueryRefused('query.not-found', 'There is no such proposal.', 'id');
    const record = await recordOf(reads, row);
    const { state } = record;
    if (state.status === 'none') throw new QueryRefused('query.not-found', 'There is no such proposal.', 'id');
    const owed = owedOf(reads, row.owed_keys, asked);
    const hidden = hiddenEvents(reads, state, asked, targetOf(row));
    const names = await namesOf(reads, [row], asked, () => [...eventsOfPath(record), ...eventsOfDetails(record)]);
    return {
      ...proposalRow(row, names, asked),
      path: pathOf(
        record,
        state,
        owed.map((one: OwedRow) => JSON.parse(one.owed)),
        notKnownIn(row),
        names.text,
        (event) => hidden.get(event),
      ),
      ...detailsOf(record, state, names.text, hidden, seesInitiators(asked.reader, targetOf(row))),
      owed: await owedItems(reads, owed, asked),
    };
  },
);

import { commission, proposal } from '#domain';
import { bodyOf } from '../body.ts';
import type { Context } from '../context.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class CloseCommissionBody extends bodyOf('CloseCommissionBody', commission.events.CommissionClosed) {}

/** Whether the proposal still waits for a decision or a reply; a deferral leaves the question open. */
async function isUndecided({ streams }: Context, id: string): Promise<boolean> {
  const { state } = await streams.load(proposal, id);
  if (state.status !== 'open' || state.answerWanted === 'none') return false;
  const answer = state.answers.findLast(({ event }) => event === state.inForce);
  return !answer || answer.decision === 'deferred';
}

export const CloseCommission = useCase(
  {
    name: 'CloseCommission',
    noun: 'commissions',
    verb: 'close',
    summary: 'Closes a commission; while proposals of an answer to it are undecided, with a reason.',
    records: 'CommissionClosed',
    body: CloseCommissionBody,
  },
  async (context, { id, body, envelope }) => {
    // A proposal decided between this look and the append would only have spared the reason.
    const { state: before } = await context.streams.load(commission, id);
    const undecided: string[] = [];
    if (before.status !== 'none') {
      for (const one of new Set([...before.groups.values()].flatMap(({ proposals }) => proposals))) {
        if (await isUndecided(context, one)) undecided.push(one);
      }
    }
    return record(context, commission, id, envelope, body, (act, { state }) =>
      commission.close(body, state, { ...act, undecided }),
    );
  },
);

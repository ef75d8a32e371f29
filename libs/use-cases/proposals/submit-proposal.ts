import { commission, group, proposal, unit } from '#domain';
import { bodyOf, without } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class SubmitProposalBody extends bodyOf(
  'SubmitProposalBody',
  without(proposal.events.ProposalSubmitted, 'unitAssumed'),
) {}

export const SubmitProposal = useCase(
  {
    name: 'SubmitProposal',
    noun: 'proposals',
    verb: 'create',
    summary: 'A group proposes something, on a commission or on its own.',
    records: 'ProposalSubmitted',
    body: SubmitProposalBody,
  },
  async (context, { id, body, envelope }) => {
    // That the group ends or the unit closes between this look and the append is accepted: it would have been submitted just before.
    const [itsGroup, itsUnit, itsCommission] = await Promise.all([
      context.streams.load(group, body.group),
      context.streams.load(unit, body.unit),
      body.commission === undefined ? undefined : context.streams.load(commission, body.commission),
    ]);
    const asked = itsCommission && itsCommission.state.status !== 'none' ? itsCommission.state.groups.keys() : [];
    const facts = await proposalFacts(context, id, envelope, { meeting: body.meeting, groups: asked });
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      proposal.submit(body, state, {
        ...act,
        ...facts,
        group: itsGroup.state,
        unit: itsUnit.state,
        ...(itsCommission && { commission: itsCommission.state }),
      }),
    );
  },
);

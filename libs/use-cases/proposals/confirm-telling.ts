import { proposal, telling } from '#domain';
import { bodyOf } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class ConfirmTellingBody extends bodyOf('ConfirmTellingBody', proposal.events.TellingConfirmed) {}

export const ConfirmTelling = useCase(
  {
    name: 'ConfirmTelling',
    noun: 'proposals',
    verb: 'confirm-telling',
    summary: 'The group confirms that it was told.',
    records: 'TellingConfirmed',
    body: ConfirmTellingBody,
  },
  async (context, { id, body, envelope }) => {
    const facts = await proposalFacts(context, id, envelope, { meeting: body.meeting, link: body.link });
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      telling.confirm(body, state, { ...act, ...facts }),
    );
  },
);

import { proposal } from '#domain';
import { bodyOf } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class RequestInformationBody extends bodyOf('RequestInformationBody', proposal.events.MoreInformationRequested) {}

export const RequestInformation = useCase(
  {
    name: 'RequestInformation',
    noun: 'proposals',
    verb: 'request-information',
    summary: 'Management asks the group for more; its clock stands still until the information comes.',
    records: 'MoreInformationRequested',
    body: RequestInformationBody,
  },
  async (context, { id, body, envelope }) => {
    const facts = await proposalFacts(context, id, envelope);
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      proposal.requestInformation(body, state, { ...act, ...facts }),
    );
  },
);

import { proposal } from '#domain';
import { bodyOf } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class ProvideInformationBody extends bodyOf('ProvideInformationBody', proposal.events.MoreInformationProvided) {}

export const ProvideInformation = useCase(
  {
    name: 'ProvideInformation',
    noun: 'proposals',
    verb: 'provide-information',
    summary: 'The group gives what it was asked for.',
    records: 'MoreInformationProvided',
    body: ProvideInformationBody,
  },
  async (context, { id, body, envelope }) => {
    const facts = await proposalFacts(context, id, envelope);
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      proposal.provideInformation(body, state, { ...act, ...facts }),
    );
  },
);

import { group, initiative, proposal, shapes } from '#domain';
import { bodyOf, withAlso, without } from '../body.ts';
import { initiator, personsFrom } from '../people.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class MarkAsInitiativeBody extends bodyOf(
  'MarkAsInitiativeBody',
  withAlso(without(proposal.events.MarkedAsInitiative, 'initiators'), { initiators: shapes.listOf(initiator, 20) }),
) {}

export const MarkAsInitiative = useCase(
  {
    name: 'MarkAsInitiative',
    noun: 'proposals',
    verb: 'mark-as-initiative',
    summary: 'The proposal arrived at the registry as an initiative; names and contacts are kept apart.',
    records: 'MarkedAsInitiative',
    body: MarkAsInitiativeBody,
  },
  async (context, { id, body, envelope }) => {
    const persons = personsFrom(body.initiators.map(({ id, name, contact }) => [id, { name, contact }]));
    const input = { ...body, initiators: body.initiators.map((one) => one.id) };
    const [facts, { state: before }] = await Promise.all([
      proposalFacts(context, id, envelope),
      context.streams.load(proposal, id),
    ]);
    const itsGroup = before.status === 'none' ? undefined : await context.streams.load(group, before.group);
    const consenting = new Set(
      input.initiators.filter((member) => itsGroup && group.consentsOf(itsGroup.state, { member }).has('name')),
    );
    return record(
      context,
      proposal,
      id,
      envelope,
      input,
      (act, { state }) => initiative.mark(input, state, { ...act, ...facts, consenting }),
      persons,
    );
  },
);

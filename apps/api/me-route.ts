import { account as accounts } from '#domain';
import { mayEver, namesOf, permissions } from '#permissions';
import type { Schema } from './operation.ts';
import type { Desk, Route } from './route.ts';

const text: Schema = { type: 'string' };
const texts: Schema = { type: 'array', items: text };

/** Who somebody is here, so that a page can show what they may. */
export const meRoute: Route = {
  method: 'GET',
  path: '/api/me',
  name: 'GetMe',
  operation: {
    tag: 'accounts',
    summary: 'Who asks: the account, its name and language, in what it may act, and what it may do at all.',
    description: 'That somebody may do something at all does not mean that they may do it to everything.',
    parameters: [],
    answer: {
      description: 'Who asks; without an account it is the public, or whoever has a group’s link.',
      schema: {
        type: 'object',
        required: ['capacities', 'may'],
        properties: {
          account: text,
          name: text,
          language: { type: 'string', enum: ['fi', 'sv', 'en'] },
          capacities: { ...texts, description: 'As X-Kierto-As takes them.', examples: [['coordinator:lobby']] },
          scopes: { ...texts, description: 'What the token of a program may be used for; missing: no limit.' },
          may: { ...texts, description: 'Operations of this document that are open for something at least.' },
        },
      },
    },
    problems: [503],
  },
  run: async ({ house }, { rights }) => ({
    ...(rights.account !== undefined && { account: rights.account, ...(await personOf(house, rights.account)) }),
    capacities: namesOf(rights),
    ...(rights.scopes && { scopes: rights.scopes }),
    may: Object.keys(permissions).filter((operation) => mayEver(rights, operation)),
  }),
};

async function personOf({ context, vault }: Desk['house'], account: string): Promise<object> {
  const { state } = await context.streams.load(accounts, account);
  if (state.status === 'none') return {};
  const person = (await vault.people.read([account])).get(account);
  return { ...(person?.name && { name: person.name }), language: state.language };
}

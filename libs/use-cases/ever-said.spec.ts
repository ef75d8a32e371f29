import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { beginnings, coordinator, type Installation, openInstallation } from '../../test/installation.ts';
import { everSaid } from './ever-said.ts';

let installation: Installation;
beforeEach(async () => {
  installation = await openInstallation();
  for (const given of beginnings) await installation.give(given);
});
afterEach(() => installation.close());

const joins = (member: string) =>
  installation.give({ do: 'JoinGroup', id: 'lobby', by: coordinator, body: { member, role: 'clientDeveloper' } });

it('knows what events of its types have said so far, and reads the log for it once', async () => {
  let read = 0;
  const membersOf = everSaid(new Set(['MemberJoined']), ({ stream, data }) => {
    read += 1;
    return [[stream, (data as { readonly member: string }).member]];
  });
  const { store } = installation.context;
  expect([...(await membersOf(store)).get('group-lobby')!]).toEqual(['client-1']);
  await joins('client-2');
  expect([...(await membersOf(store)).get('group-lobby')!]).toEqual(['client-1', 'client-2']);
  expect([...(await membersOf(store)).keys()]).toEqual(['group-lobby']);
  expect(read).toBe(2);
});

it('knows nothing of an empty log', async () => {
  const empty = await openInstallation();
  const anything = everSaid(new Set(['MemberJoined']), () => [['a', 'b']]);
  expect((await anything(empty.context.store)).size).toBe(0);
  await empty.close();
});

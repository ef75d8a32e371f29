import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { beginnings, coordinator, type Installation, openInstallation } from '../../test/installation.ts';

let installation: Installation;
beforeEach(async () => {
  installation = await openInstallation();
  for (const given of beginnings) await installation.give(given);
});
afterEach(() => installation.close());

const issuing = (body: object = {}) => ({
  do: 'IssueLink',
  id: 'lobby',
  by: coordinator,
  body: { link: 'wall', ...body },
  command: randomUUID(),
});
const opens = async (token: string | undefined) =>
  (await installation.context.vault.tokens.look('group-link', token!, new Date(installation.clock.time)))?.facts;
const wall = { group: 'lobby', link: 'wall' };

describe('the link of a group', () => {
  it('opens with what is answered once', async () => {
    const issued = issuing();
    const { secret, events } = await installation.give(issued);
    expect(await opens(secret)).toEqual(wall);
    const again = await installation.give(issued);
    expect(again).toMatchObject({ repeated: true, events });
    expect(again).not.toHaveProperty('secret');
    expect(await opens(secret)).toEqual(wall);
  });

  it('issued anew opens with another, and the one before opens nothing', async () => {
    const { secret: first } = await installation.give(issuing());
    const { secret: other } = await installation.give(issuing({ link: 'door' }));
    const { secret: second, events } = await installation.give(issuing());
    expect(events).toEqual([]);
    expect(await opens(first)).toBeUndefined();
    expect(await opens(second)).toEqual(wall);
    expect(await opens(other)).toEqual({ group: 'lobby', link: 'door' });
  });

  it('that was revoked opens nothing, and no token is left of one that could not be issued', async () => {
    const { secret } = await installation.give(issuing());
    await installation.give({ do: 'RevokeLink', id: 'lobby', by: coordinator, body: { link: 'wall' } });
    expect(await opens(secret)).toBeUndefined();
    await expect(installation.give(issuing())).rejects.toMatchObject({ code: 'link.revoked' });
    expect(await installation.context.vault.tokens.list('group-link', 'group-lobby')).toEqual([]);
  });

  it('opens nothing any more once its last day has passed', async () => {
    const { secret } = await installation.give(issuing({ expires: '2026-11-21' }));
    installation.clock.time = Date.parse('2026-11-21T21:59:00Z');
    expect(await opens(secret)).toEqual(wall);
    installation.clock.time = Date.parse('2026-11-22T00:00:00Z');
    expect(await opens(secret)).toBeUndefined();
  });
});

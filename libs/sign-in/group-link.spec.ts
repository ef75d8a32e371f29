import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { beginnings, coordinator, type Installation, openInstallation } from '../../test/installation.ts';
import { groupLinkOf } from './group-link.ts';

describe('the group’s own link', () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await openInstallation();
    for (const given of beginnings) await installation.give(given);
  });
  afterAll(() => installation.close());
  const issues = async (link: string) =>
    (await installation.give({ do: 'IssueLink', id: 'lobby', by: coordinator, body: { link } })).secret!;

  it('opens its group, until it is revoked', async () => {
    const { context } = installation;
    const [poster, letter] = [await issues('poster'), await issues('letter')];
    expect(await groupLinkOf(context, poster)).toEqual({ group: 'lobby', link: 'poster' });
    await installation.give({ do: 'RevokeLink', id: 'lobby', by: coordinator, body: { link: 'poster' } });
    expect(await groupLinkOf(context, poster)).toBeUndefined();
    expect(await groupLinkOf(context, letter)).toEqual({ group: 'lobby', link: 'letter' });
  });

  it.each(['', 'poster', 'x'.repeat(10_000_000), '\0'])('is none when it is %.20j', async (token) => {
    expect(await groupLinkOf(installation.context, token)).toBeUndefined();
  });
});

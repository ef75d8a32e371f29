import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { By } from '#domain';
import {
  administrator,
  beginnings,
  client,
  coordinator,
  type Given,
  head,
  type Installation,
  openInstallation,
} from '../../test/installation.ts';

let installation: Installation;
const proposal = {
  group: 'lobby',
  unit: 'services',
  kind: 'idea',
  answerWanted: 'decision',
  words: { title: 'A bench' },
};
const heirs: By = { role: 'coordinator', group: 'heirs' };
const give = (name: string, by: By, body: object = {}, id = 'bench') => installation.give({ do: name, id, by, body });
const reason = { words: { reason: 'There is room for one.' } };

const succession: readonly Given[] = [
  { do: 'SucceedUnit', id: 'services', by: administrator, body: { successor: 'housing' } },
  {
    do: 'NamePost',
    id: 'main',
    by: administrator,
    body: { code: 'head-of-housing', unit: 'housing', words: { label: 'Head of housing' } },
  },
  {
    do: 'FoundGroup',
    id: 'heirs',
    by: administrator,
    body: { kind: 'coDevelopment', unit: 'housing', words: { name: 'Heirs' } },
  },
  { do: 'SucceedGroup', id: 'lobby', by: administrator, body: { successor: 'heirs' } },
];

beforeEach(async () => {
  installation = await openInstallation();
  for (const given of beginnings) await installation.give(given);
  await give('SubmitProposal', client, proposal);
});
afterEach(() => installation.close());

describe('who acts in a proposal', () => {
  it('is a post of the unit that holds it, and of no other', async () => {
    const label = { words: { label: 'Head of housing' } };
    await give('NamePost', administrator, { code: 'head-of-housing', unit: 'housing', ...label }, 'main');
    const other = give('DecideProposal', { post: 'head-of-housing' }, { decision: 'accepted', ...reason });
    await expect(other).rejects.toMatchObject({ code: 'decision.not-its-holder' });
    expect(await give('DecideProposal', head, { decision: 'accepted', ...reason })).toMatchObject({ version: 2 });
  });

  it('is after a succession a post of the unit that succeeded, and the group that succeeded', async () => {
    for (const given of succession) await installation.give(given);
    await give('DecideProposal', { post: 'head-of-housing' }, { decision: 'accepted', ...reason });
    expect(await give('WithdrawProposal', heirs).catch(({ code }) => code)).not.toBe('proposal.not-its-group');
    const stranger: By = { role: 'coordinator', group: 'strangers' };
    await expect(give('Respond', stranger, { view: 'satisfied' })).rejects.toMatchObject({
      code: 'proposal.not-its-group',
    });
    expect(await give('Respond', heirs, { view: 'satisfied' })).toMatchObject({ id: 'bench' });
  });

  it('submits on the commission of a group that it has succeeded', async () => {
    const commission = { unit: 'services', groups: ['lobby'], kind: 'task', words: { title: 'The hall' } };
    await give('IssueCommission', head, commission, 'hall');
    for (const given of succession) await installation.give(given);
    const answer = { ...proposal, group: 'heirs', unit: 'housing', commission: 'hall' };
    expect(await give('SubmitProposal', heirs, answer, 'lamp')).toMatchObject({ version: 1 });
  });
});

describe('what a command of a proposal names', () => {
  beforeEach(async () => {
    await give('DecideProposal', head, { decision: 'rejected', ...reason });
  });
  const told = async () => {
    const [, decided] = await installation.context.store.read('proposal-bench');
    const telling = await give('TellAnswer', coordinator, { ofEvent: decided!.id, how: 'meeting' });
    return telling.events[0]!;
  };
  const held = (present: object, id = 'thursday') =>
    give('HoldMeeting', coordinator, { group: 'lobby', kind: 'meeting', present }, id);
  const confirm = async (more: object) => give('ConfirmTelling', coordinator, { ofEvent: await told(), ...more });

  it('is a meeting that was held, with a client developer when it confirms', async () => {
    await held({ staffDeveloper: 3 }, 'staff-only');
    await held({ expertByExperience: 1 });
    await expect(confirm({ how: 'meeting', meeting: 'nowhere' })).rejects.toMatchObject({
      code: 'proposal.meeting-unknown',
    });
    await expect(confirm({ how: 'meeting', meeting: 'staff-only' })).rejects.toMatchObject({
      code: 'telling.no-client-present',
    });
    expect(await confirm({ how: 'meeting', meeting: 'thursday' })).toMatchObject({ events: [expect.any(String)] });
  });

  it('is a link that the group has issued, that was not revoked and has not expired', async () => {
    await give('IssueLink', coordinator, { link: 'short', expires: '2026-11-21' }, 'lobby');
    await give('IssueLink', coordinator, { link: 'revoked' }, 'lobby');
    await give('RevokeLink', coordinator, { link: 'revoked' }, 'lobby');
    const heard = (link: string) => give('Hear', { group: 'lobby' }, { said: 'heard', link });
    await expect(heard('revoked')).rejects.toMatchObject({ code: 'proposal.link-not-valid' });
    await expect(heard('unheard-of')).rejects.toMatchObject({ code: 'proposal.link-not-valid' });
    expect(await heard('short')).toMatchObject({ events: [expect.any(String)] });
    installation.clock.time += 2 * 24 * 3_600_000;
    await expect(heard('short')).rejects.toMatchObject({ code: 'proposal.link-not-valid' });
  });
});

describe('closing a commission', () => {
  it('needs a reason while a proposal of an answer is undecided, and none afterwards', async () => {
    const commission = { unit: 'services', groups: ['lobby'], kind: 'task', words: { title: 'The hall' } };
    await give('IssueCommission', head, commission, 'hall');
    await give('AnswerCommission', coordinator, { group: 'lobby', proposals: ['bench'] }, 'hall');
    const close = () => give('CloseCommission', head, {}, 'hall');
    await expect(close()).rejects.toMatchObject({ code: 'commission.close-reason-missing' });
    await give('DecideProposal', head, { decision: 'deferred', untilWhen: '2027-01', ...reason });
    await expect(close()).rejects.toMatchObject({ code: 'commission.close-reason-missing' });
    await give('DecideProposal', head, { decision: 'rejected', ...reason });
    expect(await close()).toMatchObject({ version: 3 });
  });
});

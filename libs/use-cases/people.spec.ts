import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StoreError } from '#event-store';
import {
  beginnings,
  client,
  coordinator,
  type Given,
  type Installation,
  openInstallation,
  run,
  withAppend,
} from '../../test/installation.ts';
import { sweepWords } from './sweep-words.ts';

let installation: Installation;
beforeEach(async () => {
  installation = await openInstallation();
  for (const given of beginnings) await installation.give(given);
});
afterEach(() => installation.close());

const helka = { name: 'Helka Virtanen', contact: '040 555 0101' };
const joins = (body: object): Given => ({
  do: 'JoinGroup',
  id: 'lobby',
  by: coordinator,
  body: { member: 'client-2', role: 'clientDeveloper', ...body },
});
const known = async (id = 'client-2') => (await installation.context.vault.people.read([id])).get(id);

describe('a person who joins', () => {
  it('is known beside the log only', async () => {
    await installation.give(joins({ ...helka, account: 'helka' }));
    expect(await known()).toEqual({ ...helka, account: 'helka' });
    const [event] = (await installation.context.store.read('group-lobby')).slice(-1);
    expect(event!.data).toEqual({ member: 'client-2', role: 'clientDeveloper' });
    for (const [file, bytes] of await installation.bytes())
      expect({ file, found: bytes.includes('Virtanen') || bytes.includes('555 0101') }).toEqual({ file, found: false });
  });

  it('need not be known at all', async () => {
    await installation.give(joins({}));
    expect(await known()).toBeUndefined();
  });

  it('is a repeat whatever is said of them, so that no digest in the log speaks of a name', async () => {
    const command = randomUUID();
    await installation.give({ ...joins(helka), command });
    expect(await installation.give({ ...joins({ name: 'Aino' }), command })).toMatchObject({ repeated: true });
    expect(await known()).toEqual(helka);
  });

  it('who is a member already gets the new telephone number, and keeps the name', async () => {
    await installation.give(joins(helka));
    expect(await installation.give(joins({ contact: '040 555 0202' }))).toMatchObject({ events: [] });
    expect(await known()).toEqual({ ...helka, contact: '040 555 0202' });
  });

  it('is not kept when the command is refused', async () => {
    const refused = { ...joins(helka), by: { role: 'coordinator', group: 'another' } as const };
    await expect(installation.give(refused)).rejects.toMatchObject({ code: 'group.other-group' });
    expect(await known()).toBeUndefined();
  });

  /** Lets somebody else's command into the same group first; by then the sender's version is gone. */
  function overtaken(by: Given) {
    const { store } = installation.context;
    let done = false;
    return installation.contextOn(
      withAppend(store, async (...append) => {
        if (!done) {
          done = true;
          await installation.give(by);
        }
        return store.append(...append);
      }),
    );
  }
  const expected = async () => ({ expected: await installation.context.store.version('group-lobby') });

  it('is taken back when the command loses a race and is refused', async () => {
    const other: Given = { do: 'RecordVoice', id: 'lobby', by: coordinator, body: { words: { quotation: 'First!' } } };
    const late = { ...joins(helka), ...(await expected()) };
    await expect(run(overtaken(other), late)).rejects.toMatchObject({ code: 'wrong-version' });
    expect(await known()).toBeUndefined();
  });

  it('is known as before when a correction loses a race and is refused', async () => {
    await installation.give({ ...joins(helka), body: { member: 'client-3', role: 'clientDeveloper', ...helka } });
    await installation.context.vault.people.keep('client-2', { name: 'An earlier name' });
    const other: Given = { do: 'RecordVoice', id: 'lobby', by: coordinator, body: { words: { quotation: 'First!' } } };
    const late = { ...joins(helka), ...(await expected()) };
    await expect(run(overtaken(other), late)).rejects.toMatchObject({ code: 'wrong-version' });
    expect(await known()).toEqual({ name: 'An earlier name' });
    expect(await known('client-3')).toEqual(helka);
  });

  it('stays known when the same entry, sent twice at once, wins and loses', async () => {
    const late = { ...joins(helka), ...(await expected()) };
    await expect(run(overtaken(joins(helka)), late)).rejects.toMatchObject({ code: 'wrong-version' });
    expect(await known()).toEqual(helka);
  });

  it('stays known after an unknown outcome', async () => {
    const { store } = installation.context;
    const unsure = withAppend(store, async (...append) => {
      await store.append(...append);
      throw new StoreError('store-unavailable', 'The answer was lost on its way.');
    });
    expect(await run(installation.contextOn(unsure), joins(helka))).toMatchObject({ version: 3 });
    expect(await known()).toEqual(helka);
  });
});

describe('a person whose command stopped before its event', () => {
  const ever = new Date(Date.now() + 3_600_000);
  /** The process stops after the person was kept: nothing is appended, nothing taken back. */
  const stopped = () =>
    installation.contextOn(withAppend(installation.context.store, () => new Promise(() => undefined)));

  async function stopsInTheMiddle(given: Given): Promise<void> {
    // Nobody waits for the answer any more.
    run(stopped(), given).catch(() => undefined);
    while (!(await known())) await new Promise(setImmediate);
  }

  it('is forgotten an hour later', async () => {
    await stopsInTheMiddle(joins(helka));
    expect(await sweepWords(installation.context, new Date(Date.now() - 3_600_000))).toBe(0);
    expect(await known()).toEqual(helka);
    expect(await sweepWords(installation.context, ever)).toBe(1);
    expect(await known()).toBeUndefined();
  });

  it('stays when the command was sent again, or another event names them', async () => {
    await stopsInTheMiddle(joins(helka));
    await installation.give(joins(helka));
    await sweepWords(installation.context, ever);
    expect(await known()).toEqual(helka);
  });
});

describe('an initiator', () => {
  it('is known beside the log only', async () => {
    const consents = { member: 'client-1', to: ['name'], how: 'oneself' };
    await installation.give({ do: 'GiveConsent', id: 'lobby', by: coordinator, body: consents });
    const words = { title: 'A bench outside the door' };
    const proposal = { group: 'lobby', unit: 'services', kind: 'idea', answerWanted: 'decision', words };
    await installation.give({ do: 'SubmitProposal', id: 'bench', by: client, body: proposal });
    const body = { registryNumber: 'LUVN/1/2026', arrived: '2026-11-10', initiators: [{ id: 'client-1', ...helka }] };
    await installation.give({ do: 'MarkAsInitiative', id: 'bench', by: coordinator, body });
    expect(await known('client-1')).toEqual(helka);
    const [event] = (await installation.context.store.read('proposal-bench')).slice(-1);
    expect(event!.data).toEqual({ registryNumber: 'LUVN/1/2026', arrived: '2026-11-10', initiators: ['client-1'] });
  });
});

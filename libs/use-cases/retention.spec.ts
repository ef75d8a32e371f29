import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  administrator,
  beginnings,
  client,
  coordinator,
  type Given,
  type Installation,
  openInstallation,
} from '../../test/installation.ts';
import { forgetRunOut } from './retention.ts';

let installation: Installation;
const never = new AbortController().signal;
const inYear = (year: number) => {
  installation.clock.time = Date.parse(`${year}-11-20T10:00:00Z`);
};

beforeEach(async () => {
  installation = await openInstallation();
  inYear(2010);
  for (const given of beginnings) await installation.give(given);
});
afterEach(() => installation.close());

const give = (given: Given) => installation.give(given).then(({ events }) => events[0]!);
const lobby = (name: string, body: object) => give({ do: name, id: 'lobby', by: coordinator, body });
const submit = (id: string) =>
  give({
    do: 'SubmitProposal',
    id,
    by: client,
    body: { group: 'lobby', unit: 'services', kind: 'idea', answerWanted: 'decision', words: { title: id, text: '#' } },
  });
const keepFor = (retentionYears: object) =>
  give({ do: 'ChangePreset', id: 'main', by: administrator, body: { retentionYears } });
const run = () => forgetRunOut(installation.context, never);
const isKept = async (event: string) => (await installation.context.vault.words.read([event])).has(event);
const reasons = async (stream: string) =>
  (await installation.context.store.read(stream)).flatMap(({ type, data, metadata }) =>
    type.endsWith('Forgotten') ? [{ ...data, by: (metadata as { by?: object }).by }] : [],
  );
const nothing = { words: 0, files: 0, persons: 0, accounts: 0 };

describe('what is kept for a time', () => {
  it('is everything for ever, where the organisation says nothing, or no years', async () => {
    await submit('bench');
    inYear(2110);
    expect(await run()).toEqual(nothing);
    await keepFor({ words: 0, people: 0, files: 0, accessLog: 2 });
    expect(await run()).toEqual(nothing);
  });

  it('ends for a proposal when nothing has happened to it for so long, with a reason, once', async () => {
    const [bench, lamp] = [await submit('bench'), await submit('lamp')];
    inYear(2015);
    const later = await give({ do: 'ReviseProposal', id: 'lamp', by: client, body: { words: { text: 'Two lamps' } } });
    inYear(2021);
    await keepFor({ words: 10 });
    expect(await run()).toEqual({ ...nothing, words: 1 });
    expect([await isKept(bench), await isKept(lamp), await isKept(later)]).toEqual([false, true, true]);
    expect(await reasons('proposal-bench')).toEqual([
      { ofEvent: bench, fields: ['title', 'text'], reasonCode: 'retention', by: { role: 'administrator' } },
    ]);
    expect(await run()).toEqual(nothing);
    inYear(2026);
    expect(await run()).toEqual({ ...nothing, words: 2 });
    expect([await isKept(lamp), await isKept(later)]).toEqual([false, false]);
  });

  it('ends in a group for each text by itself, and its name stays until so long after its end', async () => {
    const voice = await lobby('RecordVoice', { words: { quotation: '#' } });
    const sami = { ofEvent: voice, field: 'quotation', language: 'se', madeBy: 'translator', words: { text: '#' } };
    await lobby('TranslateGroupWords', sami);
    inYear(2018);
    const young = await lobby('RecordVoice', { words: { quotation: '#' } });
    inYear(2021);
    await keepFor({ words: 10 });
    expect(await run()).toEqual({ ...nothing, words: 1 });
    const [founded] = await installation.context.store.read('group-lobby');
    expect([await isKept(voice), await isKept(young), await isKept(founded!.id)]).toEqual([false, true, true]);
    inYear(2040);
    expect(await run()).toMatchObject({ words: 1 });
    expect([await isKept(young), await isKept(founded!.id)]).toEqual([false, true]);
    await lobby('EndGroup', {});
    inYear(2051);
    expect(await run()).toMatchObject({ words: 1 });
    expect(await isKept(founded!.id)).toBe(false);
    const [unit] = await installation.context.store.read('unit-services');
    expect(await isKept(unit!.id)).toBe(true);
  });

  it('ends for what has taken the place of a text, too', async () => {
    const voice = await lobby('RecordVoice', { words: { quotation: '#' } });
    await lobby('ForgetGroupWords', { ofEvent: voice, fields: ['quotation'], reasonCode: 'personalData' });
    const cleaned = { ofEvent: voice, field: 'quotation', language: 'fi', madeBy: 'cleaned', words: { text: '#' } };
    await lobby('TranslateGroupWords', cleaned);
    await keepFor({ words: 10 });
    inYear(2019);
    expect(await run()).toEqual(nothing);
    inYear(2021);
    expect(await run()).toMatchObject({ words: 1 });
    expect(await isKept(voice)).toBe(false);
    expect(await run()).toEqual(nothing);
  });

  it('has a time of its own for files, wherever they are', async () => {
    const attach = { kind: 'draft', size: 3, words: { name: '#', content: 'QUJD' } };
    await submit('bench');
    const file = await give({ do: 'AttachProposalFile', id: 'bench', by: client, body: attach });
    await keepFor({ files: 2 });
    inYear(2013);
    expect(await run()).toEqual({ ...nothing, files: 1 });
    expect(await isKept(file)).toBe(false);
    await keepFor({ words: 2, files: 0 });
    const young = await lobby('AttachGroupFile', attach);
    inYear(2030);
    await run();
    expect(await isKept(young)).toBe(true);
  });
});

describe('persons', () => {
  const joins = (member: string, group = 'lobby') =>
    give({
      do: 'JoinGroup',
      id: group,
      // Whom another group knows already an administrator lets in.
      by: group === 'lobby' ? { role: 'coordinator', group } : { role: 'administrator' },
      body: { member, role: 'clientDeveloper', name: member },
    });
  const isKnown = async (...ids: string[]) => {
    const known = await installation.context.vault.people.read(ids);
    return ids.map((id) => known.has(id));
  };

  it('are forgotten so long after they have left every group, or after the group has ended', async () => {
    const founded = { kind: 'coDevelopment', unit: 'services', words: { name: 'Yard' } };
    await give({ do: 'FoundGroup', id: 'yard', by: administrator, body: founded });
    for (const member of ['left', 'stays', 'left-one']) await joins(member);
    for (const member of ['left-one', 'of-yard']) await joins(member, 'yard');
    for (const member of ['left', 'left-one']) await lobby('LeaveGroup', { member });
    await keepFor({ people: 5 });
    inYear(2014);
    expect(await run()).toEqual(nothing);
    inYear(2016);
    expect(await run()).toEqual({ ...nothing, persons: 1 });
    expect(await isKnown('left', 'stays', 'left-one', 'of-yard')).toEqual([false, true, true, true]);
    expect(await reasons('group-lobby')).toMatchObject([{ member: 'left', reasonCode: 'retention' }]);
    await give({ do: 'EndGroup', id: 'yard', by: administrator, body: {} });
    inYear(2022);
    expect(await run()).toEqual({ ...nothing, persons: 3 });
    expect(await isKnown('left', 'stays', 'left-one', 'of-yard')).toEqual([false, true, false, false]);
    expect(await run()).toEqual(nothing);
  });

  it('who had an account are forgotten so long after it was disabled', async () => {
    for (const id of ['aino', 'eero', 'olavi']) {
      const body = { language: 'fi', name: id, address: `${id}@example.org` };
      await give({ do: 'InviteAccount', id, by: administrator, body });
    }
    for (const id of ['aino', 'eero']) await give({ do: 'DisableAccount', id, by: administrator, body: {} });
    await give({ do: 'EnableAccount', id: 'eero', by: administrator, body: {} });
    await keepFor({ people: 5 });
    inYear(2016);
    expect(await run()).toEqual({ ...nothing, accounts: 1 });
    expect(await isKnown('aino', 'eero', 'olavi')).toEqual([false, true, true]);
    expect(await reasons('account-aino')).toMatchObject([{ reasonCode: 'retention' }]);
  });

  it('are left for the next run when the process stops', async () => {
    await joins('left');
    await lobby('LeaveGroup', { member: 'left' });
    await keepFor({ people: 5 });
    inYear(2016);
    await expect(forgetRunOut(installation.context, AbortSignal.abort(new Error('stopping')))).rejects.toThrow(
      'stopping',
    );
    expect(await isKnown('left')).toEqual([true]);
  });
});

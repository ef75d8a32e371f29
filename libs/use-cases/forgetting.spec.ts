import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  administrator,
  beginnings,
  coordinator,
  type Given,
  type Installation,
  openInstallation,
  run,
} from '../../test/installation.ts';
import type { Context } from './context.ts';
import { finishForgetting, followForgettings } from './forgetting.ts';
import { verifyHistory } from './history/verify.ts';

let installation: Installation;
let voice: string;
beforeEach(async () => {
  installation = await openInstallation();
  for (const given of beginnings) await installation.give(given);
  await installation.give(helka);
  const quotation = 'Somebody listened to the end.';
  voice = (await installation.give(lobby('RecordVoice', { words: { quotation } }))).events[0]!;
});
afterEach(() => installation.close());

const lobby = (name: string, body: object): Given => ({ do: name, id: 'lobby', by: coordinator, body });
const helka = lobby('JoinGroup', {
  member: 'client-2',
  role: 'clientDeveloper',
  name: 'Helka',
  contact: '040 555 0101',
});
const forgetPerson = lobby('ForgetPerson', { member: 'client-2', reasonCode: 'request' });
const forgetVoice = () => lobby('ForgetGroupWords', { ofEvent: voice, fields: ['quotation'], reasonCode: 'request' });

/** The process stops between the event and the deletion: nothing of the vault is deleted. */
function stopping(context: Context): Context {
  const stopped = () => Promise.reject(new Error('The process has stopped.'));
  const { words, people, credentials } = context.vault;
  const vault = {
    ...context.vault,
    credentials: Object.assign(Object.create(credentials), { forget: stopped }),
    words: Object.assign(Object.create(words), { forget: stopped, keep: words.keep.bind(words) }),
    people: Object.assign(Object.create(people), { forget: stopped, read: people.read.bind(people) }),
  };
  return { ...context, vault };
}

const vaultOf = () => installation.context.vault;
const isKept = async () => ({
  voice: (await vaultOf().words.read([voice])).has(voice),
  person: (await vaultOf().people.read(['client-2'])).has('client-2'),
});

/** Follows the log until everything that is in it now has been seen. */
async function followOnce(): Promise<void> {
  const head = (await installation.context.store.head())!;
  const following = await followForgettings(installation.context);
  for (;;) {
    const noted = await vaultOf().progress('forgettings').read();
    if (noted && (JSON.parse(noted) as { position: string }).position === head.position) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await following.stop();
}

/** As when the vault came from elsewhere. */
const beginAnew = () =>
  vaultOf()
    .progress('forgettings')
    .write(JSON.stringify({ store: randomUUID(), epoch: 1, position: 'S:1', event: randomUUID() }));

describe('forgetting', () => {
  it('deletes words and persons at once', async () => {
    expect(await isKept()).toEqual({ voice: true, person: true });
    await installation.give(forgetVoice());
    await installation.give(forgetPerson);
    expect(await isKept()).toEqual({ voice: false, person: false });
  });

  it('is finished by the follower when the process stopped in between', async () => {
    await expect(run(stopping(installation.context), forgetVoice())).rejects.toThrow('stopped');
    await expect(run(stopping(installation.context), forgetPerson)).rejects.toThrow('stopped');
    expect(await isKept()).toEqual({ voice: true, person: true });
    await followOnce();
    expect(await isKept()).toEqual({ voice: false, person: false });
  });

  it('is finished by sending the command again, too', async () => {
    const command = { ...forgetVoice(), command: randomUUID() };
    await expect(run(stopping(installation.context), command)).rejects.toThrow('stopped');
    expect(await installation.give(command)).toMatchObject({ repeated: true });
    expect(await isKept()).toMatchObject({ voice: false });
  });

  it('is followed from where it was left', async () => {
    await followOnce();
    await expect(run(stopping(installation.context), forgetPerson)).rejects.toThrow('stopped');
    await followOnce();
    expect(await isKept()).toMatchObject({ person: false });
  });

  it('starts over when the log is another than the checkpoint’s', async () => {
    await expect(run(stopping(installation.context), forgetVoice())).rejects.toThrow('stopped');
    await beginAnew();
    await followOnce();
    expect(await isKept()).toMatchObject({ voice: false });
  });

  it('is finished before anything is served', async () => {
    await expect(run(stopping(installation.context), forgetVoice())).rejects.toThrow('stopped');
    await expect(run(stopping(installation.context), forgetPerson)).rejects.toThrow('stopped');
    expect(await finishForgetting(installation.context)).toBe(2);
    expect(await isKept()).toEqual({ voice: false, person: false });
    expect(await finishForgetting(installation.context)).toBe(0);
  });

  it('of a person leaves nothing to bring back', async () => {
    const command = { ...helka, command: randomUUID() };
    await installation.give(forgetPerson);
    await expect(installation.give(command)).rejects.toMatchObject({ code: 'member.forgotten' });
    expect(await isKept()).toMatchObject({ person: false });
  });

  it('of an account deletes its name, what it signs in with, and the links from members', async () => {
    const { people, credentials, identities, tokens } = vaultOf();
    const invited = { language: 'fi', name: 'Aino', address: 'aino@example.org' };
    await installation.give({ do: 'InviteAccount', id: 'aino', by: administrator, body: invited });
    const linked = { member: 'client-3', role: 'clientDeveloper', name: 'Aino', account: 'aino' };
    await installation.give(lobby('JoinGroup', linked));
    await credentials.write('aino', { password: '#' }, 0);
    await tokens.issue({ purpose: 'session', holder: 'aino', facts: {}, now: new Date() });
    const forget = { do: 'ForgetAccount', id: 'aino', by: administrator, body: { reasonCode: 'request' } };
    await expect(run(stopping(installation.context), forget)).rejects.toThrow('stopped');
    await followOnce();
    expect(await people.read(['aino', 'client-3'])).toEqual(new Map([['client-3', { name: 'Aino' }]]));
    expect(await credentials.read('aino')).toBeUndefined();
    expect(await identities.find('address', 'aino@example.org')).toBeUndefined();
    expect(await tokens.list('session', 'aino')).toEqual([]);
  });
});

describe('versions of words', () => {
  const translate = (ofEvent: string, over: object = {}) => {
    const facts = { ofEvent, field: 'quotation', language: 'sv', madeBy: 'translator' };
    const words = { text: 'Någon lyssnade till slut.' };
    return installation
      .give(lobby('TranslateGroupWords', { ...facts, words, ...over }))
      .then(({ events }) => events[0]!);
  };
  const forget = (ofEvent: string, field = 'quotation') =>
    installation.give(lobby('ForgetGroupWords', { ofEvent, fields: [field], reasonCode: 'request' }));
  const left = async () =>
    (await vaultOf().words.read([voice])).get(voice)?.quotation?.map(({ lang, by }) => [lang, by]);
  const fits = async () => {
    const { misfits, forgotten, toForget } = await verifyHistory(installation.context);
    return { misfits, forgotten, toForget };
  };

  it('go with their original', async () => {
    await translate(voice);
    await forget(voice);
    expect(await left()).toBeUndefined();
    expect(await fits()).toEqual({ misfits: [], forgotten: 2, toForget: 0 });
  });

  it('can be forgotten alone, also by the follower', async () => {
    const swedish = await translate(voice);
    await translate(voice, { language: 'en' });
    const one = lobby('ForgetGroupWords', { ofEvent: swedish, fields: ['text'], reasonCode: 'harm' });
    await expect(run(stopping(installation.context), one)).rejects.toThrow('stopped');
    expect(await left()).toHaveLength(3);
    expect(await fits()).toMatchObject({ misfits: [], toForget: 1 });
    await followOnce();
    expect(await left()).toEqual([
      ['und', 'original'],
      ['en', 'translator'],
    ]);
    expect(await fits()).toEqual({ misfits: [], forgotten: 1, toForget: 0 });
  });

  it('may take the place of what was forgotten, and stay when that is carried out once more', async () => {
    await translate(voice);
    await forget(voice);
    const cleaned = await translate(voice, { language: 'fi', madeBy: 'cleaned' });
    await beginAnew();
    await followOnce();
    expect(await left()).toEqual([['fi', 'cleaned']]);
    expect(await fits()).toEqual({ misfits: [], forgotten: 2, toForget: 0 });
    await forget(cleaned, 'text');
    expect(await left()).toBeUndefined();
    expect(await fits()).toEqual({ misfits: [], forgotten: 3, toForget: 0 });
  });

  it('of versions, as history may tell of them, go too', async () => {
    const { store, vault } = installation.context;
    const swedish = await translate(voice);
    const template = (await store.read('group-lobby')).find(({ id }) => id === swedish)!;
    const [further, furthest] = [randomUUID(), randomUUID()];
    const of = { field: 'text', stream: 'group-lobby', lang: 'en', text: '#', by: 'machine' } as const;
    await vault.words.keep([
      { ...of, event: swedish, recordedIn: further },
      { ...of, event: further, recordedIn: furthest },
    ]);
    const events = [
      { id: further, ofEvent: swedish },
      { id: furthest, ofEvent: further },
    ].map(({ id, ofEvent }) => ({ ...template, id, data: { ...template.data, ofEvent, field: 'text' } }));
    await store.append('group-lobby', events, await store.version('group-lobby'));
    await forget(voice);
    expect((await vault.words.read([voice, swedish, further])).size).toBe(0);
    expect(await fits()).toEqual({ misfits: [], forgotten: 4, toForget: 0 });
  });
});

describe('exports that were made before', () => {
  it('are gone with the first forgetting', async () => {
    const { files } = vaultOf();
    const tomorrow = new Date(installation.clock.now() + 86_400_000);
    await files.write('export-1', 0, Buffer.from('Somebody listened to the end.'), tomorrow);
    await files.write('other', 0, Buffer.from('nothing of the kind'), tomorrow);
    await installation.give(forgetVoice());
    expect(await files.read('export-1', 0)).toBeUndefined();
    expect(await files.read('other', 0)).toBeDefined();
  });
});

describe('what a source called a thing', () => {
  it('goes with the words by which the thing began', async () => {
    const { imports } = vaultOf();
    await imports.remember([{ id: 'lobby', original: 'Helka and her lobby' }]);
    await installation.give(forgetVoice());
    expect((await imports.originals(['lobby'])).size).toBe(1);
    const [founded] = await installation.context.store.read('group-lobby');
    const name = { ofEvent: founded!.id, fields: ['name'], reasonCode: 'personalData' };
    await installation.give(lobby('ForgetGroupWords', name));
    expect((await imports.originals(['lobby'])).size).toBe(0);
  });
});

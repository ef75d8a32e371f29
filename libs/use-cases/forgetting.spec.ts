import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  beginnings,
  coordinator,
  type Given,
  type Installation,
  openInstallation,
  run,
} from '../../test/installation.ts';
import type { Context } from './context.ts';
import { followForgettings } from './forgetting.ts';

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
  const { words, people } = context.vault;
  const vault = {
    ...context.vault,
    words: Object.assign(Object.create(words), { forget: stopped, keep: words.keep.bind(words) }),
    people: Object.assign(Object.create(people), { forget: stopped }),
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
    const other = { store: randomUUID(), epoch: 1, position: 'S:1', event: randomUUID() };
    await vaultOf().progress('forgettings').write(JSON.stringify(other));
    await followOnce();
    expect(await isKept()).toMatchObject({ voice: false });
  });

  it('of a translation alone is refused, because it would leave the translation where it is', async () => {
    const translated = { ofEvent: voice, field: 'quotation', language: 'sv', madeBy: 'translator' };
    const words = { text: 'Någon lyssnade till slut.' };
    const version = await installation.give(lobby('TranslateGroupWords', { ...translated, words }));
    const one = { ofEvent: version.events[0]!, fields: ['text'], reasonCode: 'request' };
    await expect(installation.give(lobby('ForgetGroupWords', one))).rejects.toMatchObject({
      code: 'words.only-a-version',
    });
    await installation.give(forgetVoice());
    expect(await isKept()).toMatchObject({ voice: false });
  });

  it('of a person leaves nothing to bring back', async () => {
    const command = { ...helka, command: randomUUID() };
    await installation.give(forgetPerson);
    await expect(installation.give(command)).rejects.toMatchObject({ code: 'member.forgotten' });
    expect(await isKept()).toMatchObject({ person: false });
  });
});

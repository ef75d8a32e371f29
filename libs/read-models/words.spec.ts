import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LogAndReads } from '../../test/log-and-reads.ts';

describe('what may be seen by everybody', () => {
  let log: LogAndReads;
  let photo: string;
  let voice: string;
  beforeEach(async () => {
    log = await LogAndReads.open();
    await log.happened('group-lobby', 'GroupFounded', { kind: 'coDevelopment', unit: 'services' });
    await log.happened('meeting-thursday', 'MeetingHeld', { group: 'lobby', kind: 'meeting' });
    const attached = { kind: 'photo', size: 3 };
    ({ id: photo } = await log.happened('meeting-thursday', 'FileAttached', attached, { words: { name: '#' } }));
    ({ id: voice } = await log.happened('group-lobby', 'VoiceRecorded', {}, { words: { quotation: '#' } }));
  });
  afterEach(() => log.close());

  let minutes = 0;
  /** A minute later each time. */
  const happened = (stream: string, type: string, data: object) => {
    minutes += 1;
    return log.happened(stream, type, data, {
      recordedAt: new Date(Date.UTC(2026, 10, 20, 10, minutes)).toISOString(),
    });
  };
  const publish = async () => {
    for (const side of ['group', 'management']) {
      await happened('meeting-thursday', 'Published', { ofEvent: photo, fields: ['name'], side });
      await happened('group-lobby', 'Published', { ofEvent: voice, fields: ['quotation'], side });
    }
  };
  const open = async () => {
    await log.seen();
    const rows = log.reads.rows('words').all<{ event: string }>('SELECT DISTINCT event FROM published');
    return { photo: rows.some(({ event }) => event === photo), voice: rows.some(({ event }) => event === voice) };
  };

  it('is what was published', async () => {
    expect(await open()).toEqual({ photo: false, voice: false });
    await publish();
    expect(await open()).toEqual({ photo: true, voice: true });
  });

  it('is no voice whose consent was withdrawn, until it is published anew', async () => {
    await publish();
    await happened('group-lobby', 'ConsentWithdrawn', { voice, to: ['research'] });
    expect(await open()).toMatchObject({ voice: true });
    await happened('group-lobby', 'ConsentWithdrawn', { voice, to: ['quotation'] });
    expect(await open()).toEqual({ photo: true, voice: false });
    await publish();
    expect(await open()).toMatchObject({ voice: true });
  });

  it('is no photo for which one of its group has withdrawn the consent, until it is published anew', async () => {
    await publish();
    await happened('group-other', 'ConsentWithdrawn', { member: 'client-1', to: ['photo'] });
    await happened('group-lobby', 'ConsentWithdrawn', { member: 'client-1', to: ['name'] });
    expect(await open()).toMatchObject({ photo: true });
    await happened('group-lobby', 'ConsentWithdrawn', { member: 'client-1', to: ['photo'] });
    expect(await open()).toEqual({ photo: false, voice: true });
    await publish();
    expect(await open()).toMatchObject({ photo: true });
    await happened('group-lobby', 'PersonForgotten', { member: 'client-1', reasonCode: 'request' });
    expect(await open()).toMatchObject({ photo: false });
  });

  it('is still a photo when a withdrawal was a slip', async () => {
    await publish();
    const slip = await happened('group-lobby', 'ConsentWithdrawn', { member: 'client-1', to: ['photo'] });
    await happened('group-lobby', 'RecordedInError', { ofEvent: slip.id });
    expect(await open()).toEqual({ photo: true, voice: true });
  });

  it('is nothing that was forgotten, nor at once what takes its place', async () => {
    await publish();
    await happened('group-lobby', 'WordsForgotten', { ofEvent: voice, fields: ['quotation'], reasonCode: 'request' });
    const cleaned = { ofEvent: voice, field: 'quotation', language: 'fi', madeBy: 'cleaned' };
    await happened('group-lobby', 'WordsTranslated', cleaned);
    expect(await open()).toEqual({ photo: true, voice: false });
  });
});

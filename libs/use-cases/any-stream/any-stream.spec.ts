import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { beginnings, coordinator, type Installation, openInstallation } from '../../../test/installation.ts';
import { openFile } from '../kept-file.ts';

let installation: Installation;
beforeEach(async () => {
  installation = await openInstallation();
  for (const given of beginnings) await installation.give(given);
});
afterEach(() => installation.close());

const give = (name: string, body: object, id = 'lobby') => installation.give({ do: name, id, by: coordinator, body });

describe('a file', () => {
  const attach = (size: number | undefined, content: string) =>
    give('AttachGroupFile', {
      kind: 'report',
      ...(size !== undefined && { size }),
      words: { name: 'Report', content },
    });

  it('has the size that its content has, whether or not somebody says so', async () => {
    await expect(attach(4, 'QUJD')).rejects.toMatchObject({ code: 'file.other-size', field: 'size' });
    expect(await attach(3, 'QUJD')).toMatchObject({ events: [expect.any(String)] });
    await attach(undefined, 'QUI=');
    expect((await installation.context.store.read('group-lobby')).at(-1)!.data).toEqual({
      kind: 'report',
      size: 2,
      format: 'text',
    });
  });

  it('is given once: by its upload, or as content', async () => {
    const twice = { kind: 'draft', upload: randomUUID(), words: { name: 'Report', content: 'QUJD' } };
    await expect(give('AttachGroupFile', twice)).rejects.toMatchObject({ code: 'file.given-twice', field: 'upload' });
  });

  it.each(['QUJ', 'Q=JD', 'QUJD====', 'QUJ%', 'QU JD', 'QUJD\n', '=QUJ'])(
    'is base64, which %j is not',
    async (content) => {
      await expect(attach(3, content)).rejects.toMatchObject({ code: 'file.not-base64', field: 'words.content' });
    },
  );

  it('may be large, and is then in the vault as a whole', async () => {
    const content = Buffer.alloc(600_000, 'x').toString('base64');
    expect(content).toHaveLength(800_000);
    const { events } = await attach(600_000, content);
    const file = await openFile(installation.context.vault, events[0]!, 'whole');
    expect((await buffer(file!.read())).toString('base64')).toBe(content);
  });

  it('is empty nowhere', async () => {
    await expect(attach(0, '')).rejects.toMatchObject({ code: 'file.empty' });
  });
});

describe('publishing', () => {
  const publish = (name: string, event: string, field: string, id?: string) =>
    give(name, { ofEvent: event, fields: [field], side: 'group' }, id);
  const consent = (more: object, to: readonly string[]) => give('GiveConsent', { ...more, to, how: 'oneself' });

  it('a voice needs the consent of whoever said it', async () => {
    const [voice] = (await give('RecordVoice', { words: { quotation: 'I was asked for once.' } })).events;
    const refused = publish('PublishGroupWords', voice!, 'quotation');
    await expect(refused).rejects.toMatchObject({ code: 'publishing.without-consent' });
    await consent({ voice }, ['quotation']);
    expect(await publish('PublishGroupWords', voice!, 'quotation')).toMatchObject({ events: [expect.any(String)] });
  });

  it('a photo of a meeting needs the consent of all members of the group', async () => {
    const held = { group: 'lobby', kind: 'meeting' };
    await give('HoldMeeting', held, 'thursday');
    const content = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer();
    const words = { name: 'us.jpg', description: 'All of us.', content: content.toString('base64') };
    const photo = { kind: 'photo', words };
    const [attached] = (await give('AttachMeetingFile', photo, 'thursday')).events;
    await give('JoinGroup', { member: 'client-2', role: 'clientDeveloper' });
    await consent({ member: 'client-1' }, ['photo']);
    const refused = publish('PublishMeetingWords', attached!, 'name', 'thursday');
    await expect(refused).rejects.toMatchObject({ code: 'publishing.without-consent' });
    await consent({ member: 'client-2' }, ['photo']);
    expect(await publish('PublishMeetingWords', attached!, 'name', 'thursday')).toMatchObject({ version: 3 });
  });
});

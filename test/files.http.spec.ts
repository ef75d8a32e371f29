import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { Upload } from 'tus-js-client';
import {
  type Actor,
  administrator,
  analyst,
  anybody,
  client,
  coordinator,
  type Drive,
  drive,
  head,
  visitor,
} from './driven-api.ts';
import { type Json, type RunningApi, runApi } from './running-api.ts';

/** Files as people attach them: uploaded over a bad line, looked at by what they hold, and fetched by those who may. */

let api: RunningApi;
let scene: Drive;
const headers = { 'tus-resumable': '1.0.0' };
const mark = 'Nikon D3, 60.1756 N';

beforeAll(async () => {
  api = await runApi({ LARGEST_FILE_MB: '3' });
  scene = drive(api);
  const { does } = scene;
  await does(administrator, 'EstablishUnit', 'services', { words: { name: 'Palvelut' } });
  await does(administrator, 'NamePost', 'main', {
    code: 'head-of-service',
    unit: 'services',
    words: { label: 'Päällikkö' },
  });
  await does(administrator, 'FoundGroup', 'lobby', {
    kind: 'coDevelopment',
    unit: 'services',
    words: { name: 'Aula' },
  });
  for (const id of ['bench', 'answered'])
    await does(client, 'SubmitProposal', id, {
      group: 'lobby',
      unit: 'services',
      kind: 'idea',
      answerWanted: 'decision',
      words: { title: 'Penkki', text: 'Jolla voi odottaa' },
    });
  await does(coordinator, 'HoldMeeting', 'thursday', { group: 'lobby', kind: 'meeting' });
});
afterAll(() => api.close());

/** A picture as a telephone takes it: lying on its side, and telling where. */
const photo = (width = 1_200, height = 800) =>
  sharp({ create: { width, height, channels: 3, background: '#2a6ebb' } })
    .jpeg()
    .withExif({ IFD0: { Model: mark } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
const pdf = Buffer.from(`%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n${'%'.repeat(700_000)}\n%%EOF\n`);

async function begin(actor: Actor, length: number): Promise<string> {
  const { status, headers: answer } = await api.send('POST', '/api/uploads', undefined, {
    ...actor,
    ...headers,
    'upload-length': String(length),
  });
  expect(status).toBe(201);
  return answer.get('location')!;
}

const patch = (actor: Actor, path: string, bytes: Buffer, offset: number) =>
  fetch(`${api.address}${path}`, {
    method: 'PATCH',
    body: new Uint8Array(bytes),
    headers: {
      ...actor,
      ...headers,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
    },
  });

const look = (actor: Actor, path: string) =>
  fetch(`${api.address}${path}`, { method: 'HEAD', headers: { ...actor, ...headers } });
const offsetOf = async (actor: Actor, path: string): Promise<number> =>
  Number((await look(actor, path)).headers.get('upload-offset'));

const idOf = (path: string): string => path.split('/').at(-1)!;

async function upload(actor: Actor, bytes: Buffer): Promise<string> {
  const path = await begin(actor, bytes.length);
  expect((await patch(actor, path, bytes, 0)).status).toBe(204);
  return idOf(path);
}

/** After all that was written. */
const fetched = async (actor: Actor, path: string, more: Record<string, string> = {}) => {
  const answer = await fetch(`${api.address}${path}`, {
    headers: { ...actor, ...more, 'x-after-position': scene.position() },
  });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
};

interface Listed {
  readonly files: readonly { readonly kind: string; readonly ofEvent?: string; readonly versions: readonly Json[] }[];
}
const listOf = (actor: Actor, of = 'proposals/bench') => scene.reads<Listed>(actor, `/api/${of}/files`);
const listed = async (actor: Actor, event: string, of?: string) =>
  (await listOf(actor, of)).files.flatMap(({ versions }) => versions).find((one) => one.event === event);

describe('an upload', () => {
  it('says what it can do', async () => {
    const { status, headers: told } = await api.send('OPTIONS', '/api/uploads');
    expect(status).toBe(204);
    expect(told.get('tus-version')).toBe('1.0.0');
    expect(told.get('tus-extension')).toBe('creation,expiration,termination');
    expect(told.get('tus-max-size')).toBe('3000000');
  });

  it('comes in by a client that others have written, in pieces', async () => {
    const bytes = randomBytes(1_100_000);
    const path = await new Promise<string>((resolve, reject) => {
      const upload = new Upload(bytes, {
        endpoint: `${api.address}/api/uploads`,
        chunkSize: 300_000,
        headers: { ...client },
        onError: reject,
        onSuccess: () => resolve(new URL(upload.url!).pathname),
      });
      upload.start();
    });
    expect(await offsetOf(client, path)).toBe(bytes.length);
    await api.send('DELETE', path, undefined, { ...client, ...headers });
  });

  it('goes on where it was when the line broke', async () => {
    const bytes = await photo(2_000, 1_500);
    const whole = Buffer.concat([pdf, bytes]);
    const path = await begin(client, whole.length);
    const { port, hostname } = new URL(api.address);
    // So much of the first request comes that a chunk is full, and then the line is dead.
    const sent = 400_000;
    await new Promise<void>((resolve) => {
      const line = request({
        hostname,
        port,
        path,
        method: 'PATCH',
        headers: {
          ...client,
          ...headers,
          'content-type': 'application/offset+octet-stream',
          'upload-offset': '0',
          'content-length': whole.length,
        },
      });
      line.on('error', () => resolve());
      line.on('close', () => resolve());
      line.write(whole.subarray(0, sent), () => line.destroy());
    });
    // Whoever continues before the server has noticed gets 409 and asks again, as clients do.
    let at = -1;
    for (let answer = 409; answer === 409; ) {
      at = await offsetOf(client, path);
      answer = (await patch(client, path, whole.subarray(at), at)).status;
      expect([204, 409]).toContain(answer);
    }
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThanOrEqual(sent);
    expect(await offsetOf(client, path)).toBe(whole.length);
    // What came in two pieces is one: a PDF that begins as one.
    const event = await scene.does(client, 'AttachProposalFile', 'bench', {
      kind: 'report',
      upload: idOf(path),
      words: { name: 'Raportti.pdf' },
    });
    expect((await fetched(client, `/api/files/${event}`)).bytes.equals(whole)).toBe(true);
  });

  it('refuses a place where it does not stand, more than it was to have, and what is no piece of it', async () => {
    const path = await begin(client, 10);
    expect((await patch(client, path, Buffer.alloc(4), 4)).status).toBe(409);
    expect((await patch(client, path, Buffer.alloc(11), 0)).status).toBe(413);
    expect((await patch(client, path, Buffer.alloc(4), 0)).status).toBe(204);
    const other = { ...client, ...headers, 'content-type': 'application/json', 'upload-offset': '4' };
    const { status, body } = await api.send('PATCH', path, '{}', other);
    expect([status, body.code]).toEqual([415, 'request.media-type']);
    expect(await offsetOf(client, path)).toBe(4);
    await api.send('DELETE', path, undefined, { ...client, ...headers });
    expect((await look(client, path)).status).toBe(404);
  });

  it.each<[string, number, Record<string, string>]>([
    ['upload.too-large', 413, { 'upload-length': '3000001' }],
    ['request.header', 400, { 'upload-length': '0' }],
    ['request.header', 400, { 'upload-length': '-1' }],
    ['request.header', 400, {}],
    ['upload.version', 412, { 'tus-resumable': '0.2.2', 'upload-length': '1' }],
  ])('is refused with %s (%i) for %j', async (code, status, more) => {
    const answer = await api.send('POST', '/api/uploads', undefined, { ...client, ...headers, ...more });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('is for whoever might attach it, and nobody else', async () => {
    for (const [actor, status] of [
      [anybody, 401],
      [analyst, 403],
      [visitor, 403],
    ] as const) {
      const more = { ...actor, ...headers, 'upload-length': '1' };
      expect((await api.send('POST', '/api/uploads', undefined, more)).status).toBe(status);
    }
  });

  it('is its account’s alone', async () => {
    const path = await begin(client, 4);
    await patch(client, path, Buffer.from('ABCD'), 0);
    expect((await look(coordinator, path)).status).toBe(404);
    expect((await patch(coordinator, path, Buffer.from('ABCD'), 0)).status).toBe(404);
    const { status, body } = await scene.tries(coordinator, 'AttachProposalFile', 'bench', {
      kind: 'draft',
      upload: idOf(path),
      words: { name: 'Luonnos.txt' },
    });
    expect([status, body.code]).toEqual([422, 'upload.unknown']);
    await api.send('DELETE', path, undefined, { ...client, ...headers });
  });

  it('is one of ten at most', async () => {
    const many = await Promise.all(Array.from({ length: 10 }, () => begin(head, 1)));
    const answer = await api.send('POST', '/api/uploads', undefined, { ...head, ...headers, 'upload-length': '1' });
    expect([answer.status, answer.body.code]).toEqual([409, 'upload.too-many']);
    for (const path of many) await api.send('DELETE', path, undefined, { ...head, ...headers });
  });

  it('is not attached before it is whole, nor after it was attached', async () => {
    const path = await begin(client, 8);
    await patch(client, path, Buffer.from('Hei'), 0);
    const body = { kind: 'draft', upload: idOf(path), words: { name: 'Luonnos' } };
    expect((await scene.tries(client, 'AttachProposalFile', 'bench', body)).body.code).toBe('upload.unfinished');
    await patch(client, path, Buffer.from(' taas'), 3);
    await scene.does(client, 'AttachProposalFile', 'bench', body);
    expect((await scene.tries(client, 'AttachProposalFile', 'bench', body)).body.code).toBe('upload.unknown');
  });

  it('attached twice by the same command is attached once', async () => {
    const body = { kind: 'draft', upload: await upload(client, Buffer.from('Hei')), words: { name: 'Luonnos' } };
    const again = { 'idempotency-key': crypto.randomUUID() };
    const first = await scene.tries(client, 'AttachProposalFile', 'bench', body, again);
    const second = await scene.tries(client, 'AttachProposalFile', 'bench', body, again);
    expect(second.body).toEqual({ ...first.body, repeated: true });
    const other = { ...body, words: { name: 'Toinen' } };
    expect((await scene.tries(client, 'AttachProposalFile', 'bench', other, again)).body.code).toBe('command.id-used');
  });
});

describe('a photo', () => {
  it('is kept upright, without what the camera wrote into it, and has a small one', async () => {
    const event = await scene.does(coordinator, 'AttachMeetingFile', 'thursday', {
      kind: 'photo',
      upload: await upload(coordinator, await photo(4_000, 3_000)),
      words: { name: 'Aula.JPG', description: 'Aulan uusi penkki ikkunan alla.' },
    });
    const file = await listed(client, event, 'meetings/thursday');
    expect(file).toMatchObject({
      name: { text: 'Aula.JPG' },
      description: { text: 'Aulan uusi penkki ikkunan alla.' },
      format: 'jpeg',
      width: 1_920,
      height: 2_560,
      address: `/api/files/${event}`,
      thumbnail: `/api/files/${event}/thumbnail`,
    });
    const whole = await fetched(client, file!.address as string);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': `inline; filename="Aula.jpg"; filename*=UTF-8''Aula.jpg`,
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'content-length': String(whole.bytes.length),
    });
    expect(whole.bytes.includes(mark)).toBe(false);
    const { width, height, orientation, exif } = await sharp(whole.bytes).metadata();
    expect({ width, height, orientation, exif }).toEqual({ width: 1_920, height: 2_560 });
    expect(file!.size).toBe(whole.bytes.length);
    const small = await fetched(client, file!.thumbnail as string);
    expect(small.headers.get('content-type')).toBe('image/jpeg');
    expect(await sharp(small.bytes).metadata()).toMatchObject({ width: 360, height: 480 });
    const same = await fetched(client, file!.address as string, { 'if-none-match': whole.headers.get('etag')! });
    expect([same.status, same.bytes.length]).toEqual([304, 0]);
  });

  it('is refused without words for those who cannot see it', async () => {
    const body = { kind: 'photo', upload: await upload(client, await photo()), words: { name: 'Aula.jpg' } };
    const { status, body: answer } = await scene.tries(client, 'AttachProposalFile', 'bench', body);
    expect([status, answer.code]).toEqual([422, 'file.description-missing']);
    expect(answer.errors).toEqual([{ pointer: '/words/description', detail: expect.any(String) }]);
  });

  it('is public when both sides say so and all members consent, and no longer when one does not', async () => {
    const event = await scene.does(client, 'AttachProposalFile', 'bench', {
      kind: 'photo',
      upload: await upload(client, await photo()),
      words: { name: 'Aula.jpg', description: 'Penkki.' },
    });
    await scene.does(coordinator, 'JoinGroup', 'lobby', { member: 'client-9', role: 'clientDeveloper' });
    await scene.does(coordinator, 'GiveConsent', 'lobby', { member: 'client-9', to: ['photo'], how: 'oneself' });
    const publish = { ofEvent: event, fields: ['content', 'description'] };
    const statusFor = async (actor: Actor) => (await fetched(actor, `/api/files/${event}`)).status;
    await scene.does(coordinator, 'PublishProposalWords', 'bench', { ...publish, side: 'group' });
    expect(await statusFor(anybody)).toBe(404);
    await scene.does(head, 'PublishProposalWords', 'bench', { ...publish, side: 'management' });
    expect(await statusFor(anybody)).toBe(200);
    await scene.does(coordinator, 'WithdrawConsent', 'lobby', { member: 'client-9', to: ['photo'] });
    expect([await statusFor(anybody), await statusFor(client)]).toEqual([404, 200]);
  });
});

describe('a draft', () => {
  const attach = async (text: string, more: Json = {}) =>
    scene.does(client, 'AttachProposalFile', 'bench', {
      kind: 'draft',
      upload: await upload(client, Buffer.from(text)),
      words: { name: 'Esite.txt' },
      ...more,
    });

  it('comes in versions, in their order', async () => {
    const first = await attach('Ensimmäinen');
    const second = await attach('Toinen', { replaces: first });
    const third = await attach('Kolmas', { replaces: second });
    const { files } = await listOf(head);
    const versions = files.map((file) => file.versions.map(({ event }) => event));
    expect(versions.filter(([event]) => event === first)).toEqual([[first, second, third]]);
    expect(versions.flat().filter((event) => event === second)).toHaveLength(1);
    expect((await fetched(head, `/api/files/${first}`)).bytes.toString()).toBe('Ensimmäinen');
    const late = await scene.tries(client, 'AttachProposalFile', 'bench', {
      kind: 'draft',
      replaces: first,
      words: { name: 'Esite.txt', content: 'SGVp' },
    });
    expect(late.body.code).toBe('file.replaced-already');
    await scene.does(coordinator, 'RecordProposalInError', 'bench', { ofEvent: third, words: { why: 'Väärä.' } });
    const left = (await listOf(head)).files.map((file) => file.versions.map(({ event }) => event));
    expect(left.filter(([event]) => event === first)).toEqual([[first, second]]);
    expect((await fetched(head, `/api/files/${third}`)).status).toBe(404);
  });

  it('is for saving only, under a name that is no path', async () => {
    const name = '../../etc/Päivän "lista"\u0000\u202etxt.exe.txt';
    const event = await attach('Hei', { words: { name } });
    const { headers: told } = await fetched(client, `/api/files/${event}`);
    expect(told.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(told.get('content-disposition')).toBe(
      `attachment; filename="Paivan listatxt.exe.txt"; filename*=UTF-8''P%C3%A4iv%C3%A4n%20%22lista%22txt.exe.txt`,
    );
  });
});

describe('what is in a file', () => {
  it('is in no JSON, and is fetched by those alone who may read what it is attached to', async () => {
    const text = 'Tämä lukee tiedostossa.';
    const event = await scene.does(client, 'AttachProposalFile', 'bench', {
      kind: 'draft',
      words: { name: 'Luonnos.txt', description: 'Luonnos', content: Buffer.from(text).toString('base64') },
    });
    const timeline = await scene.bytes(head, '/api/proposals/bench/timeline');
    expect(timeline).toContain(event);
    for (const path of ['', '/timeline', '/files']) {
      const answer = await scene.bytes(head, `/api/proposals/bench${path}`);
      for (const form of [text, Buffer.from(text).toString('base64'), 'sha256']) expect(answer).not.toContain(form);
    }
    for (const [actor, status] of [
      [client, 200],
      [visitor, 200],
      [analyst, 200],
      [anybody, 404],
    ] as const)
      expect([actor, (await fetched(actor, `/api/files/${event}`)).status]).toEqual([actor, status]);
    expect((await fetched(client, `/api/files/${crypto.randomUUID()}`)).status).toBe(404);
    expect((await fetched(client, '/api/files/nothing')).status).toBe(400);
    expect((await fetched(client, `/api/files/${event}/thumbnail`)).status).toBe(404);
  });

  it('of an answer is told with it, and not before', async () => {
    const { does } = scene;
    const answer = await does(head, 'DecideProposal', 'answered', {
      decision: 'accepted',
      words: { reason: 'Hyvä.', whatWillBeDone: 'Penkki tulee.' },
    });
    const words = { name: 'Paatos.txt', content: 'SGVp' };
    const beside = await does(head, 'AttachProposalFile', 'answered', { kind: 'report', words });
    const ofIt = await does(head, 'AttachProposalFile', 'answered', { kind: 'report', ofEvent: answer, words });
    const own = await does(client, 'AttachProposalFile', 'answered', { kind: 'draft', words });
    const open = async (actor: Actor) => {
      const { files } = await listOf(actor, 'proposals/answered');
      const events = files.flatMap(({ versions }) => versions.map(({ event }) => event));
      for (const event of [beside, ofIt, own])
        expect((await fetched(actor, `/api/files/${event}`)).status).toBe(events.includes(event) ? 200 : 404);
      return events;
    };
    for (const actor of [client, visitor]) expect(await open(actor)).toEqual([own]);
    expect(await open(coordinator)).toEqual([beside, ofIt, own]);
    const named = await scene.tries(client, 'AttachProposalFile', 'answered', {
      kind: 'draft',
      ofEvent: answer,
      words,
    });
    expect(named.body.code).toBe('telling.not-told');
    await does(coordinator, 'TellAnswer', 'answered', { ofEvent: answer, how: 'visit' });
    for (const actor of [client, visitor]) expect(await open(actor)).toEqual([beside, ofIt, own]);
  });

  it('is noted when staff read it', async () => {
    const event = await scene.does(client, 'AttachProposalFile', 'bench', {
      kind: 'draft',
      words: { name: 'Luonnos.txt', content: 'SGVp' },
    });
    await fetched(head, `/api/files/${event}`);
    await fetched(client, `/api/files/${event}`);
    await api.house.access.flush();
    const { body } = await api.send<{ items: readonly Json[] }>('GET', '/api/access', undefined, administrator);
    const noted = body.items.filter(({ operation }) => operation === 'FetchFile');
    expect(noted.filter(({ facts }) => (facts as Json).address === `/api/files/${event}`)).toMatchObject([
      { account: 'head-1', facts: { events: [event] } },
    ]);
  });

  it('is gone when it is forgotten, its small one too, and the list says why', async () => {
    const event = await scene.does(client, 'AttachProposalFile', 'bench', {
      kind: 'photo',
      upload: await upload(client, await photo()),
      words: { name: 'Aula.jpg', description: 'Kuva, josta joku tunnistetaan.' },
    });
    await scene.does(coordinator, 'ForgetProposalWords', 'bench', {
      ofEvent: event,
      fields: ['content'],
      reasonCode: 'personalData',
    });
    for (const path of ['', '/thumbnail'])
      expect((await fetched(client, `/api/files/${event}${path}`)).status).toBe(404);
    const file = await listed(client, event);
    expect(file).toMatchObject({ removed: { reason: 'personalData' }, description: { text: expect.any(String) } });
    expect(file).not.toHaveProperty('address');
    expect(await api.house.vault.files.names(`attached-${event}`)).toEqual([]);
  });
});

import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { atConsole, type Rights } from '#permissions';
import { answered, client, coordinator, head, openStory, type Story } from './group-link-story.ts';
import { until } from './own-installation.ts';
import { tokenOf } from './own-tokens.ts';

/** What insiders and strangers try with files, uploads, search, publishing and the pages for everybody. */

let story: Story;
let token: string;
const headers: Record<string, Record<string, string>> = {};

beforeAll(async () => {
  story = await openStory();
  token = await story.issue();
  const { house } = story.api;
  const bearer = async (account: string, holding: Parameters<typeof tokenOf>[2]) => {
    headers[account] = { authorization: `Bearer ${await tokenOf(house, account, holding)}` };
  };
  await bearer('aija', { roles: [{ role: 'member', group: 'lobby', as: 'clientDeveloper' }] });
  await bearer('kaisa', { roles: [{ role: 'coordinator', group: 'lobby' }] });
  await bearer('boss', { posts: [['head-of-service', 'services']] });
  await bearer('reader', { roles: [{ role: 'reader', unit: 'services' }] });
  headers.link = { authorization: `Bearer ${token}` };
  await until('search is live', async () => {
    const { body } = await story.api.send('GET', '/health/ready');
    return (body.search as { state: string } | undefined)?.state === 'live';
  });
});
afterAll(() => story.api.close());

/** After all that was written. */
const get = async (path: string, who?: string) =>
  story.api.send('GET', path, undefined, {
    ...(who && headers[who]),
    'x-after-position': (await story.api.house.store.head())!.position,
  });
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
const pdf = `%PDF-1.7\n${'%'.repeat(99)}\n%%EOF\n`;
const attach = (who: Rights, id: string, { words = {}, ...facts }: { words?: object; [fact: string]: unknown } = {}) =>
  story.tells(who, 'AttachProposalFile', id, {
    kind: 'other',
    ...facts,
    words: { name: 'Liite', content: base64(pdf), ...words },
  });
const propose = (id: string, words: object = {}) =>
  story.tells(client, 'SubmitProposal', id, {
    group: 'lobby',
    unit: 'services',
    kind: 'idea',
    answerWanted: 'decision',
    words: { title: `Otsikko ${id}`, text: 'Teksti.', ...words },
  });

describe('search', () => {
  it('finds nothing by what the vault notes of a file', async () => {
    await propose('with-file');
    await attach(client, 'with-file');
    for (const q of ['sha256', 'given', 'format', 'bytes', 'pdf']) {
      const { text, body } = await get(`/api/search?q=${q}`, 'aija');
      expect({ q, items: body.items, text }).toMatchObject({ q, items: [] });
    }
    expect((await get('/api/search?q=liite', 'aija')).body.items).toHaveLength(1);
  });
});

describe('publishing', () => {
  it('shows management of a voice what the group has cleaned, and not what it was before', async () => {
    const voice = await story.tells(coordinator, 'RecordVoice', 'lobby', {
      words: { quotation: 'Matti Meikäläinen kuuntelee meitä.' },
    });
    await story.does(coordinator, 'GiveConsent', 'lobby', { voice, to: ['quotation'], how: 'oneself' });
    await story.does(coordinator, 'TranslateGroupWords', 'lobby', {
      ofEvent: voice,
      field: 'quotation',
      language: 'fi',
      madeBy: 'cleaned',
      words: { text: 'Meitä kuunnellaan.' },
    });
    await story.does(coordinator, 'PublishGroupWords', 'lobby', {
      ofEvent: voice,
      fields: ['quotation'],
      side: 'group',
    });
    const { text } = await get('/api/publishing', 'boss');
    expect(text).toContain('Meitä kuunnellaan.');
    expect(text).not.toContain('Meikäläinen');
  });
});

describe('a file', () => {
  it('that is no archive though it begins as one is refused in words', async () => {
    await propose('damaged');
    for (const length of [22, 26, 29]) {
      const bytes = Buffer.alloc(length);
      bytes.write('PK\u0003\u0004', 'latin1');
      bytes.write('PK\u0005\u0006', length - 22, 'latin1');
      const { status, text } = await story.api.send(
        'POST',
        '/api/proposals/damaged/attach-file',
        { kind: 'other', words: { name: 'Liite', content: base64(bytes) } },
        { ...headers.aija!, 'idempotency-key': randomUUID() },
      );
      expect({ length, status, text }).toMatchObject({ length, status: 409 });
    }
  });

  it.each([
    ['management', head],
    ['a coordinator', coordinator],
    ['an administrator', { account: 'admin-1', capacities: [{ kind: 'administrator' }] } as Rights],
    ['the console', atConsole],
  ])('that %s puts beside an answer before it is told is nobody’s of the group', async (who, rights) => {
    const id = `beside-${who.replaceAll(/\W/g, '')}`;
    await answered(story, id, { told: false });
    const event = await attach(rights, id, { words: { name: 'Myönteinen päätös.pdf' } });
    for (const reader of ['aija', 'reader']) {
      const list = await get(`/api/proposals/${id}/files`, reader);
      const timeline = await get(`/api/proposals/${id}/timeline`, reader);
      expect(`${list.text}${timeline.text}`).not.toContain(event);
      expect((await get(`/api/files/${event}`, reader)).status).toBe(404);
    }
  });
});

describe('uploads', () => {
  const tus = { 'tus-resumable': '1.0.0' };
  const begin = (who: string, length: number) =>
    story.api.send('POST', '/api/uploads', undefined, { ...headers[who]!, ...tus, 'upload-length': String(length) });

  it('are no more than ten of an account, also when they begin at once', async () => {
    const { status } = await begin('kaisa', 5);
    expect(status).toBe(201);
    const answers = await Promise.all(Array.from({ length: 40 }, () => begin('kaisa', 5)));
    expect(answers.filter((one) => one.status === 201).length).toBeLessThanOrEqual(9);
  });

  it('are attached once, however often somebody tries at the same time', async () => {
    const bytes = Buffer.concat([Buffer.from(pdf), Buffer.alloc(6_000_000, '%')]);
    await propose('heavy');
    const roles = [{ role: 'member', group: 'lobby', as: 'clientDeveloper' }];
    headers.heavy = { authorization: `Bearer ${await tokenOf(story.api.house, 'heavy', { roles })}` };
    const path = (await begin('heavy', bytes.length)).headers.get('location')!;
    const sent = await fetch(`${story.api.address}${path}`, {
      method: 'PATCH',
      body: bytes,
      headers: {
        ...headers.heavy,
        ...tus,
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
      },
    });
    expect(sent.status).toBe(204);
    const attaching = (name: string) =>
      story.api.send(
        'POST',
        '/api/proposals/heavy/attach-file',
        { kind: 'other', upload: path.split('/').at(-1), words: { name } },
        { ...headers.heavy!, 'idempotency-key': randomUUID() },
      );
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => attaching(`Iso ${index}`)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array<number>(19).fill(422)]);
  });

  it('of an account that was forgotten meanwhile leave nothing behind', async () => {
    headers.gone = {
      authorization: `Bearer ${await tokenOf(story.api.house, 'gone', { roles: [{ role: 'member', group: 'lobby', as: 'clientDeveloper' }] })}`,
    };
    const { headers: begun } = await begin('gone', 600_000);
    const path = begun.get('location')!;
    const sending = request(`${story.api.address}${path}`, {
      method: 'PATCH',
      headers: {
        ...headers.gone,
        ...tus,
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': '600000',
      },
    });
    const ended = new Promise<number>((resolve) => {
      sending.on('response', (answer) => {
        answer.resume();
        resolve(answer.statusCode!);
      });
      sending.on('error', () => resolve(0));
    });
    sending.write(Buffer.alloc(300_000, 1));
    const { files } = story.api.house.vault;
    await until(
      'a part has come in',
      async () => (await files.read(`upload:gone:${path.split('/').at(-1)}`, 1)) !== undefined,
    );
    await story.does(atConsole, 'ForgetAccount', 'gone', { reasonCode: 'request' });
    expect(await story.api.house.vault.files.names('upload:gone:')).toEqual([]);
    sending.end(Buffer.alloc(300_000, 2));
    const status = await ended;
    expect({ status, left: await story.api.house.vault.files.names('upload:gone:') }).toEqual({
      status: 404,
      left: [],
    });
  });
});

describe('the group’s link', () => {
  it('opens whatever somebody calls a language', async () => {
    await propose('tags');
    const ofEvent = (await story.api.house.store.read('proposal-tags'))[0]!.id;
    for (const language of ['fi-a', 'aaaaa-1', 'de-DE-DE', 'xx-simple', 'a1'.padEnd(3, 'b'), 'abcd'])
      await story
        .does(client, 'TranslateProposalWords', 'tags', {
          ofEvent,
          field: 'text',
          language,
          madeBy: 'group',
          words: { text: 'Toisin' },
        })
        .catch(() => undefined);
    const visitor = story.visitor(token, { 'accept-language': 'fi' });
    expect((await visitor.get('')).status).toBe(200);
    expect((await visitor.get('/proposals/tags')).status).toBe(200);
  });

  it('is in no log, however somebody writes its address', async () => {
    const lines: string[] = [];
    const before = story.api.house.log;
    Object.assign(story.api.house, {
      log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
    });
    for (const path of ['/%67/', '/g%2F', '/G/', '//g/', '/g//', '/g/./', '/x/../g/', '/g;x/', '/api/../g/'])
      await new Promise((resolve) =>
        request(`${story.api.address}`, { path: `${path}${token}` }, (answer) => {
          answer.resume();
          answer.on('end', resolve);
        }).end(),
      );
    await fetch(`${story.api.address}/changes`, { headers: { referer: `${story.api.address}/g/${token}` } });
    Object.assign(story.api.house, { log: before });
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.filter((line) => line.includes(token))).toEqual([]);
  });
});

describe('what everybody reads', () => {
  const publish = async (id: string, ofEvent: string, fields: readonly string[]) => {
    await story.does(client, 'PublishProposalWords', id, { ofEvent, fields, side: 'group' });
    await story.does(head, 'PublishProposalWords', id, { ofEvent, fields, side: 'management' });
  };
  let event: string;
  beforeAll(async () => {
    await answered(story, 'public');
    event = await story.tells(head, 'RecordFollowUp', 'public', {
      changed: 'yes',
      words: { whatChanged: 'Matti Meikäläinen avaa oven.' },
    });
    await story.does(coordinator, 'TellAnswer', 'public', { ofEvent: event, how: 'meeting' });
    await publish('public', event, ['whatChanged']);
  });

  it('is asked for anew each time, so that what was taken back is gone at once', async () => {
    for (const path of ['/changes', '/changes?embed', '/changes/feed']) {
      const { text, headers: told } = await get(path);
      expect(text).toContain('Meikäläinen');
      expect(told.get('cache-control')).not.toMatch(/max-age=[1-9]/);
    }
  });

  it('is not what was cleaned away, from when it was', async () => {
    story.clock.time += 5_000;
    await story.does(head, 'TranslateProposalWords', 'public', {
      ofEvent: event,
      field: 'whatChanged',
      language: 'fi',
      madeBy: 'cleaned',
      words: { text: 'Ovi avataan.' },
    });
    for (const path of ['/changes', '/changes/feed', '/api/changes'])
      expect((await get(path)).text).not.toMatch(/Meikäläinen|Ovi avataan/);
    story.clock.time += 5_000;
    await publish('public', event, ['whatChanged']);
    for (const path of ['/changes', '/changes/feed', '/api/changes']) {
      const { text } = await get(path);
      expect(text).toContain('Ovi avataan.');
      expect(text).not.toContain('Meikäläinen');
    }
  });
});

describe('before an answer is told', () => {
  const outcomes: Record<string, { decision: string; reasonCodes?: string[] }> = {
    accepted: { decision: 'accepted' },
    rejected: { decision: 'rejected' },
    trial: { decision: 'trial' },
    deferred: { decision: 'deferred' },
  };
  it('every view of a member, a reader and the link is the same whatever it is', async () => {
    const ids: string[] = [];
    for (const [index, [name, { decision }]] of Object.entries(outcomes).entries()) {
      const id = `blind${index}`;
      ids.push(id);
      await propose(id, { title: 'Sokea', text: 'Teksti.' });
      await story.does(head, 'ReceiveProposal', id, { post: 'head-of-service' });
      await story.does(head, 'DecideProposal', id, {
        decision,
        post: 'head-of-service',
        ...(decision === 'deferred' || decision === 'trial' ? { untilWhen: story.day(40) } : {}),
        ...(decision === 'accepted' ? { byWhen: story.day(40) } : {}),
        words: { reason: `Salaisuus ${name}`, whatWillBeDone: 'Salaisuus tehdään' },
      });
      if (decision === 'accepted') await story.does(head, 'StartChange', id, { words: { what: 'Salaisuus alkaa' } });
      await attach(head, id, { words: { name: 'Salaisuus.pdf' } });
    }
    const plain = (text: string, id: string) =>
      text
        .replaceAll(id, 'ID')
        .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UUID')
        .replaceAll(/"version":\d+/g, '"version":0')
        .replaceAll(/S:[\w.:-]+|"position":"[^"]*"/g, 'POSITION')
        .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'INSTANT');
    for (const who of ['aija', 'reader'])
      for (const path of ['', '/timeline', '/files', '/similar']) {
        const seen = await Promise.all(
          ids.map(async (id) => [id, await get(`/api/proposals/${id}${path}`, who)] as const),
        );
        const texts = seen.map(([id, { text }]) => plain(text, id).replaceAll(/blind\d/g, 'OTHER'));
        for (const text of texts) expect(text).not.toContain('Salaisuus');
        const sorted: readonly unknown[] = path === '/similar' ? texts.map((text) => text.length) : texts;
        expect(new Set(sorted)).toEqual(new Set([sorted[0]]));
      }
    const visitor = story.visitor(token, { 'accept-language': 'fi' });
    const pages = await Promise.all(ids.map(async (id) => plain((await visitor.get(`/proposals/${id}`)).html, id)));
    expect(new Set(pages)).toEqual(new Set([pages[0]]));
    const home = (await visitor.get('')).html.split('<li class="fate"').filter((part) => part.includes('blind'));
    const parts = home.map((part) => part.replaceAll(/blind\d|p\d+/g, 'ID').split('</ol>\n<p class="onward">')[0]);
    expect(new Set(parts)).toEqual(new Set([parts[0]]));
    for (const who of ['aija', 'reader'])
      expect((await get('/api/search?q=salaisuus', who)).body).toEqual({ items: [] });
    for (const path of [
      '/api/owed',
      '/api/proposals?group=lobby',
      '/api/groups/lobby/agenda',
      '/api/groups/lobby/home',
      '/api/calendar',
      '/api/publishing',
      '/api/changes',
    ])
      expect((await get(path, 'aija')).text).not.toContain('Salaisuus');
  });
});

describe('an address', () => {
  const statusOf = (path: string) =>
    new Promise<number>((resolve) =>
      request(story.api.address, { path }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode!));
      }).end(),
    );

  it.each([
    '/assets/..%2findex.html',
    '/assets/%2e%2e/index.html',
    '/assets/../../package.json',
    '/assets/....//package.json',
    '/assets/..%5c..%5cpackage.json',
    '/assets/%00',
    '/assets/',
  ])('%s leads nowhere', async (path) => {
    expect([400, 404]).toContain(await statusOf(path));
  });

  it.each([
    '["search",1e999,1]',
    '["search",-1,-1]',
    '["search",0.5,"x"]',
    '["changes","\\u0000"]',
    '["publishing",{}]',
    '["acts","x",1]',
    '[]',
    '{}',
    'null',
  ])('with the cursor %s that nobody gave out breaks nothing', async (made) => {
    const cursor = Buffer.from(made).toString('base64url');
    for (const path of ['/api/search?q=otsikko', '/api/publishing?', '/api/changes?', '/changes?', '/api/acts?'])
      expect({ path, works: (await get(`${path}&cursor=${cursor}`, 'kaisa')).status < 500 }).toEqual({
        path,
        works: true,
      });
  });

  it('of the demo signs in nobody where there is none', async () => {
    for (const who of ['demo-administrator', '__proto__', 'aija']) {
      const answer = await fetch(`${story.api.address}/demo`, {
        method: 'POST',
        body: new URLSearchParams({ who }),
        headers: { origin: story.api.address },
      });
      expect({ status: answer.status, cookie: answer.headers.get('set-cookie') }).toEqual({
        status: 404,
        cookie: null,
      });
    }
  });
});

describe('what both sides have published', () => {
  const publish = async (id: string, ofEvent: string, fields: readonly string[]) => {
    await story.does(head, 'PublishProposalWords', id, { ofEvent, fields, side: 'management' });
    await story.does(coordinator, 'PublishProposalWords', id, { ofEvent, fields, side: 'group' });
  };
  const everybody = [undefined, 'aija', 'reader', 'link'];

  it('of a file is nobody’s before the answer beside it is told, and nobody’s when it was taken back', async () => {
    const { answer } = await answered(story, 'filed', { told: false });
    const file = await attach(head, 'filed', { ofEvent: answer });
    await publish('filed', file, ['content', 'name']);
    const views = [
      '/api/publishing',
      '/api/changes',
      ...['', '/files', '/timeline'].map((one) => `/api/proposals/filed${one}`),
    ];
    for (const who of everybody) {
      expect({ who, status: (await get(`/api/files/${file}`, who)).status }).toEqual({ who, status: 404 });
      for (const path of views)
        expect({ who, path, named: (await get(path, who)).text.includes(file) }).toEqual({ who, path, named: false });
    }
    await story.does(coordinator, 'TellAnswer', 'filed', { ofEvent: answer, how: 'meeting' });
    const open = await get(`/api/files/${file}`);
    expect(open.status).toBe(200);
    const forget = { ofEvent: file, fields: ['content'], reasonCode: 'request' };
    await story.does(atConsole, 'ForgetProposalWords', 'filed', forget);
    const kept = { 'if-none-match': open.headers.get('etag')! };
    expect((await story.api.send('GET', `/api/files/${file}`, undefined, kept)).status).toBe(404);

    const takesBack = {
      RecordProposalInError: { words: { why: 'Väärä' } },
      UnpublishProposalWords: { fields: ['content'], side: 'management' },
    };
    for (const [name, body] of Object.entries(takesBack)) {
      const next = await attach(head, 'filed');
      await publish('filed', next, ['content']);
      expect((await get(`/api/files/${next}`)).status).toBe(200);
      await story.does(head, name, 'filed', { ofEvent: next, ...body });
      expect((await get(`/api/files/${next}`)).status).toBe(404);
    }
  });

  it('of a change is nobody’s before it is told', async () => {
    await answered(story, 'changing');
    const words = { whatChanged: 'Hiljainen muutos.', evidence: 'Hiljainen todiste.' };
    const event = await story.tells(head, 'RecordFollowUp', 'changing', { changed: 'yes', words });
    await publish('changing', event, ['whatChanged', 'evidence']);
    const views = ['files', 'timeline', 'similar'].map((one) => `/api/proposals/changing/${one}`);
    const others = ['/changes', '/changes?embed', '/changes/feed', '/api/changes', '/api/publishing'];
    for (const who of everybody)
      for (const path of [...others, ...views, '/api/search?q=hiljainen', '/api/groups/lobby/home', '/api/owed'])
        expect({ who, path, told: (await get(path, who)).text.includes('Hiljainen') }).toEqual({
          who,
          path,
          told: false,
        });
    expect((await get('/api/search?q=hiljainen', 'boss')).text).toContain('Hiljainen');
  });
});

it('a member who has left fetches and finds nothing more', async () => {
  const roles = [{ role: 'member', group: 'lobby', as: 'clientDeveloper' }];
  headers.left = { authorization: `Bearer ${await tokenOf(story.api.house, 'left', { roles })}` };
  await propose('leaving', { title: 'Lähtijän asia' });
  const file = await attach(client, 'leaving');
  const seen = async () => ({
    file: (await get(`/api/files/${file}`, 'left')).status,
    found: (await get('/api/search?q=lähtijän', 'left')).text.includes('Lähtijän'),
    files: (await get('/api/proposals/leaving/files', 'left')).text.includes(file),
  });
  expect(await seen()).toEqual({ file: 200, found: true, files: true });
  await story.does(atConsole, 'WithdrawRole', 'left', { role: 'member', group: 'lobby' });
  expect(await seen()).toEqual({ file: 404, found: false, files: false });
});

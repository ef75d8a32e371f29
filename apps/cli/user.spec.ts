import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { kierto, scratchFolder } from '../../test/command-line.ts';
import { announce } from '../../test/pages/place.ts';
import { type RunningApi, runApi } from '../../test/running-api.ts';

const scratch = scratchFolder();
let api: RunningApi;
beforeAll(async () => {
  api = await runApi({}, { whoIs: 'real' });
  announce(api);
  // Views are built when a server starts.
  while ((await api.send('GET', '/health/ready')).status !== 200);
});
afterAll(async () => {
  await api.close();
  scratch.remove();
});

const nobodyYet = 'kierto: nobody has an account yet: see kierto user invite --help.\n';

describe.each([
  ['beside its server', () => api.folder],
  ['by itself', () => scratch.at('data')],
])('kierto user, %s', (_how, folder) => {
  const user = async (...args: string[]) => {
    // What one command has recorded, a view of the server may see a moment later than the next command asks.
    const head = await api.house.store.head();
    if (head) await api.house.reads.waitFor(head.position, 60_000);
    return kierto(['user', ...args, '--data', folder()]);
  };

  it('says that nobody has an account', async () => {
    if (folder() === api.folder) expect(await user('list')).toMatchObject({ status: 0, out: '', err: nobodyYet });
    else expect(await user('list')).toMatchObject({ status: 1, err: expect.stringMatching(/no event store/) });
  });

  it('invites somebody, and prints a link that lets them in once', async () => {
    const { status, out, err } = await user('invite', 'anna', '--name', 'Anna', '--address', 'anna@example.fi');
    expect([status, err]).toEqual([0, 'kierto: the link opens once, within 14 days.\n']);
    expect(out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/invitation\/[\w-]{43}\n$/);
    if (folder() === api.folder) expect((await fetch(out.trim())).status).toBe(200);
  });

  it('gives a role, once, and takes it away', async () => {
    expect(await user('grant', 'anna', 'analyst')).toMatchObject({ status: 0, err: 'kierto: recorded.\n' });
    const again = await user('grant', 'anna', 'analyst');
    expect(again).toMatchObject({ status: 0, err: 'kierto: it was so already; nothing was recorded.\n' });
    expect(await user('list')).toMatchObject({ out: 'anna  invited  Anna  analyst\n', err: 'kierto: 1 account\n' });
    expect(await user('withdraw', 'anna', 'analyst')).toMatchObject({ status: 0, err: 'kierto: recorded.\n' });
    expect(await user('list')).toMatchObject({ out: 'anna  invited  Anna  \n' });
  });

  it('prints a token with which a program acts as the account', async () => {
    const { status, out } = await user('token', 'anna', '--name', 'report', '--scopes', 'read', '--days', '1');
    expect([status, out]).toEqual([0, expect.stringMatching(/^kierto_[\w-]{43}\n$/)]);
    if (folder() !== api.folder) return;
    const me = await api.send('GET', '/api/me', undefined, { authorization: `Bearer ${out.trim()}` });
    expect(me.body).toMatchObject({ account: 'anna' });
  });

  it('closes an account and opens it again', async () => {
    expect((await user('disable', 'anna')).status).toBe(0);
    expect((await user('list')).out).toMatch(/^anna {2}disabled/);
    expect((await user('enable', 'anna')).status).toBe(0);
    expect((await user('list')).out).toMatch(/^anna {2}invited/);
  });

  it.each([
    [['grant', 'anna', 'coordinator'], 1, /group/i],
    [['grant', 'nobody', 'analyst'], 1, /There is no such account/],
    [['invite', 'otto', '--name', 'Otto', '--address', 'anna@example.fi'], 1, /address/],
    [['invite', 'otto', '--name', 'Otto', '--address', 'x'.repeat(300)], 1, /^kierto: .*address/],
    [['link', 'nobody'], 1, /no such account/],
    [['hold', 'anna', 'head', '--unit', 'nowhere'], 1, /no such unit/],
    [['grant', 'anna', 'boss'], 2, /Allowed choices are administrator/],
    [['grant', 'ANNA', 'analyst'], 2, /id of an account must be/],
    [['token', 'anna'], 2, /--name/],
    [['token', 'anna', '--name', 'x', '--days', '400'], 2, /from 1 to 365/],
  ])('says what is wrong with %j', async (args, status, sentence) => {
    const said = await user(...(args as string[]));
    expect(said).toMatchObject({ status, err: expect.stringMatching(sentence as RegExp), out: '' });
  });

  it('gives a link to somebody who has none left, without the second factor', async () => {
    const { status, out } = await user('link', 'anna', '--without-second-factor');
    expect([status, out]).toEqual([0, expect.stringMatching(/\/invitation\//)]);
  });
});

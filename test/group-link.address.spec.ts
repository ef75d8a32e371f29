import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toString as qrCode } from 'qrcode';
import { atConsole } from '#permissions';
import { answered, coordinator, openStory, type Story, says } from './group-link-story.ts';

/** How long the address of a group's link opens something, and where. */

let story: Story;

beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.api.close());

const finnish = { 'accept-language': 'fi' };
const fi = (key: string, values = {}) => says('fi', key, values);

describe('the address', () => {
  it('of a link issued anew is another, and the one before says what to do', async () => {
    const first = await story.issue('door');
    const second = await story.issue('door');
    expect((await story.visitor(second).get()).status).toBe(200);
    const gone = await story.visitor(first, finnish).get();
    expect(gone).toMatchObject({ status: 404 });
    expect(gone.text).toContain(fi('groupLink.gone.next'));
  });

  it('tells nobody whether it was revoked, has expired or never was', async () => {
    const revoked = await story.issue('lost');
    await story.does(coordinator, 'RevokeLink', 'lobby', { link: 'lost' });
    const expiring = await story.issue('leaflet', { expires: story.day(1) });
    const before = story.clock.time;
    expect((await story.visitor(expiring).get()).status).toBe(200);
    story.clock.time += 3 * 86_400_000;
    const gone = [revoked, expiring, 'A'.repeat(43), 'never-was', 'a'.repeat(150), '%00', '..%2f'];
    const seen = await Promise.all(
      gone.flatMap((token) =>
        ['', '/proposals/evenings', '/print', '/form'].map((page) => story.visitor(token, finnish).get(page)),
      ),
    );
    story.clock.time = before;
    for (const { status, html } of seen) expect({ status, html }).toEqual({ status: 404, html: seen[0]!.html });
    for (const token of gone) expect(seen[0]!.html).not.toContain(`/g/${token}`);
  });

  it('works under the path of a public address, which the code on the wall names', async () => {
    const elsewhere = await openStory({ BASE_URL: 'https://public.example/services/kierto' });
    const token = await elsewhere.issue();
    const under = elsewhere.visitor(token);
    const { html, status } = await under.get();
    expect(status).toBe(200);
    expect(under.path).toBe(`/services/kierto/g/${token}`);
    for (const [, to] of html.matchAll(/(?:href|action)="(\/[^"]*)"/g)) expect(to).toMatch(/^\/services\/kierto\//);
    await answered(elsewhere, 'evenings');
    const pressed = await under.post('/proposals/evenings', { what: 'heard' });
    expect(pressed.location).toMatch(`/services/kierto/g/${token}/proposals/evenings?done=heard`);
    const code = await qrCode(`https://public.example/services/kierto/g/${token}`, {
      type: 'svg',
      margin: 4,
      errorCorrectionLevel: 'M',
    });
    expect((await under.get('/print')).html).toContain(code);
    await elsewhere.api.close();
  });

  it('goes on opening what an ended group said', async () => {
    const ending = await openStory();
    const token = await ending.issue();
    await answered(ending, 'evenings');
    await ending.does(atConsole, 'EndGroup', 'lobby', {});
    const { status, text } = await ending.visitor(token, finnish).get();
    expect(status).toBe(200);
    expect(text).toContain('Avaamme kahtena iltana.');
    expect(text).toContain(fi('groupLink.ended'));
    await ending.api.close();
  });
});

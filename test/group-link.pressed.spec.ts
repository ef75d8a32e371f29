import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StoreError } from '#event-store';
import {
  answered,
  coordinator,
  head,
  hiddenIn,
  openStory,
  type Story,
  says,
  type Visitor,
} from './group-link-story.ts';
import { tokenOf } from './own-tokens.ts';

/** What members of a group say through its link, without an account. */

let story: Story;
let visitor: Visitor;

beforeAll(async () => {
  story = await openStory();
  visitor = story.visitor(await story.issue(), { 'accept-language': 'fi' });
});
afterAll(() => story.api.close());

const fi = (key: string, values = {}) => says('fi', key, values);
const pageOf = (id: string) => `/proposals/${id}`;
const log = async (id: string, type: string) =>
  (await story.api.house.store.read(`proposal-${id}`)).filter((event) => event.type === type);
/** Fills in the form that the page shows, and sends it. */
async function press(id: string, fields: Readonly<Record<string, string>>) {
  const { html } = await visitor.get(pageOf(id));
  return visitor.post(pageOf(id), { ...hiddenIn(html), ...fields });
}
const wordsOf = async (event: string) => (await story.api.house.vault.words.read([event])).get(event);

describe('whoever presses "I heard this"', () => {
  it('is thanked, confirms what was told, and is heard once', async () => {
    const { telling } = await answered(story, 'heard');
    const pressed = await press('heard', { what: 'heard', aFewWords: 'Kiva juttu!\r\nKiitos.' });
    expect(pressed.status).toBe(303);
    const seen = await visitor.follow(pressed);
    expect(seen.status).toBe(200);
    expect(seen.text).toContain(fi('groupLink.done.heard'));
    expect(seen.text).toContain(fi('groupLink.part.confirmed'));
    expect(await log('heard', 'TellingConfirmed')).toMatchObject([
      {
        data: { ofEvent: telling, how: 'link', link: 'wall' },
        metadata: { by: { group: 'lobby' }, recordedBy: 'link-wall' },
      },
    ]);
    const [heard] = await log('heard', 'HeardByMember');
    expect(heard).toMatchObject({ data: { said: 'heard', link: 'wall' }, metadata: { recordedBy: 'link-wall' } });
    expect(await wordsOf(heard!.id)).toMatchObject({ aFewWords: [{ text: 'Kiva juttu!\nKiitos.' }] });
  });

  it('and sends the same twice, records once; something else from the same page is something new', async () => {
    await answered(story, 'twice');
    const { html } = await visitor.get(pageOf('twice'));
    const form = { ...hiddenIn(html), what: 'heard', aFewWords: 'Kerran.' };
    const sent = await Promise.all(Array.from({ length: 5 }, () => visitor.post(pageOf('twice'), form)));
    expect(sent.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
    expect(await log('twice', 'HeardByMember')).toHaveLength(1);
    expect(await log('twice', 'TellingConfirmed')).toHaveLength(1);
    expect((await visitor.post(pageOf('twice'), { ...form, what: 'notChanged' })).status).toBe(303);
    expect(await log('twice', 'HeardByMember')).toHaveLength(2);
  });

  it('reaches the next agenda, with the few words', async () => {
    await answered(story, 'agenda');
    await press('agenda', { what: 'notChanged', aFewWords: 'Ovi on yhä lukossa.' });
    const token = await tokenOf(story.api.house, 'coordinator-9', { roles: [{ role: 'coordinator', group: 'lobby' }] });
    const { body } = await story.api.send<{ pressedOnTheLink: { id: string }[] }>(
      'GET',
      '/api/groups/lobby/agenda',
      undefined,
      { authorization: `Bearer ${token}` },
    );
    expect(body.pressedOnTheLink.find(({ id }) => id === 'agenda')).toMatchObject({
      path: { view: { notChanged: 1 } },
      pressed: [{ said: 'notChanged', on: story.day(0), aFewWords: { text: 'Ovi on yhä lukossa.' } }],
    });
    // The others read that somebody pressed, and not what was written.
    const { text } = await visitor.get(pageOf('agenda'));
    expect(text).toContain(fi('groupLink.part.pressedNotChanged'));
    expect(text).not.toContain('Ovi on yhä lukossa.');
  });

  it('says by "it has not changed" that a change is disputed', async () => {
    await answered(story, 'disputed');
    const followUp = await story.tells(head, 'RecordFollowUp', 'disputed', {
      changed: 'yes',
      words: { whatChanged: 'Ovi on auki.' },
    });
    await story.does(coordinator, 'TellAnswer', 'disputed', { ofEvent: followUp, how: 'meeting' });
    const seen = await visitor.follow(await press('disputed', { what: 'notChanged' }));
    expect(seen.text).toContain(fi('groupLink.done.notChanged'));
    expect(seen.text).toContain(fi('groupLink.now.disputed'));
    expect(await log('disputed', 'TellingConfirmed')).toEqual([]);
    // The answer and what came of it were both told, and "I heard this" is about both.
    await press('disputed', { what: 'heard' });
    expect(await log('disputed', 'TellingConfirmed')).not.toEqual([]);
  });
});

describe('the group’s view', () => {
  it('is recorded with its words', async () => {
    await answered(story, 'view');
    const pressed = await press('view', { what: 'respond', view: 'wantsToContinue', comment: 'Lisää iltoja.' });
    const seen = await visitor.follow(pressed);
    expect(seen.text).toContain(fi('groupLink.done.respond'));
    expect(seen.text).toContain(fi('groupLink.view.wantsToContinue'));
    expect(seen.text).toContain('Lisää iltoja.');
    expect(await log('view', 'GroupResponded')).toMatchObject([{ metadata: { by: { group: 'lobby' } } }]);
  });
});

describe('what somebody has written is not lost', () => {
  const kept = 'Tämä <b>jää</b> "talteen" & muistiin.';
  const shown = 'Tämä &lt;b&gt;jää&lt;/b&gt; &quot;talteen&quot; &amp; muistiin.';

  it.each([
    ['no button', { aFewWords: kept }, 'groupLink.fault.button'],
    ['another button', { what: 'decide', aFewWords: kept }, 'groupLink.fault.button'],
    ['no view', { what: 'respond', comment: kept }, 'groupLink.fault.choose'],
    ['a view that there is not', { what: 'respond', view: 'delighted', comment: kept }, 'groupLink.fault.choose'],
    ['a sign that cannot be stored', { what: 'heard', aFewWords: `${kept}\0` }, 'groupLink.fault.characters'],
  ])('with %s', async (_what, fields, key) => {
    await answered(story, `kept-${key.split('.').at(-1)?.toLowerCase()}-${randomUUID()}`.slice(0, 60));
    const id = (await visitor.get()).html.match(/\/proposals\/(kept-[\w-]+)/)![1]!;
    const { status, html, text } = await press(id, fields as Record<string, string>);
    expect(status).toBe(422);
    expect(html).toContain(shown);
    expect(text).toContain(fi(key));
    expect(html).toContain('role="alert"');
    expect(await log(id, 'HeardByMember')).toEqual([]);
  });

  it('when it is too long', async () => {
    await answered(story, 'too-long');
    const long = `${'ä'.repeat(1_000)}loppu`;
    const { status, html, text } = await press('too-long', { what: 'heard', aFewWords: long });
    expect(status).toBe(422);
    expect(text).toContain(fi('groupLink.fault.tooLong', { most: '1000' }));
    expect(html).toContain(long);
    expect((await press('too-long', { what: 'heard', aFewWords: 'ä'.repeat(1_000) })).status).toBe(303);
  });

  it('when the log is away; sent again it is recorded once', async () => {
    await answered(story, 'away');
    const { streams } = story.api.house.context;
    const away = new StoreError('store-unavailable', 'The log is away.');
    const { html } = await visitor.get(pageOf('away'));
    const form: Record<string, string> = { ...hiddenIn(html), what: 'heard', aFewWords: kept };
    Object.assign(story.api.house.context, {
      streams: { ...streams, load: streams.load, transact: () => Promise.reject(away) },
    });
    const failed = await visitor.post(pageOf('away'), form);
    Object.assign(story.api.house.context, { streams });
    expect(failed.status).toBe(503);
    expect(failed.headers.get('retry-after')).not.toBeNull();
    expect(failed.html).toContain(shown);
    expect(hiddenIn(failed.html)).toMatchObject({ command: form.command, what: 'heard' });
    const again = { ...hiddenIn(failed.html), aFewWords: kept };
    expect((await visitor.post(pageOf('away'), again)).status).toBe(303);
    expect((await visitor.post(pageOf('away'), form)).status).toBe(303);
    expect(await log('away', 'HeardByMember')).toHaveLength(1);
  });

  it('when a lot has been sent through the link', async () => {
    await answered(story, 'often');
    const own = story.visitor(await story.issue('busy'), { 'accept-language': 'fi' });
    const { html } = await own.get(pageOf('often'));
    const form = { ...hiddenIn(html), what: 'heard', aFewWords: kept };
    let last = await own.post(pageOf('often'), form);
    for (let sent = 1; last.status === 303 && sent < 200; sent += 1) last = await own.post(pageOf('often'), form);
    expect(last.status).toBe(429);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(last.html).toContain(shown);
    expect(await log('often', 'HeardByMember')).toHaveLength(1);
    // Nobody who reads is kept out by it, nor anybody with another link.
    expect((await own.get()).status).toBe(200);
    expect((await press('often', { what: 'heard' })).status).toBe(303);
  });
});

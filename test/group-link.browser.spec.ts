import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { axeOn, comeTo, launch, overflowOf, type Visitor } from './browser.ts';
import { answered, client, coordinator, head, openStory, type Story, says } from './group-link-story.ts';

/** The pages behind a group's link in a real browser: on an old phone, by keyboard, enlarged, without script. */

let story: Story;
let browser: Browser;
let path: string;
let came: Visitor | undefined;

beforeAll(async () => {
  story = await openStory();
  browser = await launch();
  path = `/g/${await story.issue()}`;
  const { does, tells, day } = story;
  await answered(story, 'evenings', { words: { reason: `Pitkä${'sana'.repeat(60)} perustelu.` } });
  await answered(story, 'changed');
  const followUp = await tells(head, 'RecordFollowUp', 'changed', {
    changed: 'yes',
    words: { whatChanged: 'Ovi on auki.' },
  });
  await does(coordinator, 'TellAnswer', 'changed', { ofEvent: followUp, how: 'visit' });
  await does(client, 'Respond', 'changed', { view: 'unsatisfied', words: { comment: 'Ei meille.' } });
  await answered(story, 'untold', { told: false });
  const translated = { field: 'text', language: 'ar', madeBy: 'machine', words: { text: 'الباب ثقيل جدا.' } };
  const [event] = (await story.api.house.store.read('proposal-evenings')).map(({ id }) => id);
  await does(coordinator, 'TranslateProposalWords', 'evenings', { ofEvent: event, ...translated });
  await does(coordinator, 'PlanMeeting', 'next', {
    group: 'lobby',
    plannedFor: day(3),
    words: { place: 'Kerhohuone' },
  });
});
afterEach(async () => {
  expect(came?.faults() ?? []).toEqual([]);
  await came?.context.close();
  came = undefined;
});
afterAll(async () => {
  await browser?.close();
  await story.api.close();
});

async function come(how: Parameters<typeof comeTo>[2], to = ''): Promise<Page> {
  came = await comeTo(browser, story.api, how);
  await came.page.goto(`${path}${to}`);
  return came.page;
}
const fi = (key: string) => says('fi', key);
const pages = [
  '',
  '/proposals/evenings',
  '/proposals/changed',
  '/proposals/untold',
  '/proposals/none',
  '/print',
  '/form',
];

describe.each([1280, 360, 320])('at %s pixels', (width) => {
  it.each(pages)('%s has no barrier that a program finds, and nothing to push sideways', async (page) => {
    // A page that is not there says so to the browser's console as well.
    const shown = await come({ width }, page);
    if (page.endsWith('none')) came!.faults();
    expect(await axeOn(shown)).toEqual([]);
    expect(await overflowOf(shown)).toBeLessThanOrEqual(0);
  });

  it('what is pressed is large enough for a thumb', async () => {
    const shown = await come({ width }, '/proposals/evenings');
    await shown.locator('summary').click();
    const small = await shown
      .locator('main a, main button, main summary, main label, header nav a')
      .evaluateAll((all) =>
        all
          .filter((one) => one.getClientRects().length > 0 && one.getBoundingClientRect().height < 43.5)
          .filter((one) => one.tagName !== 'LABEL' || one.closest('.choice') !== null)
          .map((one) => `${one.textContent} ${one.getBoundingClientRect().height}`),
      );
    expect(small).toEqual([]);
  });
});

it.each(['sv', 'en'] as const)(
  'in %s a program finds no barrier either, also with texts from right to left',
  async (lang) => {
    const shown = await come({ lang, width: 360 }, `/proposals/evenings?lang=${lang}&words=ar`);
    expect(await axeOn(shown)).toEqual([]);
    const direction = await shown
      .locator('[lang="ar"].written')
      .evaluate((one) => one.ownerDocument.defaultView!.getComputedStyle(one).direction);
    expect(direction).toBe('rtl');
  },
);

it('without script somebody finds the answer, says that it was heard, and is thanked', async () => {
  const shown = await come({ width: 360, script: false });
  await shown
    .getByRole('link', { name: fi('groupLink.confirm') })
    .last()
    .click();
  expect(await shown.title()).not.toMatch(/Aukiolo/);
  await shown.getByLabel(fi('groupLink.press.words')).fill('Hyvä näin.');
  await shown.getByRole('button', { name: fi('groupLink.press.heard') }).click();
  await shown.getByText(fi('groupLink.done.heard')).waitFor();
  expect(await shown.getByRole('status').textContent()).toContain(fi('groupLink.press.then'));
  expect(new URL(shown.url()).searchParams.get('done')).toBe('heard');
});

it('by keyboard alone the group’s view is given, and what is missing is said where one is', async () => {
  const shown = await come({ width: 360 }, '/proposals/evenings');
  const focus = async (text: string) => {
    for (let pressed = 0; pressed < 40; pressed += 1) {
      await shown.keyboard.press('Tab');
      if ((await shown.locator(':focus').textContent())?.includes(text)) return;
    }
    throw new Error(`The keyboard does not reach ${text}.`);
  };
  await focus(fi('groupLink.respond.heading'));
  await shown.keyboard.press('Enter');
  await focus(fi('groupLink.respond.send'));
  await shown.keyboard.press('Enter');
  await shown.getByRole('alert').waitFor();
  came!.faults();
  expect(await axeOn(shown)).toEqual([]);
  await shown.getByRole('link', { name: fi('groupLink.fault.choose') }).press('Enter');
  await shown.keyboard.press('Tab');
  await shown.keyboard.press('Space');
  await shown.keyboard.press('Enter');
  await shown.getByText(fi('groupLink.done.respond')).waitFor();
});

it('the button that reads aloud is there only where the browser can', async () => {
  const shown = await come({ width: 360 }, '/proposals/evenings');
  const canSpeak = await shown.evaluate('speechSynthesis.getVoices().some(({ lang }) => /^fi/i.test(lang))');
  expect(await shown.locator('button.aloud').isVisible()).toBe(canSpeak);
});

it('reads each text in its own language, and stops when asked', async () => {
  came = await comeTo(browser, story.api, { width: 360 });
  // A voice is a thing of the machine: this one says in which language it was asked to say what.
  await came.page.addInitScript(() => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    const voices = [{ lang: 'fi-FI' }];
    const speechSynthesis = Object.assign(new EventTarget(), {
      getVoices: () => voices,
      speak: ({ lang, text }: { lang: string; text: string }) => void said.push(`${lang} ${text}`),
      cancel: () => void said.push('stop'),
    });
    Object.defineProperty(globalThis, 'speechSynthesis', { value: speechSynthesis });
  });
  const shown = came.page;
  await shown.goto(`${path}/proposals/evenings?words=ar`);
  await shown.getByRole('button', { name: fi('groupLink.aloud') }).click();
  await shown.getByRole('button', { name: fi('groupLink.aloud.stop') }).click();
  const said = await shown.evaluate(() => (globalThis as unknown as { said: string[] }).said);
  expect(said).toEqual(expect.arrayContaining(['ar الباب ثقيل جدا.', `fi ${fi('groupLink.path')}`, 'stop']));
});

it('the address is told to no other site', async () => {
  const heard: (string | undefined)[] = [];
  const other = createServer(({ headers }, answer) => {
    heard.push(headers.referer);
    answer.end('elsewhere');
  });
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const shown = await come({ width: 360 });
  came!.faults();
  const address = `http://localhost:${(other.address() as AddressInfo).port}/`;
  // A link such as nobody has put there: the page itself leads to no other site.
  await shown.evaluate(`Object.assign(document.createElement('a'), { href: '${address}' }).click()`);
  await shown.waitForURL(address);
  came!.faults();
  other.closeAllConnections();
  other.close();
  expect(heard[0]).toBeUndefined();
});

it('the sheet for the wall begins on one page, and the form is one', async () => {
  const pagesOf = async (page: string): Promise<number> => {
    const shown = await come({}, page);
    const pdf = (await shown.pdf({ preferCSSPageSize: true })).toString('latin1');
    await came!.context.close();
    return Math.max(...[...pdf.matchAll(/\/Count (\d+)/g)].map(([, count]) => Number(count)));
  };
  expect(await pagesOf('/form')).toBe(1);
  expect(await pagesOf('/form?lang=sv')).toBe(1);
  expect(await pagesOf('/print')).toBe(2);
});

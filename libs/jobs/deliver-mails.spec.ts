import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDelivery } from '#delivery';
import { followDeliveries } from '#use-cases';
import {
  administrator,
  beginnings,
  client,
  coordinator,
  type Installation,
  openInstallation,
} from '../../test/installation.ts';
import { type MailServer, openMailServer, reply } from '../../test/mail-server.ts';
import { deliverMailsJob, retryDelivery, testMail } from './deliver-mails.ts';
import type { Workplace } from './job.ts';

/** From a notice in the log to a mail in somebody's mailbox. */

const minute = 60_000;
const day = 24 * 60 * minute;
const planted = 'A sentence that must never leave.';

let installation: Installation;
let server: MailServer;
let at: Workplace;
const logged: object[] = [];
const opened: { close(): unknown }[] = [];

/** As one process sees it. */
function workplace(url: string | undefined): Workplace {
  const smtp = url === undefined ? {} : { smtp: { url }, mailFrom: 'Kierto <kierto@example.fi>' };
  const delivery = openDelivery({ ...smtp, baseUrl: 'https://kierto.example' });
  opened.push(delivery);
  // No mail asks a read model.
  return {
    context: installation.context,
    reads: undefined as never,
    delivery,
    folder: installation.folder,
    log: (facts) => void logged.push(facts),
  };
}

beforeEach(async () => {
  installation = await openInstallation();
  opened.push(installation);
  server = await openMailServer();
  opened.push(server);
  logged.length = 0;
  at = workplace(server.url);
  for (const given of beginnings) await installation.give(given);
  await invite('aino', 'fi', 'aino@example.fi');
  await installation.give({
    do: 'SubmitProposal',
    id: 'chairs',
    by: client,
    body: {
      group: 'lobby',
      unit: 'services',
      kind: 'statement',
      answerWanted: 'reply',
      words: { title: planted, text: planted },
    },
  });
});
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

const invite = (id: string, language: string, address: string) =>
  installation.give({ do: 'InviteAccount', id, by: administrator, body: { language, name: 'Somebody', address } });
const choose = (id: string, name: string, body: object) => installation.give({ do: name, id, by: administrator, body });

const aboutChairs = {
  what: 'reply',
  side: 'management',
  proposal: 'chairs',
  unit: 'services',
  group: 'lobby',
  sinceEvent: '0197c2a4-7d11-7a3e-9c55-0b1f6f2f6a10',
  since: '2026-11-01',
  due: '2026-11-25',
  moment: -5,
};

/** Records a notice as the job that notices does. */
async function notice(type: string, data: object, more: object = {}): Promise<string> {
  const id = randomUUID();
  const metadata = {
    recordedAt: new Date(installation.clock.time).toISOString(),
    recordedBy: 'kierto',
    command: randomUUID(),
    ...more,
  };
  await installation.context.store.append(`notice-${id}`, [{ id, type, data, metadata }], 0);
  return id;
}
const remind = (to: readonly string[], more?: object) => notice('ReminderSent', { ...aboutChairs, to }, more);

/** Follows the log until all that is in it now has been seen, as the last notice is noted by the follower. */
async function follow(place = at): Promise<void> {
  await remind([]);
  const { store, vault } = place.context;
  const head = (await store.head())!;
  const following = await followDeliveries(place.context, { mails: place.delivery.mail.configured, added: () => {} });
  for (;;) {
    const noted = await vault.progress('deliveries').read();
    if (noted && (JSON.parse(noted) as { position: string }).position === head.position) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await following.stop();
}
const deliver = (place = at) => deliverMailsJob.run(place, new AbortController().signal);
const rows = () => installation.context.vault.deliveries.list({ channel: 'mail', limit: 100 });
const arrived = () => server.mails.map(({ to, headers }) => `${to}: ${headers.get('subject')}`).sort();
const inFinnish = 'Muistutus: johdon vastaus: miten asia otettiin huomioon, määräpäivä 25. marraskuuta 2026';

describe('A reminder', () => {
  it('goes to everybody who wants it, in the language of each', async () => {
    await invite('berit', 'sv', 'berit@example.fi');
    await invite('carl', 'en', 'carl@example.fi');
    await invite('disabled', 'fi', 'disabled@example.fi');
    await invite('no-mails', 'fi', 'no-mails@example.fi');
    await choose('disabled', 'DisableAccount', {});
    await choose('no-mails', 'ChooseMails', { reminders: false, digest: true });
    const member = { member: 'helka', role: 'coordinator', name: 'Helka', contact: 'helka@example.fi' };
    const byPhone = { member: 'pekka', role: 'coordinator', name: 'Pekka', contact: '040 555 0101' };
    for (const body of [member, byPhone])
      await installation.give({ do: 'JoinGroup', id: 'lobby', by: coordinator, body });
    await remind(['aino', 'berit', 'carl', 'disabled', 'no-mails', 'helka', 'pekka', 'nobody', 'aino']);
    await follow();
    await deliver();
    expect(arrived()).toEqual([
      `aino@example.fi: ${inFinnish}`,
      'berit@example.fi: Påminnelse: ledningens svar: hur saken beaktades, senast 25 november 2026',
      'carl@example.fi: Reminder: management’s answer: how it was used, due 25 November 2026',
      `helka@example.fi: ${inFinnish}`,
    ]);
    expect(server.mails.map(({ text }) => text).join()).toContain('Ehdotus: kannanotto');
    expect(await rows()).toMatchObject(Array(4).fill({ state: 'done', outcome: 'accepted', attempts: 1 }));
  });

  it('holds no word of anybody, and neither does the outbox or the log', async () => {
    await remind(['aino']);
    await follow();
    await deliver();
    expect(server.mails).toHaveLength(1);
    const [{ raw, text, html }] = server.mails as [(typeof server.mails)[0]];
    for (const said of [planted, 'Adult social work', 'Somebody'])
      for (const bytes of [raw, text, html, JSON.stringify(await rows()), JSON.stringify(logged)])
        expect(bytes).not.toContain(said);
    expect(JSON.stringify(await rows())).not.toContain('example.fi');
  });

  it('arrives once, however often the log is followed and by however many', async () => {
    await remind(['aino']);
    const elsewhere = { store: 'another', epoch: 0, position: '1', event: randomUUID() };
    await Promise.all([follow(), follow()]);
    await installation.context.vault.progress('deliveries').write(JSON.stringify(elsewhere));
    await follow();
    await deliver();
    await deliver();
    expect(arrived()).toEqual([`aino@example.fi: ${inFinnish}`]);
  });

  it('arrives once, with four senders at the outbox at once', async () => {
    const accounts = Array.from({ length: 30 }, (_, index) => `account-${index}`);
    for (const id of accounts) await invite(id, 'fi', `${id}@example.fi`);
    await remind(accounts);
    await follow();
    await Promise.all([at, ...[1, 2, 3].map(() => workplace(server.url))].map(deliver));
    expect(server.mails.map(({ to }) => to[0]).sort()).toEqual(accounts.map((id) => `${id}@example.fi`).sort());
  });

  it('of an answer that was written down for somebody can be confirmed with one tap', async () => {
    const visit = { group: 'lobby', kind: 'visit', present: { clientDeveloper: 3 } };
    await installation.give({ do: 'HoldMeeting', id: 'thursday', by: coordinator, body: visit });
    const body = { post: 'head-of-service', reply: 'used', heardAt: 'thursday', words: { reason: planted } };
    const { events } = await installation.give({ do: 'DecideProposal', id: 'chairs', by: coordinator, body });
    await notice('ReminderSent', {
      ...aboutChairs,
      what: 'decisionConfirmation',
      sinceEvent: events[0],
      to: ['aino'],
    });
    await follow();
    await deliver();
    expect(server.mails[0]!.text).toMatch(/Vahvista vastaus:\nhttps:\/\/kierto\.example\/link\/[\w-]{43}\n/);
  });
});

describe('A digest', () => {
  it('goes to those who want it', async () => {
    await invite('no-digest', 'fi', 'no-digest@example.fi');
    await choose('no-digest', 'ChooseMails', { reminders: true, digest: false });
    const counts = { week: '2026-11-16', owed: { reply: 2 }, overdue: 1, begun: 1, toTell: 0 };
    await notice('DigestSent', { ...counts, post: 'head-of-service', unit: 'services', to: ['aino', 'no-digest'] });
    await follow();
    await deliver();
    expect(arrived()).toEqual(['aino@example.fi: Viikkokooste 16. marraskuuta 2026']);
  });
});

describe('Nothing is sent', () => {
  it('for what comes from history', async () => {
    await remind(['aino'], { source: 'minutes' });
    await remind(['aino'], { recordedBy: 'import' });
    await follow();
    expect(await rows()).toEqual([]);
  });

  it('for what was noticed more than three days ago, when a log is followed anew', async () => {
    await remind(['aino']);
    installation.clock.time += 3 * day;
    await follow();
    expect(await rows()).toEqual([]);
  });

  it('without a mail server, and setting one up later does not send what was noticed before', async () => {
    const without = workplace(undefined);
    await remind(['aino']);
    await follow(without);
    await deliver(without);
    await follow();
    await deliver();
    expect(await rows()).toEqual([]);
    await remind(['aino']);
    await follow();
    await deliver();
    expect(server.mails).toHaveLength(1);
  });

  it('to somebody who was forgotten, disabled or chose otherwise in the meantime', async () => {
    const member = { member: 'helka', role: 'coordinator', name: 'Helka', contact: 'helka@example.fi' };
    await installation.give({ do: 'JoinGroup', id: 'lobby', by: coordinator, body: member });
    await invite('berit', 'sv', 'berit@example.fi');
    await invite('carl', 'en', 'carl@example.fi');
    await remind(['aino', 'berit', 'carl', 'helka']);
    await follow();
    await choose('aino', 'ChooseLanguage', { language: 'sv' });
    await choose('berit', 'ChooseMails', { reminders: false, digest: false });
    await choose('carl', 'DisableAccount', {});
    await installation.give({
      do: 'ForgetPerson',
      id: 'lobby',
      by: coordinator,
      body: { member: 'helka', reasonCode: 'request' },
    });
    await deliver();
    expect(server.mails.map(({ to, headers }) => [to[0], headers.get('content-language')])).toEqual([
      ['aino@example.fi', 'sv'],
    ]);
    expect((await rows()).map(({ to, state, outcome }) => [to, state, outcome])).toEqual([
      ['helka', 'dropped', 'no-address'],
      ['carl', 'dropped', 'disabled'],
      ['berit', 'dropped', 'not-wanted'],
      ['aino', 'done', 'accepted'],
    ]);
  });

  it('of a mail that could not leave for three days', async () => {
    await remind(['aino']);
    await follow();
    installation.clock.time += 3 * day;
    await deliver();
    expect(await rows()).toMatchObject([{ state: 'dropped', outcome: 'too-late' }]);
    expect(server.mails).toEqual([]);
  });
});

describe('A mail server that is away', () => {
  it('gets the mail when it is back', async () => {
    await remind(['aino']);
    await follow();
    await server.close();
    await deliver();
    expect(await rows()).toMatchObject([{ state: 'waiting', outcome: 'no-connection', attempts: 1 }]);
    const again = await openMailServer({ port: server.port });
    opened.push(again);
    installation.clock.time += 2 * minute;
    await deliver();
    expect(again.mails).toHaveLength(1);
  });

  it('is asked after a minute, then twice as late each time, up to six hours and for three days', async () => {
    await remind(['aino']);
    await follow();
    server.on.reader = async () => {
      throw reply(451);
    };
    const pauses: number[] = [];
    for (let tries = 0; tries < 100; tries += 1) {
      await deliver();
      const [row] = (await rows()) as [Awaited<ReturnType<typeof rows>>[0]];
      if (row.state !== 'waiting') break;
      pauses.push((row.nextAt!.getTime() - installation.clock.time) / minute);
      installation.clock.time = row.nextAt!.getTime();
    }
    for (const [index, pause] of pauses.entries()) {
      const longest = Math.min(2 ** index, 360);
      expect(pause).toBeGreaterThanOrEqual(longest * 0.75);
      expect(pause).toBeLessThanOrEqual(longest * 1.25);
    }
    expect(pauses.length).toBeGreaterThan(15);
    expect(await rows()).toMatchObject([{ state: 'dropped', outcome: 'too-late' }]);
  });

  it('that refuses a reader for good is not asked again, until somebody asks for it', async () => {
    await remind(['aino']);
    await follow();
    server.on.reader = async (address) => {
      throw reply(550, `${address} is unknown`);
    };
    await deliver();
    const [failed] = await rows();
    expect(failed).toMatchObject({ state: 'failed', outcome: 'smtp-550' });
    expect(JSON.stringify([failed, logged])).not.toContain('aino@');
    installation.clock.time += 10 * day;
    await deliver();
    expect(server.mails).toEqual([]);
    server.on.reader = async () => {};
    expect(await retryDelivery(at, failed!.id)).toMatchObject({ state: 'waiting', outcome: 'asked-again' });
    await deliver();
    expect(server.mails).toHaveLength(1);
    expect(await retryDelivery(at, failed!.id)).toMatchObject({ state: 'done' });
    await deliver();
    expect(server.mails).toHaveLength(1);
    expect(await retryDelivery(at, 'nothing')).toBeUndefined();
  });

  it('that has taken nothing yet is not asked twice at once by a retry', async () => {
    await remind(['aino']);
    await follow();
    let taken: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      taken = resolve;
    });
    const here = new Promise<void>((resolve) => {
      server.on.mail = () => {
        resolve();
        return held;
      };
    });
    const sending = deliver();
    await here;
    expect(await retryDelivery(at, (await rows())[0]!.id)).toMatchObject({ state: 'waiting', attempts: 1 });
    await deliver(workplace(server.url));
    taken();
    await sending;
    expect(server.mails).toHaveLength(1);
    expect(await rows()).toMatchObject([{ state: 'done', attempts: 1 }]);
  });
});

describe('A test mail', () => {
  it('says at once what came of it', async () => {
    expect(await testMail(at, 'aino')).toEqual({ state: 'done', outcome: 'accepted' });
    expect(arrived()).toEqual(['aino@example.fi: Kierron koeviesti']);
    expect(await testMail(at, 'nobody')).toEqual({ state: 'dropped', outcome: 'no-address' });
    expect(await testMail(workplace(undefined), 'aino')).toEqual({ state: 'failed', outcome: 'no-settings' });
    await server.close();
    expect(await testMail(at, 'aino')).toEqual({ state: 'failed', outcome: 'no-connection' });
  });
});

import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { openDelivery } from '#delivery';
import { type Following, followAll, type Job, scheduledJobs, type Workplace } from '#jobs';
import { administrator, client, coordinator } from './installation.ts';
import { type JobStory, openJobStory } from './job-story.ts';
import { type MailServer, openMailServer } from './mail-server.ts';

/** From a proposal that nobody answers to the mailbox of whoever should, with four workers at once. */

const planted = 'A sentence that must never leave.';

let story: JobStory;
let server: MailServer;
let places: Workplace[];
let following: Following[] = [];
beforeEach(async () => {
  server = await openMailServer();
  story = await openJobStory(4);
  const mail = { smtp: { url: server.url }, mailFrom: 'kierto@example.fi', baseUrl: 'https://kierto.example' };
  places = story.places.map((place) => ({ ...place, delivery: openDelivery(mail) }));
  for (const [id, language] of [
    ['head-1', 'fi'],
    ['kaisa-account', 'sv'],
  ])
    await story.give({
      do: 'InviteAccount',
      id: id!,
      by: administrator,
      body: { language, name: 'Somebody', address: `${id}@example.fi` },
    });
  following = places.map(followAll);
});
afterEach(async () => {
  for (const one of following) await one.close();
  for (const { delivery } of places) await delivery.close();
  await story.close();
  await server.close();
});

const proposes = (id: string) =>
  story.give({
    do: 'SubmitProposal',
    id,
    by: client,
    body: {
      group: 'lobby',
      unit: 'services',
      kind: 'idea',
      answerWanted: 'decision',
      words: { title: planted, text: planted },
    },
  });

const nameOf = (job: Job) => job.name;
const notices = scheduledJobs.filter((job) => /^(notice|send)-/.test(nameOf(job)));
const mails = scheduledJobs.filter((job) => nameOf(job) === 'deliver-mails');
const { signal } = new AbortController();
/** All four run these jobs at once. */
const run = (jobs: readonly Job[]) =>
  Promise.all(
    places.map(async (place) => {
      for (const job of jobs) await job.run(place, signal);
    }),
  );

/** Four workers notice, and send what they have noticed, until this many mails have arrived. */
async function arrived(count: number): Promise<string[]> {
  await run(notices);
  const outbox = story.context.vault.deliveries;
  while ((await outbox.list({ channel: 'mail', limit: 100 })).length < count)
    await new Promise((resolve) => setImmediate(resolve));
  await run(mails);
  return server.mails.map(({ to, headers }) => `${to}: ${headers.get('subject')}`).sort();
}

it('A proposal left unanswered is in the right mailbox once as a reminder and once in the digest, without a word of it', async () => {
  await proposes('bench');
  story.at('2026-11-30');
  const inFinnish = [
    'head-1@example.fi: Muistutus: tieto ehdotuksen vastaanottamisesta, määräpäivä 27. marraskuuta 2026',
  ];
  expect(await arrived(2)).toEqual([...inFinnish, 'head-1@example.fi: Viikkokooste 30. marraskuuta 2026']);
  expect(await arrived(2)).toHaveLength(2);
  for (const { raw, text, html } of server.mails)
    for (const part of [raw, text, html]) expect(part).not.toMatch(/must never leave|Somebody|Services/);
  const digest = server.mails.find(({ headers }) => headers.get('subject')?.startsWith('Viikkokooste'));
  expect(digest!.text).toContain('Vuorossasi on 2 asiaa.\nNiistä 1 on myöhässä.');
});

it('An answer that a coordinator wrote down can be confirmed from the mail', async () => {
  await proposes('bench');
  await story.give({
    do: 'HoldMeeting',
    id: 'thursday',
    by: coordinator,
    body: { group: 'lobby', kind: 'visit', present: { clientDeveloper: 3 } },
  });
  const body = { post: 'head-of-service', decision: 'rejected', heardAt: 'thursday', words: { reason: planted } };
  await story.give({ do: 'DecideProposal', id: 'bench', by: coordinator, body });
  story.at('2026-12-04');
  await arrived(1);
  const mail = server.mails.find(({ headers }) => headers.get('subject')?.includes('kirjatun vastauksen vahvistus'));
  expect(mail!.to).toEqual(['head-1@example.fi']);
  expect(mail!.text).toMatch(/Vahvista vastaus:\nhttps:\/\/kierto\.example\/link\/[\w-]{43}\n/);
});

import { openDelivery } from '#delivery';
import { openEventStore } from '#event-store';
import { scheduledJobs } from '#jobs';
import { openContext } from '#use-cases';
import { openVault } from '#vault';

/** The process that the crash tests kill: works off the outbox in `FOLDER` once, through the server at `SMTP_URL`, at the time `NOW`. */
const { FOLDER: folder = '', SMTP_URL: url = '', NOW = '' } = process.env;

const store = await openEventStore({ kind: 'sqlite', folder });
const vault = await openVault({ kind: 'sqlite', folder });
const delivery = openDelivery({ smtp: { url }, mailFrom: 'kierto@example.fi', baseUrl: 'https://kierto.example' });
const context = openContext(store, vault, { now: () => Number(NOW) });
const job = scheduledJobs.find(({ name }) => name === 'deliver-mails')!;
await job.run({ context, reads: undefined as never, delivery, folder, log: () => {} }, new AbortController().signal);
await delivery.close();
await store.close();
await vault.close();

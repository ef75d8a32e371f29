import type { Subscription } from '#event-store';
import { note, resume } from '../checkpoint.ts';
import type { Context } from '../context.ts';
import { mailChoices, mailRows } from './mail-rows.ts';
import { isNews } from './news.ts';
import { webhookRows } from './webhook-rows.ts';

/** Events after which the checkpoint is noted although nothing came of them. */
const passed = 1_000;

/**
 * Follows the log and puts what is to leave into the outbox, a row for each reader or receiver. A row's id comes from its event and
 * its reader, so that several processes may follow at once, and one may follow the same events again.
 * @param mails whether mails leave at all. Without, no rows are made for them, and as the checkpoint goes on, mails that are set up
 * later begin with what is noticed then.
 * @param added told when something is in the outbox that was not there before
 */
export async function followDeliveries(
  context: Context,
  { mails, added }: { readonly mails: boolean; readonly added: () => void },
): Promise<Subscription> {
  const { store, vault, clock } = context;
  const after = await resume(context, 'deliveries');
  let unnoted = 0;
  return store.subscribe({ ...(after && { after }) }, async ({ events, checkpoint }) => {
    const news = events.filter((event) => isNews(event, clock.now()));
    const rows = [...(mails ? await mailRows(context, news) : []), ...(await webhookRows(context, news))];
    if (rows.length > 0) {
      await vault.deliveries.add(rows);
      added();
    }
    unnoted += events.length;
    // Noting with every append would be a write to the vault each time.
    if (rows.length === 0 && unnoted < passed && !events.some(({ type }) => mailChoices.has(type))) return;
    await note(context, 'deliveries', checkpoint);
    unnoted = 0;
  });
}

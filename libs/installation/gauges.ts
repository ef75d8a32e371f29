import type { Installation } from './open-installation.ts';
import type { Gauge } from './telemetry.ts';

/** Counting further ones would cost more than it tells. */
const mostWaiting = 1_000;

/** What every process can tell of how it is. */
export function gaugesOf({ reads, vault }: Pick<Installation, 'reads' | 'vault'>): readonly Gauge[] {
  return [
    {
      name: 'kierto_read_model_lag_events',
      help: 'How many events of the log a read model has not seen yet.',
      label: 'model',
      read: async () =>
        (await reads.status()).models.flatMap(({ name, lag }) => (lag === undefined ? [] : [{ of: name, value: lag }])),
    },
    {
      name: 'kierto_read_model_live',
      help: '1 when a read model answers, 0 when it is being built or has stopped.',
      label: 'model',
      read: async () =>
        (await reads.status()).models.map(({ name, state }) => ({ of: name, value: state === 'live' ? 1 : 0 })),
    },
    {
      name: 'kierto_deliveries_waiting',
      help: `Mails and webhooks that have not left yet; counted up to ${mostWaiting}.`,
      label: 'channel',
      read: () =>
        Promise.all(
          (['mail', 'webhook'] as const).map(async (channel) => ({
            of: channel,
            value: (await vault.deliveries.list({ channel, state: 'waiting', limit: mostWaiting })).length,
          })),
        ),
    },
  ];
}

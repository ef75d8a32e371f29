import { organisation, webhook } from '#domain';
import { bodyOf, without } from '../body.ts';
import { ORGANISATION } from '../modules.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';
import { forgetSecret } from '../webhooks.ts';

class RemoveWebhookBody extends bodyOf('RemoveWebhookBody', without(organisation.events.WebhookRemoved, 'because')) {}

export const RemoveWebhook = useCase(
  {
    name: 'RemoveWebhook',
    noun: 'organisation',
    verb: 'remove-webhook',
    summary: 'Removes a webhook: what still waits for it is dropped, and its secret is forgotten.',
    records: 'WebhookRemoved',
    body: RemoveWebhookBody,
  },
  async (context, { body, envelope }) => {
    const input = { ...body, because: 'asked' as const };
    const recorded = await record(context, organisation, ORGANISATION, envelope, input, (act, { state }) =>
      webhook.remove(input, state.webhooks, act),
    );
    // A removal sent again after the webhook was registered anew must leave the new secret alone.
    if (!recorded.repeated) await forgetSecret(context, body.webhook);
    return recorded;
  },
);

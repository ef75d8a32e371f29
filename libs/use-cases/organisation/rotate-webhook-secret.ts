import { organisation, shapes, webhook } from '#domain';
import { bodyOf, withAlso } from '../body.ts';
import { ORGANISATION } from '../modules.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';
import { webhookSecret, withNewSecret } from '../webhooks.ts';

class RotateWebhookSecretBody extends bodyOf(
  'RotateWebhookSecretBody',
  withAlso(organisation.events.WebhookSecretRotated, { secret: shapes.optional(webhookSecret) }),
) {}

export const RotateWebhookSecret = useCase(
  {
    name: 'RotateWebhookSecret',
    noun: 'organisation',
    verb: 'rotate-webhook-secret',
    summary: 'Gives a webhook another secret, answered once; the one before signs as well for a day.',
    records: 'WebhookSecretRotated',
    body: RotateWebhookSecretBody,
  },
  (context, { body, envelope }) => {
    const { secret, ...input } = body;
    return withNewSecret(context, input.webhook, secret, () =>
      record(context, organisation, ORGANISATION, envelope, input, (act, { state }) =>
        webhook.rotateSecret(input, state.webhooks, act),
      ),
    );
  },
);

import { organisation, requires, shapes, webhook } from '#domain';
import { bodyOf, withAlso } from '../body.ts';
import { ORGANISATION } from '../modules.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';
import { hasSecret, webhookSecret, webhookTypes, withNewSecret } from '../webhooks.ts';

class RegisterWebhookBody extends bodyOf(
  'RegisterWebhookBody',
  withAlso(organisation.events.WebhookRegistered, { secret: shapes.optional(webhookSecret) }),
) {}

/** Messages must be possible there. Which networks may be reached is a question of the moment they are sent. */
function requireAddress(text: string | undefined): void {
  const url = text ? URL.parse(text) : undefined;
  requires(
    !text || (url && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === ''),
    'webhook.address-wrong',
    'The address must begin with https:// or http:// and carry neither a name nor a password.',
    'words.url',
  );
}

export const RegisterWebhook = useCase(
  {
    name: 'RegisterWebhook',
    noun: 'organisation',
    verb: 'register-webhook',
    summary: 'Registers an address that is told of events of some types; answers the secret that signs, once.',
    records: 'WebhookRegistered',
    body: RegisterWebhookBody,
  },
  async (context, { body, envelope }) => {
    const { secret, ...input } = body;
    const run = () =>
      record(context, organisation, ORGANISATION, envelope, input, (act) => {
        requireAddress(input.words?.url);
        return webhook.register(input, { ...act, knownTypes: webhookTypes });
      });
    const keepsItsSecret = secret === undefined && (await hasSecret(context, input.webhook));
    return keepsItsSecret ? run() : withNewSecret(context, input.webhook, secret, run);
  },
);

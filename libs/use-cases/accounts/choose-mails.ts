import { account } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class ChooseMailsBody extends bodyOf('ChooseMailsBody', account.events.MailsChosen) {}

export const ChooseMails = useCase(
  {
    name: 'ChooseMails',
    noun: 'accounts',
    verb: 'choose-mails',
    summary: 'Chooses which mails an account gets; its inbox has everything in any case.',
    records: 'MailsChosen',
    body: ChooseMailsBody,
  },
  (context, { id, body, envelope }) =>
    record(context, account, id, envelope, body, (act, { state }) => account.chooseMails(body, state, act)),
);

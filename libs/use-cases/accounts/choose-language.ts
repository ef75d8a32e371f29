import { account } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class ChooseLanguageBody extends bodyOf('ChooseLanguageBody', account.events.AccountLanguageChosen) {}

export const ChooseLanguage = useCase(
  {
    name: 'ChooseLanguage',
    noun: 'accounts',
    verb: 'choose-language',
    summary: 'Chooses the language in which the system speaks to an account.',
    records: 'AccountLanguageChosen',
    body: ChooseLanguageBody,
  },
  (context, { id, body, envelope }) =>
    record(context, account, id, envelope, body, (act, { state }) => account.chooseLanguage(body, state, act)),
);

import { randomUUID } from 'node:crypto';
import type { Rights } from '#permissions';
import { allUseCases, type Recorded } from '#use-cases';
import type { Desk } from '../route.ts';

/** Gives a command as the account itself, about what is its own. @throws Refusal, PermissionDenied */
export function giveOwn(
  { commands, house }: Desk,
  account: string,
  name: 'ChooseLanguage' | 'ChooseMails' | 'ForgetAccount',
  body: object,
): Promise<Recorded> {
  const useCase = allUseCases.find((one) => one.name === name)!;
  const command = randomUUID();
  const rights: Rights = { account, capacities: [] };
  const sent = { command, correlation: command, rights };
  return house.metrics.command(name, () => commands.execute(new useCase.command(account, body, sent)));
}

import { randomUUID } from 'node:crypto';
import { Refusal } from '#domain';
import type { Rights } from '#permissions';
import { allUseCases } from './all-use-cases.ts';
import { validateBody } from './body.ts';
import type { Context } from './context.ts';
import type { Recorded } from './record.ts';

/**
 * Carries out one command where there is no bus, by the name of its use case.
 * @param id of the stream
 * @param command its own id, so that sent twice it is carried out once; a new one when left out
 * @throws Refusal, also `command.malformed` with the field, PermissionDenied, StoreError, VaultError
 */
export async function carryOut(
  context: Context,
  rights: Rights,
  [name, id, plain]: readonly [name: string, id: string, body: object],
  command: string = randomUUID(),
): Promise<Recorded> {
  const useCase = allUseCases.find((one) => one.name === name);
  if (!useCase) throw new TypeError(`There is no use case ${name}.`);
  const { body, problems } = validateBody(useCase.body, plain);
  const [problem] = problems;
  if (problem) {
    const field = problem.pointer.slice(1).replaceAll('/', '.');
    throw new Refusal('command.malformed', `The field ${field} ${problem.detail}.`, field);
  }
  const { handler } = useCase;
  const sent = { command, correlation: command, rights };
  return new (handler as new (context: Context) => { execute(command: object): Promise<Recorded> })(context).execute(
    new useCase.command(id, body, sent),
  );
}

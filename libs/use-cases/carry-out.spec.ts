import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { atConsole, nobody } from '#permissions';
import { type Installation, openInstallation } from '../../test/installation.ts';
import { carryOut } from './carry-out.ts';

let installation: Installation;
beforeEach(async () => {
  installation = await openInstallation();
});
afterEach(() => installation.close());

it('carries out a command by its name, as whoever is given', async () => {
  const unit = ['EstablishUnit', 'services', { words: { name: 'Palvelut' } }] as const;
  expect(await carryOut(installation.context, atConsole, unit)).toMatchObject({ version: 1 });
  await expect(carryOut(installation.context, nobody, unit)).rejects.toMatchObject({ code: 'sign-in.needed' });
});

it('names the field of a body that has not the shape of the command', async () => {
  const carried = carryOut(installation.context, atConsole, ['EstablishUnit', 'services', { words: { name: 7 } }]);
  await expect(carried).rejects.toMatchObject({ code: 'command.malformed', field: 'words.name' });
});

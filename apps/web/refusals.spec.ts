import { describe, expect, it } from '@jest/globals';
import { sayInBrowser } from '#i18n/browser';
import { allUseCases, validateBody } from '#use-cases';
import type { Problem } from './api.ts';
import { faultsOf, sentenceOf } from './refusals.ts';

const problem = (status: number, code: string, faults: Record<string, string> = {}) =>
  ({ status, code, message: 'What the server says.', request: 'r-1', faults }) as Problem;

describe('A refusal of a field', () => {
  it.each([
    ['fi', 'Kerro, miksi ehdotus päätetään.'],
    ['sv', 'Berätta varför förslaget avslutas.'],
    ['en', 'Say why the proposal is closed.'],
  ] as const)('is said in the language of the page: %s', async (lang, said) => {
    const refused = problem(422, 'proposal.reason-missing', { 'words.reason': 'Say why it is closed.' });
    expect(await faultsOf(refused, await sayInBrowser(lang), lang)).toEqual({ 'words.reason': said });
  });
});

describe('A body that has not the shape of its command', () => {
  /** Checked as the server does, so that its sentences are not guessed here. */
  const faultsIn = async (command: string, given: object) => {
    const { body } = allUseCases.find(({ name }) => name === command)!;
    const faults = validateBody(body, given).problems.map(
      ({ pointer, detail }) => [pointer.slice(1).replaceAll('/', '.'), detail] as const,
    );
    return faultsOf(problem(400, 'request.body', Object.fromEntries(faults)), await sayInBrowser('fi'), 'fi');
  };

  it.each<[string, string, object, object]>([
    ['lacks a field', 'SucceedUnit', {}, { successor: 'Täytä tämä kohta.' }],
    [
      'has a wrong one',
      'SucceedUnit',
      { successor: 'A b' },
      { successor: 'Tarkista tämä kohta. Sitä ei voitu lukea.' },
    ],
    ['has one too many', 'RenameUnit', { x: 1 }, { x: 'Tarkista tämä kohta. Sitä ei voitu lukea.' }],
    [
      'has a text that is too long',
      'RenameUnit',
      { words: { name: 'a'.repeat(301) } },
      {
        'words.name':
          'Teksti on liian pitkä tai siinä on merkkejä, joita ei voi tallentaa. Siinä saa olla enintään 300 merkkiä.',
      },
    ],
  ])('and %s is told so at its fields', async (_what, command, given, said) => {
    expect(await faultsIn(command, given)).toEqual(said);
  });
});

describe('What went wrong otherwise', () => {
  it.each([
    [503, 'store-unavailable', 'problem.away'],
    // In the results of a batch there is no status.
    [409, 'vault-unavailable', 'problem.away'],
    [404, 'not-found', 'problem.notFound'],
    [400, 'query.param-wrong', 'problem.notFound'],
    [403, 'permission.denied', 'problem.denied'],
    [409, 'permission.several', 'problem.several'],
    [409, 'wrong-version', 'form.changedMeanwhile'],
    [412, 'wrong-version', 'form.changedMeanwhile'],
    [413, 'request.too-large', 'problem.tooLarge'],
    [429, 'request.too-many', 'problem.tooMany'],
  ] as const)('%s %s is said in words of the page', async (status, code, key) => {
    const say = await sayInBrowser('fi');
    expect(sentenceOf(problem(status, code), say)).toBe(say(key));
  });

  it('names the request to whoever is asked for help', async () => {
    expect(sentenceOf(problem(500, 'internal'), await sayInBrowser('fi'))).toContain('r-1');
  });

  it('is nothing where a rule spoke', async () => {
    expect(sentenceOf(problem(409, 'proposal.withdrawn'), await sayInBrowser('fi'))).toBeUndefined();
  });
});

import { expect, it } from '@jest/globals';
import { causesOf } from './oidc-routes.ts';

const cause = (error: string) => Object.assign(new TypeError('x'), { code: 'OAUTH_ERROR', error });

it('the log is told codes of a directory, and no text that a browser has brought back in their place', () => {
  expect(causesOf(new Error('x', { cause: cause('access_denied') }))).toEqual(['TypeError OAUTH_ERROR access_denied']);
  expect(causesOf(new Error('x', { cause: cause('Aino Virtanen, "salaisuus"') }))).toEqual(['TypeError OAUTH_ERROR']);
});

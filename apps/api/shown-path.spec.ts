import { describe, expect, it } from '@jest/globals';
import { shownPath } from './shown-path.ts';

describe('a path in the log', () => {
  it.each([
    ['/api/proposals/lobby-2026/decide', '/api/proposals/lobby-2026/decide'],
    ['/api/proposals?q=Matti', '/api/proposals'],
    ['/link/abcDEF_-1', '/link/…'],
    ['/sign-in/link/abcDEF_-1', '/sign-in/link/…'],
    ['/invitation/abcDEF_-1', '/invitation/…'],
    ['/elsewhere/calendar/abcDEF_-1.ics', '/elsewhere/calendar/…'],
    ['/api/units/Matti%20sanoi%20sen', '/api/units/…'],
    ['/api/units/Äiti/rename', '/api/units/…/rename'],
    [`/${'a'.repeat(65)}/b`, '/…/b'],
  ])('of %s is %s', (url, path) => {
    expect(shownPath(url)).toBe(path);
  });
});

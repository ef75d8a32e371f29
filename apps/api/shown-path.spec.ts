import { describe, expect, it } from '@jest/globals';
import { shownPath } from './shown-path.ts';

describe('a path in the log', () => {
  it.each([
    ['/api/proposals/lobby-2026/decide', '/api/proposals/lobby-2026/decide'],
    ['/api/proposals?q=Matti', '/api/proposals'],
    ['/link/abcDEF_-1', '/link/…'],
    ['/sign-in/link/abcDEF_-1', '/sign-in/link/…'],
    ['/invitation/abcDEF_-1', '/invitation/…'],
    ['/g/abcDEF_-1', '/g/…'],
    ['/elsewhere/g/abcDEF_-1/proposals/evenings?done=heard', '/elsewhere/g/…/proposals/evenings'],
    ['/elsewhere/calendar/abcDEF_-1.ics', '/elsewhere/calendar/…'],
    ['/api/units/Matti%20sanoi%20sen', '/api/units/…'],
    ['/api/units/Äiti/rename', '/api/units/…/rename'],
    [`/${'a'.repeat(65)}/b`, '/…/b'],
    ['/G/w7NL7cNz2OXvYUHRzJMTMiGbDOqUH2oh', '/G/…'],
    ['/%67//w7NL7cNz2OXvYUHRzJMTMiGbDOqUH2oh/print', '/…//…/print'],
    ['/api/files/0197c2a4-7d11-7a3e-9c55-0b1f6f2f6a10', '/api/files/0197c2a4-7d11-7a3e-9c55-0b1f6f2f6a10'],
  ])('of %s is %s', (url, path) => {
    expect(shownPath(url)).toBe(path);
  });
});

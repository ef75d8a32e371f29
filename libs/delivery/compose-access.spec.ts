import { describe, expect, it } from '@jest/globals';
import { languages } from '#i18n';
import { type AccessChange, type AccessMatter, composeAccessMail } from './compose-access.ts';

const at = 'https://kierto.example/app/sign-in/link/abcDEF_-1?to=%2Faccount&x=1';
const until = new Date('2026-11-22T08:15:00Z');
const changes: readonly AccessChange[] = ['password', 'secondStepOn', 'secondStepOff', 'recoveryCodes', 'token'];
const matters: readonly AccessMatter[] = [
  { type: 'SignInLink', at, until },
  { type: 'Invitation', at, until },
  ...changes.map((what): AccessMatter => ({ type: 'AccessChanged', what, on: until, ownPage: at })),
];

/** What is read of the HTML, links as their address behind their label. */
const read = (html: string): string =>
  html
    .replace(/<(head|style)\b[\s\S]*?<\/\1>/g, '')
    .replace(/<a [^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g, '$2 $1')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&');
const words = (text: string) => text.match(/[\p{L}\p{N}][^\s]*/gu)?.map((word) => word.replace(/[.:,]+$/, ''));

describe('A mail about signing in', () => {
  it.each(languages.flatMap((lang) => matters.map((matter) => [lang, matter] as const)))(
    'says the same as text and as HTML, where it leads and until when or since when: %s %o',
    (lang, matter) => {
      const { subject, text, html, headers } = composeAccessMail(matter, lang);
      expect(words(read(html))).toEqual(words(text));
      expect(html).toContain(`<html lang="${lang}">`);
      expect(text).toContain(at);
      expect(text).toContain('10');
      expect(text).toContain('22');
      expect(subject.length).toBeGreaterThan(5);
      // It can not be turned off: nobody may come in unseen.
      expect(headers).toBeUndefined();
    },
  );

  it('says each change in words of its own', () => {
    for (const lang of languages) {
      const texts = matters.map((matter) => composeAccessMail(matter, lang).text);
      expect(new Set(texts).size).toBe(matters.length);
    }
  });
});

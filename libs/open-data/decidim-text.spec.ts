import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { asHtml, plainText } from './decidim-text.ts';

describe('the text that HTML shows', () => {
  it.each([
    ['<p>One</p><p>Two<br>Three</p>', 'One\n\nTwo\nThree'],
    ['<p>List:</p><ul><li>One</li><li><p>Two</p></li></ul><p>End</p>', 'List:\n- One\n- Two\n\nEnd'],
    ['<h2>Title</h2>\n  <p>Words   in\n a row</p>', 'Title\n\nWords in a row'],
    ['<strong>Bold</strong> and <em>thin</em>', 'Bold and thin'],
    ['<p>See <a href="https://example.org/a?b=1&amp;c=2">this</a>.</p>', 'See this (https://example.org/a?b=1&c=2).'],
    ['<a href="https://example.org">https://example.org</a>', 'https://example.org'],
    ['<a href="javascript:alert(1)">press</a>', 'press'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['&Auml;iti &amp; is&auml; &#228;&#xE4; &hellip; &copy; &nbsp;!', 'Äiti & isä ää … ©  !'],
  ])('%j is %j', (html, text) => {
    expect(plainText(html)).toBe(text);
  });

  it.each([
    ['<p>a<script>alert("</p>")</script>b</p>', 'a b'],
    ['a<style>p { color: red }</style>b', 'a b'],
    ['a<!-- not <b>seen</b> -->b', 'ab'],
    ['a<!-- never ended', 'a'],
    ['a<script>never ended', 'a'],
    ['<img src=x onerror="alert(1)">', ''],
    ['<iframe src="https://example.org">x</iframe>', ''],
    ['&lt;script&gt;alert(1)&lt;/script&gt;', '<script>alert(1)</script>'],
    ['&#0;&#xD800;&#x110000;', '\uFFFD\uFFFD\uFFFD'],
    ['\0\x1B[31ma\r\nb\uD800', '[31ma\nb\uFFFD'],
  ])('has nothing in it that would be run or hidden: %j is %j', (html, text) => {
    expect(plainText(html)).toBe(text);
  });

  it.each([
    '3 < 4 and 5 > 4',
    'I <3 it',
    '<name@example.org>',
    'a & b; c &unknown; d',
    'One\n  two\n\nthree',
    '<',
    '&',
    '<p',
  ])('leaves what is no HTML as it is: %j', (text) => {
    expect(plainText(text)).toBe(text);
  });

  it('comes also of what is broken in any way', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '<p',
      '</',
      '"',
      "'",
      '&',
      '&#',
      ';',
      '<!--',
      '-->',
      '<script>',
      'a',
      ' ',
      '\n',
      '<a href="http:',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        expect(plainText(pieces.join('')).isWellFormed()).toBe(true);
      }),
    );
  });

  it.each(['<', '<a ', '<a "', '&', '<!--', '<script>', '</', "<p a='", '<p '])(
    'of a megabyte of %j is found',
    (piece) => {
      expect(typeof plainText(piece.repeat(1_000_000 / piece.length))).toBe('string');
    },
  );
});

describe('text as HTML', () => {
  it('has its paragraphs and lines, and no tag of its own', () => {
    expect(asHtml('One & <b>\ntwo\n\n\nthree')).toBe('<p>One &amp; &lt;b&gt;<br>two</p><p>three</p>');
    expect(asHtml('')).toBe('');
  });

  it('comes back as the text it was, spaces at the ends of lines and beside each other excepted', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'ä', '<', '>', '&', '"', ';', 'p', 'lt', '1'), minLength: 1 });
    const line = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
    const paragraph = fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(fc.array(paragraph, { minLength: 1, maxLength: 3 }), (paragraphs) => {
        const text = paragraphs.join('\n\n');
        expect(plainText(asHtml(text))).toBe(text);
      }),
    );
  });
});

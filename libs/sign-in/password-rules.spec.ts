import { describe, expect, it } from '@jest/globals';
import { checkedPassword, plainPassword } from './password-rules.ts';

const aino = { name: 'Aino Esimerkki', address: 'aino.esimerkki@example.fi' };
const codeOf = (text: string, owner = aino): Promise<string> =>
  checkedPassword(text, owner).then(
    () => 'taken',
    (error: { code: string; field: string }) => `${error.code} (${error.field})`,
  );

describe('a password', () => {
  it.each([
    'kolme rusakkoa pihalla',
    'correct horse battery staple',
    'vT7#kq2!mZ9p',
    'пароль из трёх слов',
    'السلام عليكم جميعا',
    '🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧',
    '582093471659',
    'Aino rakastaa rusakoita',
    'a'.repeat(3) + 'bcxyz!?0987 '.repeat(10).trim(),
  ])('may be %s', async (text) => {
    expect(await codeOf(text)).toBe('taken');
  });

  it.each([
    ['', 'password.too-short'],
    ['elevenchars', 'password.too-short'],
    ['🦊'.repeat(11), 'password.too-short'],
    ['x'.repeat(129), 'password.too-long'],
    ['x'.repeat(1_000_000), 'password.too-long'],
    ['ﷺ'.repeat(20), 'password.too-long'],
    ['kolme rusakkoa\0pihalla', 'password.unreadable'],
    ['kolme rusakkoa\npihalla', 'password.unreadable'],
    ['kolme rusakkoa \ud800 pihalla', 'password.unreadable'],
    ['passwordpassword', 'password.common'],
    ['Password-2026!', 'password.common'],
    ['unbelievable', 'password.common'],
    ['UNBELIEVABLE', 'password.common'],
    ['Salasana12345!', 'password.common'],
    ['Kierto2026!!', 'password.common'],
    ['kierto-Kierto-kierto', 'password.common'],
    ['123456789012', 'password.common'],
    ['abcdefghijklmno', 'password.common'],
    ['aaaaaaaaaaaaaaaa', 'password.common'],
    ['ababababababababab', 'password.common'],
    ['ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ', 'password.common'],
    ['aino.esimerkki@example.fi', 'password.about-you'],
    ['Aino.Esimerkki2026', 'password.about-you'],
    ['esimerkki aino', 'password.about-you'],
    ['Esimerkki-1234', 'password.about-you'],
  ])('may not be %j', async (text, code) => {
    expect(await codeOf(text)).toBe(`${code} (password)`);
  });

  it('is looked at in no time, however long the name and the address are', async () => {
    const long = `${'xy'.repeat(5_000_000)}z`;
    expect(await codeOf('kolme rusakkoa pihalla', { name: long, address: long })).toBe('taken');
  });

  it('is the same however a keyboard makes its letters', async () => {
    expect(await checkedPassword('Ärtyisä ﬁiliäinen', {})).toBe(
      await checkedPassword('A\u0308rtyisa\u0308 fiilia\u0308inen', {}),
    );
  });
});

describe('a text that somebody shows as their password', () => {
  it.each(['x'.repeat(129), 'x'.repeat(10_000_000), 'a\0b', 'a\ud800'])('is none and is not even hashed', (text) => {
    expect(plainPassword(text)).toBeUndefined();
  });
});

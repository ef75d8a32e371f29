/** What people here choose and no list from elsewhere has. */
const ownWords = [
  'kierto',
  'kiertokierto',
  'salasana',
  'salasanani',
  'lösenord',
  'losenord',
  'mittlösenord',
  'yhteiskehittäminen',
];

let list: Promise<ReadonlySet<string>> | undefined;

/**
 * Some fifty thousand passwords that were often found in what was stolen elsewhere, in small letters. They are loaded when
 * somebody first chooses a password.
 */
export function guessedFirst(): Promise<ReadonlySet<string>> {
  list ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set([...dictionary['passwords-common'], ...ownWords]),
  );
  return list;
}

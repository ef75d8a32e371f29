/**
 * What Finnish words have in common however they are inflected. Snowball's stemmer cuts endings and leaves what changes inside a
 * stem, `kadu-` beside `katu`; here each way in which a form may be read gives the stem in its weak grade, and two words are taken
 * for forms of one when any of their readings is the same.
 */

const clitics = /(?:kin|kaan|kään|han|hän|ko|kö|pa|pä)$/;
/** Behind a case ending, which then loses its own last consonant. */
const possessives = /(?:mme|nne|nsa|nsä|ni|si|(?<=[aä][aä]|[ea])n)$/;

/** The longest that fits and each shorter one may be the ending. */
const endings = [
  ...[
    'issa',
    'issä',
    'ista',
    'istä',
    'illa',
    'illä',
    'ilta',
    'iltä',
    'ille',
    'ina',
    'inä',
    'iksi',
    'ihin',
    'iin',
    'isiin',
  ],
  ...[
    'ssa',
    'ssä',
    'sta',
    'stä',
    'lla',
    'llä',
    'lta',
    'ltä',
    'lle',
    'na',
    'nä',
    'ksi',
    'tta',
    'ttä',
    'seen',
    'han',
    'hin',
    'hon',
  ],
  ...[
    'hun',
    'hyn',
    'hän',
    'hön',
    'hen',
    'iden',
    'itten',
    'jen',
    'ien',
    'ten',
    'ita',
    'itä',
    'ja',
    'jä',
    'ia',
    'iä',
    'iten',
  ],
  ...['t', 'n', 'a', 'ä', 'ta', 'tä', 'in', 'an', 'än', 'en', 'on', 'un', 'yn', 'ön', 'ei', 'ej'],
  ...[
    'etaan',
    'etään',
    'taan',
    'tään',
    'daan',
    'dään',
    'vat',
    'vät',
    'tte',
    'mme',
    'nut',
    'nyt',
    'neet',
    'isi',
    'taa',
    'tää',
    'ttu',
    'tty',
  ],
  ...['mpi', 'mman', 'mmän', 'mpaa', 'mpää', 'in', 'impia', 'impi', 'sti'],
];
const byLast = Map.groupBy(new Set(endings), (ending) => ending.at(-1)!);
const beginsPlural = /^[ij]/;

const irregular: Readonly<Record<string, string>> = {
  las: 'lapsi',
  laste: 'lapsi',
  mieh: 'mies',
  miehe: 'mies',
  mieste: 'mies',
  mies: 'mies',
  kah: 'kaksi',
  yhde: 'yksi',
  kahde: 'kaksi',
};

/** Consonants before the last vowels, from the strong grade to the weak one. */
const grades: readonly (readonly [RegExp, string])[] = [
  [/([aouyäö])ik([aä])$/, '$1j$2'],
  [/([^aeiouyäö])(u)k(u)$/, '$1$2v$3'],
  [/([^aeiouyäö])(y)k(y)$/, '$1$2v$3'],
  [/kk([aeiouyäö]+)$/, 'k$1'],
  [/pp([aeiouyäö]+)$/, 'p$1'],
  [/tt([aeiouyäö]+)$/, 't$1'],
  [/nk([aeiouyäö]+)$/, 'ng$1'],
  [/nt([aeiouyäö]+)$/, 'nn$1'],
  [/mp([aeiouyäö]+)$/, 'mm$1'],
  [/lt([aeiouyäö]+)$/, 'll$1'],
  [/rt([aeiouyäö]+)$/, 'rr$1'],
  [/([aeiouyäölrh])k([aeiouyäö]+)$/, '$1$2'],
  [/([aeiouyäölr])p([aeiouyäö]+)$/, '$1v$2'],
  [/([aeiouyäöh])t([aeiouyäö]+)$/, '$1d$2'],
];

function weakened(stem: string): string {
  for (const [strong, weak] of grades) if (strong.test(stem)) return stem.replace(strong, weak);
  return stem;
}

/** The stems that a form may be of, each in one spelling for all forms of a word. @param form folded */
export function finnishStems(form: string): ReadonlySet<string> {
  const stems = new Set<string>();
  if (form.length < 3) return stems.add(form);
  nominative(form, stems);
  for (const one of withoutTails(form)) {
    for (const ending of byLast.get(one.at(-1)!) ?? []) {
      const stem = one.slice(0, -ending.length);
      if (!one.endsWith(ending) || !/[aeiouyäö]/.test(stem)) continue;
      // tö-i-tä, ryhmätö-i-tä
      if (beginsPlural.test(ending) && /[^aeiouyäö]ö$/.test(stem)) stems.add(stem.replace(/ö$/, 'yö'));
      if (stem.length >= 3) oblique(stem, ending, stems);
    }
  }
  return stems;
}

/** The form, and what is left of it without a clitic, a possessive, or both. */
function withoutTails(form: string): string[] {
  const forms = [form];
  const bare = form.replace(clitics, '');
  if (bare !== form && bare.length >= 4) forms.push(bare);
  for (const one of [...forms]) {
    const owned = one.replace(possessives, '');
    if (owned !== one && owned.length >= 4) forms.push(owned, `${owned}n`, `${owned}t`);
  }
  return forms;
}

function nominative(form: string, stems: Set<string>): void {
  if (/nen$/.test(form)) stems.add(form.replace(/nen$/, 's'));
  else if (/[^aeiouyäö]$|e$/.test(form)) stems.add(form);
  else stems.add(level(weakened(form)));
  if (/si$/.test(form)) stems.add(form);
}

function oblique(stem: string, ending: string, stems: Set<string>): void {
  const known = irregular[stem];
  if (known !== undefined) stems.add(level(known));
  const isPlural = beginsPlural.test(ending);
  // vastaukse-, vastauksi-; osallisuude-, osallisuute-, osallisuuksi-; tapaamise-
  if (/[uyoöai]ks[ei]?$/.test(stem))
    stems.add(stem.replace(/ks[ei]?$/, 's')).add(stem.replace(/([uy])ks[ei]?$/, '$1s'));
  if (/(?:uu|yy)(?:de|te|t|ks|s)$/.test(stem)) stems.add(stem.replace(/(?:de|te|t|ks|s)$/, 's'));
  if (/is[ei]?$/.test(stem)) stems.add(stem.replace(/s[ei]?$/, 's'));
  if (/[^aeiouyäö]$/.test(stem)) {
    stems.add(stem);
    if (/^t/.test(ending)) stems.add(level(`${stem}i`));
    // koir-i-a, soit-i-n, odot-etaan; viest-e-jä
    if (/^[ije]/.test(ending)) for (const vowel of ['i', 'a']) stems.add(level(weakened(`${stem}${vowel}`)));
    return;
  }
  // puhelime-; vede-, vete-
  if (/[aeiouyäö]me$/.test(stem)) stems.add(stem.replace(/me$/, 'n'));
  if (/[aeiouyäö][dt]e$/.test(stem)) stems.add(stem.replace(/[dt]e$/, 'si'));
  // asiakkaa-, kaunii-; palauttee-, palautte-i-, palautet-ta
  if (/([aäiuy])\1$/.test(stem)) stems.add(`${weakened(stem.slice(0, -1))}s`);
  if (isPlural && /[aä]$/.test(stem)) stems.add(`${weakened(stem)}s`);
  if (/ee$/.test(stem)) stems.add(weakened(stem.slice(0, -1)));
  if (/[^e]e$/.test(stem) && (isPlural || /^(?:tta|ttä|t)/.test(ending))) stems.add(weakened(stem)).add(stem);
  // kahvilo-i-ssa, aiko-j-a
  if (isPlural && /[oö]$/.test(stem)) stems.add(level(weakened(stem.replace(/.$/, stem.endsWith('o') ? 'a' : 'ä'))));
  stems.add(level(stem)).add(level(weakened(stem)));
}

/** With one spelling for last vowels that change into each other: ä with a before it has become a rule of sound, e with i before endings. */
const level = (stem: string): string => stem.replace(/ä$/, 'a').replace(/e$/, 'i');

/** Names in double braces: `{{count}}`. */
type Named<Text extends string> = Text extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Named<Rest> : never;

type WithoutPlural<Key extends string> = Key extends `${infer Whole}_${'one' | 'other'}` ? Whole : Key;

/** A catalogue in another language: the same keys, checked by the compiler. */
export type Translated<Catalogue> = Readonly<Record<keyof Catalogue, string>>;

/** Keys as they are asked for: `owed.decision`; of a plural its key without `_one` and `_other`. */
export type KeyOf<Catalogue> = WithoutPlural<keyof Catalogue & string>;

type TextOf<Catalogue, Key extends string> = Catalogue[(Key | `${Key}_one` | `${Key}_other`) & keyof Catalogue] &
  string;

/** What the sentence names; a plural always a `count`. */
export type ValuesOf<Catalogue, Key extends string> =
  | Named<TextOf<Catalogue, Key>>
  | (`${Key}_other` extends keyof Catalogue ? 'count' : never) extends infer Name
  ? { readonly [K in Name & string]: K extends 'count' ? number : string }
  : never;

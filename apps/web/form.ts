import { useEffect, useState } from 'react';
import { draftOf, dropDraft, keepDraft } from './drafts.ts';
import { useSelf } from './me.ts';

export type Values = Readonly<Record<string, unknown>>;

export interface Form<V extends Values> {
  readonly values: V;
  readonly set: <K extends keyof V>(name: K, value: V[K]) => void;
  /** What is wrong, by the name of the field. */
  readonly faults: Readonly<Record<string, string>>;
  /** Says what is wrong. @returns whether nothing is */
  readonly check: (faults: Readonly<Record<string, string | undefined | false>>) => boolean;
  /** Says what the server found wrong, by path: `words.reason` is the field `reason`. */
  readonly blame: (faults: Readonly<Record<string, string>>) => void;
  /** A draft of an earlier visit was put back. */
  readonly isRestored: boolean;
  /** Empties the form and forgets its draft: after it was recorded, or to start afresh. */
  readonly clear: () => void;
}

/**
 * What is being filled in. With a name it survives a closed tab, a lost network and a session that ended: it is kept in this
 * browser until `clear`.
 */
export function useForm<V extends Values>(initial: V, name?: string): Form<V> {
  const account = useSelf()?.account ?? '';
  const [{ values, isRestored }, setState] = useState(() => {
    const draft = name === undefined ? undefined : (draftOf(account, name) as V | undefined);
    return { values: { ...initial, ...draft } as V, isRestored: draft !== undefined };
  });
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const isTouched = values !== initial && JSON.stringify(values) !== JSON.stringify(initial);
  useEffect(() => {
    if (name !== undefined && isTouched) keepDraft(account, name, values);
  }, [account, name, values, isTouched]);
  return {
    values,
    faults,
    isRestored,
    set: (field, value) => {
      setState((state) => ({ ...state, values: { ...state.values, [field]: value } }));
      setFaults(({ [field as string]: _, ...rest }) => rest);
    },
    check: (found) => {
      const wrong = Object.fromEntries(Object.entries(found).filter((one): one is [string, string] => Boolean(one[1])));
      setFaults(wrong);
      return Object.keys(wrong).length === 0;
    },
    blame: (found) =>
      setFaults(
        Object.fromEntries(Object.entries(found).map(([field, fault]) => [field.replace(/^words\./, ''), fault])),
      ),
    clear: () => {
      if (name !== undefined) dropDraft(name);
      setState({ values: initial, isRestored: false });
      setFaults({});
    },
  };
}

import { useId } from 'react';

interface Choice {
  readonly label: string;
  /** What is chosen when nothing is. */
  readonly none: string;
  readonly value: string | undefined;
  readonly onPick: (value: string) => void;
  readonly children: readonly { readonly value: string; readonly label: string }[];
}

/** One of several, or none: chosen at once, without a button. */
export function Pick({ label, none, value = '', onPick, children }: Choice) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => onPick(target.value)}>
        <option value="">{none}</option>
        {children.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </div>
  );
}

import { type ReactNode, useState } from 'react';

interface Section {
  readonly title: string;
  /** How many things it holds now. */
  readonly count?: number | undefined;
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}

/** A part of a long form that is closed until somebody wants it. */
export function Section({ title, count, isOpen = false, children }: Section) {
  const [open, setOpen] = useState(isOpen);
  return (
    <details className="card part" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <h2>
          {title} {count !== undefined && count > 0 && <span className="tag turn">{count}</span>}
        </h2>
      </summary>
      {children}
    </details>
  );
}

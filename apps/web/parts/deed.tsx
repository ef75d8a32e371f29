import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Button } from 'suomifi-ui-components';

interface Deed {
  /** What can be done, in a verb. */
  readonly label: string;
  /** To which of several things, for whoever hears the buttons one by one. */
  readonly of?: string;
  /** The one next thing on a page; all else stands behind it. */
  readonly isFirst?: boolean;
  /** Its form. `done` closes it and says what was recorded. */
  readonly children: (close: (done?: string) => void) => ReactNode;
}

/** Something that can be done here: a button that opens its form in place. Closed, the focus is where it was. */
export function Deed({ label, of, isFirst = false, children }: Deed) {
  const [isOpen, setOpen] = useState(false);
  const [done, setDone] = useState<string>();
  const heading = useRef<HTMLHeadingElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (isOpen) heading.current?.focus();
  }, [isOpen]);
  const whole = of === undefined ? label : `${label}: ${of}`;
  const close = (what?: string) => {
    setOpen(false);
    setDone(what);
    // The button is there again only when this has been drawn.
    requestAnimationFrame(() => button.current?.focus());
  };
  if (isOpen)
    return (
      <section className="card" aria-labelledby={id}>
        <h3 id={id} ref={heading} tabIndex={-1}>
          {whole}
        </h3>
        {children(close)}
      </section>
    );
  return (
    <div className="deed">
      {done !== undefined && (
        <p className="notice good" role="status">
          {done}
        </p>
      )}
      <Button
        ref={button}
        variant={isFirst ? 'default' : 'secondary'}
        onClick={() => setOpen(true)}
        {...(of !== undefined && { 'aria-label': whole })}
      >
        {label}
      </Button>
    </div>
  );
}

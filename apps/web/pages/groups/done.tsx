import { type ReactNode, useEffect, useRef } from 'react';

/** Says what was recorded where the form it was recorded by is gone, and takes the focus that stood in it. */
export function Done({ children }: { readonly children: ReactNode }) {
  const notice = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (children) notice.current?.focus();
  }, [children]);
  return (
    <p className="notice good" role="status" tabIndex={-1} ref={notice}>
      {children}
    </p>
  );
}

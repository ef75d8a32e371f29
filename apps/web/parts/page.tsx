import { type ReactNode, type RefObject, useEffect, useRef } from 'react';

interface Page {
  /** Heading of the page and title of the window. */
  readonly title: string;
  /** In the window's title only, where the heading would tell what others must not read over a shoulder. */
  readonly windowTitle?: string;
  /** Language of the heading, where somebody wrote it. */
  readonly lang?: string | undefined;
  /** Where whoever comes here goes on at once; the heading, if nothing is named. */
  readonly first?: RefObject<HTMLElement | null> | undefined;
  readonly children: ReactNode;
}

/** What stands in `main`: whoever comes here by a link is led to the heading, or to what is to be done first, and a screen reader reads it. */
export function Page({ title, windowTitle = title, lang, first, children }: Page) {
  const heading = useRef<HTMLHeadingElement>(null);
  const begins = useRef(first ?? heading);
  useEffect(() => {
    document.title = `${windowTitle} – Kierto`;
  }, [windowTitle]);
  useEffect(() => {
    begins.current.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <h1 ref={heading} tabIndex={-1} lang={lang}>
        {title}
      </h1>
      {children}
    </>
  );
}

import { type ReactNode, useEffect, useRef } from 'react';

interface Page {
  /** Heading of the page and title of the window. */
  readonly title: string;
  /** In the window's title only, where the heading would tell what others must not read over a shoulder. */
  readonly windowTitle?: string;
  /** Language of the heading, where somebody wrote it. */
  readonly lang?: string | undefined;
  readonly children: ReactNode;
}

/** What stands in `main`: whoever comes here by a link is led to the heading, and a screen reader reads it. */
export function Page({ title, windowTitle = title, lang, children }: Page) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${windowTitle} – Kierto`;
  }, [windowTitle]);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
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

import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PlainKey } from '#i18n/browser';
import { useSpeech } from '../../language.tsx';
import { type Self, useSelf } from '../../me.ts';
import { Page } from '../../parts/page.tsx';

interface Room {
  readonly to: string;
  readonly label: PlainKey;
  readonly isOpen: (self: Self) => boolean;
}

const rooms: readonly Room[] = [
  { to: '/admin', label: 'admin.state', isOpen: ({ can }) => can('ReadState') },
  { to: '/units', label: 'units.title', isOpen: () => true },
  { to: '/admin/organisation', label: 'organisation.title', isOpen: () => true },
  { to: '/admin/accounts', label: 'accounts.title', isOpen: ({ can }) => can('ListAccounts') },
  { to: '/admin/system', label: 'system.title', isOpen: ({ can }) => can('AskForJob') },
  { to: '/admin/log', label: 'log.title', isOpen: ({ can }) => can('ListActs') },
];

/** A page of the administration, with the way to the others. */
export function AdminFrame({
  title,
  windowTitle,
  lang,
  children,
}: {
  readonly title: string;
  readonly windowTitle?: string;
  readonly lang?: string | undefined;
  readonly children: ReactNode;
}) {
  const { say } = useSpeech();
  const self = useSelf();
  return (
    <Page title={title} lang={lang} {...(windowTitle !== undefined && { windowTitle })}>
      {self?.can('ReadState') && (
        <nav className="tabs" aria-label={say('nav.admin')}>
          <ul className="plain">
            {rooms
              .filter(({ isOpen }) => isOpen(self))
              .map(({ to, label }) => (
                <li key={to}>
                  <Link
                    to={to}
                    activeOptions={{ exact: to === '/admin', includeSearch: false }}
                    activeProps={{ 'aria-current': 'page' }}
                  >
                    {say(label)}
                  </Link>
                </li>
              ))}
          </ul>
        </nav>
      )}
      {children}
    </Page>
  );
}

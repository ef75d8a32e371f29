import { Link, Outlet } from '@tanstack/react-router';
import { type ReactNode, Suspense, useState } from 'react';
import { isLanguage, type PlainKey } from '#i18n/browser';
import { addressOf } from './api.ts';
import { dropAllDrafts } from './drafts.ts';
import { useSpeech } from './language.tsx';
import { useLive } from './live.ts';
import { type Self, useSelf } from './me.ts';

interface Door {
  readonly to: string;
  readonly label: PlainKey;
  readonly isOpen: (self: Self) => boolean;
}

/** What somebody comes for most stands first. */
const doors: readonly Door[] = [
  { to: '/start', label: 'nav.start', isOpen: () => true },
  { to: '/board', label: 'nav.board', isOpen: ({ can }) => can('ListOwed') },
  { to: '/groups', label: 'nav.groups', isOpen: ({ can }) => can('ListGroups') },
  { to: '/commissions', label: 'nav.commissions', isOpen: ({ can }) => can('ListCommissions') },
  { to: '/promises', label: 'nav.promises.short', isOpen: ({ is }) => is('management') || is('administrator') },
  { to: '/inbox', label: 'nav.inbox', isOpen: ({ can }) => can('ListInbox') },
  { to: '/influence', label: 'nav.influence', isOpen: ({ can }) => can('GetInfluenceFigures') },
  { to: '/search', label: 'nav.search', isOpen: ({ can }) => can('Search') },
  { to: '/admin', label: 'nav.admin', isOpen: ({ can }) => can('ReadState') },
];

const languageNames = { fi: 'Suomi', sv: 'Svenska', en: 'English' } as const;

/** What stands around every page. */
export function Shell() {
  const self = useSelf();
  const isHeard = useLive();
  const { say, lang } = useSpeech();
  return (
    <>
      <a className="skip" href="#main">
        {say('shell.skip')}
      </a>
      <header className="bar">
        <div>
          <Link className="home" to="/start">
            Kierto
          </Link>
          {self && <Menu self={self} />}
          <Own />
        </div>
      </header>
      {!isHeard && (
        <p className="away" role="status">
          {navigator.onLine ? say('problem.away') : say('problem.offline')}
        </p>
      )}
      <main id="main" tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
      <footer>
        <p>{say('shell.noDecision')}</p>
        <ul className="plain">
          <li>
            <a href={addressOf(`/?lang=${lang}`)}>{say('shell.front')}</a>
          </li>
          <li>
            <a href={addressOf(`/about?lang=${lang}`)}>{say('shell.about')}</a>
          </li>
          <li>
            <a href={addressOf(`/accessibility?lang=${lang}`)}>{say('shell.accessibility')}</a>
          </li>
        </ul>
      </footer>
    </>
  );
}

function Loading(): ReactNode {
  const { say } = useSpeech();
  return <p role="status">{say('loading')}</p>;
}

/** On a narrow window the doors are behind a button, so that the page begins where one looks. */
function Menu({ self }: { readonly self: Self }) {
  const { say } = useSpeech();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="menu-button"
        aria-expanded={isOpen}
        aria-controls="menu"
        onClick={() => setOpen(!isOpen)}
      >
        {say('shell.menu')}
      </button>
      <nav id="menu" aria-label={say('shell.menu')} data-open={isOpen}>
        <ul className="plain">
          {doors
            .filter((door) => door.isOpen(self))
            .map(({ to, label }) => (
              <li key={to}>
                <Link to={to} activeProps={{ 'aria-current': 'page' }} onClick={() => setOpen(false)}>
                  {say(label)}
                </Link>
              </li>
            ))}
        </ul>
      </nav>
    </>
  );
}

function Own() {
  const { say, lang, choose } = useSpeech();
  return (
    <div className="own">
      <select
        aria-label={say('shell.language')}
        value={lang}
        onChange={({ target }) => isLanguage(target.value) && choose(target.value)}
      >
        {Object.entries(languageNames).map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
      <a href={addressOf(`/account?lang=${lang}`)}>{say('shell.own')}</a>
      <form method="post" action={addressOf('/sign-out')} onSubmit={dropAllDrafts}>
        <button className="plain-button" type="submit">
          {say('shell.out')}
        </button>
      </form>
    </div>
  );
}

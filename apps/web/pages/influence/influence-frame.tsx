import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PlainKey } from '#i18n/browser';
import { useSpeech } from '../../language.tsx';
import { Page } from '../../parts/page.tsx';
import { useChosen } from './chosen.ts';
import { Filters } from './filters.tsx';

interface Room {
  readonly to: string;
  readonly label: PlainKey;
  /** Where it begins, where its own address names one of several. */
  readonly under?: string;
}

const rooms: readonly Room[] = [
  { to: '/influence', label: 'influence.room.overview' },
  { to: '/influence/measures/answered', label: 'influence.room.measures', under: '/influence/measures/' },
  { to: '/influence/times', label: 'influence.room.times' },
  { to: '/influence/flow', label: 'influence.room.flow' },
  { to: '/influence/silence', label: 'influence.room.silence' },
  { to: '/influence/groups', label: 'influence.room.groups' },
  { to: '/influence/hours', label: 'influence.room.hours' },
  { to: '/influence/data', label: 'influence.room.data' },
];

/** A page about influence: the ways to the others, which keep what was chosen, and the bar in which it is chosen. */
export function InfluenceFrame({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const { say } = useSpeech();
  const { along } = useChosen();
  const here = window.location.pathname;
  return (
    <Page title={title}>
      <nav className="tabs no-print" aria-label={say('influence.rooms')}>
        <ul className="plain">
          {rooms.map(({ to, label, under }) => (
            <li key={to}>
              <Link
                to={to as string}
                search={along as never}
                activeOptions={{ exact: true, includeSearch: false }}
                activeProps={{ 'aria-current': 'page' }}
                {...(under && here.includes(under) && { 'aria-current': 'page' as const })}
              >
                {say(label)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Filters />
      {children}
    </Page>
  );
}

import { Link, useSearch } from '@tanstack/react-router';
import { addressOf } from '../../api.ts';
import { useSpeech } from '../../language.tsx';
import { Page } from '../../parts/page.tsx';
import { PublishingList } from './publishing-list.tsx';

/** Everything within reach that is to be public, or is: nothing is without both sides. */
export function PublishingPage() {
  const { say } = useSpeech();
  const { state = 'waiting' } = useSearch({ strict: false }) as { readonly state?: 'waiting' | 'public' };
  return (
    <Page title={say('publish.heading')}>
      <p>
        {say('publish.what')} <a href={addressOf('/changes')}>{say('publish.see')}</a>
      </p>
      <nav aria-label={say('publish.which')} className="meta">
        {(['waiting', 'public'] as const).map((one) => (
          <Link key={one} to="/publishing" search={{ state: one }} aria-current={one === state ? 'true' : undefined}>
            {say(`publish.${one}`)}
          </Link>
        ))}
      </nav>
      <PublishingList state={state} />
    </Page>
  );
}

import { Link, useSearch } from '@tanstack/react-router';
import { useList } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Listed } from '../../parts/asked.tsx';
import { Deed } from '../../parts/deed.tsx';
import { Page } from '../../parts/page.tsx';
import { Words } from '../../parts/words.tsx';
import { FoundForm } from './found-form.tsx';

/** All groups; those that are living first, unless the others are asked for. */
export function GroupsPage() {
  const { say, code } = useSpeech();
  const self = useSelf();
  const { status = 'living' } = useSearch({ strict: false }) as { readonly status?: 'living' | 'ended' };
  const groups = useList('/api/groups', { query: { status } });
  return (
    <Page title={say('nav.groups')}>
      {self?.as.length === 0 && <p className="notice">{say('group.noRole')}</p>}
      <nav aria-label={say('group.which')} className="meta">
        {(['living', 'ended'] as const).map((one) => (
          <Link key={one} to="/groups" search={{ status: one }} aria-current={one === status ? 'true' : undefined}>
            {say(`group.${one}`)}
          </Link>
        ))}
      </nav>
      <Listed of={groups} empty={<p>{say('group.none')}</p>}>
        {(items) => (
          <ul className="plain">
            {items.map((group) => (
              <li className="card" key={group.id}>
                <h2>
                  {group.opens ? (
                    <Link to="/groups/$id" params={{ id: group.id }}>
                      <Words of={group.name} brief />
                    </Link>
                  ) : (
                    <Words of={group.name} brief />
                  )}
                </h2>
                <p className="meta">
                  <span>{code('groupKind', group.kind)}</span>
                  <Words of={group.unitName} brief />
                  {self?.is('coordinator', group.id) && <span className="tag turn">{say('group.youCoordinate')}</span>}
                  {self?.is('member', group.id) && <span className="tag turn">{say('group.yours')}</span>}
                </p>
                <p>
                  <Words of={group.description} brief />
                </p>
              </li>
            ))}
          </ul>
        )}
      </Listed>
      {self?.can('FoundGroup') && <Deed label={say('group.found')}>{(close) => <FoundForm onDone={close} />}</Deed>}
    </Page>
  );
}

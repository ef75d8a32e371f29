import { useParams } from '@tanstack/react-router';
import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Asked } from '../../parts/asked.tsx';
import { Day } from '../../parts/days.tsx';
import { Deed } from '../../parts/deed.tsx';
import { Words } from '../../parts/words.tsx';
import type { Group } from './group.ts';
import { GroupFrame, looksAfter } from './group-frame.tsx';
import { Hours } from './hours.tsx';
import { ConsentForm } from './people-page.tsx';
import { ActivityForm, LedToForm, VoiceForm } from './said-forms.tsx';
import { Seasons } from './seasons.tsx';

/** What the group does beside proposing: seasons, hours, activities, what was said in it, what it led to. */
export function WorkPage() {
  const { say } = useSpeech();
  const { id } = useParams({ strict: false }) as { readonly id: string };
  const group = useAsk('/api/groups/{id}', { path: { id } });
  return (
    <Asked of={group} heading={say('group.part.work')}>
      {(found) => (
        <GroupFrame group={found} title={say('group.part.work')}>
          <Seasons group={found} />
          <Hours group={found} />
          <Activities group={found} />
          <Voices group={found} />
          <LedTo group={found} />
        </GroupFrame>
      )}
    </Asked>
  );
}

const useMayWrite = (group: string): boolean => looksAfter(useSelf(), group);

function Activities({ group }: { readonly group: Group }) {
  const { say, code } = useSpeech();
  const mayWrite = useMayWrite(group.id);
  return (
    <>
      <h2>{say('group.activities')}</h2>
      {group.activities.length === 0 && <p className="gone">{say('group.activities.none')}</p>}
      <ul className="plain">
        {group.activities.map(({ event, kind, on, from, to, what }) => (
          <li className="card" key={event}>
            <p className="meta">
              <strong>{code('activityKind', kind)}</strong>
              <span>
                <Day on={from ?? on} />
                {to && to !== from && (
                  <>
                    {' – '}
                    <Day on={to} />
                  </>
                )}
              </span>
            </p>
            <Words of={what} />
          </li>
        ))}
      </ul>
      {mayWrite && (
        <Deed label={say('group.activities.record')}>
          {(close) => <ActivityForm group={group.id} onDone={close} />}
        </Deed>
      )}
    </>
  );
}

function Voices({ group }: { readonly group: Group }) {
  const { say, code } = useSpeech();
  const self = useSelf();
  const mayWrite = useMayWrite(group.id);
  return (
    <>
      <h2>{say('group.voices')}</h2>
      {group.voices.length === 0 && <p className="gone">{say('group.voices.none')}</p>}
      <ul className="plain">
        {group.voices.map(({ event, role, on, quotation, consents }) => (
          <li className="card" key={event}>
            <blockquote>
              <Words of={quotation} />
            </blockquote>
            <p className="meta">
              {role && <span>{code('role', role)}</span>}
              <Day on={on} />
              <span>
                {consents.length > 0
                  ? say('group.consentsTo', { what: consents.map((one) => code('consent', one)).join(', ') })
                  : say('group.voices.noConsent')}
              </span>
            </p>
            {mayWrite && (
              <Deed label={say('group.consents')}>
                {(close) => <ConsentForm group={group.id} subject={{ voice: event }} given={consents} onDone={close} />}
              </Deed>
            )}
          </li>
        ))}
      </ul>
      {(mayWrite || self?.is('member', group.id)) && (
        <Deed label={say('group.voices.record')}>{(close) => <VoiceForm group={group.id} onDone={close} />}</Deed>
      )}
    </>
  );
}

function LedTo({ group }: { readonly group: Group }) {
  const { say, code } = useSpeech();
  const mayWrite = useMayWrite(group.id);
  return (
    <>
      <h2>{say('group.ledTo')}</h2>
      {group.ledTo.length === 0 && <p className="gone">{say('group.ledTo.none')}</p>}
      <ul className="plain">
        {group.ledTo.map(({ event, kind, on, what }) => (
          <li className="card" key={event}>
            <p className="meta">
              <strong>{code('ledTo', kind)}</strong>
              <Day on={on} />
            </p>
            <Words of={what} />
          </li>
        ))}
      </ul>
      {mayWrite && (
        <Deed label={say('group.ledTo.record')}>{(close) => <LedToForm group={group.id} onDone={close} />}</Deed>
      )}
    </>
  );
}

import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Problem } from '../../api.ts';
import { useAsk } from '../../asking.ts';
import { useCommand } from '../../doing.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Asked } from '../../parts/asked.tsx';
import { Day } from '../../parts/days.tsx';
import { Deed } from '../../parts/deed.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import type { Account } from './account.ts';
import { Confirmed } from './confirmed.tsx';
import { ForgetForm } from './forget-form.tsx';
import { GrantForm } from './grant-form.tsx';
import { InviteForm, sendInvitation } from './invite-form.tsx';
import { usePostNames } from './post-names.ts';
import { RoleName } from './role-name.tsx';

/** One account: whose it is, what it may, and what can be done with it. */
export function AccountDetails({ id }: { readonly id: string }) {
  const { say } = useSpeech();
  const found = useAsk('/api/accounts', { query: { id } });
  return (
    <Asked of={found}>
      {({ items: [account] }) =>
        account ? <Known account={account} /> : <p className="empty">{say('problem.notFound')}</p>
      }
    </Asked>
  );
}

function Known({ account }: { readonly account: Account }) {
  const { say } = useSpeech();
  const postName = usePostNames();
  const self = useSelf();
  const { id, name, address, status, language, invitedOn, joinedOn, roles, posts } = account;
  const isOpen = status === 'invited' || status === 'joined';
  const mayAdminister = self?.can('DisableAccount') ?? false;
  return (
    <>
      <section className="card" aria-labelledby="whose">
        <h2 id="whose">{name ?? say('accounts.nameless')}</h2>
        <dl className="facts">
          <dt>{say('accounts.status')}</dt>
          <dd>
            <span className={status === 'joined' ? 'tag good' : 'tag'}>{say(`accountStatus.${status}`)}</span>
          </dd>
          <dt>{say('accounts.address')}</dt>
          <dd>{address ?? say('text.none')}</dd>
          <dt>{say('accounts.language')}</dt>
          <dd>{say(`language.${language}`)}</dd>
          <dt>{say('accounts.invitedOn')}</dt>
          <dd>
            <Day on={invitedOn} />
          </dd>
          {joinedOn && (
            <>
              <dt>{say('accounts.joinedOn')}</dt>
              <dd>
                <Day on={joinedOn} />
              </dd>
            </>
          )}
          <dt>{say('accounts.id')}</dt>
          <dd>
            <code>{id}</code>
          </dd>
        </dl>
        <p>
          <Link to="/admin/log" search={{ account: id }}>
            {say('accounts.whatDone')}
          </Link>
        </p>
      </section>
      <section aria-labelledby="roles">
        <h2 id="roles">{say('accounts.roles')}</h2>
        {roles.length + posts.length === 0 && <p className="empty">{say('accounts.noRoles')}</p>}
        <ul className="plain">
          {roles.map((role) => (
            <Role key={JSON.stringify(role)} id={id} role={role} />
          ))}
          {posts.map((code) => (
            <li className="card" key={code}>
              <p>
                {say('accounts.holds', { posts: postName(code) })}{' '}
                <Link to="/posts/$id" params={{ id: code }}>
                  {say('accounts.handover')}
                </Link>
              </p>
            </li>
          ))}
        </ul>
        {isOpen && self?.can('GrantRole') && (
          <Deed label={say('accounts.grant')}>{(close) => <GrantForm id={id} onDone={close} />}</Deed>
        )}
      </section>
      {status !== 'forgotten' && (
        <section aria-labelledby="deeds">
          <h2 id="deeds">{say('accounts.deeds')}</h2>
          <div className="deeds">
            {status === 'invited' && self?.can('SendInvitation') && <Again id={id} />}
            {isOpen && self?.can('InviteAccount') && (
              <Deed label={say('accounts.correct')}>{(close) => <InviteForm known={account} onDone={close} />}</Deed>
            )}
            {mayAdminister && <OpenOrClosed id={id} isOpen={isOpen} />}
            {self?.can('ForgetAccount') && (mayAdminister || self.is('dataProtectionOfficer')) && (
              <Deed label={say('accounts.forget')}>
                {(close) => <ForgetForm id={id} name={name ?? id} onDone={close} />}
              </Deed>
            )}
          </div>
        </section>
      )}
    </>
  );
}

function Role({ id, role }: { readonly id: string; readonly role: Account['roles'][number] }) {
  const { say } = useSpeech();
  const self = useSelf();
  const command = useCommand('/api/accounts/{id}/withdraw-role');
  const { role: kind, unit, group, through } = role;
  return (
    <li className="card">
      <p>
        <RoleName role={role} />
      </p>
      {through === 'hand' && self?.can('WithdrawRole') && (
        <Deed label={say('accounts.withdraw')}>
          {(close) => (
            <Confirmed
              deed={say('accounts.withdraw')}
              command={command}
              onCancel={close}
              onConfirm={async () => {
                const body = { role: kind, ...(unit && { unit }), ...(group && { group }) };
                if (await command.give(id, body)) close(say('accounts.withdrawn'));
              }}
            >
              {say('accounts.withdrawAbout')}
            </Confirmed>
          )}
        </Deed>
      )}
    </li>
  );
}

function Again({ id }: { readonly id: string }) {
  const { say } = useSpeech();
  const [problem, setProblem] = useState<Problem>();
  const [isRunning, setRunning] = useState(false);
  const send = async (close: (done?: string) => void) => {
    setRunning(true);
    setProblem(undefined);
    try {
      const link = await sendInvitation(id);
      close(link === undefined ? say('accounts.sentAgain') : say('accounts.invitedHere', { link }));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    }
    setRunning(false);
  };
  return (
    <Deed label={say('accounts.sendAgain')}>
      {(close) => (
        <>
          {problem && Object.keys(problem.faults).length > 0 && <ProblemNotice problem={problem} />}
          <Confirmed
            deed={say('accounts.sendAgain')}
            command={{ isRunning, problem }}
            onCancel={close}
            onConfirm={() => send(close)}
          >
            {say('accounts.sendAgainAbout')}
          </Confirmed>
        </>
      )}
    </Deed>
  );
}

function OpenOrClosed({ id, isOpen }: { readonly id: string; readonly isOpen: boolean }) {
  const { say } = useSpeech();
  const disabling = useCommand('/api/accounts/{id}/disable');
  const enabling = useCommand('/api/accounts/{id}/enable');
  const command = isOpen ? disabling : enabling;
  const what = isOpen ? 'disable' : 'enable';
  return (
    <Deed label={say(`accounts.${what}`)}>
      {(close) => (
        <Confirmed
          deed={say(`accounts.${what}`)}
          command={command}
          onCancel={close}
          onConfirm={async () => {
            if (await command.give(id, {})) close(say(`accounts.${what}Done`));
          }}
        >
          {say(`accounts.${what}About`)}
        </Confirmed>
      )}
    </Deed>
  );
}

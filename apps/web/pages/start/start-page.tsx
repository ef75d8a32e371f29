import { Link } from '@tanstack/react-router';
import { addressOf } from '../../api.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { FirstSteps } from '../../parts/first-steps.tsx';
import { Page } from '../../parts/page.tsx';
import { GroupNext } from './group-next.tsx';
import { PostNext } from './post-next.tsx';

/** The one next thing for whoever has come, by what they are here. */
export function StartPage() {
  const { say, lang } = useSpeech();
  const self = useSelf();
  if (!self) return null;
  const of = (kind: string) => self.as.flatMap((one) => (one.kind === kind && one.of !== undefined ? [one.of] : []));
  const [posts, coordinated, joined] = [of('management'), of('coordinator'), of('member')];
  const isAnalyst = self.is('analyst') || self.is('reader');
  const isAdministrator = self.is('administrator') || self.is('dataProtectionOfficer');
  return (
    <Page title={say('start.title')}>
      {self.name && <p>{say('start.hello', { name: self.name })}</p>}
      {self.as.length === 0 && <p className="empty">{say('start.nothing')}</p>}
      <FirstSteps />
      {posts.map((post) => (
        <PostNext key={post} post={post} />
      ))}
      {coordinated.map((group) => (
        <GroupNext key={group} group={group} isCoordinator />
      ))}
      {joined
        .filter((group) => !coordinated.includes(group))
        .map((group) => (
          <GroupNext key={group} group={group} />
        ))}
      {isAnalyst && (
        <section className="card">
          <h2>
            <Link to="/influence">{say('start.analyst')}</Link>
          </h2>
          <p>{say('start.analyst.lead')}</p>
          <div className="buttons">
            <Link to="/groups">{say('nav.groups')}</Link>
            <Link to="/board">{say('start.analyst.board')}</Link>
            <Link to="/commissions">{say('nav.commissions')}</Link>
            <Link to="/search">{say('nav.search')}</Link>
          </div>
        </section>
      )}
      {isAdministrator && (
        <section className="card">
          <h2>
            <Link to="/admin">{say('start.admin')}</Link>
          </h2>
          <p>{say('start.admin.lead')}</p>
        </section>
      )}
      <p>
        <a href={addressOf(`/changes?lang=${lang}`)}>{say('start.published')}</a>
      </p>
    </Page>
  );
}

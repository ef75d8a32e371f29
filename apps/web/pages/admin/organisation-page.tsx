import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Asked } from '../../parts/asked.tsx';
import { Deed } from '../../parts/deed.tsx';
import { AdminFrame } from './admin-frame.tsx';
import { Codes } from './codes.tsx';
import { Holidays } from './holidays.tsx';
import type { Organisation } from './organisation.ts';
import { Posts } from './posts.tsx';
import { PresetsForm } from './presets-form.tsx';
import { Recorded } from './recorded.tsx';
import { Sources } from './sources.tsx';

/** What the whole organisation has agreed on: presets, lists of its own, holidays and sources. */
export function OrganisationPage() {
  const { say } = useSpeech();
  const organisation = useAsk('/api/organisation');
  return (
    <AdminFrame title={say('organisation.title')}>
      <Asked of={organisation}>
        {(known) => (
          <>
            <Presets presets={known.presets} />
            <Posts posts={known.posts} />
            <Codes of="themes" codes={known.themes} />
            <Codes of="methods" codes={known.methods} />
            <Codes of="programmes" codes={known.programmes} />
            <Holidays years={known.holidays} />
            <Sources sources={known.sources} />
            <Recorded collection="organisation" id="main" />
          </>
        )}
      </Asked>
    </AdminFrame>
  );
}

function Presets({ presets }: { readonly presets: Organisation['presets'] }) {
  const { say } = useSpeech();
  const self = useSelf();
  const years = presets.retentionYears ?? {};
  return (
    <section aria-labelledby="presets">
      <h2 id="presets">{say('presets.title')}</h2>
      <p>{say('presets.about')}</p>
      <dl className="facts">
        <dt>{say('presets.daysToTell')}</dt>
        <dd>
          {say('presets.days', { count: presets.daysToTell })}
          <br />
          <span className="meta">{say('presets.daysToTell.about')}</span>
        </dd>
        <dt>{say('presets.smallNumbersUnder')}</dt>
        <dd>
          {say('presets.people', { count: presets.smallNumbersUnder })}
          <br />
          <span className="meta">{say('presets.smallNumbersUnder.about')}</span>
        </dd>
        <dt>{say('presets.initiativeDaysToNameHandler')}</dt>
        <dd>
          {say('presets.days', { count: presets.initiativeDaysToNameHandler })}
          <br />
          <span className="meta">{say('presets.initiativeDaysToNameHandler.about')}</span>
        </dd>
        <dt>{say('presets.initiativeReportMonth')}</dt>
        <dd>
          <Month number={presets.initiativeReportMonth} />
          <br />
          <span className="meta">{say('presets.initiativeReportMonth.about')}</span>
        </dd>
        <dt>{say('presets.retention')}</dt>
        <dd>
          {(['words', 'people', 'files', 'accessLog', 'notices'] as const).map((one) => (
            <span key={one}>
              {say(`retention.${one}`)}:{' '}
              {years[one] === undefined ? say(`retention.none.${one}`) : say('retention.years', { count: years[one] })}
              <br />
            </span>
          ))}
          <span className="meta">{say('presets.retention.about')}</span>
        </dd>
      </dl>
      {self?.can('ChangePreset') && (
        <Deed label={say('presets.change')}>{(close) => <PresetsForm presets={presets} onDone={close} />}</Deed>
      )}
    </section>
  );
}

function Month({ number }: { readonly number: number }) {
  const { lang } = useSpeech();
  return (
    <>
      {new Intl.DateTimeFormat(lang, { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2000, number - 1)))}
    </>
  );
}

import { useId, useState } from 'react';
import { addressOf } from '../../api.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { today } from '../../parts/days.tsx';
import { useChosen } from './chosen.ts';
import { InfluenceFrame } from './influence-frame.tsx';

const formats = [
  { id: 'excel', file: 'csv', dialect: 'excel' },
  { id: 'xlsx', file: 'xlsx' },
  { id: 'csv', file: 'csv' },
  { id: 'json', file: 'json' },
  { id: 'parquet', file: 'parquet' },
] as const;

/** The facts as files, narrowed down and of the day as the bar says; and what describes them. */
export function DataPage() {
  const { say } = useSpeech();
  const { along } = useChosen();
  const to = (path: string, more: Readonly<Record<string, string>> = {}) => {
    const asked = new URLSearchParams({ ...along, ...more }).toString();
    return addressOf(`${path}${asked === '' ? '' : `?${asked}`}`);
  };
  return (
    <InfluenceFrame title={say('influence.room.data')}>
      <Reports />
      <h2>{say('influence.data.files')}</h2>
      <p>{say('influence.data.says')}</p>
      {(['facts', 'waits'] as const).map((table) => (
        <section key={table} className="card">
          <h3>{say(`influence.data.${table}`)}</h3>
          <dl className="facts">
            {formats.map(({ id, file, ...more }) => (
              <div key={id} className="fact">
                <dt>
                  <a href={to(`/api/influence/${table}.${file}`, more)} download>
                    {say(`influence.data.format.${id}`)}
                  </a>
                </dt>
                <dd>{say(`influence.data.format.${id}.about`)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <section className="card">
        <h3>{say('influence.data.described')}</h3>
        <dl className="facts">
          <div className="fact">
            <dt>
              <a href={to('/api/influence/datapackage.json')} download>
                {say('influence.data.dictionary')}
              </a>
            </dt>
            <dd>{say('influence.data.dictionary.about')}</dd>
          </div>
          <div className="fact">
            <dt>
              <a href={to('/api/influence/citation')} download="citation.json">
                {say('influence.data.citation')}
              </a>
            </dt>
            <dd>{say('influence.data.citation.about')}</dd>
          </div>
        </dl>
      </section>
      <section className="card">
        <h3>{say('influence.data.decidim')}</h3>
        <p>{say('influence.data.decidim.about')}</p>
        <ul>
          {(['proposals', 'results'] as const).map((one) => (
            <li key={one}>
              <a href={addressOf(`/api/decidim/${one}.csv`)} download>
                {say(`influence.data.decidim.${one}`)}
              </a>
            </li>
          ))}
        </ul>
      </section>
    </InfluenceFrame>
  );
}

const reports = [
  { id: 'yearly', operation: 'ShowYearlyReport', keys: ['unit', 'on', 'knownOn', 'at'] },
  { id: 'initiatives', operation: 'ShowInitiativesReport', keys: [] },
] as const;

/** Reports of a year, to read and to print. */
function Reports() {
  const { say, lang } = useSpeech();
  const self = useSelf();
  const { along } = useChosen();
  const id = useId();
  const [year, setYear] = useState(String(Number(today().slice(0, 4)) - 1));
  const open = reports.filter(({ operation }) => self?.can(operation));
  if (open.length === 0) return null;
  const isYear = /^(19|20|21)\d\d$/.test(year) && year <= today().slice(0, 4);
  return (
    <section className="card">
      <h2>{say('influence.data.reports')}</h2>
      <div className="field">
        <label htmlFor={id}>{say('dimension.year')}</label>
        <input
          id={id}
          type="number"
          inputMode="numeric"
          min={1900}
          max={today().slice(0, 4)}
          value={year}
          onChange={({ target }) => setYear(target.value)}
        />
      </div>
      {isYear && (
        <dl className="facts">
          {open.map(({ id: report, keys }) => {
            const kept = keys.flatMap((key) =>
              along[key] === undefined ? [] : [[key, along[key]] as [string, string]],
            );
            const asked = new URLSearchParams([...kept, ['year', year], ['lang', lang]]);
            return (
              <div key={report} className="fact">
                <dt>
                  <a href={addressOf(`/reports/${report}?${asked}`)}>
                    {say(`influence.data.report.${report}`, { year })}
                  </a>
                </dt>
                <dd>
                  {say(`influence.data.report.${report}.about`)}{' '}
                  <a href={addressOf(`/reports/${report}.pdf?${asked}`)}>
                    {say('influence.data.report.pdf', { year })}
                  </a>
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    </section>
  );
}

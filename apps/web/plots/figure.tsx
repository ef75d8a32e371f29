import { Link } from '@tanstack/react-router';
import { type ReactNode, useId, useState } from 'react';
import { Button } from 'suomifi-ui-components';
import { useSpeech } from '../language.tsx';
import type { Drawing } from './drawing.ts';
import { Plot } from './plot.tsx';
import { pngOf, save, svgOf } from './saving.ts';
import { type Cell, csvOf, type Table } from './table.ts';

/** What stands around every plot. */
export interface Frame {
  readonly title: string;
  /** What it says, in one sentence or two. */
  readonly says: ReactNode;
  /** What its source does not tell, beside it. */
  readonly notKnown?: ReactNode;
  /** For the names of files. */
  readonly name: string;
  /** Where exactly this is made again, whole. */
  readonly address: string;
  /** How it is cited. */
  readonly citation: string;
}

/** A plot with its table, what it says, what is not known, and the ways to take it along. */
export function Figure({
  title,
  says,
  notKnown,
  name,
  address,
  citation,
  drawing,
  table,
  least,
}: Frame & {
  readonly drawing?: Drawing | undefined;
  readonly table: Table;
  readonly least?: number;
}) {
  const { say, lang } = useSpeech();
  const id = useId();
  const [problem, setProblem] = useState(false);
  const take = (make: () => Promise<void>) => () => {
    setProblem(false);
    make().catch(() => setProblem(true));
  };
  return (
    <section className="card figure" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div className="says">{says}</div>
      {drawing && (
        <Plot
          drawing={drawing}
          about={say('influence.plot.about', { title })}
          {...(least !== undefined && { least })}
        />
      )}
      {notKnown}
      {drawing ? <TableBeside title={title} table={table} /> : <TableOf title={title} table={table} />}
      <div className="buttons no-print">
        {drawing && (
          <>
            <Button
              variant="secondary"
              onClick={take(async () =>
                save(`${name}.svg`, new Blob([await svgOf(drawing, title, citation)], { type: 'image/svg+xml' })),
              )}
            >
              {say('influence.save.svg')}
            </Button>
            <Button
              variant="secondary"
              onClick={take(async () => save(`${name}.png`, await pngOf(await svgOf(drawing, title, citation))))}
            >
              {say('influence.save.png')}
            </Button>
          </>
        )}
        <Button
          variant="secondary"
          onClick={() => save(`${name}.csv`, new Blob([csvOf(table, lang)], { type: 'text/csv;charset=utf-8' }))}
        >
          {say('influence.save.csv')}
        </Button>
      </div>
      {problem && (
        <p className="notice wrong" role="alert">
          {say('influence.save.failed')}
        </p>
      )}
      <Cited address={address} citation={citation} />
    </section>
  );
}

/** As many rows as are in sight beside a plot. */
const inSight = 16;

interface Tabled {
  readonly title: string;
  readonly table: Table;
}

/** Always in the page; a long one, and on a phone any, is opened when it is wanted. */
function TableBeside({ title, table }: Tabled) {
  const { say } = useSpeech();
  const [isWide] = useState(() => window.matchMedia('(min-width: 40rem)').matches);
  return (
    <details open={isWide && table.rows.length <= inSight}>
      <summary>{say('influence.table')}</summary>
      <TableOf title={title} table={table} />
    </details>
  );
}

function TableOf({ title, table: { columns, rows } }: Tabled) {
  const { say } = useSpeech();
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is pushed sideways must be reached by keyboard too */}
      <section className="scroll" tabIndex={0} aria-label={say('influence.table.of', { title })}>
        <table>
          <thead>
            <tr>
              {columns.map(({ label, isNumber }) => (
                <th key={label} scope="col" className={isNumber ? 'number' : undefined}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have an order and no other name
              <tr key={at}>
                {row.map((cell, index) => {
                  const { label, isNumber } = columns[index]!;
                  return index === 0 ? (
                    <th key={label} scope="row">
                      <Told cell={cell} />
                    </th>
                  ) : (
                    <td key={label} className={isNumber ? 'number' : undefined}>
                      <Told cell={cell} />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** A number leads to the list behind it. */
const Told = ({ cell: { text, lead } }: { readonly cell: Cell }) =>
  lead ? (
    <Link to={lead.to as string} search={lead.search as never}>
      {text}
    </Link>
  ) : (
    text
  );

function Cited({ address, citation }: { readonly address: string; readonly citation: string }) {
  const { say } = useSpeech();
  const id = useId();
  const [isCopied, setCopied] = useState(false);
  return (
    <details className="cited">
      <summary>{say('influence.cite')}</summary>
      <p>{citation}</p>
      <label htmlFor={id}>{say('influence.address')}</label>
      <div className="row">
        <input id={id} readOnly value={address} onFocus={({ target }) => target.select()} />
        <Button
          variant="secondary"
          onClick={() =>
            navigator.clipboard?.writeText(address).then(
              () => setCopied(true),
              () => setCopied(false),
            )
          }
        >
          {say('influence.address.copy')}
        </Button>
      </div>
      <p role="status">{isCopied && say('influence.address.copied')}</p>
    </details>
  );
}

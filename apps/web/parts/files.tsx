import { useId, useState } from 'react';
import { addressOf } from '../api.ts';
import { useAsk } from '../asking.ts';
import { useSpeech } from '../language.tsx';
import { useSelf } from '../me.ts';
import { Asked } from './asked.tsx';
import { AttachForm } from './attach-form.tsx';
import { type Attached, attaching, type Collection, type File, forgetting } from './attached.ts';
import { Day } from './days.tsx';
import { Deed } from './deed.tsx';
import { FileRemoval } from './file-removal.tsx';
import { useSizes } from './sizes.ts';
import { plainOf, Words } from './words.tsx';

interface Files {
  readonly collection: Collection;
  readonly id: string;
  /** Whether whoever looks may attach something here and bring versions; left out: when they may anywhere. */
  readonly mayAttach?: boolean;
}

/** What is attached to something, its versions, and attaching more. Nothing at all is shown where nothing is and nobody may. */
export function Files({ collection, id, mayAttach }: Files) {
  const { say } = useSpeech();
  const self = useSelf();
  const heading = useId();
  const files = useAsk('/api/{collection}/{id}/files', { path: { collection, id } });
  if (!self?.can('ListFiles')) return null;
  const may = mayAttach ?? self.can(attaching(collection));
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>{say('files.heading')}</h2>
      <Asked of={files}>
        {(found) => (
          <>
            {found.files.length === 0 && <p className="gone">{say('files.none')}</p>}
            <ul className="plain">
              {found.files.map((attached) => (
                <li className="card" key={attached.versions[0]!.event}>
                  <One attached={attached} collection={collection} id={id} may={may} />
                </li>
              ))}
            </ul>
          </>
        )}
      </Asked>
      {may && (
        <Deed label={say('files.attach')}>
          {(close) => <AttachForm collection={collection} id={id} onDone={close} onCancel={() => close()} />}
        </Deed>
      )}
    </section>
  );
}

interface One {
  readonly attached: Attached;
  readonly collection: Collection;
  readonly id: string;
  readonly may: boolean;
}

function One({ attached, collection, id, may }: One) {
  const { say, code, lang } = useSpeech();
  const self = useSelf();
  const file = attached.versions.at(-1)!;
  const earlier = attached.versions.slice(0, -1).reverse();
  const name = plainOf(file.name, lang, say('files.unnamed'));
  return (
    <>
      {file.thumbnail && <Picture file={file} />}
      <h3>
        <NameOf file={file} />
      </h3>
      <p className="meta">
        <span className="tag">{code('fileKind', attached.kind)}</span>
        <About file={file} />
      </p>
      {file.description && <Words of={file.description} />}
      {earlier.length > 0 && (
        <details>
          <summary>{say('files.versions', { count: earlier.length })}</summary>
          <ol className="plain">
            {earlier.map((one) => (
              <li key={one.event}>
                <NameOf file={one} />
                <p className="meta">
                  <About file={one} />
                </p>
              </li>
            ))}
          </ol>
        </details>
      )}
      {may && attached.kind !== 'photo' && (
        <Deed label={say('files.newVersion')} of={name}>
          {(close) => (
            <AttachForm collection={collection} id={id} replaced={attached} onDone={close} onCancel={() => close()} />
          )}
        </Deed>
      )}
      {file.address && self?.can(forgetting(collection)) && (
        <Deed label={say('files.remove')} of={name}>
          {(close) => (
            <FileRemoval collection={collection} id={id} event={file.event} onDone={close} onCancel={() => close()} />
          )}
        </Deed>
      )}
    </>
  );
}

/** A small one, which opens the large one. What cannot be fetched, because the line is dead, leaves its description. */
function Picture({ file }: { readonly file: File }) {
  const { lang } = useSpeech();
  const [isGone, setGone] = useState(false);
  if (isGone) return null;
  return (
    <a className="picture" href={addressOf(file.address!)}>
      <img
        src={addressOf(file.thumbnail!)}
        alt={plainOf(file.description ?? file.name, lang, '')}
        {...smallSize(file)}
        loading="lazy"
        onError={() => setGone(true)}
      />
    </a>
  );
}

/** Pixels of the small one, so that nothing moves when it comes. */
function smallSize({ width, height }: File): { readonly width?: number; readonly height?: number } {
  if (width === undefined || height === undefined) return {};
  const scale = Math.min(1, 480 / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

function NameOf({ file }: { readonly file: File }) {
  const { say } = useSpeech();
  const name = file.name ? <Words of={file.name} brief /> : say('files.unnamed');
  if (file.address) return <a href={addressOf(file.address)}>{name}</a>;
  return (
    <>
      {name} <span className="gone">{say(file.removed ? 'files.removed' : 'files.away')}</span>
    </>
  );
}

function About({ file: { format, size: bytes, occurredOn, recordedAt } }: { readonly file: File }) {
  const { size } = useSizes();
  return (
    <>
      {format && <span>{format === 'text' ? 'TXT' : format.toUpperCase()}</span>}
      <span>{size(bytes)}</span>
      <Day on={occurredOn ?? recordedAt.slice(0, 10)} />
    </>
  );
}

import { useId, useRef, useState } from 'react';
import { Problem } from '../api.ts';
import { useCommand } from '../doing.ts';
import { useForm } from '../form.ts';
import { useSpeech } from '../language.tsx';
import { type Attached, attachAt, type Collection, type Kind, kinds, taken } from './attached.ts';
import { ChoiceField, TextField } from './fields.tsx';
import { FormOf } from './form-of.tsx';
import { upload } from './upload.ts';
import { plainOf } from './words.tsx';

interface AttachForm {
  readonly collection: Collection;
  readonly id: string;
  /** The file of which this is to be a new version. */
  readonly replaced?: Attached | undefined;
  readonly onDone: (done: string) => void;
  readonly onCancel: () => void;
}

/** Choosing a file and saying what it is; it is sent when somebody attaches it, and sent once also when that is refused. */
export function AttachForm({ collection, id, replaced, onDone, onCancel }: AttachForm) {
  const { say, lang } = useSpeech();
  const last = replaced?.versions.at(-1);
  const form = useForm<{ file: string; kind: string; name: string; description: string }>({
    file: '',
    kind: replaced?.kind ?? '',
    name: last ? plainOf(last.name, lang, '') : '',
    description: last ? plainOf(last.description, lang, '') : '',
  });
  const command = useCommand(attachAt(collection));
  const chosen = useRef<File>(undefined);
  const sent = useRef<{ readonly file: File; readonly upload: string }>(undefined);
  const sending = useRef<AbortController>(undefined);
  const [share, setShare] = useState<number>();
  const [problem, setProblem] = useState<Problem>();
  const { kind, name, description } = form.values;
  const isPhoto = kind === 'photo';

  function choose(file: File | undefined): void {
    chosen.current = file;
    form.set('file', file?.name ?? '');
    if (!file) return;
    if (name === '' || !replaced) form.set('name', file.name);
    if (kind === '') form.set('kind', file.type.startsWith('image/') ? 'photo' : 'draft');
  }

  async function send(file: File): Promise<string | undefined> {
    if (sent.current?.file === file) return sent.current.upload;
    sending.current = new AbortController();
    setShare(0);
    setProblem(undefined);
    try {
      const there = await upload(file, setShare, sending.current.signal);
      if (there !== undefined) sent.current = { file, upload: there };
      return there;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status === 413) form.check({ file: say('files.tooLarge') });
      else setProblem(error);
      return undefined;
    } finally {
      setShare(undefined);
    }
  }

  async function submit(): Promise<void> {
    const file = chosen.current;
    const fine = form.check({
      file: !file && say('files.file.missing'),
      kind:
        kind === ''
          ? say('files.kind.missing')
          : isPhoto && file && !file.type.startsWith('image/') && say('files.kind.noPhoto'),
      name: name.trim() === '' && say('files.name.missing'),
      description: isPhoto && description.trim() === '' && say('files.shows.missing'),
    });
    if (!fine || !file) return;
    const there = await send(file);
    if (there === undefined) return;
    const words = { name, ...(description.trim() !== '' && { description }) };
    const ofEvent = replaced?.ofEvent;
    const more = { ...(last && { replaces: last.event }), ...(ofEvent !== undefined && { ofEvent }) };
    if (await command.give(id, { kind: kind as Kind, upload: there, words, ...more })) onDone(say('files.attached'));
  }

  const cancel = () => {
    sending.current?.abort();
    onCancel();
  };
  return (
    <FormOf
      form={form}
      deed={say('files.attach.do')}
      isRunning={share !== undefined || command.isRunning}
      problem={problem ?? command.problem}
      onSubmit={submit}
      onCancel={cancel}
    >
      <FileField fault={form.faults.file} onChoose={choose} />
      {!replaced && (
        <ChoiceField
          form={form}
          name="kind"
          label={say('files.kind')}
          options={kinds.map((value) => ({ value, label: say(`fileKind.${value}`) }))}
        />
      )}
      <TextField form={form} name="name" label={say('files.name')} />
      {isPhoto ? (
        <TextField
          form={form}
          name="description"
          label={say('files.shows')}
          hint={say('files.shows.hint')}
          lines={2}
          most={2_000}
        />
      ) : (
        <TextField form={form} name="description" label={say('files.description')} lines={2} most={2_000} optional />
      )}
      {share !== undefined && <Sending share={share} />}
    </FormOf>
  );
}

function FileField({
  fault,
  onChoose,
}: {
  readonly fault: string | undefined;
  readonly onChoose: (file: File | undefined) => void;
}) {
  const { say } = useSpeech();
  const id = useId();
  return (
    <div className="field" data-field="file">
      <label htmlFor={id}>{say('files.file')}</label>
      <p className="hint" id={`${id}-hint`}>
        {say('files.file.hint')}
      </p>
      {fault && (
        <p className="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      <input
        id={id}
        type="file"
        accept={taken}
        aria-describedby={fault ? `${id}-hint ${id}-fault` : `${id}-hint`}
        aria-invalid={fault ? true : undefined}
        onChange={({ target }) => onChoose(target.files?.[0])}
      />
    </div>
  );
}

function Sending({ share }: { readonly share: number }) {
  const { say, lang } = useSpeech();
  const id = useId();
  const percent = new Intl.NumberFormat(lang, { style: 'percent' }).format(share);
  return (
    <div className="field">
      <label htmlFor={id}>{say('files.sending', { share: percent })}</label>
      <progress id={id} max={1} value={share} />
    </div>
  );
}

import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Asked } from '../../parts/asked.tsx';
import { Page } from '../../parts/page.tsx';
import { Words } from '../../parts/words.tsx';
import { useMaterial } from './material.ts';
import { RecordForm } from './record-form.tsx';

/** `/groups/:id/record?meeting=…`: what was held, and all that came of it, in one form. */
export function RecordPage() {
  const { say } = useSpeech();
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const { meeting } = useSearch({ strict: false }) as { readonly meeting?: string };
  const isCoordinator = useSelf()?.is('coordinator', id) ?? false;
  return (
    <Page title={say('record.title')}>
      {isCoordinator ? (
        <Record key={`${id} ${meeting}`} group={id} meeting={meeting} />
      ) : (
        <p className="notice wrong">{say('problem.denied')}</p>
      )}
    </Page>
  );
}

function Record({ group, meeting }: { readonly group: string; readonly meeting: string | undefined }) {
  return (
    <Asked of={useMaterial(group, meeting)}>
      {(material) => (
        <>
          <p>
            <Link to="/groups/$id/agenda" params={{ id: group }}>
              <Words of={material.group.name} brief />
            </Link>
          </p>
          <RecordForm material={material} />
        </>
      )}
    </Asked>
  );
}

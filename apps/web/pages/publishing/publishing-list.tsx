import { Link } from '@tanstack/react-router';
import { Button } from 'suomifi-ui-components';
import { type AnswerOf, type BodyOf, type CommandPath } from '../../api.ts';
import { useList } from '../../asking.ts';
import { useCommand } from '../../doing.ts';
import { useSpeech } from '../../language.tsx';
import { type Self, useSelf } from '../../me.ts';
import { Listed } from '../../parts/asked.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Words } from '../../parts/words.tsx';

type Item = AnswerOf<'/api/publishing'>['items'][number];
type Side = Item['agreed'][number];

interface Narrowed {
  readonly group?: string;
  readonly state: 'waiting' | 'public';
}

/** Words that one side has agreed to make public, and whose agreement is missing; or those that both have. */
export function PublishingList({ group, state }: Narrowed) {
  const { say } = useSpeech();
  const list = useList('/api/publishing', { query: { state, ...(group !== undefined && { group }) } });
  return (
    <Listed of={list} empty={<p>{say(state === 'waiting' ? 'publish.noneWaiting' : 'publish.nonePublic')}</p>}>
      {(items) => (
        <ul className="plain">
          {items.map((item) => (
            <Offered key={`${item.event} ${item.field}`} item={item} />
          ))}
        </ul>
      )}
    </Listed>
  );
}

/** For which side somebody agrees to something; undefined: for none. */
function sideOf(self: Self | undefined, { groups }: Item): Side | undefined {
  if (self?.is('management')) return 'management';
  return groups.some(({ id }) => self?.is('coordinator', id) || self?.is('member', id)) ? 'group' : undefined;
}

const collections: Readonly<Record<string, string>> = {
  proposal: 'proposals',
  commission: 'commissions',
  meeting: 'meetings',
  group: 'groups',
  unit: 'units',
};

/** The stream `proposal-bench` as its address has it: proposals and bench. */
function placeOf(stream: string): { readonly collection: string; readonly id: string } | undefined {
  const dash = stream.indexOf('-');
  const collection = collections[stream.slice(0, dash)];
  return collection === undefined ? undefined : { collection, id: stream.slice(dash + 1) };
}

function Offered({ item }: { readonly item: Item }) {
  const { say, code, instant } = useSpeech();
  const side = sideOf(useSelf(), item);
  const place = placeOf(item.stream);
  return (
    <li className="card">
      <h2>
        {place ? (
          <Link to={`/${place.collection}/${place.id}`}>
            {item.title ? <Words of={item.title} brief /> : code('wordsOf', item.field)}
          </Link>
        ) : (
          code('wordsOf', item.field)
        )}
      </h2>
      <p className="meta">
        {item.title && <span>{code('wordsOf', item.field)}</span>}
        {item.groups.map(({ id, name }) => (
          <Words key={id} of={name} brief />
        ))}
        <span>{instant(item.since)}</span>
      </p>
      <Words of={item.text} />
      <p className="meta">
        {item.agreed.map((one) => (
          <span className="tag good" key={one}>
            {say(`publish.agreed.${one}`)}
          </span>
        ))}
        {item.waitsFor && <span className="tag late">{say(`publish.waits.${item.waitsFor}`)}</span>}
      </p>
      {place && side && <Agreement item={item} side={side} collection={place.collection} id={place.id} />}
    </li>
  );
}

/** Agrees for one's own side, or takes that back: both count at once. */
function Agreement({
  item,
  side,
  collection,
  id,
}: {
  readonly item: Item;
  readonly side: Side;
  readonly collection: string;
  readonly id: string;
}) {
  const { say } = useSpeech();
  const publish = useCommand(`/api/${collection}/{id}/publish` as CommandPath);
  const unpublish = useCommand(`/api/${collection}/{id}/unpublish` as CommandPath);
  const body = { ofEvent: item.event, fields: [item.field], side } as unknown as BodyOf<CommandPath>;
  const hasAgreed = item.agreed.includes(side);
  const problem = publish.problem ?? unpublish.problem;
  return (
    <>
      {problem && <ProblemNotice problem={problem} />}
      <p className="buttons">
        <Button
          variant={hasAgreed ? 'secondary' : 'default'}
          onClick={() => (hasAgreed ? unpublish : publish).give(id, body)}
        >
          {say(hasAgreed ? 'publish.takeBack' : 'publish.agree')}
        </Button>
      </p>
    </>
  );
}

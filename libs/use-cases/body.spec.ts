import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { allUseCases } from './all-use-cases.ts';
import { type BodyClass, quickly, validateBody } from './body.ts';
import { FoundGroup } from './groups/found-group.ts';
import { JoinGroup } from './groups/join-group.ts';
import { MarkAsInitiative } from './proposals/mark-as-initiative.ts';
import { SubmitProposal } from './proposals/submit-proposal.ts';

const proposal = {
  group: 'lobby',
  unit: 'services',
  kind: 'idea',
  answerWanted: 'decision',
  words: { title: 'Longer telephone hours' },
};
/** As it comes over the wire, so that `__proto__` is a key like any other. */
const submit = (body: unknown) => validateBody(SubmitProposal.body, JSON.parse(JSON.stringify(body)));
const pointers = (body: unknown) => submit(body).problems.map(({ pointer }) => pointer);

describe('a body', () => {
  it('that says what its event holds is taken as it is', () => {
    const { body, problems } = submit({ ...proposal, on: '2026-03', lang: 'fi-simple' });
    expect(problems).toEqual([]);
    expect(body).toBeInstanceOf(SubmitProposal.body);
    expect(JSON.parse(JSON.stringify(body))).toEqual({ ...proposal, on: '2026-03', lang: 'fi-simple' });
  });

  it('keeps lists and objects as they are', () => {
    const founded = {
      kind: 'coDevelopment',
      unit: 'services',
      methods: ['playback'],
      composition: { coordinator: [1, 2] },
    };
    const { body, problems } = validateBody(FoundGroup.body, founded);
    expect(problems).toEqual([]);
    expect(JSON.parse(JSON.stringify(body))).toEqual(founded);
  });

  it.each([null, undefined, 'text', 7, true, [proposal]])('%j is none', (plain) => {
    expect(validateBody(SubmitProposal.body, plain).problems).toEqual([
      { pointer: '', detail: 'must be a JSON object' },
    ]);
  });

  it('lacks what its event must have, and is told what it must be', () => {
    const { group, ...without } = proposal;
    expect(group).toBe('lobby');
    expect(submit(without).problems).toEqual([
      { pointer: '/group', detail: 'is missing; it must be an id of 1 to 64 small letters, digits and hyphens' },
    ]);
  });

  it('names each field that is at fault', () => {
    const wrong = { ...proposal, kind: 'wish', group: 'The Lobby', on: '2026-02-30', lang: '?', colour: 'red' };
    expect(pointers(wrong).sort()).toEqual(['/colour', '/group', '/kind', '/lang', '/on']);
  });

  it('that the system fills in itself is not a field', () => {
    expect(submit({ ...proposal, unitAssumed: true }).problems).toEqual([
      { pointer: '/unitAssumed', detail: 'is not a field' },
    ]);
  });

  it.each(['kind', 'theme', 'on', 'lang', 'words', 'answerWanted'])('has no null as %s', (field) => {
    expect(pointers({ ...proposal, [field]: null })).toEqual([`/${field}`]);
  });

  it('has words of its event only, each a text of at most its length', () => {
    expect(
      pointers({ ...proposal, words: { title: 'x'.repeat(301), whisper: 'x', text: 7, changeHopedFor: null } }),
    ).toEqual(expect.arrayContaining(['/words/title', '/words/whisper', '/words/text', '/words/changeHopedFor']));
    expect(pointers({ ...proposal, words: { title: '\ud800' } })).toEqual(['/words/title']);
    expect(pointers({ ...proposal, words: 'text' })).toEqual(['/words']);
    expect(pointers({ ...proposal, words: [{ title: 'x' }] })).toContain('/words');
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'])(
    'has no field %s, at any depth',
    (key) => {
      const polluted = `{"group":"lobby","unit":"services","kind":"idea","${key}":{"words":{}}}`;
      expect(validateBody(SubmitProposal.body, JSON.parse(polluted)).problems).toEqual([
        { pointer: `/${key}`, detail: 'is not a field' },
      ]);
      const within = `{"kind":"smallGroup","unit":"services","composition":{"${key}":[1,2]}}`;
      expect(validateBody(FoundGroup.body, JSON.parse(within)).problems).toEqual([
        { pointer: `/composition/${key}`, detail: 'is not a field' },
      ]);
    },
  );

  it('does not lie deep', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 5_000; level++) deep = [deep];
    const { problems } = validateBody(SubmitProposal.body, { ...proposal, theme: deep });
    expect(problems).toEqual([{ pointer: '/theme/0/0/0/0/0', detail: 'lies deeper than 6 levels' }]);
  });

  it('writes a pointer as RFC 6901 says', () => {
    expect(pointers({ ...proposal, 'a/b~c': 1 })).toEqual(['/a~1b~0c']);
  });

  it('may bring what belongs to a person', () => {
    const joins = {
      member: 'client-1',
      role: 'clientDeveloper',
      name: 'Helka',
      contact: '040 555 0101',
      account: 'helka',
    };
    expect(validateBody(JoinGroup.body, joins).problems).toEqual([]);
    expect(validateBody(JoinGroup.body, { ...joins, name: 7 }).problems).toHaveLength(1);
  });

  it('names the initiators of an initiative, with nothing else about them than name and contact', () => {
    const initiative = { registryNumber: 'LUVN/1/2026', arrived: '2026-11-01' };
    const problems = (initiators: unknown) =>
      validateBody(MarkAsInitiative.body, { ...initiative, initiators }).problems;
    expect(problems([{ id: 'client-1', name: 'Helka', contact: '040 555 0101' }, { id: 'client-2' }])).toEqual([]);
    for (const wrong of [['client-1'], [{ name: 'Helka' }], [{ id: 'client-1', age: 40 }], [[]], [null], 'client-1'])
      expect(problems(wrong)).toHaveLength(1);
  });
});

describe('the quick look at a body', () => {
  const propertiesOf = (body: BodyClass): string[] =>
    (Reflect.getMetadata('swagger/apiModelPropertiesArray', body.prototype) as string[]).map((name) => name.slice(1));

  /** A right body, made of the examples that the API's document shows. */
  function exampleOf(body: BodyClass): Record<string, unknown> {
    const examples = propertiesOf(body).map((name) => {
      const { example, type } = Reflect.getMetadata('swagger/apiModelProperties', body.prototype, name);
      if (name === 'words') return [name, Object.fromEntries(propertiesOf(type()).map((word) => [word, 'Sana']))];
      return [name, type === 'boolean' ? true : (example ?? 'Sana')];
    });
    return Object.fromEntries(examples);
  }

  /** As class-validator alone would judge, without the quick look. */
  const judged = (body: BodyClass, plain: object) =>
    validateSync(plainToInstance(body, plain), { whitelist: true, forbidNonWhitelisted: true }).length === 0;
  const wrong = [null, '', 'Not allowed!', 7, -1, true, [], [[]], {}, { text: 'x' }, '2026-13', '\ud800'];

  it.each(allUseCases.map(({ name, body }) => [name, body] as const))(
    'of %s agrees with class-validator, whatever is changed',
    (_name, body) => {
      const right = exampleOf(body);
      expect(judged(body, right)).toBe(true);
      expect(quickly(body, right)).toBeInstanceOf(body);
      expect(quickly(body, right)).toEqual(plainToInstance(body, right));
      const changed: Record<string, unknown>[] = [{ ...right, colour: 'red' }];
      for (const field of [...Object.keys(right), 'words']) {
        const { [field]: _, ...without } = right;
        changed.push(without, ...wrong.map((value) => ({ ...right, [field]: value })));
      }
      const words = (right.words ?? {}) as Record<string, unknown>;
      for (const word of Object.keys(words))
        changed.push(...wrong.map((value) => ({ ...right, words: { ...words, [word]: value } })));
      for (const plain of changed) {
        const same = { plain, accepted: quickly(body, plain) !== undefined };
        expect(same).toEqual({ plain, accepted: judged(body, plain) });
      }
    },
  );
});

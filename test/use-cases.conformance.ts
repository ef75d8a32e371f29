import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type By, type EventShape, history } from '#domain';
import { StoreError } from '#event-store';
import { allUseCases, type Noun, openFile, type Recorded, sweepWords } from '#use-cases';
import {
  administrator,
  beginnings,
  categoryOf,
  coordinator,
  type Given,
  type Installation,
  openInstallation,
  run,
  useCaseNamed,
  withAppend,
} from './installation.ts';

/** A step of a story; its body may name events that earlier steps recorded, by the use case that did. */
export interface Step {
  readonly do: string;
  readonly id: string;
  readonly by: By;
  readonly body: object | ((event: (useCase: string) => string) => object);
  /** Only sets the scene: it is tried in another noun's spec. */
  readonly scene?: true;
}

export interface Story {
  readonly noun: Noun;
  /** Name of the noun in the commands of any stream: `Proposal` in `RecordProposalInError`. */
  readonly singular: string;
  /** The commands of the noun, in an order in which each is accepted. */
  readonly steps: readonly Step[];
  /** A step that has words and can be given once more to a stream of its own. */
  readonly again: (id: string) => Given;
  /** Stream, use case and field of a text that the commands of any stream speak of. */
  readonly text: { readonly id: string; readonly of: string; readonly field: string };
}

/** The texts that a use case may be given. */
function wordsAllowed(name: string): object {
  const { noun, records } = useCaseNamed(name);
  const shapes: Readonly<Record<string, EventShape>> = history.shapesOf[categoryOf[noun]];
  return shapes[records]!.words;
}

type Words = Readonly<Record<string, string>>;
const wordsOf = (body: object): Words => (body as { readonly words?: Words }).words ?? {};
const secret = 'An old sentence that nobody else has ever said.';

function anyStreamSteps({ singular, text: { id, of, field } }: Story): Step[] {
  // What is the whole organisation's, administrators keep; in everything else a coordinator writes.
  const writer = ['Organisation', 'Unit', 'Account'].includes(singular) ? administrator : coordinator;
  const content = Buffer.from('What the file holds is nobody else’s.').toString('base64');
  const size = Buffer.byteLength(content, 'base64');
  const step = (name: string, by: By, body: Step['body']): Step => ({ do: name, id, by, body });
  return [
    step(`Translate${singular}Words`, writer, (event) => ({
      ofEvent: event(of),
      field,
      language: 'sv',
      madeBy: 'translator',
      words: { text: 'En mening som ingen annan har sagt.' },
    })),
    step(`Publish${singular}Words`, coordinator, (event) => ({ ofEvent: event(of), fields: [field], side: 'group' })),
    step(`Unpublish${singular}Words`, coordinator, (event) => ({ ofEvent: event(of), fields: [field], side: 'group' })),
    step(`Attach${singular}File`, writer, {
      kind: 'draft',
      size,
      words: { name: 'A draft of ours.txt', content },
    }),
    step(`Record${singular}InError`, writer, (event) => ({
      ofEvent: event(`Attach${singular}File`),
      words: { why: 'That was the wrong file altogether.' },
    })),
    step(`Forget${singular}Words`, administrator, (event) => ({
      ofEvent: event(of),
      fields: [field],
      reasonCode: 'request',
    })),
  ];
}

/** Asks of every command of a noun what all commands promise, through a real event store and a real vault. */
export function conformance(story: Story): void {
  describe(`commands of ${story.noun}`, () => {
    let installation: Installation;
    const recorded = new Map<string, string>();
    const event = (useCase: string): string => {
      const id = recorded.get(useCase);
      if (!id) throw new Error(`${useCase} has not recorded anything yet.`);
      return id;
    };
    const steps = [...story.steps, ...anyStreamSteps(story)];
    const said: string[] = [];

    beforeAll(async () => {
      installation = await openInstallation();
      for (const given of beginnings) await installation.give(given);
    });
    afterAll(() => installation.close());

    const given = (step: Step, command: string): Given => {
      const body = typeof step.body === 'function' ? step.body(event) : step.body;
      return { do: step.do, id: step.id, by: step.by, body, command };
    };
    const remember = (step: Step, { events }: Recorded) => recorded.set(step.do, events[0]!);

    for (const [index, step] of steps.entries()) {
      if (step.scene) {
        it(`${step.do} sets the scene (${index + 1})`, async () => {
          const answer = await installation.give(given(step, randomUUID()));
          remember(step, answer);
          expect(answer.events).toHaveLength(1);
        });
        continue;
      }

      describe(`${step.do} (${index + 1})`, () => {
        const command = randomUUID();
        let one: Given;
        let answer: Recorded;
        const inLog = () => installation.context.store.read(`${categoryOf[story.noun]}-${answer.id}`);

        it('is recorded, its words in the vault', async () => {
          one = given(step, command);
          answer = await installation.give(one);
          remember(step, answer);
          const events = await inLog();
          // What is told once is no part of what was recorded.
          const { secret: _, ...told } = answer;
          expect(told).toEqual({
            id: one.id,
            version: events.length,
            position: events.at(-1)!.position,
            events: [events.at(-1)!.id],
          });
          expect(events.at(-1)).toMatchObject({
            type: useCaseNamed(step.do).records,
            metadata: { command, by: step.by },
          });
          const words = wordsOf(one.body);
          expect(Object.keys((events.at(-1)!.metadata as { words?: object }).words ?? {}).sort()).toEqual(
            Object.keys(words).sort(),
          );
          const original = (events.at(-1)!.data as { ofEvent?: string }).ofEvent ?? '';
          const kept = await installation.context.vault.words.read([answer.events[0]!, original]);
          const versions = [...kept.values()].flatMap((fields) => Object.values(fields).flat());
          for (const [field, text] of Object.entries(words)) {
            if (useCaseNamed(step.do).records === 'FileAttached' && field === 'content') {
              // What a file holds lies beside the words.
              const file = await openFile(installation.context.vault, answer.events[0]!, 'whole');
              expect(await buffer(file!.read())).toEqual(Buffer.from(text, 'base64'));
            } else expect(versions).toContainEqual(expect.objectContaining({ text, recordedIn: answer.events[0] }));
          }
          said.push(...Object.values(words));
        });

        it('a second time under the same id records nothing', async () => {
          const before = await inLog();
          const again = await installation.give(one);
          expect(again).toMatchObject({ events: answer.events, repeated: true, version: before.length });
          expect(await inLog()).toHaveLength(before.length);
        });

        it('is refused under the same id with other facts', async () => {
          const other = { ...one, body: { ...one.body, on: '2026-11-02' } };
          await expect(installation.give(other)).rejects.toMatchObject({ code: 'command.id-used' });
        });

        it('is refused under the same id with other words', async () => {
          const fields = Object.keys(wordsOf(one.body));
          // Where the step has no words there are none to be other ones: then words that were not there are.
          const allowed = Object.keys(wordsAllowed(step.do));
          const changed = fields.map((field) => ({ ...wordsOf(one.body), [field]: secret }));
          const added = allowed
            .filter((field) => !fields.includes(field))
            .map((field) => ({ ...wordsOf(one.body), [field]: secret }));
          const left = fields.map((field) => ({ ...wordsOf(one.body), [field]: '' }));
          for (const words of [...changed, ...added, ...left]) {
            const other = { ...one, body: { ...one.body, words } };
            await expect(installation.give(other)).rejects.toMatchObject({ code: 'command.id-used' });
          }
          expect(allowed.length === 0 || changed.length + added.length > 0).toBe(true);
        });

        it('is refused when the sender saw another version', async () => {
          const version = (await inLog()).length;
          const late = installation.give({ ...one, command: randomUUID(), expected: version - 1 });
          await expect(late).rejects.toMatchObject({ code: 'wrong-version' });
          expect(await inLog()).toHaveLength(version);
        });
      });
    }

    it('all of them are told in this story', () => {
      const told = new Set(steps.filter((step) => !step.scene).map((step) => step.do));
      const all = allUseCases.filter(({ noun }) => noun === story.noun).map(({ name }) => name);
      expect([...told].sort()).toEqual(all.sort());
    });

    it('none of what was said lies in the log, nor readable in the vault', async () => {
      expect(said.length).toBeGreaterThan(0);
      for (const [file, bytes] of await installation.bytes()) {
        const found = said.filter((text) => bytes.includes(text));
        expect({ file, found }).toEqual({ file, found: [] });
      }
    });

    it('a command whose words were forgotten is a repeat, whatever it says now', async () => {
      const { id, of, field } = story.text;
      const step = steps.findLast((one) => one.do === of && one.id === id)!;
      const log = await installation.context.store.read(`${categoryOf[story.noun]}-${id}`);
      const forgotten = log.find((one) => one.id === event(of))!;
      const { command } = forgotten.metadata as { command: string };
      const one = given(step, command);
      const other = { ...one, body: { ...one.body, words: { ...wordsOf(one.body), [field]: secret } } };
      expect(await installation.give(other)).toMatchObject({ repeated: true, events: [forgotten.id] });
      const kept = await installation.context.vault.words.read([forgotten.id]);
      expect(kept.get(forgotten.id)?.[field]).toBeUndefined();
    });

    it('an append of unknown outcome is tried again and recorded once', async () => {
      const { store } = installation.context;
      let failures = 0;
      const unsure = withAppend(store, async (...append) => {
        const appended = await store.append(...append);
        if (failures++ === 0) throw new StoreError('store-unavailable', 'The answer was lost on its way.');
        return appended;
      });
      const one = { ...story.again('unknown-outcome'), command: randomUUID() };
      const stream = `${categoryOf[story.noun]}-${one.id}`;
      const before = await store.version(stream);
      const answer = await run(installation.contextOn(unsure), one);
      expect(failures).toBe(1);
      expect(answer).toMatchObject({ version: before + 1, events: [expect.any(String)] });
      expect(answer.repeated).toBeUndefined();
      expect(await store.version(stream)).toBe(before + 1);
      expect(await run(installation.context, one)).toMatchObject({ repeated: true, events: answer.events });
    });

    it('the words of what lost a race and was refused are swept, those of the winner stay', async () => {
      const { store, vault } = installation.context;
      const first = story.again('lost-race');
      const stream = `${categoryOf[story.noun]}-${first.id}`;
      let winner: Recorded | undefined;
      let lost: readonly string[] = [];
      const raced = withAppend(store, async (name, events, expected) => {
        if (!winner) {
          lost = events.map(({ id }) => id);
          winner = await run(installation.context, { ...first, command: randomUUID() });
        }
        return store.append(name, events, expected);
      });
      const expected = await store.version(stream);
      await expect(run(installation.contextOn(raced), { ...first, expected })).rejects.toMatchObject({
        code: 'wrong-version',
      });
      const texts = Object.keys(wordsOf(first.body)).length;
      const read = async () => [...(await vault.words.read([...lost, ...winner!.events])).keys()].sort();
      expect(await read()).toEqual([...lost, ...winner!.events].sort());
      expect(await sweepWords(installation.context, new Date(Date.now() + 1_000))).toBe(texts);
      expect(await read()).toEqual([...winner!.events]);
      expect(await sweepWords(installation.context, new Date(Date.now() + 1_000))).toBe(0);
    });
  });
}

import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Vault, WordsToKeep } from '#vault';
import {
  accessConformance,
  credentialsConformance,
  deliveriesConformance,
  filesConformance,
  identitiesConformance,
  secretsConformance,
  tokensConformance,
} from './vault-stores.conformance.ts';

/** A vault with nothing in it, and the ways to look at it again. */
export interface FreshVault {
  readonly vault: Vault;
  /** Closes the handle that writes and opens it anew. */
  reopen(): Promise<Vault>;
  /** A further handle, for reading only. */
  reader(): Promise<Vault>;
  /** A further handle that writes, where several processes may: as another of them has. */
  another?(): Promise<Vault>;
  /** Closes all handles and removes everything. */
  remove(): Promise<void>;
}

const proposed = 'e-proposed';
const translated = 'e-translated';
const ever = new Date(Date.now() + 3_600_000);

function words(over: Partial<WordsToKeep> = {}): WordsToKeep {
  const event = over.event ?? proposed;
  return {
    event,
    field: 'title',
    stream: 'proposal-1',
    lang: 'fi',
    text: 'Puhelinaika myös iltaisin',
    by: 'original',
    recordedIn: event,
    ...over,
  };
}

/** What every vault must do. `openFresh` gives one of its own to each test. */
export function vaultConformance(name: string, openFresh: () => Promise<FreshVault>): void {
  describe(`${name}, as every vault`, () => {
    let fresh: FreshVault;
    let vault: Vault;
    beforeEach(async () => {
      fresh = await openFresh();
      vault = fresh.vault;
    });
    afterEach(() => fresh.remove());

    async function texts(event = proposed, from: Vault = vault) {
      const found = (await from.words.read([event])).get(event) ?? {};
      return Object.fromEntries(Object.entries(found).map(([field, all]) => [field, all.map(({ text }) => text)]));
    }

    describe('the count of changes', () => {
      it('has grown when a keeping or a forgetting is answered, and stays the same while nothing is written', async () => {
        if (fresh.another) return expect(vault.changes).toBeUndefined();
        const counts = [vault.changes];
        await vault.words.keep([words()]);
        counts.push(vault.changes);
        await vault.words.read([proposed]);
        expect(vault.changes).toBe(counts.at(-1));
        await vault.words.forget(proposed);
        counts.push(vault.changes);
        await vault.people.forget('client-1');
        counts.push(vault.changes);
        return expect(counts).toEqual([...new Set(counts)].sort((a, b) => a! - b!));
      });

      it('is not there beside a handle for reading only, which does not see who writes', async () => {
        expect((await fresh.reader()).changes).toBeUndefined();
      });
    });

    describe('keeping words', () => {
      it('answers a fingerprint for each text in order: 32 bytes in base64url, not the same for the same text', async () => {
        const fingerprints = await vault.words.keep([words(), words({ field: 'text' })]);
        expect(fingerprints).toHaveLength(2);
        for (const fingerprint of fingerprints) expect(fingerprint).toMatch(/^[\w-]{43}$/);
        expect(new Set(fingerprints).size).toBe(2);
        expect(fingerprints).not.toContain(createHash('sha256').update(words().text).digest('base64url'));
      });

      it('reads them back by event and field, with language, maker and the event that brought them', async () => {
        await vault.words.keep([words(), words({ field: 'text', lang: 'und', text: 'Toinen' })]);
        const found = await vault.words.read([proposed]);
        expect(found).toEqual(
          new Map([
            [
              proposed,
              {
                title: [{ lang: 'fi', text: 'Puhelinaika myös iltaisin', by: 'original', recordedIn: proposed }],
                text: [{ lang: 'und', text: 'Toinen', by: 'original', recordedIn: proposed }],
              },
            ],
          ]),
        );
      });

      it('gives the versions of a field in the order they were made', async () => {
        await vault.words.keep([words()]);
        await vault.words.keep([words({ lang: 'sv', text: 'Telefontid', by: 'translator', recordedIn: translated })]);
        await vault.words.keep([words({ text: 'Puhelinaika illalla', by: 'cleaned', recordedIn: 'e-a-cleaned' })]);
        const found = (await vault.words.read([proposed])).get(proposed)!;
        expect(found.title!.map(({ lang, by, recordedIn }) => [lang, by, recordedIn])).toEqual([
          ['fi', 'original', proposed],
          ['sv', 'translator', translated],
          ['fi', 'cleaned', 'e-a-cleaned'],
        ]);
      });

      it('leaves a row that is there as it is, and answers the fingerprint of what it holds', async () => {
        const [first] = await vault.words.keep([words()]);
        const [, second] = await vault.words.keep([words({ field: 'text' }), words({ text: 'Muuta' })]);
        expect(second).toBe(first);
        expect(await vault.words.keep([words()])).toEqual([first]);
        expect(await texts()).toEqual({ title: [words().text], text: [words().text] });
      });

      it('keeps one row of the same place named twice in one call', async () => {
        const [first, second] = await vault.words.keep([words({ text: 'yksi' }), words({ text: 'kaksi' })]);
        expect(second).toBe(first);
        expect(await texts()).toEqual({ title: ['yksi'] });
      });

      it('keeps nothing when nothing is given', async () => {
        expect(await vault.words.keep([])).toEqual([]);
      });

      it('keeps all texts or none', async () => {
        const bad = words({ field: 'text', text: 'puolikas \ud83d' });
        await expect(vault.words.keep([words(), bad])).rejects.toMatchObject({ code: 'not-plain-text' });
        expect(await texts()).toEqual({});
        expect(await vault.words.unclaimed(ever, 10)).toEqual([]);
      });

      it('refuses halves of characters, naming the field and quoting nothing', async () => {
        const refused = await vault.words.keep([words({ text: 'salaisuus \udc00' })]).catch((error: Error) => error);
        expect(refused).toMatchObject({ code: 'not-plain-text', message: expect.stringContaining('title') });
        expect(String(refused)).not.toContain('salaisuus');
      });

      it.each(['event', 'field', 'stream', 'lang', 'recordedIn'] as const)(
        'refuses an empty or broken %s',
        async (name) => {
          for (const value of ['', 'a\0b', '\ud800'])
            await expect(vault.words.keep([{ ...words(), [name]: value }])).rejects.toMatchObject({
              code: 'not-plain-text',
            });
        },
      );

      it.each([
        ['nothing', ''],
        ['zero characters', 'a\0b\0'],
        ['a byte order mark', '\ufeffalku'],
        ['decomposed letters, which stay so', 'a\u0308 o\u0308'],
        ['Arabic with marks of direction', '\u202eالسلام عليكم\u202c'],
        ['families and flags', '👩‍👩‍👧‍👦🇫🇮'],
        ['noncharacters and the last code point', '\uffff\ufffe\u{10ffff}'],
        ['line ends of every kind', 'a\r\nb\rc\n\u2028\u2029\u0085'],
        ['what looks like SQL and JSON', `'; DROP TABLE words; -- {"a":"\\u0000"}`],
        ['a megabyte', 'äö€😀'.repeat(100_000)],
      ])('gives back %s unchanged', async (_, text) => {
        await vault.words.keep([words({ text })]);
        expect((await texts()).title![0] === text).toBe(true);
        expect(await vault.words.matches(proposed, 'title', proposed, text)).toBe(true);
      });

      it('takes field and event names that mean something to JavaScript', async () => {
        await vault.words.keep([words({ event: '__proto__', field: '__proto__' })]);
        const found = (await vault.words.read(['__proto__'])).get('__proto__')!;
        expect(Object.keys(found)).toEqual(['__proto__']);
      });

      it('keeps a thousand texts in one call, and every one of 64 callers at once', async () => {
        const many = Array.from({ length: 1_037 }, (_, n) => words({ event: `e-${n}`, text: `teksti ${n}` }));
        expect(new Set(await vault.words.keep(many)).size).toBe(many.length);
        const callers = Array.from({ length: 64 }, (_, n) => words({ event: `c-${n}`, text: `kutsu ${n}` }));
        await Promise.all(callers.map((one) => vault.words.keep([one])));
        const found = await vault.words.read([...many, ...callers].map(({ event }) => event));
        expect(found.size).toBe(many.length + callers.length);
        expect(found.get('e-1036')!.title![0]!.text).toBe('teksti 1036');
        expect(found.get('c-63')!.title![0]!.text).toBe('kutsu 63');
      });

      it('gives callers who keep the same row at once the same fingerprint', async () => {
        const answers = await Promise.all(Array.from({ length: 20 }, () => vault.words.keep([words()])));
        expect(new Set(answers.flat()).size).toBe(1);
      });

      it('is there after the vault was closed and opened again', async () => {
        await vault.words.keep([words()]);
        expect(await texts(proposed, await fresh.reopen())).toEqual({ title: [words().text] });
      });
    });

    describe('reading words', () => {
      it('leaves out events that have none', async () => {
        await vault.words.keep([words()]);
        expect([...(await vault.words.read([proposed, 'e-none', proposed])).keys()]).toEqual([proposed]);
        expect((await vault.words.read([])).size).toBe(0);
      });

      it('is possible on a handle for reading, which sees what is written later and writes nothing', async () => {
        const reader = await fresh.reader();
        await vault.words.keep([words()]);
        expect(await texts(proposed, reader)).toEqual({ title: [words().text] });
        for (const write of [
          reader.words.keep([words()]),
          reader.words.forget(proposed),
          reader.people.forget('m-1'),
          reader.imports.key(),
          reader.progress('forgettings').write('1'),
          reader.people.keep('m-1', {}, 'group-1'),
          reader.files.write('f-1', 0, new Uint8Array(), ever),
          reader.tokens.issue({ purpose: 'p', holder: 'h', facts: {}, now: new Date() }),
          reader.secrets.put('s', new Uint8Array()),
          reader.credentials.write('a-1', {}, 0),
          reader.identities.release('a-1'),
          reader.access.expire(ever),
          reader.deliveries.take('mail', new Date(), ever, 1),
          reader.changeMasterKey(),
        ])
          await expect(write).rejects.toMatchObject({ code: 'vault-read-only' });
        expect(await texts()).toEqual({ title: [words().text] });
      });
    });

    describe('comparing', () => {
      it('says whether a text is what was kept, in any language the event brought', async () => {
        await vault.words.keep([words(), words({ lang: 'sv', text: 'Telefontid' })]);
        expect(await vault.words.matches(proposed, 'title', proposed, words().text)).toBe(true);
        expect(await vault.words.matches(proposed, 'title', proposed, 'Telefontid')).toBe(true);
        expect(await vault.words.matches(proposed, 'title', proposed, `${words().text} `)).toBe(false);
      });

      it('does not know when the row was never there or is gone', async () => {
        await vault.words.keep([words()]);
        expect(await vault.words.matches(proposed, 'title', translated, words().text)).toBeUndefined();
        expect(await vault.words.matches(proposed, 'text', proposed, words().text)).toBeUndefined();
        await vault.words.forget(proposed);
        expect(await vault.words.matches(proposed, 'title', proposed, words().text)).toBeUndefined();
      });
    });

    describe('forgetting words', () => {
      beforeEach(async () => {
        await vault.words.keep([words(), words({ field: 'text' }), words({ event: 'e-other' })]);
        await vault.words.keep([words({ lang: 'sv', recordedIn: translated, by: 'machine' })]);
      });

      it('deletes every version of the named fields and no other', async () => {
        expect(await vault.words.forget(proposed, ['title'])).toBe(2);
        expect(await texts()).toEqual({ text: [words().text] });
        expect(await texts('e-other')).toEqual({ title: [words().text] });
      });

      it('deletes all fields when none are named', async () => {
        expect(await vault.words.forget(proposed)).toBe(3);
        expect((await vault.words.read([proposed])).size).toBe(0);
        expect(await vault.words.forget('e-other', [])).toBe(1);
      });

      it('deletes one version and no other when only that is meant', async () => {
        expect(await vault.words.forget(proposed, ['title'], translated)).toBe(1);
        expect(await texts()).toEqual({ title: [words().text], text: [words().text] });
        expect(await vault.words.forget(proposed, ['title'], translated)).toBe(0);
        expect(await vault.words.forget(proposed, ['text'], translated)).toBe(0);
        expect(await vault.words.forget(proposed, [], proposed)).toBe(2);
      });

      it('does nothing the second time', async () => {
        await vault.words.forget(proposed);
        expect(await vault.words.forget(proposed)).toBe(0);
        expect(await vault.words.forget('e-never')).toBe(0);
      });

      it('leaves room to write there again', async () => {
        await vault.words.forget(proposed);
        await vault.words.keep([words({ text: 'uusi' })]);
        expect(await texts()).toEqual({ title: ['uusi'] });
      });
    });

    describe('sweeping words that no event names', () => {
      it('lists them oldest first and each once, up to the limit', async () => {
        await vault.words.keep([words(), words({ field: 'text' })]);
        await vault.words.keep([words({ recordedIn: translated, lang: 'sv' })]);
        const all = [
          { stream: 'proposal-1', recordedIn: proposed },
          { stream: 'proposal-1', recordedIn: translated },
        ];
        expect(await vault.words.unclaimed(ever, 10)).toEqual(all);
        expect(await vault.words.unclaimed(ever, 1)).toEqual(all.slice(0, 1));
        expect(await vault.words.unclaimed(new Date(0), 10)).toEqual([]);
      });

      it('lists no longer what was claimed, and does not sweep it', async () => {
        await vault.words.keep([words()]);
        await vault.words.claim([proposed]);
        await vault.words.claim([]);
        expect(await vault.words.unclaimed(ever, 10)).toEqual([]);
        expect(await vault.words.sweep([proposed], ever)).toBe(0);
        expect(await texts()).toEqual({ title: [words().text] });
      });

      it('deletes the rows an event would have brought and no other', async () => {
        await vault.words.keep([words(), words({ field: 'text' }), words({ recordedIn: translated, lang: 'sv' })]);
        expect(await vault.words.sweep([translated, 'e-never'], ever)).toBe(1);
        expect(await vault.words.sweep([translated], ever)).toBe(0);
        expect(await texts()).toEqual({ title: [words().text], text: [words().text] });
        expect(await vault.words.sweep([proposed], ever)).toBe(2);
        expect(await vault.words.unclaimed(ever, 10)).toEqual([]);
      });

      it('spares what was kept again since the list was asked for', async () => {
        await vault.words.keep([words()]);
        const asked = new Date();
        await vault.words.keep([words()]);
        expect(await vault.words.sweep([proposed], asked)).toBe(0);
        expect(await texts()).toEqual({ title: [words().text] });
        expect(await vault.words.unclaimed(ever, 10)).toHaveLength(1);
      });
    });

    describe('people', () => {
      const aino = { name: 'Aino Esimerkki', contact: 'aino@example.org', account: 'a-1' };

      it('keeps, replaces and reads what is known of a person', async () => {
        await vault.people.keep('m-1', aino);
        await vault.people.keep('m-2', { contact: '' });
        await vault.people.keep('m-1', { name: aino.name });
        expect(await vault.people.read(['m-1', 'm-2', 'm-3'])).toEqual(
          new Map([
            ['m-1', { name: aino.name }],
            ['m-2', { contact: '' }],
          ]),
        );
      });

      it('forgets all that is known; twice is harmless', async () => {
        await vault.people.keep('m-1', aino);
        await vault.people.forget('m-1');
        await vault.people.forget('m-1');
        expect((await vault.people.read(['m-1'])).size).toBe(0);
      });

      it('are unclaimed until the log names them, where nothing was known before', async () => {
        await vault.people.keep('m-1', aino, 'group-1');
        await vault.people.keep('m-1', aino, 'group-2');
        await vault.people.keep('m-2', aino);
        await vault.people.keep('m-2', { name: 'Aino' }, 'group-1');
        expect(await vault.people.unclaimed(ever, 10)).toEqual(new Map([['m-1', ['group-1', 'group-2']]]));
        expect(await vault.people.unclaimed(new Date(0), 10)).toEqual(new Map());
        await vault.people.claim(['m-1', 'm-2']);
        await vault.people.claim([]);
        expect((await vault.people.unclaimed(ever, 10)).size).toBe(0);
        expect(await vault.people.sweep(['m-1', 'm-2'], ever)).toBe(0);
        await vault.people.keep('m-1', { name: 'Aino' }, 'group-3');
        expect((await vault.people.unclaimed(ever, 10)).size).toBe(0);
        expect((await vault.people.read(['m-1', 'm-2'])).size).toBe(2);
      });

      it('are swept when no event came to name them, and no other', async () => {
        await vault.people.keep('m-1', aino, 'group-1');
        await vault.people.keep('m-2', aino, 'group-1');
        expect([...(await vault.people.unclaimed(ever, 1)).keys()]).toEqual(['m-1']);
        expect(await vault.people.sweep(['m-1', 'm-never'], ever)).toBe(1);
        expect(await vault.people.sweep(['m-1'], ever)).toBe(0);
        expect([...(await vault.people.read(['m-1', 'm-2'])).keys()]).toEqual(['m-2']);
        await vault.people.forget('m-2');
        expect((await vault.people.unclaimed(ever, 10)).size).toBe(0);
      });

      it('are spared by a sweep when somebody kept them again since', async () => {
        await vault.people.keep('m-1', aino, 'group-1');
        const asked = new Date(Date.now() + 1);
        while (Date.now() <= asked.getTime()) await new Promise(setImmediate);
        await vault.people.keep('m-1', aino, 'group-2');
        expect((await vault.people.unclaimed(asked, 10)).size).toBe(0);
        expect(await vault.people.sweep(['m-1'], asked)).toBe(0);
        expect((await vault.people.read(['m-1'])).size).toBe(1);
      });

      it('are found by the account that is theirs', async () => {
        for (let n = 0; n < 1_100; n += 1) await vault.people.keep(`m-${n}`, { account: n % 550 ? 'a-2' : 'a-1' });
        await vault.people.keep('m-0', { name: 'Aino' });
        expect(await vault.people.ofAccount('a-1')).toEqual(['m-550']);
        expect(await vault.people.ofAccount('a-3')).toEqual([]);
      });

      it('refuses what is not plain text, quoting nothing', async () => {
        const refused = await vault.people.keep('m-1', { name: 'Aino \ud800' }).catch((error: Error) => error);
        expect(refused).toMatchObject({
          code: 'not-plain-text',
          message: expect.stringContaining('name of person m-1'),
        });
        expect(String(refused)).not.toContain('Aino');
      });
    });

    describe('imports', () => {
      it('has one key of 32 bytes for ever', async () => {
        const [first, second] = await Promise.all([vault.imports.key(), vault.imports.key()]);
        expect(first).toHaveLength(32);
        expect(Buffer.from(second).equals(first)).toBe(true);
        expect(Buffer.from(await (await fresh.reopen()).imports.key()).equals(first)).toBe(true);
      });

      it("remembers the sources' own ids; what was first stays", async () => {
        await vault.imports.remember([]);
        await vault.imports.remember([{ id: 'pep-8', original: 'PEP 8 / ä' }]);
        await vault.imports.remember([
          { id: 'pep-8', original: 'other' },
          { id: 'pep-9', original: 'PEP 9' },
        ]);
        expect(await vault.imports.originals(['pep-8', 'pep-9', 'pep-10'])).toEqual(
          new Map([
            ['pep-8', 'PEP 8 / ä'],
            ['pep-9', 'PEP 9'],
          ]),
        );
      });
    });

    it("forgets the sources' own ids where it is asked to", async () => {
      await vault.imports.remember([
        { id: 'pep-8', original: 'PEP 8' },
        { id: 'pep-9', original: 'PEP 9' },
      ]);
      await vault.imports.forget(['pep-8', 'pep-10']);
      await vault.imports.forget(['pep-8']);
      await vault.imports.forget([]);
      expect(await vault.imports.originals(['pep-8', 'pep-9'])).toEqual(new Map([['pep-9', 'PEP 9']]));
    });

    describe('progress', () => {
      it('is nothing at first, then what was written last, each under its name', async () => {
        const { read, write } = vault.progress('forgettings');
        expect(await read()).toBeUndefined();
        await write('{"position":"1"}');
        await write('{"position":"2"}');
        await vault.progress('deliveries').write('{"position":"7"}');
        vault = await fresh.reopen();
        expect(await vault.progress('forgettings').read()).toBe('{"position":"2"}');
        expect(await vault.progress('deliveries').read()).toBe('{"position":"7"}');
      });

      it('takes plain text only', async () => {
        for (const [name, text] of [
          ['', 'a'],
          ['a', 'b\0'],
          ['a', '\ud800'],
        ] as const)
          await expect(vault.progress(name).write(text)).rejects.toMatchObject({ code: 'not-plain-text' });
      });
    });

    filesConformance(() => vault);
    tokensConformance(() => vault);
    secretsConformance(() => vault);
    const another = () => fresh.another?.() ?? Promise.resolve(vault);
    credentialsConformance(() => vault, another);
    identitiesConformance(() => vault, another);
    accessConformance(() => vault);
    deliveriesConformance(() => vault, another);

    describe('changing the master key', () => {
      it('goes on reading what was sealed before, also on a handle opened before', async () => {
        const reader = await fresh.reader();
        await vault.words.keep([words()]);
        expect(await vault.changeMasterKey()).toBe(2);
        await vault.words.keep([words({ field: 'text', text: 'uudella' })]);
        expect(await texts()).toEqual({ title: [words().text], text: ['uudella'] });
        expect(await texts(proposed, reader)).toEqual({ title: [words().text], text: ['uudella'] });
      });

      it('seals older rows anew a few at a time until none are left, and everything stays as it was', async () => {
        const [fingerprint] = await vault.words.keep([words(), words({ field: 'text' }), words({ event: 'e-other' })]);
        await vault.people.keep('m-1', { name: 'Aino' });
        await vault.imports.remember([{ id: 'pep-8', original: 'PEP 8' }]);
        const key = await vault.imports.key();
        await vault.files.write('export', 3, Buffer.from('bytes'), ever);
        const { token } = await vault.tokens.issue({
          purpose: 'link',
          holder: 'a-1',
          facts: { n: 1 },
          now: new Date(),
        });
        await vault.credentials.write('a-1', { n: 1 }, 0);
        await vault.credentials.write('a-1', { n: 2 }, 1);
        await vault.identities.claim('address', 'aino@example.org', 'a-1');
        const entry = { id: 'read', at: new Date(0), account: 'a-1', operation: 'GetProposal', facts: { n: 1 } };
        await vault.access.add([{ ...entry, keepUntil: ever }]);
        await vault.words.forget('e-other');
        expect(await vault.reseal(10)).toBe(0);

        await vault.changeMasterKey();
        await vault.words.keep([words({ event: 'e-new' })]);
        const left: number[] = [];
        do left.push(await vault.reseal(2));
        while (left.at(-1)! > 0);
        expect(left).toEqual([10, 8, 6, 4, 2, 0]);

        vault = await fresh.reopen();
        expect(await texts()).toEqual({ title: [words().text], text: [words().text] });
        expect(await vault.words.keep([words()])).toEqual([fingerprint]);
        expect((await vault.people.read(['m-1'])).get('m-1')).toEqual({ name: 'Aino' });
        expect(await vault.imports.originals(['pep-8'])).toEqual(new Map([['pep-8', 'PEP 8']]));
        expect(Buffer.from(await vault.imports.key()).equals(key)).toBe(true);
        expect(Buffer.from((await vault.files.read('export', 3))!).toString()).toBe('bytes');
        expect(await vault.tokens.look('link', token, new Date())).toMatchObject({ facts: { n: 1 } });
        expect(await vault.credentials.read('a-1')).toEqual({ version: 2, facts: { n: 2 } });
        expect(await vault.identities.find('address', 'aino@example.org')).toBe('a-1');
        expect(await vault.access.list({ limit: 9 })).toEqual([{ ...entry, keepUntil: ever }]);
      });

      it('brings back nothing that is forgotten while rows are sealed anew', async () => {
        const events = Array.from({ length: 50 }, (_, n) => `e-${n}`);
        await vault.words.keep(events.map((event) => words({ event })));
        await vault.changeMasterKey();
        await Promise.all([vault.reseal(100), ...events.map((event) => vault.words.forget(event))]);
        expect((await vault.words.read(events)).size).toBe(0);
      });
    });

    it('refuses everything once it is closed; closing twice is harmless', async () => {
      const kept = vault.words.keep([words()]);
      await vault.close();
      await vault.close();
      await kept;
      await expect(vault.words.read([proposed])).rejects.toMatchObject({ code: 'vault-unavailable' });
      await expect(vault.words.keep([words()])).rejects.toMatchObject({ code: 'vault-unavailable' });
    });
  });
}

import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { AccessEntry, Delivery, DeliveryToAdd, Vault } from '#vault';

/** What every vault must do with what is neither words nor persons: parts of vaultConformance. */

const day = (n: number) => new Date(Date.UTC(2026, 10, n));
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));

export function filesConformance(vaultNow: () => Vault): void {
  describe('files', () => {
    it('are written in chunks and read by their numbers', async () => {
      const { files } = vaultNow();
      const large = randomBytes(256 * 1024);
      await files.write('export', 0, bytesOf('first'), day(2));
      await files.write('export', 1, large, day(2));
      await files.write('export', 2, new Uint8Array(), day(2));
      expect(await files.read('export', 0)).toEqual(bytesOf('first'));
      expect(large.equals((await files.read('export', 1))!)).toBe(true);
      expect(await files.read('export', 2)).toEqual(new Uint8Array());
      expect(await files.read('export', 3)).toBeUndefined();
      expect(await files.read('other', 0)).toBeUndefined();
    });

    it('have a chunk that is written again replaced, its day too', async () => {
      const { files } = vaultNow();
      await files.write('export', 0, bytesOf('first'), day(2));
      await files.write('export', 0, bytesOf('a longer second'), day(4));
      expect(await files.read('export', 0)).toEqual(bytesOf('a longer second'));
      expect(await files.expire(day(3))).toBe(0);
    });

    it('go when they are forgotten, and when their day has come, and others stay', async () => {
      const { files } = vaultNow();
      for (const [file, until] of [
        ['a', day(2)],
        ['b', day(3)],
        ['c', day(4)],
      ] as const) {
        await files.write(file, 0, bytesOf(file), until);
        await files.write(file, 1, bytesOf(file), until);
      }
      await files.forget('a');
      await files.forget('a');
      expect(await files.expire(day(3))).toBe(2);
      expect(await files.expire(day(3))).toBe(0);
      const left = await Promise.all(['a', 'b', 'c'].map((file) => files.read(file, 0)));
      expect(left).toEqual([undefined, undefined, bytesOf('c')]);
    });

    it('go together where their names begin alike', async () => {
      const { files } = vaultNow();
      for (const file of ['export-a', 'export-b', 'export', 'exports', 'draft-a']) {
        for (const chunk of [0, 1]) await files.write(file, chunk, bytesOf(file), day(2));
      }
      expect([await files.forgetAll('export-'), await files.forgetAll('export-')]).toEqual([4, 0]);
      const left = await Promise.all(
        ['export-a', 'export-b', 'export', 'exports', 'draft-a'].map((file) => files.read(file, 1)),
      );
      expect(left.map((bytes) => bytes !== undefined)).toEqual([false, false, true, true, true]);
    });

    it('are named by how their names begin', async () => {
      const { files } = vaultNow();
      for (const file of ['upload:a:1', 'upload:a:2', 'upload:a-b:1', 'other']) {
        for (const chunk of [0, 1]) await files.write(file, chunk, bytesOf(file), day(2));
      }
      await files.forget('upload:a:2');
      expect(await files.names('upload:a:')).toEqual(['upload:a:1']);
      expect((await files.names('upload:')).toSorted()).toEqual(['upload:a-b:1', 'upload:a:1']);
    });

    it('stay until they are forgotten where no day is named, and hold no answer up', async () => {
      const vault = vaultNow();
      const before = vault.changes;
      await vault.files.write('attached', 0, bytesOf('a photo'));
      expect(vault.changes).toBe(before);
      expect(await vault.files.expire(new Date('2999-01-01'))).toBe(0);
      expect(await vault.files.read('attached', 0)).toEqual(bytesOf('a photo'));
      await vault.files.forget('attached');
      expect(await vault.files.read('attached', 0)).toBeUndefined();
    });

    it('refuse what is too large, no whole number, or has no name', async () => {
      const { files } = vaultNow();
      const empty = new Uint8Array();
      await expect(files.write('a', 0, new Uint8Array(256 * 1024 + 1), day(2))).rejects.toThrow(RangeError);
      for (const chunk of [-1, 0.5, Number.NaN])
        await expect(files.write('a', chunk, empty, day(2))).rejects.toThrow(RangeError);
      await expect(files.write('', 0, empty, day(2))).rejects.toMatchObject({ code: 'not-plain-text' });
    });
  });
}

export function tokensConformance(vaultNow: () => Vault): void {
  describe('tokens', () => {
    const link = { purpose: 'link', holder: 'account-1', facts: { proposal: 'bench', ä: 'ö' }, now: day(1) };

    it('are 32 random bytes, and open what they were issued for', async () => {
      const { tokens } = vaultNow();
      const { id, token } = await tokens.issue({ ...link, expires: day(8) });
      expect(token).toMatch(/^[\w-]{43}$/);
      const { now, ...issued } = link;
      expect(await tokens.look('link', token, day(7))).toEqual({ id, ...issued, issuedAt: now, expires: day(8) });
      expect(await tokens.look('link', token, day(7))).toBeDefined();
      expect((await tokens.issue(link)).token).not.toBe(token);
    });

    it('open nothing of another purpose, nothing once they have expired, and nothing when they are made up', async () => {
      const { tokens } = vaultNow();
      const { id, token } = await tokens.issue({ ...link, expires: day(8) });
      for (const open of ['look', 'take'] as const) {
        expect(await tokens[open]('calendar', token, day(7))).toBeUndefined();
        expect(await tokens[open]('link', token, day(8))).toBeUndefined();
        expect(await tokens[open]('link', id, day(7))).toBeUndefined();
        expect(await tokens[open]('link', randomBytes(32).toString('base64url'), day(7))).toBeUndefined();
      }
      expect(await tokens.look('link', token, day(7))).toBeDefined();
    });

    it('are taken once, by one of many who try at the same time', async () => {
      const { tokens } = vaultNow();
      const { id, token } = await tokens.issue(link);
      const taken = await Promise.all(Array.from({ length: 20 }, () => tokens.take('link', token, day(2))));
      expect(taken.filter(Boolean)).toEqual([expect.objectContaining({ id, facts: link.facts })]);
      expect(await tokens.look('link', token, day(2))).toBeUndefined();
    });

    it('are listed by purpose and holder as they were issued, without the tokens themselves', async () => {
      const { tokens } = vaultNow();
      const first = await tokens.issue(link);
      await tokens.issue({ ...link, holder: 'account-2' });
      await tokens.issue({ ...link, purpose: 'calendar' });
      const second = await tokens.issue({ ...link, expires: day(1) });
      const listed = await tokens.list('link', 'account-1');
      expect(listed.map(({ id }) => id)).toEqual([first.id, second.id]);
      expect(JSON.stringify(listed)).not.toContain(first.token);
    });

    it('open longer when they are prolonged, and not as long when they are cut short', async () => {
      const { tokens } = vaultNow();
      const { id, token } = await tokens.issue({ ...link, expires: day(8) });
      expect(await tokens.prolong(id, day(20))).toBe(true);
      expect(await tokens.look('link', token, day(19))).toMatchObject({ id, facts: link.facts, expires: day(20) });
      expect(await tokens.expire(day(19))).toBe(0);
      expect(await tokens.prolong(id, day(3))).toBe(true);
      expect(await tokens.look('link', token, day(3))).toBeUndefined();
    });

    it('say whether one that was found may have changed, unless others may have changed it', async () => {
      const { changes, tokens, words } = vaultNow();
      if (changes === undefined) return expect(tokens.changes).toBeUndefined();
      const [first, second, third] = [await tokens.issue(link), await tokens.issue(link), await tokens.issue(link)];
      const counts = [tokens.changes];
      await words.forget('e-1');
      expect(tokens.changes).toBe(counts[0]);
      for (const change of [
        () => tokens.prolong(first.id, day(20)),
        () => tokens.take('link', first.token, day(1)),
        () => tokens.revoke(second.id),
        () => tokens.revokeAll(link.holder),
        () => tokens.expire(day(30)),
      ]) {
        await change();
        counts.push(tokens.changes);
      }
      expect(await tokens.look('link', third.token, day(1))).toBeUndefined();
      return expect(counts).toEqual([...new Set(counts)].sort((a, b) => a! - b!));
    });

    it('are not prolonged when they are gone, nor when they have no end', async () => {
      const { tokens } = vaultNow();
      const gone = await tokens.issue({ ...link, expires: day(8) });
      await tokens.revoke(gone.id);
      const endless = await tokens.issue(link);
      expect([await tokens.prolong(gone.id, day(20)), await tokens.prolong('unknown', day(20))]).toEqual([
        false,
        false,
      ]);
      expect(await tokens.prolong(endless.id, day(2))).toBe(false);
      expect(await tokens.look('link', gone.token, day(2))).toBeUndefined();
      expect(await tokens.look('link', endless.token, day(30))).not.toHaveProperty('expires');
    });

    it('are revoked by id, by holder, by holder and purpose', async () => {
      const { tokens } = vaultNow();
      const { id, token } = await tokens.issue(link);
      expect([await tokens.revoke(id), await tokens.revoke(id)]).toEqual([true, false]);
      expect(await tokens.look('link', token, day(2))).toBeUndefined();
      for (const purpose of ['link', 'calendar', 'link', 'session']) await tokens.issue({ ...link, purpose });
      const others = await tokens.issue({ ...link, holder: 'account-2' });
      expect(await tokens.revokeAll('account-1', 'link')).toBe(2);
      expect(await tokens.revokeAll('account-1')).toBe(2);
      expect(await tokens.revokeAll('account-1')).toBe(0);
      expect(await tokens.look('link', others.token, day(2))).toBeDefined();
    });

    it('are gone once they have expired, and others stay', async () => {
      const { tokens } = vaultNow();
      const kept = [await tokens.issue(link), await tokens.issue({ ...link, expires: day(9) })];
      await tokens.issue({ ...link, expires: day(8) });
      expect([await tokens.expire(day(8)), await tokens.expire(day(8))]).toEqual([1, 0]);
      expect((await tokens.list('link', 'account-1')).map(({ id }) => id)).toEqual(kept.map(({ id }) => id));
    });
  });
}

export function secretsConformance(vaultNow: () => Vault): void {
  describe('secrets', () => {
    it('are put, replaced, read and forgotten by name', async () => {
      const { secrets } = vaultNow();
      expect(await secrets.read('webhook-1')).toBeUndefined();
      await secrets.put('webhook-1', bytesOf('one'));
      await secrets.put('webhook-2', bytesOf('two'));
      await secrets.put('webhook-1', bytesOf('one, longer than before'));
      expect(await secrets.read('webhook-1')).toEqual(bytesOf('one, longer than before'));
      await secrets.forget('webhook-1');
      await secrets.forget('webhook-1');
      expect(await secrets.read('webhook-1')).toBeUndefined();
      expect(await secrets.read('webhook-2')).toEqual(bytesOf('two'));
      await expect(secrets.put('a\0', bytesOf('x'))).rejects.toMatchObject({ code: 'not-plain-text' });
    });

    it('are one of those that are put at the same time', async () => {
      const { secrets } = vaultNow();
      const all = Array.from({ length: 10 }, (_, n) => bytesOf(`secret ${n}`));
      await Promise.all(all.map((bytes) => secrets.put('webhook-1', bytes)));
      expect(all).toContainEqual(await secrets.read('webhook-1'));
    });
  });
}

/** `anotherNow` gives the handle of another process where several may write, else the same. */
export function credentialsConformance(vaultNow: () => Vault, anotherNow: () => Promise<Vault>): void {
  describe('credentials', () => {
    it('are nothing at first, then what was written last, with the count of writings', async () => {
      const { credentials } = vaultNow();
      expect(await credentials.read('account-1')).toBeUndefined();
      expect(await credentials.write('account-1', { password: 'ä' }, 0)).toBe(true);
      expect(await credentials.write('account-1', { password: 'longer than before', failures: [1, 2] }, 1)).toBe(true);
      expect(await credentials.read('account-1')).toEqual({
        version: 2,
        facts: { password: 'longer than before', failures: [1, 2] },
      });
      expect(await credentials.read('account-2')).toBeUndefined();
    });

    it('are left as they are when somebody else was first', async () => {
      const { credentials } = vaultNow();
      await credentials.write('account-1', { n: 1 }, 0);
      await credentials.write('account-1', { n: 2 }, 1);
      for (const version of [0, 1, 3]) expect(await credentials.write('account-1', { n: 9 }, version)).toBe(false);
      expect(await credentials.write('account-2', { n: 9 }, 1)).toBe(false);
      expect(await credentials.read('account-1')).toEqual({ version: 2, facts: { n: 2 } });
      expect(await credentials.read('account-2')).toBeUndefined();
    });

    it('are written by one of many who try at the same time, at first and later', async () => {
      const both = [vaultNow(), await anotherNow()];
      for (let version = 0; version < 5; version += 1) {
        const tries = Array.from({ length: 10 }, (_, n) =>
          both[n % 2]!.credentials.write('account-1', { version, n }, version),
        );
        const first = (await Promise.all(tries)).flatMap((written, n) => (written ? [n] : []));
        expect(first).toHaveLength(1);
        const facts = { version, n: first[0] };
        expect(await both[1]!.credentials.read('account-1')).toEqual({ version: version + 1, facts });
      }
    });

    it('are forgotten, whatever their version; twice is harmless, and an old version is no way back', async () => {
      const { credentials } = vaultNow();
      for (let version = 0; version < 3; version += 1) await credentials.write('account-1', { version }, version);
      await credentials.write('account-2', {}, 0);
      await credentials.forget('account-1');
      await credentials.forget('account-1');
      expect(await credentials.read('account-1')).toBeUndefined();
      expect(await credentials.write('account-1', {}, 3)).toBe(false);
      expect(await credentials.read('account-2')).toEqual({ version: 1, facts: {} });
    });

    it('belong to an account with a name', async () => {
      await expect(vaultNow().credentials.write('', {}, 0)).rejects.toMatchObject({ code: 'not-plain-text' });
    });
  });
}

export function identitiesConformance(vaultNow: () => Vault, anotherNow: () => Promise<Vault>): void {
  describe('identities', () => {
    it('belong to who claimed them first, each kind by itself', async () => {
      const { identities } = vaultNow();
      expect(await identities.find('address', 'aino@example.org')).toBeUndefined();
      expect(await identities.claim('address', 'aino@example.org', 'account-1')).toBe('account-1');
      expect(await identities.claim('address', 'aino@example.org', 'account-1')).toBe('account-1');
      expect(await identities.claim('address', 'aino@example.org', 'account-2')).toBe('account-1');
      expect(await identities.claim('oidc', 'aino@example.org', 'account-2')).toBe('account-2');
      expect(await identities.find('address', 'aino@example.org')).toBe('account-1');
      expect(await identities.find('address', 'Aino@example.org')).toBeUndefined();
    });

    it('go to one of many who claim them at the same time, and all are told to whom', async () => {
      const both = [vaultNow(), await anotherNow()];
      const claims = Array.from({ length: 20 }, (_, n) =>
        both[n % 2]!.identities.claim('address', 'aino@example.org', `account-${n}`),
      );
      const owners = new Set(await Promise.all(claims));
      expect(owners.size).toBe(1);
      expect(owners).toContain(await both[0]!.identities.find('address', 'aino@example.org'));
    });

    it('are released by kind or all together, and may then be claimed by others', async () => {
      const { identities } = vaultNow();
      for (const address of ['old@example.org', 'new@example.org'])
        await identities.claim('address', address, 'account-1');
      await identities.claim('oidc', 'https://id.example.org 1', 'account-1');
      await identities.claim('address', 'other@example.org', 'account-2');
      await identities.release('account-1', 'address');
      await identities.release('account-1', 'address');
      expect(await identities.find('address', 'new@example.org')).toBeUndefined();
      expect(await identities.find('oidc', 'https://id.example.org 1')).toBe('account-1');
      expect(await identities.claim('address', 'new@example.org', 'account-3')).toBe('account-3');
      await identities.claim('address', 'old@example.org', 'account-3');
      await identities.release('account-3', 'address', 'old@example.org');
      await identities.release('account-3', 'address', 'other@example.org');
      expect(await identities.find('address', 'old@example.org')).toBeUndefined();
      expect(await identities.find('address', 'new@example.org')).toBe('account-3');
      await identities.release('account-1');
      expect(await identities.find('oidc', 'https://id.example.org 1')).toBeUndefined();
      expect(await identities.find('address', 'other@example.org')).toBe('account-2');
    });

    it('are plain text and no nothing', async () => {
      for (const broken of ['', 'a\0', '\ud800'])
        await expect(vaultNow().identities.claim('address', broken, 'account-1')).rejects.toMatchObject({
          code: 'not-plain-text',
        });
    });
  });
}

export function accessConformance(vaultNow: () => Vault): void {
  describe('access', () => {
    const entry = (id: string, over: Partial<AccessEntry> = {}): AccessEntry => ({
      id,
      at: day(1),
      account: 'account-1',
      operation: 'GetProposal',
      facts: { proposal: 'bench', events: ['e-1'] },
      keepUntil: day(20),
      ...over,
    });
    const ids = (entries: readonly AccessEntry[]) => entries.map(({ id }) => id);

    it('is added all or none, and an id that is there already is left as it is', async () => {
      const { access } = vaultNow();
      await access.add([]);
      await access.add([entry('a'), entry('a', { account: 'account-2' })]);
      await access.add([entry('a', { operation: 'GetGroup' })]);
      await expect(access.add([entry('b'), entry('c', { operation: '' })])).rejects.toMatchObject({
        code: 'not-plain-text',
      });
      expect(await access.list({ limit: 10 })).toEqual([entry('a')]);
    });

    it('takes as many entries at once as there are, and nothing that was remembered ends by it', async () => {
      const { access, changes } = vaultNow();
      await access.add(Array.from({ length: 250 }, (_, n) => entry(`e-${n}`)));
      expect(await access.list({ limit: 1_000 })).toHaveLength(250);
      expect(vaultNow().changes).toBe(changes);
    });

    it('is listed newest first, filtered by account and time, page by page', async () => {
      const { access } = vaultNow();
      const days = [3, 1, 2, 2, 4, 5];
      await access.add(days.map((n, at) => entry(`e-${at}`, { at: day(n), account: `account-${at % 2}` })));
      const all = ['e-5', 'e-4', 'e-0', 'e-3', 'e-2', 'e-1'];
      expect(ids(await access.list({ limit: 10 }))).toEqual(all);
      const pages: string[][] = [];
      for (let before: string | undefined; pages.at(-1)?.length !== 0; before = pages.at(-1)!.at(-1)) {
        pages.push(ids(await access.list({ limit: 4, ...(before && { before }) })));
      }
      expect(pages).toEqual([all.slice(0, 4), all.slice(4), []]);
      expect(ids(await access.list({ account: 'account-0', limit: 10 }))).toEqual(['e-4', 'e-0', 'e-2']);
      expect(ids(await access.list({ from: day(2), to: day(4), limit: 10 }))).toEqual(['e-0', 'e-3', 'e-2']);
      expect(ids(await access.list({ account: 'account-0', before: 'e-0', from: day(2), limit: 10 }))).toEqual(['e-2']);
      expect(await access.list({ before: 'unknown', limit: 10 })).toEqual([]);
    });

    it('is kept a set time', async () => {
      const { access } = vaultNow();
      await access.add([entry('a', { keepUntil: day(5) }), entry('b', { keepUntil: day(6) }), entry('c')]);
      expect([await access.expire(day(6)), await access.expire(day(6))]).toEqual([2, 0]);
      expect(ids(await access.list({ limit: 10 }))).toEqual(['c']);
      expect(ids(await access.list({ before: 'c', limit: 10 }))).toEqual([]);
    });
  });
}

/** `anotherNow` gives the handle of another process where several may write, else the same. */
export function deliveriesConformance(vaultNow: () => Vault, anotherNow: () => Promise<Vault>): void {
  describe('deliveries', () => {
    const mail = (id: string, over: Partial<DeliveryToAdd> = {}): DeliveryToAdd => ({
      id,
      channel: 'mail',
      to: 'account-1',
      event: `e-${id}`,
      facts: { lang: 'fi', counts: [1, 2] },
      now: day(1),
      ...over,
    });
    const ids = (deliveries: readonly Delivery[]) => deliveries.map(({ id }) => id);

    it('wait from when they are added; the same id again changes nothing', async () => {
      const { deliveries } = vaultNow();
      await deliveries.add([]);
      await deliveries.add([mail('a'), mail('a', { to: 'account-2' })]);
      await deliveries.add([mail('a', { to: 'account-3' }), mail('b')]);
      expect(await deliveries.list({ limit: 10 })).toEqual([
        expect.objectContaining({ id: 'b' }),
        {
          id: 'a',
          channel: 'mail',
          to: 'account-1',
          event: 'e-a',
          state: 'waiting',
          attempts: 0,
          createdAt: day(1),
          nextAt: day(1),
          facts: { lang: 'fi', counts: [1, 2] },
        },
      ]);
    });

    it('are added all or none', async () => {
      const { deliveries } = vaultNow();
      await expect(deliveries.add([mail('a'), mail('b', { to: '' })])).rejects.toMatchObject({
        code: 'not-plain-text',
      });
      expect(await deliveries.list({ limit: 10 })).toEqual([]);
    });

    it('are taken by channel, oldest first, up to a limit, and then by nobody until the lease ends', async () => {
      const { deliveries } = vaultNow();
      await deliveries.add([mail('b', { now: day(2) }), mail('a'), mail('c', { now: day(3) })]);
      await deliveries.add([mail('hook', { channel: 'webhook' }), mail('tomorrow', { now: day(5) })]);
      expect(await deliveries.take('mail', day(4), day(6), 0)).toEqual([]);
      const first = await deliveries.take('mail', day(4), day(6), 2);
      expect(first.map(({ id, attempts, nextAt }) => [id, attempts, nextAt])).toEqual([
        ['a', 1, day(6)],
        ['b', 1, day(6)],
      ]);
      expect(ids(await deliveries.take('mail', day(4), day(6), 10))).toEqual(['c']);
      expect(await deliveries.take('mail', day(4), day(6), 10)).toEqual([]);
      expect(ids(await deliveries.take('webhook', day(4), day(6), 10))).toEqual(['hook']);
      const again = await deliveries.take('mail', day(6), day(8), 10);
      expect(again.map(({ id, attempts }) => [id, attempts])).toEqual([
        ['a', 2],
        ['b', 2],
        ['c', 2],
        ['tomorrow', 1],
      ]);
    });

    it('are each taken by one of many who work at the same time, and all of them are', async () => {
      const all = Array.from({ length: 230 }, (_, n) => `d-${n}`);
      const [one, other] = [vaultNow(), await anotherNow()];
      await one.deliveries.add(all.map((id) => mail(id)));
      const taken: string[] = [];
      async function work({ deliveries }: Vault) {
        for (;;) {
          const some = await deliveries.take('mail', day(2), day(3), 7);
          if (some.length === 0) return;
          taken.push(...ids(some));
        }
      }
      await Promise.all([one, other, one, other].map(work));
      expect(taken.toSorted()).toEqual(all.toSorted());
    });

    it('are settled: done, failed and dropped for good, waiting to be taken again', async () => {
      const { deliveries } = vaultNow();
      await deliveries.add(['a', 'b', 'c', 'd', 'e'].map((id) => mail(id)));
      await deliveries.take('mail', day(1), day(9), 10);
      await deliveries.settle('a', { state: 'done', outcome: '250', at: day(2) });
      await deliveries.settle('b', { state: 'failed', outcome: '550', at: day(2) });
      await deliveries.settle('c', { state: 'dropped', at: day(2) });
      await deliveries.settle('d', { state: 'waiting', outcome: '451', at: day(2), nextAt: day(3) });
      await deliveries.settle('e', { state: 'waiting', at: day(2) });
      await deliveries.settle('unknown', { state: 'done', at: day(2) });
      expect(ids(await deliveries.take('mail', day(2), day(9), 10))).toEqual(['e']);
      expect(await deliveries.take('mail', day(3), day(9), 10)).toEqual([
        expect.objectContaining({ id: 'd', attempts: 2, lastAt: day(2), outcome: '451' }),
      ]);
      const [done] = await deliveries.list({ state: 'done', limit: 10 });
      expect(done).toMatchObject({ id: 'a', outcome: '250', lastAt: day(2), attempts: 1 });
      expect(done).not.toHaveProperty('nextAt');
    });

    it('stay done when somebody slower says otherwise, and may be tried again after a failure', async () => {
      const { deliveries } = vaultNow();
      await deliveries.add([mail('a'), mail('b')]);
      await deliveries.settle('a', { state: 'done', at: day(2) });
      await deliveries.settle('a', { state: 'waiting', at: day(3) });
      await deliveries.settle('b', { state: 'failed', at: day(2) });
      await deliveries.settle('b', { state: 'waiting', at: day(3) });
      expect(ids(await deliveries.take('mail', day(4), day(9), 10))).toEqual(['b']);
    });

    it('are listed newest first, filtered, page by page', async () => {
      const { deliveries } = vaultNow();
      for (let n = 0; n < 6; n += 1) {
        await deliveries.add([mail(`d-${n}`, { to: `account-${n % 2}`, channel: n < 4 ? 'mail' : 'webhook' })]);
      }
      const first = ids(await deliveries.list({ limit: 4 }));
      expect(first).toEqual(['d-5', 'd-4', 'd-3', 'd-2']);
      expect(ids(await deliveries.list({ limit: 4, before: first.at(-1)! }))).toEqual(['d-1', 'd-0']);
      expect(ids(await deliveries.list({ limit: 9, to: 'account-1' }))).toEqual(['d-5', 'd-3', 'd-1']);
      expect(ids(await deliveries.list({ limit: 9, channel: 'webhook', to: 'account-0' }))).toEqual(['d-4']);
      expect(await deliveries.list({ limit: 9, state: 'done' })).toEqual([]);
      expect(await deliveries.list({ limit: 9, before: 'unknown' })).toEqual([]);
    });

    it('are deleted when they were settled long ago; what waits stays', async () => {
      const { deliveries } = vaultNow();
      await deliveries.add(['a', 'b', 'c', 'd'].map((id) => mail(id)));
      await deliveries.settle('a', { state: 'done', at: day(2) });
      await deliveries.settle('b', { state: 'failed', at: day(3) });
      await deliveries.settle('c', { state: 'waiting', at: day(2) });
      expect(await deliveries.expire(day(3))).toBe(1);
      expect(ids(await deliveries.list({ limit: 9 }))).toEqual(['d', 'c', 'b']);
    });
  });
}

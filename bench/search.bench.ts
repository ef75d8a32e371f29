import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import MiniSearch from 'minisearch';
import snowball from 'snowball-stemmers';
import { findInText, folded, likeness, sought, WordIndex, wordsIn } from '#search';
import { heldOut, mustBeFound, mustNotBeFound, type Pair } from '../test/word-pairs.ts';
import { finnishProposals, finnishWords } from './finnish-texts.ts';
import { type Row, row } from './measure.ts';
import { fillWithWords, started } from './search-start.ts';

/**
 * Search beside Snowball's stems alone, beside MiniSearch with Snowball's stems, prefixes and slips, and beside a comparison of every
 * word of every text.
 */

const PROPOSALS = Number(process.env.BENCH_PROPOSALS ?? 100_000);
const QUESTIONS = 200;
/** A comparison of every word takes seconds. */
const SCANNED = 3;
const MiB = 2 ** 20;
const room = 512 * MiB;

const stemmers = ['finnish', 'swedish', 'english'].map((language) => snowball.newStemmer(language));
const stemmed = (word: string): string[] => [...new Set([word, ...stemmers.map((one) => one.stem(word))])];
const miniSearch = () =>
  new MiniSearch({
    fields: ['title', 'text'],
    processTerm: (term) => stemmed(term.toLowerCase()),
    searchOptions: { prefix: true, fuzzy: 0.2, boost: { title: 1.5 } },
  });

const found = (finds: (pair: Pair) => boolean, pairs: readonly Pair[]): number => pairs.filter(finds).length;
const ours = ([typed, written]: Pair) => likeness(sought(folded(typed)), folded(written), 'und') > 0;
const bySnowball = ([typed, written]: Pair) => stemmers.some((one) => one.stem(typed) === one.stem(written));
const byMiniSearch = ([typed, written]: Pair) => {
  const index = miniSearch();
  index.add({ id: 1, title: written });
  return index.search(typed).length > 0;
};

const ways = {
  ours() {
    const index = new WordIndex(room);
    return {
      add: (number: number, { title, text }: { title: string; text: string }) =>
        index.put({ id: `0197c2a4-0000-7000-8000-${number}`, of: `proposal-p-${number}`, marks: mark, order: number }, [
          { text: title, lang: 'fi', isTitle: true },
          { text, lang: 'fi' },
        ]),
      ask: (q: string) => {
        const words = wordsIn(q).map(({ word }) => word);
        index.search({ words, atLeast: words.length, most: 20 });
      },
      says: () => index.size.bytes,
    };
  },
  miniSearch() {
    const index = miniSearch();
    return {
      add: (id: number, proposal: { title: string; text: string }) => index.add({ id, ...proposal }),
      ask: (q: string) => void index.search(q, { combineWith: 'AND' }),
      says: () => 0,
    };
  },
  scan() {
    const all: string[] = [];
    return {
      add: (_number: number, { title, text }: { title: string; text: string }) => void all.push(`${title} ${text}`),
      ask: (q: string) => {
        const seeks = wordsIn(q).map(({ word }) => sought(word));
        for (const text of all) findInText(text, 'fi', seeks);
      },
      says: () => 0,
    };
  },
} as const;
const mark = ['proposal', 'group lobby'];

interface Figures {
  /** Until all is in. */
  readonly seconds: number;
  /** Resident memory that it took, and what it says that it took. */
  readonly MiB: number;
  readonly saysMiB: number;
  /** Milliseconds of questions of one and two words. */
  readonly p50: number;
  readonly p99: number;
}

/** Each in a process of its own, so that its memory is its own. */
async function measured(way: keyof typeof ways): Promise<Figures> {
  const child = fork(import.meta.filename, [way], { execArgv: ['--expose-gc'] });
  const [figures] = (await once(child, 'message')) as [Figures];
  return figures;
}

function measure(way: keyof typeof ways): Figures {
  const { add, ask, says } = ways[way]();
  const collect = () => (globalThis as { gc?: () => void }).gc?.();
  let seconds = 0;
  collect();
  const before = process.memoryUsage().rss;
  let number = 0;
  for (const proposal of finnishProposals(PROPOSALS)) {
    const begin = performance.now();
    add(number, proposal);
    seconds += (performance.now() - begin) / 1_000;
    number += 1;
  }
  collect();
  const taken = process.memoryUsage().rss - before;
  const word = finnishWords();
  const times: number[] = [];
  const questions = way === 'scan' ? SCANNED : QUESTIONS;
  for (let time = 0; time < questions; time += 1) {
    const q = time % 2 ? word() : `${word()} ${word()}`;
    const begin = performance.now();
    ask(q);
    times.push(performance.now() - begin);
  }
  times.sort((one, other) => one - other);
  const at = (share: number) => times[Math.floor(times.length * share)]!;
  return { seconds, MiB: taken / MiB, saysMiB: says() / MiB, p50: at(0.5), p99: at(0.99) };
}

export async function run(): Promise<Row[]> {
  const all = Object.values(mustBeFound).flat();
  const index = await measured('ours');
  const peer = await measured('miniSearch');
  const scan = await measured('scan');
  const folder = mkdtempSync(join(tmpdir(), 'kierto-bench-'));
  await fillWithWords(folder, PROPOSALS);
  const { seconds, read, wait, waitWithout } = await started(folder, room);
  rmSync(folder, { recursive: true });
  const of = `${PROPOSALS} proposals`;
  return [
    row('pairs found of the 100 / Snowball’s stems', found(ours, all), found(bySnowball, all), 2, 'pairs'),
    row('the same / MiniSearch with Snowball, prefixes, slips', found(ours, all), found(byMiniSearch, all), 1, 'pairs'),
    row(
      'of 50 pairs that no rule was made for / the same',
      found(ours, heldOut),
      found(byMiniSearch, heldOut),
      1,
      'pairs',
    ),
    {
      ...row(
        'wrong pairs found of 30 / the same',
        found(ours, mustNotBeFound),
        found(byMiniSearch, mustNotBeFound),
        0.5,
        'pairs',
      ),
      atMost: true,
    },
    { ...row(`index of ${of} / MiniSearch`, index.seconds, peer.seconds, 1, 's'), atMost: true },
    { ...row('its resident memory / MiniSearch', index.MiB, peer.MiB, 0.5, 'MiB'), atMost: true },
    { ...row('its resident memory / what it says that it takes', index.MiB, index.saysMiB, 1.25, 'MiB'), atMost: true },
    { ...row('a question, median / comparing every word', index.p50, scan.p50, 0.1, 'ms'), atMost: true },
    { ...row('a question, 99th percentile / 250 ms', index.p99, 250, 1, 'ms'), atMost: true },
    { ...row(`from a start to all words found, ${of} / reading log and words`, seconds, read, 10, 's'), atMost: true },
    { ...row('longest wait for a turn meanwhile / without the index', wait, waitWithout, 2, 'ms'), atMost: true },
  ];
}

const [, file, way] = process.argv;
if (file === import.meta.filename) process.send!(measure(way as keyof typeof ways), () => process.disconnect());

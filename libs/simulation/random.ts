/** Numbers that look random and are the same for the same seed, on every machine. */
export function random(seed: string) {
  // xmur3 makes four words from the seed, sfc32 draws from them: Chris Doty-Humphrey's small fast counter generator, public domain.
  let hash = 1779033703 ^ seed.length;
  for (let at = 0; at < seed.length; at++) {
    hash = Math.imul(hash ^ seed.charCodeAt(at), 3432918353);
    hash = (hash << 13) | (hash >>> 19);
  }
  const word = () => {
    hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
    hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
    hash ^= hash >>> 16;
    return hash >>> 0;
  };
  let [a, b, c, d] = [word(), word(), word(), word()];

  /** From 0, included, to 1, not included. */
  function number(): number {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return (t >>> 0) / 4294967296;
  }

  return {
    number,
    /** Whether something of this probability happens. */
    happens: (probability: number): boolean => number() < probability,
    /** A whole number, both ends included. */
    between: (least: number, most: number): number => least + Math.floor(number() * (most - least + 1)),
    oneOf: <T>(list: readonly T[]): T => list[Math.floor(number() * list.length)] as T,
    /** One of the keys, by their weights. */
    weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
      const entries = Object.entries(weights) as [K, number][];
      let left = number() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [key, weight] of entries) {
        left -= weight;
        if (left < 0) return key;
      }
      return entries.at(-1)![0];
    },
    /** Days of waiting: log-normal, so that few are very long; half of them at most `median`. At least 1. */
    days(median: number): number {
      const normal = Math.sqrt(-2 * Math.log(1 - number())) * Math.cos(2 * Math.PI * number());
      return Math.max(1, Math.round(median * Math.exp(0.8 * normal)));
    },
  };
}

export type Random = ReturnType<typeof random>;

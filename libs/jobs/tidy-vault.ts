import type { Job } from './job.ts';

const atATime = 200;

export const tidyVaultJob: Job = {
  name: 'tidy-vault',
  everyMinutes: 24 * 60,
  summary:
    'Seals anew what is sealed under older master keys, and on PostgreSQL writes tables anew in which forgetting has left gaps.',
  async run({ context: { vault }, log }, signal) {
    let resealed = 0;
    for (let left = await vault.reseal(atATime); left > 0; left = await vault.reseal(atATime)) {
      resealed += Math.min(left, atATime);
      signal.throwIfAborted();
    }
    const rewritten = await vault.rewrite();
    if (resealed > 0 || rewritten.length > 0) log({ resealed, rewritten }, 'the vault was tidied');
  },
};

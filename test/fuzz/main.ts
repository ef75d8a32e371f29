import { parseArgs } from 'node:util';
import { startPostgres } from '../postgres-server.ts';
import { fuzz } from './run.ts';

/** `npm run fuzz -- --minutes 60 --seed 7`: hostile requests for so long, a new server and the next seed every few minutes. */

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' }, postgres: { type: 'boolean' } },
});
const minutes = Number(values.minutes);
const first = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
if (!(minutes > 0) || !Number.isSafeInteger(first)) {
  console.error('fuzz: --minutes must be a number above 0, and --seed a whole number.');
  process.exit(2);
}

const minute = 60_000;
const aRound = 3 * minute;
const postgres = values.postgres ? await startPostgres() : undefined;
const end = Date.now() + minutes * minute;
let failed = false;
for (let seed = first; Date.now() < end && !failed; seed++) {
  console.log(`fuzz: seed ${seed} …`);
  const until = Math.min(end, Date.now() + aRound);
  const { faults, ...done } = await fuzz(seed, () => Date.now() >= until, await postgres?.database());
  console.log(JSON.stringify(done, null, 2));
  for (const fault of faults) console.log(`fault: ${fault}`);
  failed = faults.length > 0;
}
await postgres?.remove();
process.exit(failed ? 1 : 0);

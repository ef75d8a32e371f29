import { run } from '../apps/api/run.ts';
import { NoLimits, saidRights } from './said-rights.ts';

/** The server as a process that believes what the actors of a story say of themselves. */
await run({ whoIs: saidRights, rates: new NoLimits() });

import { acts } from './acts/acts.ts';
import { groups } from './groups/groups.ts';
import { loops } from './loops/loops.ts';
import { meetings } from './meetings/meetings.ts';
import { notices } from './notices/notices.ts';
import { organisation } from './organisation/organisation.ts';
import type { ReadModel } from './read-model.ts';
import { rights } from './rights/rights.ts';
import { steps } from './steps/steps.ts';
import { words } from './words.ts';

export const readModels: readonly ReadModel[] = [
  loops,
  steps,
  groups,
  meetings,
  organisation,
  words,
  notices,
  rights,
  acts,
];

/** Which are built together in one reading of the log, each lane on a thread of its own. */
export const lanes: readonly (readonly ReadModel[])[] = [
  [loops],
  [steps, organisation, words, rights],
  [groups, meetings, notices, acts],
];

export function modelNamed(name: string): ReadModel {
  const model = readModels.find((one) => one.name === name);
  if (!model) throw new TypeError(`There is no read model ${name}.`);
  return model;
}

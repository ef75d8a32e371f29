import { describe, expect, it } from '@jest/globals';
import type { DirectoryGrant } from './directory-roles.ts';
import { changesOf, rolesOf } from './directory-roles.ts';

const grants: readonly DirectoryGrant[] = [
  { directoryGroup: 'planners', role: 'analyst', unit: 'services' },
  { directoryGroup: 'researchers', role: 'analyst', unit: 'services', readsWords: true },
  { directoryGroup: 'planners', role: 'reader' },
  { directoryGroup: 'leaders', role: 'coordinator', group: 'lobby' },
];

describe('What the groups of the directory make of somebody', () => {
  it('is nothing without a group that says so', () => {
    expect(rolesOf([], grants)).toEqual([]);
    expect(rolesOf(['choir', 'Planners'], grants)).toEqual([]);
  });

  it('is each role once, with words where one of them says so', () => {
    const both = [{ role: 'analyst', unit: 'services', readsWords: true }, { role: 'reader' }];
    expect(rolesOf(['planners', 'researchers'], grants)).toEqual(both);
    expect(rolesOf(['researchers', 'planners', 'planners'], grants)).toEqual(both);
    expect(rolesOf(['planners', 'researchers'], [...grants].reverse())).toEqual([both[1], both[0]]);
  });
});

describe('What is to be granted and withdrawn', () => {
  const has = [
    { role: 'administrator' },
    { role: 'reader', through: 'directory' },
    { role: 'member', group: 'lobby', as: 'researcher', through: 'directory' },
  ] as const;

  it('is what the directory says now, and nothing of what was given by hand', () => {
    expect(changesOf(has, [{ role: 'reader' }, { role: 'coordinator', group: 'lobby' }])).toEqual({
      grant: [{ role: 'coordinator', group: 'lobby' }],
      withdraw: [has[2]],
    });
    expect(changesOf(has, []).withdraw).toEqual([has[1], has[2]]);
    expect(changesOf(has, [{ role: 'administrator' }]).grant).toEqual([{ role: 'administrator' }]);
  });

  it('is nothing when all is as it was', () => {
    const same = [{ role: 'reader' }, { role: 'member', group: 'lobby', as: 'researcher' }] as const;
    expect(changesOf(has, same)).toEqual({ grant: [], withdraw: [] });
  });

  it('is a new grant in the old one’s place when only the particulars are others', () => {
    const now = { role: 'member', group: 'lobby', as: 'projectWorker' } as const;
    expect(changesOf(has, [{ role: 'reader' }, now])).toEqual({ grant: [now], withdraw: [] });
  });
});

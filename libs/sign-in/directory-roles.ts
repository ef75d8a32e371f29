import type { account } from '#domain';

/** What an account is through the directory; posts are held, and are no roles. */
export type DirectoryRole = Omit<account.Grant, 'through'>;

/** Whoever is in this group of the directory has this role here. */
export type DirectoryGrant = DirectoryRole & { readonly directoryGroup: string };

const isSamePlace = (one: DirectoryRole, other: DirectoryRole): boolean =>
  one.role === other.role && one.unit === other.unit && one.group === other.group;

const isSame = (one: DirectoryRole, other: DirectoryRole): boolean =>
  isSamePlace(one, other) && one.as === other.as && one.readsWords === other.readsWords;

/** What somebody in these groups of the directory is here; of several grants of one role in one place the one that reads words is taken. */
export function rolesOf(groups: readonly string[], grants: readonly DirectoryGrant[]): readonly DirectoryRole[] {
  const roles: DirectoryRole[] = [];
  for (const { directoryGroup, ...role } of grants) {
    if (!groups.includes(directoryGroup)) continue;
    const known = roles.findIndex((one) => isSamePlace(one, role));
    if (known === -1) roles.push(role);
    else if (role.readsWords) roles[known] = role;
  }
  return roles;
}

/** What must be granted and withdrawn so that an account has through the directory what it should; roles by hand are left alone. */
export function changesOf(
  has: readonly account.Grant[],
  should: readonly DirectoryRole[],
): { readonly grant: readonly DirectoryRole[]; readonly withdraw: readonly DirectoryRole[] } {
  const through = has.filter((grant) => grant.through === 'directory');
  return {
    grant: should.filter((role) => !through.some((one) => isSame(one, role))),
    withdraw: through.filter((role) => !should.some((one) => isSamePlace(one, role))),
  };
}

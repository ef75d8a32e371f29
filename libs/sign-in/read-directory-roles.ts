import { memberRoles, shapes } from '#domain';
import type { DirectoryGrant } from './directory-roles.ts';

type Place = 'group' | 'unit' | 'as';

/** What may stand behind the colons of each role, in this order. */
const places: Readonly<Record<DirectoryGrant['role'], readonly Place[]>> = {
  administrator: [],
  dataProtectionOfficer: [],
  coordinator: ['group'],
  member: ['group', 'as'],
  analyst: ['unit'],
  reader: ['unit'],
};

const readsWords = 'analyst+words';

/** Which part is wrong, and why: a half sentence with a full stop. */
export interface WrongRole {
  readonly part: string;
  readonly why: string;
}

/** Reads `group=role, group=role:place …`; what is wrong first is answered in the grants' place. */
export function readDirectoryRoles(text: string): readonly DirectoryGrant[] | WrongRole {
  const grants: DirectoryGrant[] = [];
  for (const part of text.split(',').map((one) => one.trim())) {
    const grant = grantOf(part);
    if ('why' in grant) return grant;
    grants.push(grant);
  }
  return grants;
}

function grantOf(part: string): DirectoryGrant | WrongRole {
  // A group may have any name; what it is here has no equals sign.
  const at = part.lastIndexOf('=');
  const directoryGroup = part.slice(0, Math.max(at, 0)).trim();
  if (directoryGroup === '') return { part, why: 'each part must be group=role, the group of the directory first.' };
  const [name = '', ...behind] = part
    .slice(at + 1)
    .trim()
    .split(':');
  const role = name === readsWords ? 'analyst' : name;
  if (!isRole(role))
    return { part, why: `the role must be one of ${[...Object.keys(places), readsWords].join(', ')}.` };
  if (behind.length > places[role].length)
    return {
      part,
      why: `behind ${name} ${places[role].length === 0 ? 'nothing may stand' : `only its ${places[role].join(' and ')} may stand`}.`,
    };
  const place: { readonly [P in Place]?: string } = Object.fromEntries(
    behind.map((id, index) => [places[role][index]!, id]),
  );
  const why = whyNotThere(role, place);
  if (why !== undefined) return { part, why };
  return { directoryGroup, role, ...place, ...(name === readsWords && { readsWords: true }) } as DirectoryGrant;
}

const isRole = (name: string): name is DirectoryGrant['role'] => Object.hasOwn(places, name);

/** Coordinators are granted as such. */
const asMember = memberRoles.filter((one) => one !== 'coordinator');

function whyNotThere(
  role: DirectoryGrant['role'],
  { group, unit, as }: { readonly [P in Place]?: string },
): string | undefined {
  if (places[role].includes('group') && group === undefined)
    return `a ${role} needs the id of a group: ${role}:lobby${role === 'member' ? ':clientDeveloper' : ''}.`;
  const wrong = [group, unit].find((id) => id !== undefined && !shapes.id.accepts(id));
  if (wrong !== undefined) return `${JSON.stringify(wrong)} is no id: it must be ${shapes.id.allowed}.`;
  if (role === 'member' && !asMember.some((one) => one === as))
    return `a member needs a role in its group, one of ${asMember.join(', ')}: member:lobby:clientDeveloper.`;
  return undefined;
}

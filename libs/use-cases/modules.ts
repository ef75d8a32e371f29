import { type AnyEvent, account, commission, group, meeting, organisation, proposal, unit } from '#domain';
import type { Module } from './record.ts';
import type { Noun } from './use-case.ts';

/** There is one organisation in an installation. */
export const ORGANISATION = 'main';

/** What keeps the streams of each noun. */
export const modules: Readonly<Record<Noun, Module<unknown, AnyEvent>>> = {
  organisation: organisation as Module<unknown, AnyEvent>,
  units: unit as Module<unknown, AnyEvent>,
  groups: group as Module<unknown, AnyEvent>,
  meetings: meeting as Module<unknown, AnyEvent>,
  commissions: commission as Module<unknown, AnyEvent>,
  proposals: proposal as Module<unknown, AnyEvent>,
  accounts: account as Module<unknown, AnyEvent>,
};

type Cells = ReadonlyMap<string, string>;

export const decidimDecisions = ['accepted', 'partlyAccepted', 'trial', 'deferred', 'rejected', 'none'] as const;
export type DecidimDecision = (typeof decidimDecisions)[number];

/** The states that every Decidim has; `evaluating` says that it was received, and the others nothing. */
const states: Readonly<Record<string, DecidimDecision>> = {
  accepted: 'accepted',
  rejected: 'rejected',
  evaluating: 'none',
  not_answered: 'none',
  withdrawn: 'none',
  '': 'none',
};
export const stateIn = (cells: Cells): string => cells.get('state')?.trim() ?? '';

export const unknownState = (cells: Cells): string => {
  const state = stateIn(cells).slice(0, 40);
  return `${state} is not known; say what it means with --state ${state}=DECISION`;
};

/** What the state of a proposal means; undefined where nobody has said. @param own states that only this Decidim has */
export function decisionIn(cells: Cells, own: Readonly<Record<string, DecidimDecision>>): DecidimDecision | undefined {
  const known = { ...states, ...own };
  const state = stateIn(cells);
  return Object.hasOwn(known, state) ? known[state] : undefined;
}

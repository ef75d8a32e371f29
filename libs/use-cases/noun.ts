/** What there are commands for: the collections in the URLs. */
export type Noun = 'organisation' | 'units' | 'groups' | 'meetings' | 'commissions' | 'proposals' | 'accounts';

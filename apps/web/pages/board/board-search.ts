/** What the board shows, as it stands in its address. */
export type BoardSearch = Readonly<
  Partial<Record<'post' | 'group' | 'side' | 'unit' | 'what' | 'overdue' | 'answer', string>>
>;

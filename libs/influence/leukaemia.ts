import type { SurvivalCases } from './kaplan-meier.ts';

// Weeks of remission of children with acute leukaemia, 0: still in remission. E. J. Freireich et al. (1963), The effect of
// 6-mercaptopurine on the duration of steroid-induced remissions in acute leukemia, Blood 21; printed by E. A. Gehan (1965), Biometrika 52,
// D. R. Cox and D. Oakes (1984), Analysis of Survival Data, table 1.1, and as `gehan` in R's package MASS.

export const treated: SurvivalCases = {
  times: [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35],
  events: [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0],
};

export const placebo: SurvivalCases = {
  times: [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23],
  events: new Array<number>(21).fill(1),
};

export type { SimulatedLine } from './line.ts';
export { type Parameter, parameters } from './parameters.ts';
export { type CountySize, simulateCounty } from './simulate-county.ts';

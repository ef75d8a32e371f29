export { parameters } from './parameters.ts';
export { type CountySize, simulateCounty } from './simulate-county.ts';

import { availableParallelism } from 'node:os';

/** Tests run from the sources as ES modules; worker threads of the code under test run the same sources by Node's own type stripping. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/{apps,libs,test}/**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript' },
          target: 'es2024',
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/data'],
  // Generous: a busy machine is no failure, and no test asserts how long something takes.
  testTimeout: 60_000,
  // The parent only waits, and many tests wait for processes of their own, so there is one more than there are cores; each takes some 200 MB.
  maxWorkers: Math.min(4, availableParallelism() + 1),
};

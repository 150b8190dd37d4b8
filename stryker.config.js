/**
 * Mutation testing of the core: `npm run mutation`, or a part of it with `-- --mutate 'src/core/rules/counters*.ts'`.
 * What is left out, and why, stands in docs/decisions/0036-mutants-of-prose-are-not-counted.md.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  testRunner: 'one-process',
  plugins: ['./test/mutation/one-process.js', './test/mutation/prose.js'],
  ignorers: ['prose'],
  coverageAnalysis: 'perTest',
  mutate: ['src/core/**/*.ts', '!src/core/index.ts', '!src/core/ports/{blob,scene}-store.ts'],
  concurrency: 1,
  // A busy machine must not pass for a mutant that runs without end.
  timeoutMS: 15_000,
  ignorePatterns: ['/dist', '/docs/api', '/coverage', '/reports', '/bench', '/examples/*/node_modules'],
  tempDirName: '.stryker-tmp',
  incremental: true,
  incrementalFile: 'reports/mutation/incremental.json',
  reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
  htmlReporter: { fileName: 'reports/mutation/index.html' },
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
}

import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { SlowFirst } from './test/support/slow-first.js'

const source = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@badapple\/scenes$/, replacement: source('index.ts') },
      { find: /^@badapple\/scenes\/core$/, replacement: source('core/index.ts') },
      { find: /^@badapple\/scenes\/memory$/, replacement: source('adapters/memory/index.ts') },
      { find: /^@badapple\/scenes\/dynamodb$/, replacement: source('adapters/dynamodb/index.ts') },
      { find: /^@badapple\/scenes\/s3$/, replacement: source('adapters/s3/index.ts') },
      { find: /^@badapple\/scenes\/streams$/, replacement: source('streams/index.ts') },
      { find: /^@badapple\/scenes\/webhooks$/, replacement: source('webhooks/index.ts') },
      { find: /^@badapple\/scenes\/testing$/, replacement: source('testing/index.ts') },
      {
        find: /^@badapple\/scenes\/testing\/arbitraries$/,
        replacement: source('testing/arbitraries/index.ts'),
      },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    maxWorkers: '100%',
    sequence: { sequencer: SlowFirst },
    // Files share their worker's modules: a quarter of the time was loading them again, and what a module keeps shows.
    isolate: false,
  },
})

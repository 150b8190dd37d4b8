import { defineConfig } from 'vitest/config'
import usual from '../../vitest.config.js'
import { QuickestFirst } from './quickest-first.js'

/** The tests that judge mutants of the core: its own, with fewer runs of each law, and the same ones each time. */
export default defineConfig({
  ...usual,
  test: {
    ...usual.test,
    include: ['test/core/**/*.test.ts'],
    setupFiles: ['test/mutation/setup.ts'],
    env: { LAW_SHARE: '0.1' },
    sequence: { sequencer: QuickestFirst },
    testTimeout: 30_000,
  },
})

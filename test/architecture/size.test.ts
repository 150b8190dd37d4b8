import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { ROOT } from './support/source-files.js'

/** What is installed beside the library. */
const DEPENDENCIES = ['zod', '@aws-sdk/*', 'fast-check', 'standardwebhooks', 'node:*']

/** What a web page pays for an entry that imports from the core: bytes, minified and gzipped. */
async function bytesOf(entry: string, external: readonly string[] = []): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    external: [...external],
    write: false,
    logLevel: 'silent',
  })
  return gzipSync(outputFiles[0]?.contents ?? new Uint8Array()).byteLength
}

/** KiB of this library's own code behind each entry point, minified and gzipped: what it may come to. */
const BUDGETS = {
  'index.ts': 58,
  'core/index.ts': 36,
  'adapters/memory/index.ts': 11.5,
  'adapters/dynamodb/index.ts': 15.5,
  'adapters/s3/index.ts': 6.5,
  'streams/index.ts': 9.5,
  'webhooks/index.ts': 7.5,
  'testing/index.ts': 96,
  'testing/arbitraries/index.ts': 14,
} as const

describe('the budget of each entry point', () => {
  it('is known', () => {
    const entries = Object.values(manifest.exports).flatMap((entry) =>
      typeof entry === 'string' ? [] : entry.default.replace(/^\.\/dist\/(.*)\.js$/, '$1.ts'),
    )
    expect(Object.keys(BUDGETS)).toEqual(entries)
  })

  it.each(Object.entries(BUDGETS))('%s: at most %d KiB, and not much less', async (entry, budget) => {
    const kib = (await bytesOf(`export * from './src/${entry}'`, DEPENDENCIES)) / 1_024
    expect(kib).toBeLessThanOrEqual(budget)
    expect(kib).toBeGreaterThan(0.85 * budget)
  })
})

describe('the price of one rule', () => {
  it('is at most 2 KiB', async () => {
    const bytes = await bytesOf(`export { selectForGeneration } from './src/core/index.ts'`)
    expect(bytes).toBeGreaterThan(300)
    expect(bytes).toBeLessThanOrEqual(2_048)
  })

  it('is little beside the whole core, schemas included', async () => {
    expect(await bytesOf(`export * from './src/core/index.ts'`)).toBeGreaterThan(20_000)
  })
})

import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { ROOT } from './support/source-files.js'

/** What a web page pays for an entry that imports from the core: bytes, minified and gzipped. */
async function bytesOf(entry: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    write: false,
    logLevel: 'silent',
  })
  return gzipSync(outputFiles[0]?.contents ?? new Uint8Array()).byteLength
}

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

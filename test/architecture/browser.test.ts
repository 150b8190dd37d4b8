import { build } from 'esbuild'
import { expect, it } from 'vitest'
import { ROOT } from './support/source-files.js'

it('the service is bundled for a browser without a module of Node', async () => {
  const { outputFiles, warnings } = await build({
    stdin: { contents: `export * from './src/index.ts'`, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    logLevel: 'silent',
  })
  expect(warnings).toEqual([])
  const text = outputFiles[0]?.text ?? ''
  expect(text).toContain('diagnostics_channel')
  expect(text).not.toMatch(/(?:from|import|require\()\s*["']node:/)
})

it('and runs there: signals go to the listener alone', async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { createScenes } from './src/index.ts'
        import { createMemoryBlobStore, createMemorySceneStore } from './src/adapters/memory/index.ts'
        export const found = async () => {
          const heard = []
          const store = createMemorySceneStore()
          const scenes = createScenes({ store, blobs: createMemoryBlobStore(), onSignal: (signal) => heard.push(signal.type) })
          await scenes.createProject({ projectId: 'film', conceptPrompt: 'The sea' })
          await scenes.addScenes('film', [{ prompt: 'Waves', durationSeconds: 8 }])
          await scenes.setProjectStatus('film', { status: 'processing' })
          await scenes.generateMissing('film', async () => ({ body: new Uint8Array(8) }))
          return heard
        }`,
      resolveDir: ROOT,
      loader: 'ts',
    },
    bundle: true,
    format: 'iife',
    globalName: 'page',
    platform: 'browser',
    write: false,
    logLevel: 'silent',
  })
  // A realm with what browsers have, and no `process`.
  const { createContext, runInContext } = await import('node:vm')
  const globals = {
    crypto,
    setTimeout,
    clearTimeout,
    AbortController,
    AbortSignal,
    TextEncoder,
    URL,
    structuredClone,
  }
  const page = createContext({ ...globals })
  runInContext(`${outputFiles[0]?.text ?? ''}; globalThis.page = page`, page)
  expect(await (runInContext('page.found()', page) as Promise<unknown>)).toEqual(['generation'])
})

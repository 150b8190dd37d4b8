import { join } from 'node:path'
import { execPath } from 'node:process'
import { run } from '../npm.js'
import type { Consumer } from './consumer.js'
import { ENTRIES, PEERS } from './programs.js'

/** Uses values and types of every entry point; what must not compile is marked so. */
const PROGRAM = `
${ENTRIES.map((entry, at) => `import * as entry${at} from '${entry}'`).join('\n')}
import type { Scene, SceneError } from '@badapple/scenes'
import { createScenes, selectForGeneration } from '@badapple/scenes'
import { createMemoryBlobStore, createMemorySceneStore } from '@badapple/scenes/memory'
export const all = [${ENTRIES.map((_, at) => `entry${at}`).join(', ')}]
const scenes = createScenes({ store: createMemorySceneStore(), blobs: createMemoryBlobStore() })
const { projectId } = await scenes.createProject({ conceptPrompt: 'A choir of radiators' })
const summary = await scenes.generateMissing(projectId, async (scene) => {
  const prompt: string = scene.prompt
  return { body: new TextEncoder().encode(prompt) }
})
const generated: number = summary.counts.generated
export const select = (all: readonly Scene[]) => selectForGeneration(all, { claims: new Map(), now: new Date() }).selected
export const codeOf = (error: SceneError) => error.code satisfies string
// @ts-expect-error a project id is a text
await scenes.load(7)
// @ts-expect-error a body is bytes
await scenes.generateMissing(projectId, async () => ({ body: 7 }))
console.log(generated)
`

/** How Node and how bundlers resolve. */
const SETTINGS = {
  nodenext: { module: 'nodenext', lib: ['ES2023'], types: ['node'] },
  bundler: { module: 'preserve', moduleResolution: 'bundler', lib: ['ES2023', 'DOM'], types: ['node'] },
} as const

function typescript(version: string): Consumer {
  const common = {
    ...{ strict: true, skipLibCheck: false, noEmit: true, target: 'ES2022' },
    ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
  }
  return {
    name: `TypeScript ${version}`,
    subject: 'typescript',
    packages: [`typescript@~${version}`, '@types/node@20', ...PEERS],
    files: {
      'use.mts': PROGRAM,
      ...Object.fromEntries(
        Object.entries(SETTINGS).map(([name, settings]) => [
          `${name}.json`,
          JSON.stringify({ compilerOptions: { ...common, ...settings }, files: ['use.mts'] }),
        ]),
      ),
    },
    uses: Object.keys(SETTINGS).map((name) => ({
      what: name,
      prints: '',
      run: (home) =>
        run(execPath, [join(home, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', `${name}.json`], home),
    })),
  }
}

export const COMPILERS: readonly Consumer[] = ['5.9', '6.0', '7.0'].map(typescript)

import * as library from '@badapple/scenes'
import * as dynamodb from '@badapple/scenes/dynamodb'
import * as memory from '@badapple/scenes/memory'
import * as s3 from '@badapple/scenes/s3'
import * as streams from '@badapple/scenes/streams'
import * as kit from '@badapple/scenes/testing'
import * as arbitraries from '@badapple/scenes/testing/arbitraries'
import * as webhooks from '@badapple/scenes/webhooks'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import type { DocExample } from './support/doc-examples.js'
import { docExamples } from './support/doc-examples.js'
import { documents, root, samplesOf } from './support/samples.js'

/** What an example in a doc comment may use without importing it, by entry point. */
const NAMES = {
  '@badapple/scenes': library,
  '@badapple/scenes/memory': memory,
  '@badapple/scenes/dynamodb': dynamodb,
  '@badapple/scenes/s3': s3,
  '@badapple/scenes/streams': streams,
  '@badapple/scenes/webhooks': webhooks,
  '@badapple/scenes/testing': kit,
  '@badapple/scenes/testing/arbitraries': arbitraries,
}

/** Some types, a service, a provider, and a test runner. */
const GIVEN = `
import type { Change, PolledScene, Scenes } from '@badapple/scenes'
import type { EventSink } from '@badapple/scenes/streams'
import fc from 'fast-check'
declare const scenes: Scenes
declare const provider: { submit(prompt: string): Promise<string>; result(jobId: string, signal?: AbortSignal): Promise<Uint8Array> }
declare const test: (name: string, run: () => Promise<void>) => void
`

/** An example as a module, with the imports that it leaves out. */
function moduleOf({ code }: DocExample): string {
  const imports = Object.entries(NAMES).flatMap(([entry, exported]) => {
    const used = Object.keys(exported).filter((name) => new RegExp(`\\b${name}\\b`).test(code))
    return used.length > 0 ? `import { ${used.join(', ')} } from '${entry}'` : []
  })
  return `${imports.join('\n')}\n${GIVEN}\nexport const example = async () => {\n${code}\n}\n`
}

it('every sample and every example in a doc comment has right types', { timeout: 240_000 }, async () => {
  // Inside the project, so that the package's name and the types resolve as they do for its own code.
  const folder = mkdtempSync(join(root, 'test', 'docs', 'types-'))
  try {
    for (const document of documents) {
      for (const { line, code } of samplesOf(document)) {
        writeFileSync(join(folder, `${basename(document, '.md')}-line-${line}.ts`), code)
      }
    }
    docExamples.forEach((example, at) => {
      writeFileSync(
        join(folder, `example-${at}-${basename(example.where, '.ts').replace('.', '-')}.ts`),
        moduleOf(example),
      )
    })
    // Samples show more than they use.
    const unused = { noUnusedLocals: false, noUnusedParameters: false }
    const config = { extends: '../../../tsconfig.json', compilerOptions: unused, include: ['.'] }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
    const { stdout: problems } = await promisify(execFile)(process.execPath, [tsc, '-p', folder]).catch(
      (error: unknown) => error as { readonly stdout: string },
    )
    expect(problems).toBe('')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

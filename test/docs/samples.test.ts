import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documents, root, samplesOf } from './support/samples.js'

/** Its command lines run in a test of their own. */
const WITHOUT_SAMPLES = ['cli.md']

const END = '--- end of a sample ---\n'

// Inside the project, so that packages are found as they are for its own code.
let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(root, 'test', 'docs', 'sample-'))
  await buildPrograms()
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Translates the samples of all documents once, and beside them the library that they share: a program for each document. */
async function buildPrograms(): Promise<void> {
  for (const document of documents) {
    const home = join(folder, document)
    mkdirSync(home, { recursive: true })
    const runs = samplesOf(document).map(({ line, code }) => {
      writeFileSync(join(home, `line-${line}.ts`), code)
      return `await import('./line-${line}.js')\nprocess.stdout.write(${JSON.stringify(END)})`
    })
    writeFileSync(join(home, 'all.ts'), runs.join('\n'))
  }
  await build({
    entryPoints: documents.map((document) => join(folder, document, 'all.ts')),
    outdir: join(folder, 'built'),
    outbase: folder,
    tsconfig: join(root, 'tsconfig.json'),
    bundle: true,
    splitting: true,
    keepNames: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  })
}

/** Runs the samples of a document one after the other, in a process of their own, and gives what each printed. */
async function outputsOf(document: string): Promise<readonly string[]> {
  const program = join(folder, 'built', document, 'all.js')
  const { stdout } = await promisify(execFile)(process.execPath, [program], { cwd: root })
  return stdout.split(END)
}

it('every guide has samples', () => {
  const guides = readdirSync(join(root, 'docs', 'guides')).filter((file) => !WITHOUT_SAMPLES.includes(file))
  expect(documents).toEqual(expect.arrayContaining(guides.map((file) => `docs/guides/${file}`)))
})

describe.each(documents)('the samples of %s', (document) => {
  const samples = samplesOf(document)
  let outputs: readonly string[]
  beforeAll(async () => {
    outputs = await outputsOf(document)
  }, 120_000)

  it.each(samples)('print what is shown: line $line', ({ at, output }) => {
    expect(outputs[at]).toBe(output)
  })
})

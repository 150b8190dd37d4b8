import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Sample } from './support/samples.js'
import { documents, root, samplesOf } from './support/samples.js'

/** Its command lines run in a test of their own. */
const WITHOUT_SAMPLES = ['cli.md']

const END = '--- end of a sample ---\n'

/** Runs the samples of a document one after the other, and gives what each printed. */
function outputsOf(samples: readonly Sample[]): readonly string[] {
  // Inside the project, so that the package's name and the types resolve as they do for its own code.
  const folder = mkdtempSync(join(root, 'test', 'docs', 'sample-'))
  try {
    for (const { line, code } of samples) writeFileSync(join(folder, `line-${line}.ts`), code)
    const runs = samples.map(
      ({ line }) => `await import('./line-${line}.js')\nprocess.stdout.write(${JSON.stringify(END)})`,
    )
    const file = join(folder, 'all.ts')
    writeFileSync(file, runs.join('\n'))
    const printed = execFileSync(process.execPath, ['--import', 'tsx', file], { cwd: root, encoding: 'utf8' })
    return printed.split(END)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

it('every guide has samples', () => {
  const guides = readdirSync(join(root, 'docs', 'guides')).filter((file) => !WITHOUT_SAMPLES.includes(file))
  expect(documents).toEqual(expect.arrayContaining(guides.map((file) => `docs/guides/${file}`)))
})

describe.each(documents)('the samples of %s', (document) => {
  const samples = samplesOf(document)
  let outputs: readonly string[]
  beforeAll(() => {
    outputs = outputsOf(samples)
  }, 120_000)

  it.each(samples)('print what is shown: line $line', ({ at, output }) => {
    expect(outputs[at]).toBe(output)
  })
})

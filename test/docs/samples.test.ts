import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { codeBlocksOf } from '../../scripts/code-blocks.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** What it shows are command lines, which have a test of their own. */
const COMMAND_LINES = 'cli.md'
const guides = readdirSync(join(root, 'docs', 'guides')).filter(
  (file) => file.endsWith('.md') && file !== COMMAND_LINES,
)
const documents = ['README.md', ...guides.map((file) => `docs/guides/${file}`)]

/** Code, with what stands below it as its output. */
interface Sample {
  readonly at: number
  readonly line: number
  readonly code: string
  /** Empty where none is shown. */
  readonly output: string
}

function samplesOf(document: string): readonly Sample[] {
  const blocks = codeBlocksOf(readFileSync(join(root, document), 'utf8'))
  const below = blocks.map((block, at) => ({ ...block, next: blocks[at + 1] }))
  return below
    .filter(({ language, file }) => language === 'ts' && file === undefined)
    .map(({ line, code, next }, at) => ({
      ...{ at, line, code },
      output: next?.language === 'text' ? next.code : '',
    }))
}

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

describe.each(documents)('the samples of %s', (document) => {
  const samples = samplesOf(document)
  let outputs: readonly string[]
  beforeAll(() => {
    outputs = outputsOf(samples)
  }, 120_000)

  it('are found', () => {
    expect(samples.length).toBeGreaterThan(1)
  })

  it.each(samples)('print what is shown: line $line', ({ at, output }) => {
    expect(outputs[at]).toBe(output)
  })
})

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const readme = readFileSync(join(root, 'README.md'), 'utf8')

/** Every sample with the output that stands below it. */
const samples = [...readme.matchAll(/```ts\n(.*?)```\s+```text\n(.*?)```/gs)].map(
  ([, code = '', output = '']) => ({ code, output }),
)

describe('the samples of the README', () => {
  it('are found', () => {
    expect(samples.length).toBe(readme.match(/```ts\n/g)?.length)
    expect(samples.length).toBeGreaterThan(1)
  })

  it.each(samples)('print what is shown: sample %#', ({ code, output }) => {
    // Inside the project, so that the package's name and the types resolve as they do for its own code.
    const folder = mkdtempSync(join(root, 'test', 'docs', 'sample-'))
    try {
      const file = join(folder, 'sample.ts')
      writeFileSync(file, code)
      const printed = execFileSync(process.execPath, ['--import', 'tsx', file], {
        cwd: root,
        encoding: 'utf8',
      })
      expect(printed).toBe(output)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

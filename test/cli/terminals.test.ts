import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shellWord } from '../../src/cli/text/shell-word.js'
import { wordsOf } from './support/golden.js'
import type { InProcessOptions } from './support/in-process.js'
import { cliInProcess } from './support/in-process.js'
import { nightFolder } from './support/night.js'

let folder = ''
let remove: () => void

beforeAll(() => {
  ;({ folder, remove } = nightFolder())
})

afterAll(() => {
  remove()
})

function run(line: string, options: InProcessOptions = {}) {
  return cliInProcess([...wordsOf(line), '--file', join(folder, 'night.json')], options)
}

/** Lines as they are on the screen, without colours and with lines of progress taken away again. */
function linesOf(text: string): readonly string[] {
  // eslint-disable-next-line no-control-regex -- what a terminal obeys
  return text.replace(/\u001b\[\??[\d;]*[A-Za-z]/g, '').split('\n')
}

/** Such a line is to be copied, so it is never broken. */
const COPIED = /^To [^:]+: badapple-scenes /

const LINES = ['show night', 'audit night', 'repair night', 'explain night', 'history night', 'sweep']

describe('on a terminal', () => {
  it.each([0, 60, 80, 100, 300])('of %s columns no line is too long', async (columns) => {
    const most = columns === 0 ? 80 : columns
    for (const line of [...LINES, 'reset night --all', 'projects']) {
      const { stdout } = await run(line, { columns })
      const tooLong = linesOf(stdout)
        .map((text) => text.replaceAll(`${folder}/`, ''))
        .filter((text) => Array.from(text).length >= most && !COPIED.test(text))
      expect(tooLong, line).toEqual([])
    }
  })

  it('that is too narrow for a table, what is wrong goes below', async () => {
    const { stdout } = await run('audit night', { columns: 40 })
    expect(stdout).toMatch(/silent-success\S*\n {4}is processing although it has the\n/)
  })

  it('colours are well-formed, and none where NO_COLOR says so', async () => {
    const { stdout } = await cliInProcess(['help', 'audit'], { columns: 80 })
    expect(stdout.split('\n')[0]).toContain('\u001b[1mbadapple-scenes audit\u001b[22m: say what is wrong')
    for (const env of [{ NO_COLOR: '1' }, { TERM: 'dumb' }]) {
      for (const line of LINES) expect((await run(line, { columns: 80, env })).stdout).not.toContain('\u001b')
    }
  })

  it('the demo ends on Ctrl-C', async () => {
    const { code, stdout, stderr } = await cliInProcess(['demo', '--seed', '7'], {
      columns: 80,
      interruptAt: '── What would be generated',
    })
    expect(code).toBe(130)
    expect(stdout).not.toContain('── Repair')
    expect(stderr).toContain('Stopped; what is done stays done.\n')
  })

  it('a sweep that ends before its time goes on with the line that it prints', async () => {
    const first = await run('sweep --projects-per-second 10 --budget 50ms')
    expect(first.stdout).toContain('1 project, ')
    expect(first.stdout).toContain('The time was over before all projects were seen.\n')
    const [, line = ''] = /^To go on: badapple-scenes (.*)\n$/m.exec(first.stdout) ?? []
    const second = await cliInProcess(wordsOf(line))
    expect(second.stdout).toContain('1 project, ')
    expect(second.stdout).not.toContain('To go on')
  })

  it('a rate is kept to on an export, whose time stands still', async () => {
    const beganMs = performance.now()
    const { stdout } = await run('sweep --projects-per-second 5 --json')
    expect(performance.now() - beganMs).toBeGreaterThan(190)
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
      projects: 2,
      durationMs: 200,
    })
  })
})

it.each([
  ['night', 'night'],
  ['two words', "'two words'"],
  ["it's", String.raw`'it'\''s'`],
  ['', "''"],
  ['$HOME', "'$HOME'"],
])('%s is written as a shell takes it', (word, written) => {
  expect(shellWord(word)).toBe(written)
})

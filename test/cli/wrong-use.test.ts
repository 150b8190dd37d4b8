import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cli } from './support/built-cli.js'
import { cliInProcess } from './support/in-process.js'
import { nightFolder } from './support/night.js'

let folder = ''
let remove: () => void

beforeAll(() => {
  ;({ folder, remove } = nightFolder())
  writeFileSync(join(folder, 'broken.json'), '{')
  writeFileSync(join(folder, 'other.json'), '{"rows": []}')
  writeFileSync(join(folder, 'bad-item.json'), '{"items": [{"PK": "PROJECT#1"}]}')
  writeFileSync(join(folder, 'scan.json'), '{"Items": [], "Count": 0}')
})

afterAll(() => {
  remove()
})

const USAGE = [
  ['', 'a command is missing', ''],
  ['adit', "there is no command 'adit'; did you mean audit or adopt?", ''],
  ['frobnicate', "there is no command 'frobnicate'", ''],
  ['audit night --fiel night.json', 'there is no option --fiel; did you mean --file?', 'audit'],
  ['audit --file night.json', 'PROJECT is missing', 'audit'],
  ['audit night', 'where are the scenes? Name a table with --table, or an export with --file', 'audit'],
  ['audit night --file', '--file needs a value: --file FILE', 'audit'],
  ['audit night --file --json', '--file needs a value: --file FILE', 'audit'],
  ['audit night dawn --file night.json', "'dawn' is too much: audit takes PROJECT", 'audit'],
  ['show night --file night.json --force', '--force is no option of show, but of repair, sweep', 'show'],
  ['table check --file night.json', '--file is no option of table', 'table'],
  ['table check', 'which table? Name it with --table', 'table'],
  ['history night 1 2 --file night.json', 'history tells of one scene, or of the whole project', 'history'],
  ['sweep --file night.json --cursor 7', '--cursor must be one that a sweep gave', 'sweep'],
  ['show night --file night.json --json=yes', '--json takes no value', 'show'],
  ['show night --file a --file b', '--file is given 2 times; once will do', 'show'],
  [
    'show night --file night.json --table T',
    '--table does not go with --file: an export is all that is looked at then',
    'show',
  ],
  [
    'show night --file night.json --now yesterday',
    "--now must be a moment such as 2025-11-24T12:00:00Z, not 'yesterday'",
    'show',
  ],
  ['explain night x --file night.json', "SCENE must be a whole number from 1 on, not 'x'", 'explain'],
  [
    'explain night --file night.json --price-per-second cheap',
    "--price-per-second must be a price in dollars, such as 0.40, not 'cheap'",
    'explain',
  ],
  [
    'repair night --file night.json --kind staled',
    "--kind must be one of those in the help, not 'staled'; did you mean stalled?",
    'repair',
  ],
  ['reset night --file night.json', 'which scenes? reset takes their numbers, or --all', 'reset'],
  ['reset night 1 --all --file night.json', 'reset takes scenes or --all, not both', 'reset'],
  ['reject night 1 --file night.json', 'reject needs a --reason: what is wrong with the video', 'reject'],
  [
    'adopt night 1 --file records.json',
    'adopt looks at objects: name the bucket with --bucket, or an export that lists its objects',
    'adopt',
  ],
  [
    'sweep --file night.json --segment 4',
    "--segment must be a part of a whole, such as 1/4 for the first of four, not '4'",
    'sweep',
  ],
  [
    'sweep --file night.json --apply',
    'sweep writes with --repair only: give it too, or leave out --apply',
    'sweep',
  ],
  ['table drop --table T', "ACTION must be one of check, create, not 'drop'", 'table'],
  [
    'reset night 1 --table T --now 2025-11-24T12:00:00Z --apply',
    '--now does not go with writing to a table: what is written there has its own time',
    'reset',
  ],
] as const

const FAILURES = [
  ['show nobody --file night.json', 'there is no project nobody'],
  ['reset night 1 99 --file night.json --apply', 'project night has no scene 99; it has scenes 1-9'],
  ['show night --file gone.json', 'gone.json cannot be read: there is no such file'],
  ['export night nobody --file night.json --out new.json', 'there is no project nobody'],
  [
    'export --file night.json --out none/new.json',
    'none/new.json cannot be written: there is no such folder',
  ],
  ['demo --save none/new.json', 'none/new.json cannot be written: there is no such folder'],
  ['show night --file night.json/more.json', 'night.json/more.json cannot be read: there is no such file'],
  [
    'show night --file other.json',
    'other.json is no export: items: Invalid input: expected array, received undefined. It must be { "items": […], "objects": […] }, as export writes it',
  ],
  [
    'reset night 1 --file scan.json --apply',
    'scan.json is the output of a scan, which is not written; make an export of it first, with export --file scan.json --out NEW',
  ],
] as const

const words = (line: string) => line.split(' ').filter((word) => word !== '')

/** Files are named relative to where a process works; this one works elsewhere. */
const inFolder = (line: string) =>
  words(line).map((word) => (word.endsWith('.json') ? join(folder, word) : word))
const withoutFolder = (text: string) => text.replaceAll(`${folder}/`, '')

describe('wrong use', () => {
  it.each(USAGE)('%s: exit code 2, and what is wrong', async (line, message, command) => {
    const { code, stdout, stderr } = await cliInProcess(inFolder(line))
    expect(withoutFolder(stderr)).toBe(
      `badapple-scenes: ${message}\nSee ${['badapple-scenes', command, '--help'].filter(Boolean).join(' ')}\n`,
    )
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  it.each(FAILURES)('%s: exit code 3, and why', async (line, message) => {
    const { code, stdout, stderr } = await cliInProcess(inFolder(line))
    expect(withoutFolder(stderr)).toBe(`badapple-scenes: ${message}\n`)
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
  })

  it.each(['broken.json', 'bad-item.json'])(
    'of %s: one line, and no stack unless --debug asks',
    async (name) => {
      const { code, stderr } = await cli(['projects', '--file', name], { cwd: folder })
      expect(code).toBe(3)
      expect(stderr.trimEnd().split('\n')).toHaveLength(1)
      const debugged = await cli(['projects', '--file', name, '--debug'], { cwd: folder })
      expect(debugged.stderr).toMatch(/\n {4}at /)
    },
  )

  it('explains itself', async () => {
    for (const args of [['--help'], ['help'], ['-h']]) {
      const { code, stdout } = await cliInProcess(args)
      expect(code).toBe(0)
      expect(stdout).toMatch(/^badapple-scenes finds out why scenes hang/)
    }
    const { stdout } = await cliInProcess(['repair', '--help'])
    expect(stdout).toMatch(/^badapple-scenes repair: put right what an audit finds\n/)
    expect((await cliInProcess(['help', 'repair'])).stdout).toBe(stdout)
    expect((await cliInProcess(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('reads what is needed from the environment, but what the line says goes first', async () => {
    const env = { BADAPPLE_SCENES_TABLE: 'T', BADAPPLE_SCENES_PRICE_PER_SECOND: '1' }
    const fromFile = await cli(['explain', 'night', '--file', 'night.json'], { cwd: folder, env })
    expect(fromFile).toMatchObject({ code: 0, stderr: '' })
    expect(fromFile.stdout).toContain('32 s of video, $32.00')
    const price = await cli(['explain', 'night', '--file', 'night.json', '--price-per-second', '0.5'], {
      cwd: folder,
      env,
    })
    expect(price.stdout).toContain('$16.00')
    const wrong = await cli(['projects'], { env: { BADAPPLE_SCENES_FOREIGN_GRACE: 'long' } })
    expect(wrong).toMatchObject({ code: 2 })
    expect(wrong.stderr).toContain("not 'long'; it is from BADAPPLE_SCENES_FOREIGN_GRACE\n")
  })
})

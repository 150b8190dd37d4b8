import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeBlocksOf } from '../../scripts/code-blocks.js'
import { parseCommandLine } from '../../src/cli/command-line/parse-command-line.js'
import { COMMANDS, EVERYWHERE } from '../../src/cli/command-table.js'
import { wordsOf } from '../cli/support/golden.js'
import { cliInProcess } from '../cli/support/in-process.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const inFolder = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !file.startsWith('api'))
    .map((file) => `${folder}/${file}`)
const documents = ['README.md', 'CONTRIBUTING.md', ...inFolder('docs'), ...inFolder('examples')]

/** With output below them, these run; SCENES_UPDATE_GOLDEN=1 writes what they print now. */
const running = ['README.md', 'docs/guides/cli.md']

const LINE = /^badapple-scenes (.*)$/gm
const SPAN = /`badapple-scenes ([^`]*)`/g

/** What is given to the program: no pipe, no file to write to, no remark. */
function argumentsOf(line: string): readonly string[] {
  const words = wordsOf(line)
  const end = words.findIndex((word) => ['|', '>', '&&', '#'].includes(word))
  return end === -1 ? words : words.slice(0, end)
}

/** The command lines of a document, in blocks and in sentences, without those that stand for any command. */
function linesOf(document: string): readonly string[] {
  const text = readFileSync(join(root, document), 'utf8')
  const blocks = codeBlocksOf(text).filter(({ language }) => language === 'sh')
  const prose = text.replace(/^```.*?^```$/gms, '')
  const lines = [
    ...blocks.flatMap(({ code }) => [...code.matchAll(LINE)]),
    ...[...prose.matchAll(SPAN)].filter(([, line = '']) => !/\[|^COMMAND/.test(line)),
  ]
  return lines.map(([, line = '']) => line)
}

const shown = documents.flatMap((document) => linesOf(document).map((line) => ({ document, line })))

it('command lines are shown, and found', () => {
  expect(shown.filter(({ document }) => document === 'docs/guides/runbooks.md').length).toBeGreaterThan(10)
})

it.each(shown)('$document: badapple-scenes $line', ({ line }) => {
  const grammar = { commands: COMMANDS, everywhere: EVERYWHERE, environment: {} }
  expect(() => parseCommandLine(argumentsOf(line), grammar)).not.toThrow()
})

it.each(COMMANDS.flatMap(({ examples }) => examples))('an example: $line', ({ line }) => {
  const grammar = { commands: COMMANDS, everywhere: EVERYWHERE, environment: {} }
  expect(parseCommandLine(argumentsOf(line), grammar).kind).toBe('run')
})

describe.each(running)('the command lines of %s', (document) => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'badapple-guide-'))
  })
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  it('print what is shown', async () => {
    const path = join(root, document)
    const text = readFileSync(path, 'utf8')
    const blocks = codeBlocksOf(text)
    let now = text
    let count = 0
    for (const [at, { language, code }] of blocks.entries()) {
      const below = blocks[at + 1]
      const lines = [...code.matchAll(LINE)].map(([, line = '']) => line)
      if (language !== 'sh' || lines.length === 0 || below?.language !== 'text') continue
      let printed = ''
      for (const line of lines) {
        const { stdout, stderr } = await cliInProcess(argumentsOf(line), { cwd: folder })
        printed += stdout + stderr
      }
      now = now.replace(
        `${code}\`\`\`\n\n\`\`\`text\n${below.code}`,
        () => `${code}\`\`\`\n\n\`\`\`text\n${printed}`,
      )
      count++
    }
    expect(count).toBeGreaterThan(0)
    if (process.env['SCENES_UPDATE_GOLDEN'] === '1') writeFileSync(path, now)
    else expect(text, 'SCENES_UPDATE_GOLDEN=1 writes what is printed now').toBe(now)
  })
})

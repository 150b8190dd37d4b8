import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { InProcessOptions } from './in-process.js'
import { cliInProcess } from './in-process.js'

const FOLDER = new URL('../golden/', import.meta.url)

/** Names and times that differ from run to run. */
const CHANGING: readonly (readonly [RegExp, string])[] = [
  [/\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b/g, '<ulid>'],
  [/seen in \d+ (?:s|min)\b/g, 'seen in <time>'],
]

/** Runs commands one after the other, and writes down what each was and said. */
export async function transcript(
  lines: readonly string[],
  options: InProcessOptions = {},
  changing: readonly (readonly [RegExp, string])[] = [],
): Promise<string> {
  let text = ''
  for (const line of lines) text += await told(line, options)
  return [...CHANGING, ...changing].reduce((shown, [pattern, name]) => shown.replace(pattern, name), text)
}

async function told(line: string, options: InProcessOptions): Promise<string> {
  const { code, stdout, stderr } = await cliInProcess(wordsOf(line), options)
  return `$ badapple-scenes ${line}\n${stdout}${stderr.replace(/^(?=.)/gm, '! ')}(exit ${code})\n\n`
}

/** Compares a text with the one that is kept; SCENES_UPDATE_GOLDEN=1 keeps the new one. */
export function expectGolden(name: string, text: string): void {
  const file = new URL(`${name}.txt`, FOLDER)
  if (process.env['SCENES_UPDATE_GOLDEN'] === '1') {
    mkdirSync(FOLDER, { recursive: true })
    writeFileSync(file, text)
  }
  expect(existsSync(file), `${name}.txt; SCENES_UPDATE_GOLDEN=1 writes it`).toBe(true)
  expect(text, 'SCENES_UPDATE_GOLDEN=1 keeps what is said now').toBe(readFileSync(file, 'utf8'))
}

/** The words of a line as a shell sees them, quotes and nothing else. */
export function wordsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
}

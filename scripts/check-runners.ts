/**
 * Runs the set-ups that the guide shows for each test runner, file by file, on the packed library: as they are, and broken.
 * Names of runners choose among them; `--keep` keeps the folders.
 */
import { blobStoreContract, sceneStoreContract } from '@badapple/scenes/testing'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chosen } from './chosen.js'
import { codeBlocksOf } from './code-blocks.js'
import type { Run } from './npm.js'
import { INSTALL, npm, pack } from './npm.js'
import type { RunnerName, RunnerReport } from './runner-reports.js'
import { readReport, reportFlags, RUNNERS } from './runner-reports.js'

/** What became of the set-up of one runner. */
interface Check {
  readonly runner: RunnerName
  readonly tests: number
  /** Tests that noticed what was broken. */
  readonly red: number
  readonly seconds: readonly number[]
  readonly complaints: readonly string[]
}

const GUIDE = 'docs/guides/testing.md'
const COMMON = 'every-runner'
const TEST_FILE = 'scenes.test.js'
/** A wrong expectation, and a store that breaks its promises. */
const DEFECTS = [
  { file: TEST_FILE, from: /(?<=counts\.generated\D*)2/, to: '3' },
  { file: 'memory-subjects.js', from: 'store.read(key)', to: 'undefined' },
] as const

/** Characters. */
const COLUMN = 12

const root = fileURLToPath(new URL('..', import.meta.url))
const shown = codeBlocksOf(readFileSync(join(root, GUIDE), 'utf8'))
const { values, positionals } = parseArgs({
  options: { keep: { type: 'boolean' } },
  allowPositionals: true,
})
const wanted = chosen(
  RUNNERS.map((name) => ({ name })),
  positionals,
  'runner',
)
const folder = mkdtempSync(join(tmpdir(), 'runners-'))
try {
  const { tarball, seconds } = await pack(root, folder)
  console.log(`packed in ${inSeconds(seconds)}\n`)
  const checks = await Promise.all(wanted.map(({ name }) => check(name, tarball)))
  for (const line of tableOf(checks)) console.log(line)
  for (const { runner, complaints } of checks) {
    for (const complaint of complaints) console.log(`\n${runner}: ${complaint}`)
  }
  if (checks.some(({ complaints }) => complaints.length > 0)) process.exitCode = 1
} finally {
  if (values.keep === true) console.log(`\nkept: ${folder}`)
  else rmSync(folder, { recursive: true, force: true })
}

async function check(runner: RunnerName, tarball: string): Promise<Check> {
  const home = join(folder, runner)
  const written = writeSetUp(runner, home)
  const samples = [...written.matchAll(/^test\('(.*?)'/gm)].map(([, title = '']) => title)
  const expected = samples.length + contractCases()

  const installed = await npm([...INSTALL, tarball], home)
  const failed = (complaint: string): Check => ({
    ...{ runner, tests: 0, red: 0, seconds: [installed.seconds], complaints: [complaint] },
  })
  if (!installed.ok) return failed(`cannot be installed\n${installed.output}`)
  const whole = await test(runner, home)
  breakSetUp(home)
  const broken = await test(runner, home)

  const complaints: string[] = []
  const { passed, failed: red } = whole.report
  if (!whole.ok || red.length > 0) complaints.push(`failed: ${red.join(', ')}\n${whole.output}`)
  if (passed.length !== expected) complaints.push(`${passed.length} tests passed, not ${expected}`)
  const noticed = broken.report.failed
  if (broken.ok || !samples.every((title) => noticed.includes(title))) {
    complaints.push(`a wrong expectation is not noticed\n${broken.output}`)
  }
  if (noticed.every((title) => samples.includes(title)))
    complaints.push('a broken store passes for a whole one')
  if (noticed.length + broken.report.passed.length !== expected) {
    complaints.push(`when broken, not all ${expected} tests are run\n${broken.output}`)
  }
  const seconds = [installed, whole, broken].map((run) => run.seconds)
  return { runner, tests: passed.length, red: noticed.length, seconds, complaints }
}

/** Writes the files that the guide shows for a runner, and gives the text of its tests. */
function writeSetUp(runner: RunnerName, home: string): string {
  mkdirSync(home)
  for (const { file = '', code } of shown) {
    const [owner, name] = file.split('/')
    if (name !== undefined && (owner === runner || owner === COMMON)) writeFileSync(join(home, name), code)
  }
  return readFileSync(join(home, TEST_FILE), 'utf8')
}

function breakSetUp(home: string): void {
  for (const { file, from, to } of DEFECTS) {
    const path = join(home, file)
    const text = readFileSync(path, 'utf8')
    const broken = text.replace(from, to)
    if (broken === text) throw new Error(`${GUIDE} shows nothing like ${String(from)} in ${file}`)
    writeFileSync(path, broken)
  }
}

/** The cases of both contracts; making a list of them makes no store. */
function contractCases(): number {
  const none = () => Promise.reject(new Error('no case is run here'))
  return sceneStoreContract(none).length + blobStoreContract(none).length
}

async function test(runner: RunnerName, home: string): Promise<Run & { readonly report: RunnerReport }> {
  const run = await npm(['test', '--', ...reportFlags(runner)], home)
  try {
    return { ...run, report: readReport(runner, home) }
  } catch {
    return { ...run, ok: false, report: { passed: [], failed: [] } }
  }
}

function tableOf(checks: readonly Check[]): readonly string[] {
  const head = ['runner', 'install', 'tests', '', 'broken', '']
  const rows = checks.map(({ runner, tests, red, seconds }) => {
    const [install = '', run = '', broken = ''] = seconds.map(inSeconds)
    return [runner, install, `${tests} pass`, run, `${red} fail`, broken]
  })
  return [head, ...rows].map((row) =>
    row
      .map((cell) => cell.padEnd(COLUMN))
      .join('')
      .trimEnd(),
  )
}

function inSeconds(seconds: number): string {
  return `${seconds.toFixed(1)} s`
}

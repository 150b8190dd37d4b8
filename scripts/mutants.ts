import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

/** A patch that breaks one rule, and the tests that must notice. */
interface Mutant {
  readonly name: string
  readonly file: string
  readonly breaks: string
  readonly tests: readonly string[]
}

/** What the tests said about one state of the code. */
interface TestRun {
  readonly passed: number
  readonly failed: readonly string[]
  readonly seconds: number
}

const root = fileURLToPath(new URL('..', import.meta.url))
const COPIED = [
  'src',
  'test',
  'scripts',
  'examples',
  'docs',
  'README.md',
  'package.json',
  'tsconfig.json',
  'tsconfig.core.json',
  'vitest.config.ts',
]
/** As many side by side as there are copies of the project. */
const COPIES = 2
/** Fewer random interleavings than in the full run: a mutant that needs more is not dead enough. */
const ENVIRONMENT = { ...process.env, INTERLEAVINGS: '600', CI: 'true' }

/** `-- name …` runs some by name, `-- --share 8` one in eight: another part each day. */
const { values, positionals: wanted } = parseArgs({
  options: { share: { type: 'string', default: '1' } },
  allowPositionals: true,
})
const share = Math.max(1, Number(values.share))
const today = Math.floor(Date.now() / 86_400_000)
const mutants = readMutants().filter(
  ({ name }, at) =>
    (at + today) % share === 0 && (wanted.length === 0 || wanted.some((part) => name.includes(part))),
)
const folders = Array.from({ length: COPIES }, () => copyProject())
const survivors: string[] = []
try {
  const [first = ''] = folders
  const control = await runTests(first, [...new Set(mutants.flatMap(({ tests }) => tests))])
  if (control.failed.length > 0)
    throw new Error(`without any mutant these tests fail: ${control.failed.join(', ')}`)
  console.log(`unbroken: ${control.passed} tests pass in ${control.seconds.toFixed(1)} s\n`)
  const queue = mutants.values()
  await Promise.all(
    folders.map(async (folder) => {
      for (const mutant of queue) await judge(mutant, folder)
    }),
  )
} finally {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}
console.log(`\n${mutants.length - survivors.length} of ${mutants.length} mutants killed`)
if (survivors.length > 0) {
  console.log(`survived: ${survivors.join(', ')}`)
  process.exitCode = 1
}

async function judge(mutant: Mutant, folder: string): Promise<void> {
  await run('git', ['apply', join(root, 'mutants', mutant.file)], folder)
  const { failed, seconds } = await runTests(folder, mutant.tests)
  await run('git', ['apply', '--reverse', join(root, 'mutants', mutant.file)], folder)
  const dead = failed.length > 0
  if (!dead) survivors.push(mutant.name)
  console.log(`${dead ? 'killed  ' : 'SURVIVED'} ${mutant.name} (${seconds.toFixed(1)} s)`)
  console.log(`         breaks: ${mutant.breaks}`)
  if (dead) console.log(`         noticed by: ${failed[0] ?? ''}`)
}

/** Runs tests up to the first that fails. Only a test that ran and failed counts, not code that does not load. */
async function runTests(folder: string, tests: readonly string[]): Promise<TestRun> {
  const begin = performance.now()
  const vitest = join(folder, 'node_modules', 'vitest', 'vitest.mjs')
  const report = join(folder, 'report.json')
  const args = [vitest, 'run', ...tests, '--bail', '1', '--reporter', 'json', '--outputFile', report]
  const { output } = await run(process.execPath, args, folder)
  const seconds = (performance.now() - begin) / 1_000
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    readonly testResults: readonly {
      readonly message: string
      readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
    }[]
  }
  const results = testResults.flatMap(({ assertionResults }) => assertionResults)
  if (results.length === 0) throw new Error(`no test ran: ${testResults[0]?.message ?? output}`)
  return {
    passed: results.filter(({ status }) => status === 'passed').length,
    failed: results.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
    seconds,
  }
}

function readMutants(): readonly Mutant[] {
  return readdirSync(join(root, 'mutants'))
    .filter((file) => file.endsWith('.patch'))
    .sort()
    .map((file) => {
      const text = readFileSync(join(root, 'mutants', file), 'utf8')
      const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1]
      const breaks = header('breaks')
      const tests = header('tests')?.split(' ')
      if (breaks === undefined || tests === undefined) {
        throw new Error(`${file} needs the lines "breaks: …" and "tests: …" before its diff`)
      }
      return { name: basename(file, '.patch'), file, breaks, tests }
    })
}

function copyProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'))
  for (const name of COPIED) cpSync(join(root, name), join(folder, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

/** Runs a program and waits for its end; tests that fail are no error here, a patch that does not apply is. */
function run(program: string, args: readonly string[], cwd: string): Promise<{ readonly output: string }> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd, env: ENVIRONMENT, maxBuffer: 64 * 2 ** 20 }, (error, stdout, stderr) => {
      if (error !== null && program === 'git') reject(new Error(`the patch does not apply: ${stderr}`))
      else resolve({ output: stdout + stderr })
    })
  })
}

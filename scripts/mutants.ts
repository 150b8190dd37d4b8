import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chosen } from './chosen.js'
import { inCopies, judgeAll, run } from './mutants/copies.js'
import type { Mutant } from './mutants/patches.js'
import { readMutants } from './mutants/patches.js'

/** What the tests said about one state of the code. */
interface TestRun {
  readonly passed: number
  readonly failed: readonly string[]
  readonly seconds: number
}

/** `-- name …` runs some by name, `-- --share 24` one in 24: another part each day. */
const { values, positionals: wanted } = parseArgs({
  options: { share: { type: 'string', default: '1' } },
  allowPositionals: true,
})
const share = Math.max(1, Number(values.share))
const today = Math.floor(Date.now() / 86_400_000)
const mutants = chosen(readMutants(), wanted, 'mutant').filter(
  (_, at) => wanted.length > 0 || (at + today) % share === 0,
)
const survivors: string[] = []
if (mutants.length === 0) throw new Error(`--share takes a number; it is ${values.share}`)

await inCopies(async (folders) => {
  const [first = ''] = folders
  const control = await runTests(first, [...new Set(mutants.flatMap(({ tests }) => tests))])
  if (control.failed.length > 0)
    throw new Error(`without any mutant these tests fail: ${control.failed.join(', ')}`)
  console.log(`unbroken: ${control.passed} tests pass in ${control.seconds.toFixed(1)} s\n`)
  await judgeAll(mutants, folders, judge)
})
console.log(`\n${mutants.length - survivors.length} of ${mutants.length} mutants killed`)
if (survivors.length > 0) {
  console.log(`survived: ${survivors.join(', ')}`)
  process.exitCode = 1
}

async function judge({ name, breaks, tests }: Mutant, folder: string): Promise<void> {
  const { failed, seconds } = await runTests(folder, tests)
  const dead = failed.length > 0
  if (!dead) survivors.push(name)
  console.log(`${dead ? 'killed  ' : 'SURVIVED'} ${name} (${seconds.toFixed(1)} s)`)
  console.log(`         breaks: ${breaks}`)
  if (dead) console.log(`         noticed by: ${failed[0] ?? ''}`)
}

/** Runs tests up to the first that fails. Only a test that ran and failed counts, not code that does not load. */
async function runTests(folder: string, tests: readonly string[]): Promise<TestRun> {
  const begin = performance.now()
  const vitest = join(folder, 'node_modules', 'vitest', 'vitest.mjs')
  const report = join(folder, 'report.json')
  const args = [vitest, 'run', ...tests, '--bail', '1', '--reporter', 'json', '--outputFile', report]
  // What an earlier run left must not be taken for this one's, whatever becomes of it.
  rmSync(report, { force: true })
  const { output } = await run(process.execPath, args, folder)
  if (!existsSync(report)) throw new Error(`the tests did not run: ${output}`)
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

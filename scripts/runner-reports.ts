import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a test runner said. */
export interface RunnerReport {
  /** The titles of the tests that passed. */
  readonly passed: readonly string[]
  readonly failed: readonly string[]
}

/** How a test runner is asked for a report, and how it is read. */
interface Reporting {
  readonly flags: readonly string[]
  readonly read: (report: string) => RunnerReport
}

const FILE = 'report'

const REPORTING = {
  vitest: { flags: ['--reporter=json', `--outputFile=${FILE}`], read: readJson },
  'node-test': { flags: ['--test-reporter=junit', `--test-reporter-destination=${FILE}`], read: readJunit },
  jest: { flags: ['--json', `--outputFile=${FILE}`], read: readJson },
} as const satisfies Readonly<Record<string, Reporting>>

/** A test runner, by the name of its folder in the guide. */
export type RunnerName = keyof typeof REPORTING

/** Every runner that the guide has a set-up for. */
export const RUNNERS: readonly RunnerName[] = ['vitest', 'node-test', 'jest']

/** What to add to the command of a runner, so that it writes a report. */
export function reportFlags(runner: RunnerName): readonly string[] {
  return REPORTING[runner].flags
}

/** The report that a runner wrote into the folder of its set-up. */
export function readReport(runner: RunnerName, folder: string): RunnerReport {
  return REPORTING[runner].read(readFileSync(join(folder, FILE), 'utf8'))
}

/** Jest's form, which vitest writes too. */
function readJson(report: string): RunnerReport {
  const { testResults } = JSON.parse(report) as {
    readonly testResults: readonly {
      readonly assertionResults: readonly { readonly status: string; readonly title: string }[]
    }[]
  }
  const results = testResults.flatMap(({ assertionResults }) => assertionResults)
  const titled = (wanted: string) =>
    results.filter(({ status }) => status === wanted).map(({ title }) => title)
  return { passed: titled('passed'), failed: titled('failed') }
}

function readJunit(report: string): RunnerReport {
  const cases = [...report.matchAll(/<testcase name="(.*?)"[^>]*?(?:\/>|>(.*?)<\/testcase>)/gs)]
  const titled = (hasFailed: boolean) =>
    cases
      .filter(([, , content = '']) => content.includes('<failure') === hasFailed)
      .map(([, title = '']) => title)
  return { passed: titled(false), failed: titled(true) }
}

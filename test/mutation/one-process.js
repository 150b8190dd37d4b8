import { resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin'
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner'
import fc from 'fast-check'
import { bundleOf } from './bundle.js'

/**
 * @typedef {import('@stryker-mutator/api/test-runner').DryRunResult} DryRunResult
 * @typedef {import('@stryker-mutator/api/test-runner').MutantRunOptions} MutantRunOptions
 * @typedef {import('@stryker-mutator/api/test-runner').MutantRunResult} MutantRunResult
 * @typedef {import('@stryker-mutator/api/test-runner').TestResult} TestResult
 * @typedef {import('./declarations.js').Test} Test
 */

/** What mutated code reads and counts. @type {import('@stryker-mutator/api/core').InstrumenterContext} */
const mutation = {}
Object.assign(globalThis, { __stryker__: mutation })

/** What nobody caught while a test ran. @type {unknown[]} */
const uncaught = []
process.on('unhandledRejection', (reason) => uncaught.push(reason))

/**
 * Runs the tests of the core without starting anything for a mutant: a run in the same process
 * ends with the first that fails. So the tests that killed others of the same file are asked first, then the quickest.
 */
class OneProcess {
  /** @type {() => readonly Test[]} */
  #load = () => []
  /** @type {readonly Test[] | undefined} */
  #loaded
  /** What each test took the last time, in milliseconds. @type {Map<string, number>} */
  #durations = new Map()
  /** How many mutants of a file each test has killed. @type {Map<string, Map<string, number>>} */
  #kills = new Map()

  capabilities() {
    return { reloadEnvironment: true }
  }

  async init() {
    // Fewer runs of each law, and the same ones each time; a counterexample is not made smaller.
    process.env['LAW_SHARE'] = '0.1'
    fc.configureGlobal({ seed: 1, endOnFailure: true })
    this.#load = await bundleOf('test/core')
  }

  /** @returns {Promise<DryRunResult>} */
  async dryRun() {
    const results = []
    this.#loaded = this.#load()
    for (const test of this.#loaded) results.push(await this.#resultOf(test))
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage: mutation.mutantCoverage }
  }

  /** @param {MutantRunOptions} options @returns {Promise<MutantRunResult>} */
  async mutantRun({ activeMutant: { id, fileName }, reloadEnvironment, testFilter, hitLimit }) {
    Object.assign(mutation, { activeMutant: id, hitCount: 0, hitLimit })
    // A mutant that all tests judge is one of what a module does as it is loaded.
    if (testFilter === undefined || reloadEnvironment) this.#loaded = undefined
    const all = (this.#loaded ??= this.#load())
    const wanted = new Set(testFilter ?? all.map((test) => test.id))
    const tests = all.filter((test) => wanted.has(test.id))
    const results = await this.#untilOneFails(tests, fileName)
    const looping = determineHitLimitReached(mutation.hitCount, hitLimit)
    return toMutantRunResult(looping ?? { status: DryRunStatus.Complete, tests: results })
  }

  /** @param {readonly Test[]} tests @param {string} mutated */
  async #untilOneFails(tests, mutated) {
    const kills = this.#kills.get(mutated) ?? /** @type {Map<string, number>} */ (new Map())
    this.#kills.set(mutated, kills)
    const before = (/** @type {Map<string, number>} */ map, /** @type {Test} */ { id }) => map.get(id) ?? 0
    const ordered = [...tests].sort(
      (one, other) =>
        before(kills, other) - before(kills, one) ||
        before(this.#durations, one) - before(this.#durations, other),
    )
    const results = []
    for (const test of ordered) {
      const result = await this.#resultOf(test)
      results.push(result)
      if (result.status !== TestStatus.Failed) continue
      kills.set(test.id, before(kills, test) + 1)
      break
    }
    return results
  }

  /** @param {Test} test @returns {Promise<TestResult>} */
  async #resultOf({ id, name, file, run }) {
    mutation.currentTestId = id
    uncaught.length = 0
    const start = performance.now()
    /** @type {string | undefined} */
    let failureMessage
    try {
      await run()
      if (uncaught.length > 0) failureMessage = `nobody caught ${String(uncaught[0])}`
    } catch (error) {
      failureMessage = String(error)
    }
    delete mutation.currentTestId
    const timeSpentMs = performance.now() - start
    const result = { id, name, fileName: resolve(file), timeSpentMs }
    if (failureMessage !== undefined) return { ...result, status: TestStatus.Failed, failureMessage }
    this.#durations.set(id, timeSpentMs)
    return { ...result, status: TestStatus.Success }
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'one-process', OneProcess)]

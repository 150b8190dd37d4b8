import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { missingPairs, requiredPairs } from '../test/simulation/campaign/pairs.js'
import { runSeed, writersOf } from '../test/simulation/campaign/run-seed.js'
import { NOTHING, sumOf, tallyOf } from '../test/simulation/campaign/tally.js'
import type { Tally } from '../test/simulation/campaign/tally.js'
import { pairTable, totals } from '../test/simulation/campaign/tables.js'

/**
 * `--runs N` runs from `--seed S` on, shared among `--processes P`. `--trace` shows the steps of one run; `--until-problem`
 * ends with the first run that breaks a promise.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    processes: { type: 'string', default: String(availableParallelism()) },
    trace: { type: 'boolean', default: false },
    'until-problem': { type: 'boolean', default: false },
    share: { type: 'string' },
  },
})
const [runs, seed, processes] = [Number(values.runs), Number(values.seed), Number(values.processes)]
if (
  ![runs, processes].every((number) => Number.isSafeInteger(number) && number > 0) ||
  !Number.isSafeInteger(seed)
) {
  console.error('--runs and --processes must be numbers from 1, --seed a number')
  process.exit(2)
}

if (values.trace) await trace()
else if (values.share !== undefined) await playShare(Number(values.share))
else await playAll()

async function trace(): Promise<void> {
  console.log(`seed ${seed}, ${writersOf(seed)} writers`)
  const { problems } = await runSeed(seed, (step) => {
    console.log(step)
  })
  for (const problem of problems) console.log(`BROKEN: ${problem}`)
  process.exitCode = problems.length > 0 ? 1 : 0
}

/** Plays every run of this process, and tells the parent of each batch. */
async function playShare(index: number): Promise<void> {
  let batch = NOTHING
  for (let run = index; run < runs; run += processes) {
    batch = sumOf(batch, tallyOf(await runSeed(seed + run)))
    const isBroken = batch.problems.length > 0
    if (batch.runs < 50 && !isBroken) continue
    process.send?.(batch)
    batch = NOTHING
    if (isBroken && values['until-problem']) break
  }
  process.send?.(batch)
}

async function playAll(): Promise<void> {
  const begun = performance.now()
  const seconds = () => (performance.now() - begun) / 1_000
  let tally = NOTHING
  let shownAt = 0
  console.log(`${runs} runs from seed ${seed} on, in ${processes} processes`)
  const children = Array.from({ length: processes }, (_, index) => {
    const args = ['--runs', String(runs), '--seed', String(seed), '--processes', String(processes)]
    if (values['until-problem']) args.push('--until-problem')
    return fork(fileURLToPath(import.meta.url), [...args, '--share', String(index)])
  })
  await Promise.all(
    children.map(
      (child) =>
        new Promise<void>((resolve, reject) => {
          child.on('message', (batch: Tally) => {
            tally = sumOf(tally, batch)
            for (const { seed: own, problem } of batch.problems)
              console.log(`BROKEN by seed ${own}: ${problem}`)
            if (values['until-problem'] && batch.problems.length > 0) {
              console.log(`the first broken promise after ${tally.runs} runs`)
              for (const one of children) if (one !== child) one.kill()
            }
            if (seconds() - shownAt < 10) return
            shownAt = seconds()
            console.log(`${tally.runs} runs, ${Math.round(seconds())} s`)
          })
          child.on('exit', (code, signal) => {
            if (code === 0 || signal === 'SIGTERM') resolve()
            else reject(new Error(`a process ended with ${code ?? signal}`))
          })
        }),
    ),
  )
  // A search that ends early need not have met everything.
  const isWhole = !values['until-problem']
  const required = isWhole ? requiredPairs(runs) : {}
  console.log(`\n${pairTable(tally, required)}\n\n${totals(tally, seconds())}`)
  const missing = isWhole ? missingPairs(tally) : []
  if (missing.length > 0) console.log(`MISSING, and required of so many runs: ${missing.join(', ')}`)
  if (tally.problems.length > 0 || missing.length > 0) process.exitCode = 1
}

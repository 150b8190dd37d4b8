import type { Policy } from '../../core/model/policy.js'
import { seededRandom } from '../seeded-random.js'
import { nextTurn } from '../next-turn.js'
import { SimulatedWorld } from './simulated-world.js'
import type { Waiting } from './waiting.js'
import type { FaultWay, Way } from './way.js'
import { isFault } from './way.js'

/** How likely each fault is, for a request or an answer that may meet it. */
export type SimulatedFaultRates = Readonly<Record<FaultWay, number>>

/** Rates at which every fault comes often, and most work is done all the same. */
export const DEFAULT_FAULT_RATES: SimulatedFaultRates = {
  throttled: 0.02,
  lost: 0.02,
  late: 0.02,
  repeated: 0.02,
  conflict: 0.02,
  torn: 0.25,
  taken: 0.02,
  'lost-reply': 0.04,
  crash: 0.005,
  'crash-sent': 0.01,
  'crash-after': 0.01,
}

/** Options of {@link simulate}. */
export interface SimulateOptions {
  /** The same seed plays the same run, to the letter. */
  readonly seed: number
  readonly policy?: Partial<Policy>
  /** Default: {@link DEFAULT_FAULT_RATES}. */
  readonly faultRates?: Partial<SimulatedFaultRates>
  /** How likely it is, at each step, that time passes although somebody could go on. Default: 0.03. */
  readonly passRate?: number
  /** Jumps of the time, in milliseconds, besides those to the next sleeper. Default: a second, a lease, and both. */
  readonly jumpsMs?: readonly number[]
  /** Steps after which a run is given up. Default: 20,000. */
  readonly maxSteps?: number
  /** Told of each step, in words. */
  readonly onStep?: (step: string) => void
}

/** What happened in a run. */
export interface SimulationReport {
  readonly seed: number
  readonly steps: number
  /** How often each request or wait met each fault, as `commit scene-claimed lost-reply`. */
  readonly faults: ReadonlyMap<string, number>
  /** What must not happen and did; empty for a run in which every promise held. */
  readonly problems: readonly string[]
}

/** What a run is about. */
export interface SimulationScenario {
  /** Makes what is there in the beginning, and starts the processes. */
  readonly setUp: (world: SimulatedWorld) => void | Promise<void>
  /** Looks at what is there when all have ended or died and the faults have stopped, and reports what must not be. */
  readonly end?: (world: SimulatedWorld) => void | Promise<void>
}

/**
 * Plays one run of processes that share a store, a bucket and a clock: chance decides who goes next, and what goes wrong.
 * @returns When every process has ended or died, and nothing is on its way any more.
 * @example
 * const report = await simulate(
 *   {
 *     setUp: async (world) => {
 *       const { projectId } = await world.calm().createProject({ conceptPrompt: 'The sea' })
 *       world.start('editor', async ({ scenes }) => {
 *         await scenes.addScenes(projectId, [{ prompt: 'Waves', durationSeconds: 8 }])
 *       })
 *     },
 *   },
 *   { seed: 7 },
 * )
 * report.problems // []
 */
export async function simulate(
  { setUp, end }: SimulationScenario,
  options: SimulateOptions,
): Promise<SimulationReport> {
  const { seed, policy, passRate = 0.03, maxSteps = 20_000, onStep } = options
  const random = seededRandom(seed)
  const rates = { ...DEFAULT_FAULT_RATES, ...options.faultRates }
  const world = new SimulatedWorld({ random, ...(policy !== undefined && { policy }) })
  const jumpsMs = options.jumpsMs ?? [1_000, 120_000, 181_000]
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  const faults = new Map<string, number>()

  await setUp(world)
  await nextTurn()
  let steps = 0
  for (; steps < maxSteps; steps++) {
    const waiting = world.waiting()
    const dueMs = world.nextDueMs()
    if (waiting.length === 0 && dueMs === undefined) break
    const next = waiting.length > 0 && random() >= passRate ? pick(waiting) : undefined
    if (next === undefined) {
      const untilMs =
        dueMs !== undefined && (waiting.length === 0 || random() < 0.5)
          ? dueMs
          : world.nowMs + (pick(jumpsMs) ?? 0)
      onStep?.(`time passes: ${untilMs - world.nowMs} ms`)
      world.passTo(untilMs)
      continue
    }
    const way = wayOn(next, random, rates)
    onStep?.(`${next.by}: ${next.what} ${next.about}: ${way}`)
    if (isFault(way)) {
      const met = `${next.what} ${way}`
      faults.set(met, (faults.get(met) ?? 0) + 1)
    }
    await world.take(next, way)
  }
  if (steps === maxSteps) world.report(`the run did not end within ${maxSteps} steps`)
  else if (world.running > 0) world.report(`${world.running} processes wait for what never comes`)
  else await end?.(world)
  return { seed, steps, faults, problems: world.problems }
}

/** The way without a fault, or a fault by its rate. */
function wayOn({ ways }: Waiting, random: () => number, rates: SimulatedFaultRates): Way {
  let chance = random()
  for (const way of ways) {
    if (!isFault(way)) continue
    chance -= rates[way]
    if (chance < 0) return way
  }
  return ways.find((way) => !isFault(way)) ?? 'acts'
}

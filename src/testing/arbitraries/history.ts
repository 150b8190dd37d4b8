import fc from 'fast-check'
import type { HistoryStep, HistoryStepName } from '../history/history-step.js'
import { numbersBy, renamed } from './history/renamed.js'
import { stepsOn } from './history/steps-on.js'

/** Options of {@link arbitraryHistory}. */
export interface HistoryOptions {
  /** What may happen. Default: everything; `playHistory` then needs a clock, a bucket and the Python backend. */
  readonly steps?: readonly HistoryStepName[]
  /** The steps are about the scenes 1 to this one, at least 1. Default: 3. */
  readonly scenes?: number
  /** Most steps after the first. Default: 20. */
  readonly maxLength?: number
}

/** How often a step comes, beside 1 for the others. */
const WEIGHTS: ReadonlyMap<string, number> = new Map<HistoryStepName, number>([
  ['claim', 3],
  ['generate', 3],
  ['complete', 3],
  ['generateMissing', 2],
  ['pythonReads', 2],
  ['pythonSaves', 2],
  ['wait', 2],
])

/**
 * Histories of a project for `playHistory`. They begin by adding the scenes that they are about, if they may; many a later step
 * will be refused. A history shrinks to the steps that are needed, of the first worker on the first scene.
 * @example
 * const histories = arbitraryHistory({ steps: ['addScenes', 'generate', 'reset', 'recount'] })
 * const property = fc.asyncProperty(histories, async (history) => {
 *   const { projectId } = await scenes.createProject({ conceptPrompt: 'The sea' })
 *   await playHistory({ scenes }, projectId, history)
 *   const { findings } = await scenes.audit(projectId)
 *   return findings.length === 0
 * })
 * await fc.assert(property, { numRuns: 10 })
 */
export function arbitraryHistory(options: HistoryOptions = {}): fc.Arbitrary<readonly HistoryStep[]> {
  const { scenes = 3, maxLength = 20 } = options
  const all = stepsOn(scenes)
  const wanted = Object.entries(all).filter(
    ([name]) => options.steps?.some((step) => step === name) !== false,
  )
  const steps = fc.oneof(
    ...wanted.map(([name, arbitrary]) => ({ arbitrary, weight: WEIGHTS.get(name) ?? 1 })),
  )
  const rest = fc.array<HistoryStep>(steps, { maxLength, size: 'max' })
  const ranks = fc.array(fc.nat(99), { minLength: scenes, maxLength: scenes })
  // The others shrink once the scenes have the numbers that they keep.
  return fc.tuple(ranks, rest, fc.nat(1)).map(([by, others, more]) => {
    const history = renamed(others, numbersBy(by))
    if (options.steps?.includes('addScenes') === false) return history
    const mentioned = history.map((step) => ('scene' in step ? step.scene : 0))
    return [{ does: 'addScenes', count: Math.max(1, ...mentioned) + more }, ...history]
  })
}

import type { HistoryStep } from '../../history/history-step.js'

/** The numbers 1, 2, 3 … in the order of these ranks. */
export function numbersBy(ranks: readonly number[]): readonly number[] {
  return ranks
    .map((rank, at) => ({ rank, number: at + 1 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ number }) => number)
}

/**
 * The same history of other scenes: the one that is mentioned first gets the first of the numbers, and so on. Steps about one
 * scene stay so, whichever it is: a history whose scenes were numbered step by step could only shrink all at once. Workers
 * are numbered in the order in which they are mentioned.
 */
export function renamed(history: readonly HistoryStep[], numbers: readonly number[]): readonly HistoryStep[] {
  const scenes = new Map<number, number>()
  const workers = new Map<number, number>()
  return history.map((step): HistoryStep => {
    if (!('scene' in step)) return step
    const scene = scenes.get(step.scene) ?? numbers[scenes.size] ?? step.scene
    scenes.set(step.scene, scene)
    if (!('worker' in step)) return { ...step, scene }
    const worker = workers.get(step.worker) ?? workers.size + 1
    workers.set(step.worker, worker)
    return { ...step, scene, worker }
  })
}

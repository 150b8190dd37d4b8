import type { WatchedPromise } from './promise.js'

/** Scenes stand in places 1 to n after every commit, and no number is ever used for a second scene. */
export const keptOrder: WatchedPromise = (world) => {
  const used = new Set<number>()
  return {
    committed: ({ change, answer, before, after }) => {
      if (!answer.ok || after === undefined) return
      const known = new Set(before?.scenes.map(({ value }) => value.sequence))
      for (const { value } of after.scenes) {
        if (!known.has(value.sequence) && used.has(value.sequence)) {
          world.report(`no number is used twice: ${value.sequence} was, by ${change.id}`)
        }
        used.add(value.sequence)
      }
      const places = after.scenes.map(({ value }) => value.displaySequence ?? 0).sort((a, b) => a - b)
      if (places.some((place, at) => place !== at + 1)) {
        world.report(`places are 1 to n: they are ${places.join(', ')} after ${change.id}`)
      }
    },
  }
}

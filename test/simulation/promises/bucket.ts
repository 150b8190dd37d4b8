import type { WatchedPromise } from './promise.js'

/** A repair takes no clip away whose object is there, whatever the bucket answered. */
export const keptObjects: WatchedPromise = (world) => ({
  committed: ({ change: { id, event }, answer, after }) => {
    if (!answer.ok || event?.type !== 'scene-repaired') return
    const scene = after?.scenes.find(({ value }) => value.sequence === event.sequence)?.value
    if (scene === undefined || scene.clips.original !== undefined) return
    const there = (event.clipsSuperseded ?? []).filter(
      ({ key }) => (world.blobs.read(key)?.byteLength ?? 0) > 0,
    )
    for (const { key } of there) world.report(`a repair takes no video that is there: ${key} went, by ${id}`)
  },
})

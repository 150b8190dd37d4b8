import type { Actor } from '../crew.js'

/** Somebody with access to the bucket, who deletes all clips of a scene. */
export const loser: Actor = async (process, { world, projectId, provider, lost }) => {
  await process.sleep(process.pick([20_000, 60_000, 100_000]))
  const { scenes = [] } = (await world.store.loadProject(projectId)) ?? {}
  const recorded = scenes.filter(({ value }) => value.clips.original !== undefined)
  const [first, ...others] = recorded
  if (first === undefined) return
  const { sequence, clips } = process.pick([first, ...others]).value
  for (const key of [clips.original, clips.working, clips.lipSynced]) {
    if (key === undefined) continue
    world.blobs.deleteObject(key)
    lost.add(key)
  }
  // Whoever repairs the scene has it made again.
  provider.asked(sequence)
}

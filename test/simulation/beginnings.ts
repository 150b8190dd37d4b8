import type { SceneDraft, SimulatedWorld } from '@badapple/scenes/testing'
import {
  aProject,
  done,
  emptyBlob,
  failed,
  failedWithVideo,
  missing,
  missingBlob,
  orphanedBlob,
  orphanedStatus,
  silentSuccess,
  stuck,
} from '@badapple/scenes/testing'

/** What is left to chance in a beginning. */
export interface Beginning {
  readonly scenes: number
  /** Only this library writes from now on. */
  readonly isAlone: boolean
  readonly chance: (of: number) => boolean
  readonly pick: <T>(list: readonly [T, ...T[]]) => T
}

/** What the Python backend left of its scenes, some with a status that lies. */
const OLD_SCENES: readonly [() => SceneDraft, ...(() => SceneDraft)[]] = [
  ...([missing, missing, stuck, failed, done, done, orphanedBlob] as const),
  ...([silentSuccess, failedWithVideo, missingBlob, emptyBlob] as const),
]

/** Where the Python backend still saves, a stale `completed` without a video is taken for the wish to have another one. */
const OLD_SCENES_ALONE: typeof OLD_SCENES = [...OLD_SCENES, orphanedStatus]

/** A new project, with or without scenes, at work or not yet. */
export async function newProject(world: SimulatedWorld, { scenes, chance }: Beginning): Promise<string> {
  const calm = world.calm()
  const { projectId } = await calm.createProject({ conceptPrompt: 'A choir of radiators' })
  if (scenes === 1 && chance(0.5)) return projectId
  const shots = Array.from({ length: scenes }, (_, at) => ({ prompt: `Shot ${at + 1}`, durationSeconds: 8 }))
  await calm.addScenes(projectId, shots)
  if (chance(0.9)) await calm.startVideoGeneration(projectId)
  return projectId
}

/** A project from before there was this library: no history, no leases, and counters that nobody vouches for. */
export function oldProject(world: SimulatedWorld, { scenes, pick, isAlone }: Beginning): string {
  const drafts = Array.from({ length: scenes }, () => pick(isAlone ? OLD_SCENES_ALONE : OLD_SCENES)())
  return put(world, aProject({ projectId: 'old', writtenBy: 'python', now: world.nowMs, scenes: drafts }))
}

/** A project whose scenes are all done. */
export function doneProject(world: SimulatedWorld, { scenes }: Beginning): string {
  const drafts = Array.from({ length: scenes }, () => done())
  return put(world, aProject({ projectId: 'done', now: world.nowMs, scenes: drafts }))
}

function put(world: SimulatedWorld, { projectId, items, objects }: ReturnType<typeof aProject>): string {
  for (const item of items) world.store.putItem(item)
  for (const object of objects) world.blobs.putObject(object)
  return projectId
}

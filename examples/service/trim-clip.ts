import type { SceneRef, TrimPoints } from '@badapple/scenes'
import { trimProblem } from '@badapple/scenes'
import { ApiError } from './errors.js'
import { fetchObject } from './fetch-object.js'
import type { Service } from './service.js'

/** Cuts a scene's original video, and makes that its working clip. */
export async function trimClip(
  { scenes, blobs, editor }: Pick<Service, 'scenes' | 'blobs' | 'editor'>,
  { projectId, sequence }: SceneRef,
  trimPoints: TrimPoints,
): Promise<void> {
  const records = await scenes.load(projectId)
  const scene = records.scenes.find(({ value }) => value.sequence === sequence)?.value
  if (scene === undefined) throw new ApiError('NotFound', `project ${projectId} has no scene ${sequence}`)
  const { original } = scene.clips
  if (original === undefined) throw new ApiError('Conflict', `scene ${sequence} has no video to trim`)
  const video = await fetchObject(blobs, original)
  const sourceDurationSeconds = await editor.lengthOf(video)
  if (sourceDurationSeconds === undefined) {
    throw new ApiError('Conflict', `the video of scene ${sequence} cannot be cut; it is of no known format`)
  }
  const problem = trimProblem(trimPoints, sourceDurationSeconds)
  if (problem !== undefined) throw new ApiError('ValidationError', `invalid trim points: ${problem}`)
  const body = await editor.cut(video, trimPoints)
  const facts = { clip: 'working', madeFrom: original, trimPoints, sourceDurationSeconds } as const
  await scenes.setClip(projectId, sequence, { ...facts, body })
}

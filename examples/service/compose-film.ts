import { compositionClips } from '@badapple/scenes'
import type { FilmClip, StoredKey } from '@badapple/scenes'
import { afterFailure } from './after-failure.js'
import { fetchObject } from './fetch-object.js'
import { reasonOf } from './reason.js'
import type { Service } from './service.js'

type Studio = Pick<Service, 'scenes' | 'blobs' | 'editor' | 'report'>

/** Makes the film of a project that is `composing`, and ends that: `completed`, or `failed`. */
export async function composeFilm(studio: Studio, projectId: string, signal: AbortSignal): Promise<void> {
  const { scenes, editor } = studio
  try {
    const records = await scenes.load(projectId)
    const { clips } = compositionClips(records.scenes.map(({ value }) => value))
    const parts: Uint8Array[] = []
    for (const clip of clips) parts.push(await partOf(studio, clip, signal))
    await scenes.finishComposition(projectId, { body: await editor.join(parts, signal) })
  } catch (error) {
    await afterFailure(studio, () => scenes.failComposition(projectId, reasonOf(error)))
    throw error
  }
}

async function partOf(
  { blobs, editor }: Studio,
  { source, trimPoints }: FilmClip<StoredKey>,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const video = await fetchObject(blobs, source, signal)
  return trimPoints === undefined ? video : editor.cut(video, trimPoints)
}

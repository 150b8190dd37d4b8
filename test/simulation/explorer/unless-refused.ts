import type { SceneErrorCode } from '@badapple/scenes'
import { isSceneError } from '@badapple/scenes'

/** What the library may say to somebody who comes too late. */
const EXPECTED: readonly SceneErrorCode[] = [
  'REFUSED',
  'CLAIM_LOST',
  'SCENE_NOT_FOUND',
  'BLOB_EXISTS',
  'CONTENDED',
]

/** The result of the work, or nothing where somebody else was faster. */
export async function unlessRefused<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (isSceneError(error) && EXPECTED.includes(error.code)) return undefined
    throw error
  }
}

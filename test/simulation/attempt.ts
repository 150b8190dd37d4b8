import type { CommandOptions, SceneErrorCode } from '@badapple/scenes'
import { isSceneError } from '@badapple/scenes'
import type { SimulatedProcess } from '@badapple/scenes/testing'

/** What any command may answer beside others, and with a store that does not always answer. */
const EXPECTED: ReadonlySet<SceneErrorCode> = new Set<SceneErrorCode>([
  'REFUSED',
  'CONTENDED',
  'STORE_UNAVAILABLE',
  'CLAIM_LOST',
  'SCENE_NOT_FOUND',
  'BLOB_ABSENT',
  'BLOB_EMPTY',
  'BLOB_UNREACHABLE',
  'ABORTED',
])

/** Answers after which a caller tries the same again. */
const WORTH_REPEATING: ReadonlySet<SceneErrorCode> = new Set<SceneErrorCode>([
  'CONTENDED',
  'STORE_UNAVAILABLE',
  'BLOB_UNREACHABLE',
])

/**
 * Calls to the service, as its users make them: sometimes under an id, and then again after a failure, or twice.
 * @returns What it came to; nothing for what was refused, or did not come about.
 */
export async function attempt<T>(
  process: SimulatedProcess,
  call: (options: CommandOptions) => Promise<T>,
): Promise<T | undefined> {
  const commandId = process.scenes.newCommandId()
  const options = process.chance(0.4) ? { commandId } : {}
  for (let tries = 0; tries < 3; tries++) {
    try {
      const result = await call(options)
      if (options.commandId === undefined || !process.chance(0.2)) return result
    } catch (error) {
      if (!isSceneError(error) || !EXPECTED.has(error.code)) throw error
      if (!WORTH_REPEATING.has(error.code)) return undefined
    }
  }
  return undefined
}

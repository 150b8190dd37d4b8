import type { SceneError, SceneErrorCode } from '../../../src/core/model/error.js'
import { isSceneError } from '../../../src/core/model/error.js'

/** The `SceneError` of a code that some work must throw. */
export function thrown<Code extends SceneErrorCode>(work: () => unknown, code: Code): SceneError<Code> {
  let result: unknown
  try {
    result = work()
  } catch (error) {
    if (isSceneError(error, code)) return error
    throw error
  }
  throw new Error(`nothing was thrown; the result is ${JSON.stringify(result)}`)
}

/** The `SceneError` of a code with which a promise must be rejected. */
export async function rejected<Code extends SceneErrorCode>(
  promise: Promise<unknown>,
  code: Code,
): Promise<SceneError<Code>> {
  let result: unknown
  try {
    result = await promise
  } catch (error) {
    if (isSceneError(error, code)) return error
    throw error
  }
  throw new Error(`nothing was thrown; the result is ${JSON.stringify(result)}`)
}

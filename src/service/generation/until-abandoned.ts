import { SceneError } from '../../core/model/error.js'
import type { Environment } from '../environment.js'
import { firstAborted } from '../first-aborted.js'

/**
 * The work's result. Once the signal is aborted, the work has the policy's grace to come to an end.
 * @throws SceneError `ABORTED` when it did not; its result is not waited for then.
 */
export function untilAbandoned<T>(
  { clock, policy }: Environment,
  signal: AbortSignal,
  work: Promise<T>,
): Promise<T> {
  const settled = new AbortController()
  const result = work.finally(() => {
    settled.abort()
  })
  const giveUp = async (): Promise<T> => {
    await aborted(firstAborted([signal, settled.signal]).signal)
    await clock.sleep(policy.abortGraceMs, settled.signal)
    if (settled.signal.aborted) return result
    const waitedMs = policy.abortGraceMs
    throw new SceneError(
      'ABORTED',
      `the generator did not stop within ${waitedMs} ms after it was told to`,
      { waitedMs },
      { cause: signal.reason },
    )
  }
  return Promise.race([result, giveUp()])
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else {
      signal.addEventListener('abort', () => {
        resolve()
      })
    }
  })
}

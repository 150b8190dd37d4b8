import { SceneError } from '../core/model/error.js'
import type { Clock } from '../service/clock.js'
import type { StreamContext } from './stream-record.js'

/** The time of one invocation: its signal is aborted shortly before the end. */
export function startTime(
  context: StreamContext,
  reserveMs: number,
  clock: Clock,
): { readonly signal: AbortSignal; readonly stop: () => void } {
  const { signal } = context
  const [over, answered] = [new AbortController(), new AbortController()]
  const stop = () => {
    over.abort(signal?.reason)
  }
  signal?.addEventListener('abort', stop)
  if (signal?.aborted === true) stop()
  const remainingMs = context.getRemainingTimeInMillis?.()
  if (remainingMs !== undefined) {
    const leftMs = Math.max(0, remainingMs - reserveMs)
    void clock.sleep(leftMs, answered.signal).then(() => {
      over.abort(timeIsUp(leftMs))
    })
  }
  return {
    signal: over.signal,
    stop: () => {
      answered.abort()
      signal?.removeEventListener('abort', stop)
    },
  }
}

function timeIsUp(waitedMs: number): SceneError {
  return new SceneError('ABORTED', 'the time of the invocation is up; what is not delivered comes again', {
    waitedMs,
  })
}

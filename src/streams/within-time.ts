import type { Clock } from '../service/clock.js'

/** How long some work may take, and what else ends it. */
export interface TimeLimit {
  readonly clock: Clock
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** What it ends with when the time is up. */
  readonly late: () => Error
}

/**
 * The work's result, as long as it comes in time. The work is told by its signal when nobody waits for it any more; work that
 * does not listen is left behind.
 * @throws The error of `late`, or the reason of the signal that was aborted.
 */
export async function withinTime<T>(
  { clock, timeoutMs, signal, late }: TimeLimit,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted()
  const [ended, settled] = [new AbortController(), new AbortController()]
  const stop = () => {
    ended.abort(signal.reason)
  }
  signal.addEventListener('abort', stop)
  const expire = async () => {
    await clock.sleep(timeoutMs, settled.signal)
    if (!settled.signal.aborted) ended.abort(late())
  }
  try {
    return await Promise.race([work(ended.signal), untilAborted(ended.signal), expire().then(never)])
  } finally {
    settled.abort()
    signal.removeEventListener('abort', stop)
  }
}

/** Rejects with the reason of the signal. */
async function untilAborted(signal: AbortSignal): Promise<never> {
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve()
    })
  })
  signal.throwIfAborted()
  return never()
}

function never(): Promise<never> {
  return new Promise(() => undefined)
}

import type { Environment } from './environment.js'

/** The first wait between two tries of a request, in milliseconds; doubled each time up to the longest. */
const BASE_MS = 50
const LONGEST_MS = 2_000

/** A random wait from nothing to a bound that doubles with each try ("full jitter"), in milliseconds. */
export function jitteredMs(
  random: () => number,
  failedTries: number,
  {
    baseMs = BASE_MS,
    longestMs = LONGEST_MS,
  }: { readonly baseMs?: number; readonly longestMs?: number } = {},
): number {
  return random() * Math.min(longestMs, baseMs * 2 ** Math.min(failedTries - 1, 30))
}

/** Whether an error says that the same call may succeed later. */
export function isRetryable(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'retryable' in error && error.retryable === true
}

/**
 * Does the work, again after errors that say a retry may help, until the deadline or until the signal is aborted.
 * @throws The last error.
 */
export async function retrying<T>(
  { clock, random }: Environment,
  deadlineMs: number,
  work: () => Promise<T>,
  { longestMs, signal }: { readonly longestMs?: number; readonly signal?: AbortSignal | undefined } = {},
): Promise<T> {
  for (let failed = 1; ; failed++) {
    try {
      return await work()
    } catch (error) {
      const waitMs = jitteredMs(random, failed, longestMs === undefined ? {} : { longestMs })
      if (!isRetryable(error) || clock.now() + waitMs > deadlineMs) throw error
      await clock.sleep(waitMs, signal)
      if (signal?.aborted === true) throw error
    }
  }
}

/** As {@link retrying}, within the policy's time budget. */
export function persistently<T>(
  environment: Environment,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const { clock, policy } = environment
  return retrying(environment, clock.now() + policy.commitBudgetMs, work, { signal })
}

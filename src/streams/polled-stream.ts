import type { Clock } from '../service/clock.js'
import type { Progress } from './progress.js'
import type { StreamClient } from './stream-client.js'
import { failureOf, streamRefused, unanswered } from './stream-error.js'
import type { StreamHandler } from './stream-handler.js'
import { withinTime } from './within-time.js'

/** A request or a batch that is tried again. */
export interface PollRetry {
  /** The shard; absent for the list of all. */
  readonly shardId?: string
  /** What went wrong. A handler that reports failures has told what by itself: there is no error then. */
  readonly error?: unknown
  /** When it is tried again, in milliseconds from now. */
  readonly waitMs: number
}

/** Everything that a poller works with. */
export interface PolledStream {
  readonly client: StreamClient
  readonly streamArn: string
  readonly handler: StreamHandler
  readonly progress: Progress
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly pollIntervalMs: number
  readonly batchSize: number
  readonly requestTimeoutMs: number
  readonly onRetry: (retry: PollRetry) => void
}

/** The first wait before something is tried again, in milliseconds; doubled each time up to the longest. */
const BASE_MS = 100
const LONGEST_MS = 10_000

/** Waits before something is tried again, and tells. */
export async function waitBeforeRetry(
  { clock, signal, onRetry }: PolledStream,
  failures: number,
  what: Omit<PollRetry, 'waitMs'>,
): Promise<void> {
  const waitMs = Math.min(LONGEST_MS, BASE_MS * 2 ** Math.min(failures - 1, 30))
  onRetry({ ...what, waitMs })
  await clock.sleep(waitMs, signal)
}

/**
 * The answer of a request, which is sent again until there is one. It is told by its signal when nobody waits for it any more.
 * @returns `undefined` when the polling ends before.
 * @throws SceneError `STORE_REFUSED`; an error that says where in the shard there is nothing any more, as it is.
 */
export async function persistently<T>(
  stream: PolledStream,
  shardId: string | undefined,
  request: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const { clock, signal, streamArn, requestTimeoutMs: timeoutMs } = stream
  const late = () => unanswered(streamArn, timeoutMs)
  for (let failures = 1; !signal.aborted; failures++) {
    try {
      return await withinTime({ clock, timeoutMs, signal, late }, request)
    } catch (error) {
      if (isOver(stream)) return undefined
      const failure = failureOf(error)
      if (failure === 'refused') throw streamRefused(error, streamArn)
      if (failure !== 'unavailable') throw error
      await waitBeforeRetry(stream, failures, { ...(shardId !== undefined && { shardId }), error })
    }
  }
  return undefined
}

/** It may have become so since it was looked at last. */
export function isOver({ signal }: PolledStream): boolean {
  return signal.aborted
}

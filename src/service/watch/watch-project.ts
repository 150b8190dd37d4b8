import { SceneError } from '../../core/model/error.js'
import type { SceneEvent } from '../../core/model/event.js'
import type { Environment } from '../environment.js'
import { firstAborted } from '../first-aborted.js'
import { EventReader } from './event-reader.js'
import type { Watch } from './watch.js'
import type { WatchOptions } from './watch-options.js'
import { parsePosition } from './watch-position.js'

const INTERVAL_MS = 2_000
/** Beside the time in which a command is tried: what its last requests may take, and what clocks may differ. */
const ALLOWANCE_MS = 60_000
const FAR_OVERLAP_MS = 3_600_000
const FAR_EVERY_MS = 300_000
const OUTAGE_MS = 300_000

const END: IteratorResult<SceneEvent, undefined> = { done: true, value: undefined }

/**
 * Watches a project; see {@link Watch}.
 * @param callers - What else ends the watch.
 * @throws SceneError `INVALID_INPUT` for a position that is none, and for ids that do not follow the time.
 */
export function watchProject(
  environment: Environment,
  projectId: string,
  { after, from = 'now', ...options }: Omit<WatchOptions, 'signal'>,
  callers: readonly (AbortSignal | undefined)[],
): Watch {
  assertOrderedIds(environment)
  const { clock, policy } = environment
  const { intervalMs = INTERVAL_MS, overlapMs = policy.commitBudgetMs + ALLOWANCE_MS } = options
  const begin = after === undefined ? { horizonMs: 0, marks: [] } : parsePosition(after)
  const stop = new AbortController()
  const ends = [stop.signal, ...callers.filter((signal) => signal !== undefined)]
  const { signal: stopped, letGo } = firstAborted(ends)
  const settings = {
    overlapMs,
    farOverlapMs: options.farOverlapMs ?? FAR_OVERLAP_MS,
    farEveryMs: options.farEveryMs ?? FAR_EVERY_MS,
    outageMs: options.outageMs ?? OUTAGE_MS,
    signal: stopped,
    ...(options.onInvalid !== undefined && { onInvalid: options.onInvalid }),
  }
  const reader = new EventReader(environment, projectId, settings, begin)
  let started: Promise<void> | undefined
  const start = () => (started ??= unlessStopped(begins, undefined))
  const begins = async () => {
    await reader.assertProject()
    if (after === undefined && from === 'now') await reader.skip()
  }
  /** The work's result, or the other one when the watch has ended: a request that was under way was given up for it. */
  const unlessStopped = async <T>(work: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return isAborted(stopped) ? otherwise : await work()
    } catch (error) {
      if (isAborted(stopped)) return otherwise
      letGo()
      throw error
    }
  }

  const events = async function* (): AsyncGenerator<SceneEvent, undefined> {
    await start()
    for (;;) {
      yield* reader.read()
      await clock.sleep(intervalMs, stopped)
      if (stopped.aborted) return undefined
    }
  }
  const running = events()

  const watch: Watch = {
    get position() {
      return reader.position
    },
    start,
    next: () => unlessStopped(() => running.next(), END),
    return: async () => {
      stop.abort()
      await running.return(undefined)
      return END
    },
    [Symbol.asyncIterator]: () => watch,
  }
  return watch
}

/** Reading begins at the id of a moment, so ids that follow something else would hide events. */
function assertOrderedIds({ ids, clock }: Environment): void {
  const nowMs = clock.now()
  const present = ids.commandId(nowMs)
  if (ids.commandId(nowMs - FAR_OVERLAP_MS) < present) return
  throw new SceneError(
    'INVALID_INPUT',
    'watching needs ids whose `commandId(nowMs)` sorts by the time that it is given; `randomIds` does',
    { input: 'ids' },
  )
}

/** It may have become so since it was looked at last. */
function isAborted({ aborted }: AbortSignal): boolean {
  return aborted
}

import type { Scenes, SweepOptions, SweepSummary } from '@badapple/scenes'
import { isSceneError } from '@badapple/scenes'
import type { CursorKeeper } from './cursor-item.js'

/** What is used of the context of a Lambda invocation. */
export interface InvocationContext {
  getRemainingTimeInMillis(): number
}

/** What a scheduled sweep works with. */
export interface ScheduledSweep {
  readonly scenes: Scenes
  readonly cursors: CursorKeeper
  /** What is swept; the same from invocation to invocation, or a sweep begins anew. */
  readonly options: Pick<
    SweepOptions,
    'statuses' | 'repair' | 'segment' | 'concurrency' | 'projectsPerSecond' | 'actor'
  >
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** One line per invocation and per finding, for the log. */
  readonly log: (line: string) => void
}

/** Left for the projects that are under way when the time is over, in milliseconds. */
const RESERVE_MS = 45_000
/** How often the cursor is kept while a sweep goes on: if the invocation dies, so much is done again. */
const KEEP_EVERY_MS = 10_000

/**
 * A handler for a schedule. Each invocation goes on where the last one ended; when all projects have been seen, the next one
 * begins anew. It fails, so that an alarm on the function's errors rings, when the safety stop ended the sweep.
 */
export function sweepHandler(sweep: ScheduledSweep) {
  const { scenes, cursors, options, log, now = Date.now } = sweep
  return async (_event: unknown, context: InvocationContext): Promise<SweepSummary> => {
    let keptMs = now()
    const run = (cursor: string | undefined) =>
      scenes.sweep({
        ...options,
        budgetMs: Math.max(1, context.getRemainingTimeInMillis() - RESERVE_MS),
        ...(cursor !== undefined && { cursor }),
        onFinding: (finding) => {
          log(JSON.stringify(finding))
        },
        onProgress: async (progress) => {
          if (now() - keptMs < KEEP_EVERY_MS) return
          keptMs = now()
          await cursors.keep(progress.cursor)
        },
      })
    const kept = await cursors.read()
    const summary = await run(kept).catch((error: unknown) => {
      // The options are others since the last deployment.
      const isStale = isSceneError(error, 'INVALID_INPUT') && error.details.input === 'cursor'
      if (kept === undefined || !isStale) throw error
      return run(undefined)
    })
    const { cursor, refusal, ...numbers } = summary
    const isStopped = summary.ended === 'too-many-demotions'
    await cursors.keep(isStopped ? undefined : cursor)
    log(JSON.stringify(numbers))
    if (!isStopped) return summary
    throw new Error(`the sweep stopped: ${JSON.stringify(refusal)}. Is this the right bucket?`)
  }
}

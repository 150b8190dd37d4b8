import type { CommitPromise } from '../../support/commit-promises.js'
import { brokenByCommit, sceneMoment } from '../../support/commit-promises.js'
import type { WatchedPromise } from './promise.js'

/** What claims promise whoever else writes: they live in records of their own. */
export const CLAIM_PROMISES: ReadonlySet<CommitPromise> = new Set<CommitPromise>([
  'one live claim at most',
  'no zombie is accepted',
])

/** What a single commit may do to a scene. */
export function commitPromises(isPromised: (promise: CommitPromise) => boolean = () => true): WatchedPromise {
  return (world) => {
    const superseded = new Set<string>()
    return {
      committed: ({ change, answer, nowMs, ...records }) => {
        const sequence = change.event?.sequence
        if (!answer.ok || sequence === undefined) return
        const before = sceneMoment(records.before, sequence)
        const after = sceneMoment(records.after, sequence)
        for (const [promise, broken] of brokenByCommit({ change, before, after, nowMs, superseded })) {
          if (isPromised(promise)) world.report(broken)
        }
        for (const { key } of change.event?.clipsSuperseded ?? []) superseded.add(key)
      },
    }
  }
}

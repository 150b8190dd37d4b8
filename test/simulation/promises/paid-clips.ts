import type { Provider } from '../provider.js'
import type { WatchedPromise } from './promise.js'

/** A scene does not fail over a clip that its provider made: buckets and stores that do not answer are asked again. */
export function paidClips(delivered: Provider['delivered']): WatchedPromise {
  return (world) => ({
    committed: ({ change: { id, event }, answer }) => {
      if (!answer.ok || event?.type !== 'scene-failed' || event.jobId === undefined) return
      if (!delivered.has(event.jobId)) return
      world.report(
        `a paid clip fails no scene: ${event.jobId} was delivered, by ${id} (${event.reason ?? ''})`,
      )
    },
  })
}

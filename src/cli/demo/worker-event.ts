import type { GenerationProgress } from '../../index.js'

/** What a worker reports: the library's own progress, and what only this demo knows. */
export type WorkerEvent =
  | GenerationProgress
  /** The process is gone, between uploading the clip of a scene and recording it. */
  | { readonly type: 'died'; readonly clipOf: number }
  /** The scene is claimed by somebody else, and this worker waits until that runs out. */
  | { readonly type: 'held'; readonly sequence: number; readonly owner: string; readonly untilMs: number }

/** Shows what workers report about one project. */
export interface ProgressView {
  report(worker: string, event: WorkerEvent): void
  /** Leaves the screen as it is now. */
  close(): void
}

/** The scene that an event is about; `undefined` for those about the worker. */
export function sequenceOf(event: WorkerEvent): number | undefined {
  if (event.type === 'finished') return event.result.sequence
  if (event.type === 'died') return event.clipOf
  return 'sequence' in event ? event.sequence : undefined
}

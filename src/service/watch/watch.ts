import type { SceneEvent } from '../../core/model/event.js'

/**
 * The events of a project as they become visible, each once. It ends, without an error, when its signal is aborted or
 * `return` is called (as leaving a `for await` does); only then. For one reader at a time.
 */
export interface Watch extends AsyncIterableIterator<SceneEvent, undefined, undefined> {
  /**
   * Where this watch is: behind the last event that it gave. Keep it once the event is dealt with, before the next one is
   * asked for, and pass it as `after` to go on there. Opaque, of letters, digits, `.`, `-` and `_`, up to 3 kB.
   */
  readonly position: string
  /**
   * Makes sure that there is the project, and settles where the watch begins: whatever is committed after this is
   * given. Without it the first `next` does so.
   * @throws SceneError `PROJECT_NOT_FOUND`
   */
  start(): Promise<void>
  return(): Promise<IteratorResult<SceneEvent, undefined>>
  [Symbol.asyncIterator](): Watch
}

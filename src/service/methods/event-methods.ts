import { givenFields } from '../../core/model/given-fields.js'
import type { Environment } from '../environment.js'
import type { EventStreamOptions } from '../event-stream/event-stream-options.js'
import { eventStreamResponse } from '../event-stream/event-stream-response.js'
import { OPTIONS, parseOptions, parseProjectId, parseStreamRequest } from '../input.schema.js'
import type { ProjectReplayReport } from '../replay-project.js'
import { replayProject } from '../replay-project.js'
import type { Watch } from '../watch/watch.js'
import type { WatchOptions } from '../watch/watch-options.js'
import { watchProject } from '../watch/watch-project.js'

/** What happens in a project, as it happens, and what it adds up to. */
export interface EventMethods {
  /**
   * The events of a project as they become visible, each once, by asking the store every two seconds: one small query
   * when nothing is new. Events of one scene come in their `order`, and so do those of the project itself. A store
   * that does not answer is waited for. The watch ends when its signal is aborted; it does not throw then.
   * @throws SceneError while it is read: `PROJECT_NOT_FOUND`; `STORE_UNAVAILABLE` when that lasts longer than
   * `outageMs`; `INVALID_INPUT` at once.
   * @example
   * const stop = new AbortController()
   * for await (const event of scenes.watch('91cf', { from: 'beginning', signal: stop.signal })) {
   *   event.type // 'project-created'
   *   stop.abort()
   * }
   */
  watch(projectId: string, options?: WatchOptions): Watch
  /**
   * The events of a project as a response of server-sent events, for `EventSource` in a browser: each message is an
   * event as JSON, with the position of the watch as its id. A client that comes again with `Last-Event-ID` gets
   * what it missed. When it is answered, the watch has begun: what a page loads after `open` is not older.
   * @param request - For its `Last-Event-ID` and its signal.
   * @throws SceneError `PROJECT_NOT_FOUND`; `INVALID_INPUT` for a `Last-Event-ID` that is none
   * @example
   * const response = await scenes.eventStream('91cf', new Request('https://scenes.example/events'))
   * response.headers.get('content-type') // 'text/event-stream'
   * await response.body?.cancel()
   */
  eventStream(
    projectId: string,
    request: Pick<Request, 'headers' | 'signal'>,
    options?: EventStreamOptions,
  ): Promise<Response>
  /**
   * Rebuilds a project from all its events and tells where that is not what is stored. Nothing is written. Saves of other
   * systems write no events, and neither did what was there before this library: such differences are none of its own.
   * @throws SceneError `PROJECT_NOT_FOUND`
   * @example
   * const { differences, replayed } = await scenes.replay('91cf')
   * differences.length // 0
   * replayed.isWhole // true
   */
  replay(projectId: string): Promise<ProjectReplayReport>
}

/** See {@link EventMethods}. */
export function eventMethods(environment: Environment): EventMethods {
  return {
    watch(projectId, given) {
      const { signal, ...options } = parseOptions(OPTIONS.watch, given)
      return watchProject(environment, parseProjectId(projectId), givenFields(options), [signal])
    },

    async eventStream(projectId, request, given) {
      const { heartbeatMs, retryMs, dataOf, headers, signal, ...options } = parseOptions(
        OPTIONS.eventStream,
        given,
      )
      const id = parseProjectId(projectId)
      const sent = parseStreamRequest(request)
      const position = sent.headers.get('last-event-id') ?? ''
      const begin = { ...givenFields(options), ...(position !== '' && { after: position }) }
      const watch = watchProject(environment, id, begin, [sent.signal, signal])
      await watch.start()
      const shape = givenFields({ heartbeatMs, retryMs, dataOf, headers })
      try {
        return eventStreamResponse(watch, environment.clock, shape)
      } catch (error) {
        await watch.return()
        throw error
      }
    },

    async replay(projectId) {
      return replayProject(environment, parseProjectId(projectId))
    },
  }
}

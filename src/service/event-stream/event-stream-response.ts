import type { SceneEvent } from '../../core/model/event.js'
import type { Clock } from '../clock.js'
import type { Watch } from '../watch/watch.js'
import type { EventStreamOptions } from './event-stream-options.js'
import { HEARTBEAT, messageText } from './event-stream-text.js'

const HEARTBEAT_MS = 15_000
const RETRY_MS = 3_000

/** The next event of a watch, and a signal that is aborted when it is there, or when it never will be. */
interface Coming {
  readonly next: Promise<IteratorResult<SceneEvent, undefined>>
  readonly arrived: AbortSignal
}

/** Without a race at every heartbeat, each of which would stay with the event for as long as nothing happens. */
function comingOf(watch: Watch): Coming {
  const over = new AbortController()
  const next = watch.next()
  const arrive = () => {
    over.abort()
  }
  next.then(arrive, arrive)
  return { next, arrived: over.signal }
}

/**
 * A watch as a response of server-sent events. Events are read as the client takes them; when it goes, the watch ends, and when
 * the watch fails, the connection breaks, so that the client comes again.
 */
export function eventStreamResponse(
  watch: Watch,
  clock: Clock,
  {
    heartbeatMs = HEARTBEAT_MS,
    retryMs = RETRY_MS,
    dataOf = (event) => event,
    headers = {},
  }: Pick<EventStreamOptions, 'heartbeatMs' | 'retryMs' | 'dataOf' | 'headers'>,
): Response {
  const encoder = new TextEncoder()
  let coming: Coming | undefined
  let isCancelled = false

  /** What comes next, or nothing after a while of silence. */
  const nextOrSilence = async () => {
    coming ??= comingOf(watch)
    await clock.sleep(heartbeatMs, coming.arrived)
    return coming.arrived.aborted ? coming.next : undefined
  }

  /** The text to send next; nothing at the end. */
  const nextText = async (): Promise<string | undefined> => {
    const result = await nextOrSilence()
    // The position may be behind an event that is on its way: only that event is sent with it.
    if (result === undefined) return HEARTBEAT
    coming = undefined
    if (result.done === true) return undefined
    const data = textOf(dataOf(result.value))
    return messageText({ id: watch.position, ...(data !== undefined && { data }) })
  }

  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        controller.enqueue(encoder.encode(`retry: ${retryMs}\n${messageText({ id: watch.position })}`))
      },
      pull: async (controller) => {
        try {
          const text = await nextText()
          if (isCancelled) return
          if (text === undefined) controller.close()
          else controller.enqueue(encoder.encode(text))
        } catch (error) {
          await watch.return()
          throw error
        }
      },
      cancel: async () => {
        isCancelled = true
        await watch.return()
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, {
    headers: {
      ...headers,
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      // nginx would collect the stream otherwise.
      'x-accel-buffering': 'no',
    },
  })
}

function textOf(data: unknown): string | undefined {
  return typeof data === 'string' ? data : JSON.stringify(data)
}

import type { DeliveryDetails, DeliveryProblem } from '../core/model/error.js'
import { isSceneError, SceneError } from '../core/model/error.js'
import type { EventType } from '../core/model/event.js'
import type { Clock } from '../service/clock.js'
import type { EventSink } from '../streams/event-sink.js'
import { withinTime } from '../streams/within-time.js'
import { CLOUD_EVENT_MEDIA_TYPE, toCloudEvent } from './cloud-event.js'
import type { WebhookAnswer } from './post-webhook.js'
import { postWebhook } from './post-webhook.js'
import { signedHeaders } from './signature.js'
import { signersOf } from './webhook-secrets.js'
import { resolveSinkOptions } from './webhook-sink-options.schema.js'

/** Options of {@link createWebhookSink}. */
export interface WebhookSinkOptions {
  /** Where the receiver is. It has to be https, or this machine; see `allowHttp`. */
  readonly url: string | URL
  /** The receiver's secrets, `whsec_…`. Each webhook is signed with all of them: while they change, the old and the new one. */
  readonly secrets: readonly string[]
  /** Names the sink in reports. Default: the URL without its query. */
  readonly name?: string
  /** Which installation the events come from, as a URI. Default: `urn:badapple:scenes`. */
  readonly source?: string
  /** Only events of these types. Default: all. */
  readonly types?: readonly EventType[]
  /** How long the receiver may take to answer, in milliseconds. Default: 15,000. */
  readonly timeoutMs?: number
  /** Whether to send over http to other machines. Default: false. */
  readonly allowHttp?: boolean
  /** Sends the requests, for instance through a proxy. Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch
  /** Time as the sink sees it. Default: the machine's. */
  readonly clock?: Clock
}

/** Statuses that say that there is too much to do. */
const BUSY: ReadonlySet<number> = new Set([429, 502, 503, 504])
const GONE = 410

/**
 * Posts events to a receiver, as the Standard Webhooks specification says: signed, as CloudEvents in JSON. It tries once; what
 * fails comes again with the stream. An answer from 200 to 299 is a success. 410 means that the receiver wants nothing any more:
 * that event and all later ones are refused (`DELIVERY_REFUSED`), without a request, until a new sink is made. Everything else is
 * a failure (`DELIVERY_FAILED`), 4xx too: it is mostly the receiver's configuration that is wrong then, and gets put right.
 * @throws SceneError `INVALID_INPUT`
 * @example
 * const sink = createWebhookSink({ url: 'https://hooks.example/scenes', secrets: [newWebhookSecret()] })
 * sink.name // 'https://hooks.example/scenes'
 */
export function createWebhookSink(options: WebhookSinkOptions): EventSink {
  const { url, source, types, timeoutMs, fetch, clock, ...rest } = resolveSinkOptions(options)
  const signers = signersOf(options.secrets)
  const name = rest.name ?? `${url.origin}${url.pathname}`
  let isGone = false

  return {
    name,
    deliver: async (event, { signal }) => {
      if (types?.includes(event.type) === false) return
      const details = { sink: name, projectId: event.projectId, eventId: event.id }
      if (isGone) throw refused(details, 'has answered an earlier event with 410 Gone')
      const cloudEvent = toCloudEvent(event, source)
      const body = JSON.stringify(cloudEvent)
      const timestampSeconds = Math.floor(clock.now() / 1_000)
      const headers = {
        'content-type': `${CLOUD_EVENT_MEDIA_TYPE}; charset=utf-8`,
        ...signedHeaders(signers, { id: cloudEvent.id, timestampSeconds, body }),
      }
      const late = () => failed(details, 'timed-out', `gave no answer within ${timeoutMs} ms`)
      const answer = await withinTime({ clock, timeoutMs, signal, late }, (within) =>
        postWebhook(fetch, { url, headers, body, signal: within }),
      ).catch((cause: unknown) => {
        if (isSceneError(cause)) throw cause
        if (signal.aborted) throw aborted(details, cause)
        throw failed(details, 'no-answer', 'could not be reached, or broke the connection', cause)
      })
      if (answer.status === GONE) isGone = true
      assertTaken(answer, details)
    },
  }
}

function assertTaken({ status, retryAfterSeconds }: WebhookAnswer, details: DeliveryDetails): void {
  if (status >= 200 && status < 300) return
  const more = { ...details, status, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) }
  if (status === GONE) throw refused(more, 'answers 410 Gone: it wants no events any more')
  // Browsers hide what a redirect says: the status is 0.
  if (status === 0 || (status >= 300 && status < 400)) {
    throw failed(more, 'redirected', `answers ${status}, and redirects are not followed; correct the URL`)
  }
  if (BUSY.has(status)) throw failed(more, 'throttled', `answers ${status}: it has too much to do`)
  throw failed(more, 'status', `answers ${status}`)
}

function failed(
  details: DeliveryDetails,
  problem: DeliveryProblem,
  what: string,
  cause?: unknown,
): SceneError {
  return new SceneError(
    'DELIVERY_FAILED',
    `${details.sink} ${what}; ${described(details)} comes again`,
    { ...details, problem },
    { retryable: true, ...(cause !== undefined && { cause }) },
  )
}

function refused(details: DeliveryDetails, what: string): SceneError {
  return new SceneError(
    'DELIVERY_REFUSED',
    `${details.sink} ${what}; ${described(details)} is left out`,
    details,
  )
}

function aborted(details: DeliveryDetails, cause: unknown): SceneError {
  const message = `${described(details)} was being sent to ${details.sink}; it may or may not have arrived`
  return new SceneError('ABORTED', message, { waitedMs: 0 }, { cause })
}

function described({ projectId, eventId }: Pick<DeliveryDetails, 'projectId' | 'eventId'>): string {
  return `event ${eventId} of project ${projectId}`
}

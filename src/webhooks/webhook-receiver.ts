import type { WebhookProblem } from '../core/model/error.js'
import { isSceneError } from '../core/model/error.js'
import type { SceneEvent } from '../core/model/event.js'
import type { Clock } from '../service/clock.js'
import { boundedText } from './bounded-body.js'
import type { SceneCloudEvent } from './cloud-event.js'
import { cloudEventId } from './cloud-event.js'
import { parseCloudEvent } from './parse-cloud-event.schema.js'
import { marksOf, ownMark } from './event-marks.js'
import type { SeenEvents } from './seen-events.js'
import { verify } from './signature.js'
import { resolveReceiverOptions } from './webhook-receiver-options.schema.js'
import { signersOf } from './webhook-secrets.js'

/** Options of {@link createWebhookReceiver}. */
export interface WebhookReceiverOptions {
  /** The secrets that the sender may sign with, `whsec_…`: one, or while it changes, the old and the new one. */
  readonly secrets: readonly string[]
  /** What has been handled; shared by all processes that receive. */
  readonly seen: SeenEvents
  /** How far the time of a webhook may be from the present, in seconds. Default: 300. */
  readonly toleranceSeconds?: number
  /** Most of a body that is read, in bytes. Default: 2,000,000; an event is smaller. */
  readonly maxBodyBytes?: number
  /** Time as the receiver sees it. Default: the machine's. */
  readonly clock?: Pick<Clock, 'now'>
}

/** A webhook whose sender is certain. */
export interface ReceivedWebhook {
  readonly event: SceneEvent
  /** The event with its envelope. */
  readonly cloudEvent: SceneCloudEvent
  /**
   * Whether there is anything to do: `new`; `duplicate`, handled before; or `outdated`, as a later event of the same scene or
   * project has been handled.
   */
  readonly verdict: 'new' | 'duplicate' | 'outdated'
}

/** Takes webhooks from the requests of any server that has web-standard ones. */
export interface WebhookReceiver {
  /**
   * The event of a request. Call `remember` once it has been handled, and not before: a receiver that dies in between gets it
   * again.
   * @throws SceneError `WEBHOOK_INVALID`
   */
  receive(request: Request): Promise<ReceivedWebhook>
  /** Remembers that an event has been handled. */
  remember(event: SceneEvent): Promise<void>
  /**
   * All of it: what is new is handled and then remembered. Answers 204, also where there is nothing to do; a request that is no
   * webhook gets a 4xx with the reason.
   * @throws Whatever `handle` or the memory of events throws, which is to be answered with a 5xx: the event comes again.
   */
  respond(request: Request, handle: (event: SceneEvent) => Promise<void> | void): Promise<Response>
}

/** What each kind of invalid webhook is answered with. */
const STATUS_OF: Readonly<Record<WebhookProblem, number>> = {
  headers: 400,
  timestamp: 401,
  signature: 401,
  'too-large': 413,
  body: 422,
}

/**
 * A receiver of the webhooks that `createWebhookSink` sends. Each event is handled at least once, as two requests may come at the
 * same moment; those of a scene never backwards.
 * @throws SceneError `INVALID_INPUT`
 * @example
 * const secrets = [newWebhookSecret()]
 * const receiver = createWebhookReceiver({ secrets, seen: createMemorySeenEvents() })
 * const forged = new Request('https://hooks.example/scenes', { method: 'POST', body: '{}' })
 * const answer = await receiver.respond(forged, () => {})
 * answer.status // 400
 */
export function createWebhookReceiver(options: WebhookReceiverOptions): WebhookReceiver {
  const { seen, toleranceSeconds, maxBodyBytes, clock } = resolveReceiverOptions(options)
  const signers = signersOf(options.secrets)

  const receive = async (request: Request): Promise<ReceivedWebhook> => {
    const body = await boundedText(request, maxBodyBytes)
    const header = (name: string) => request.headers.get(name)
    const id = verify(header, body, { signers, nowMs: clock.now(), toleranceSeconds })
    const cloudEvent = parseCloudEvent(body, id)
    const event = cloudEvent.data
    const { subject, order } = ownMark(event)
    const { handled, lastOrder = order } = await seen.look(id, subject)
    const verdict = handled ? 'duplicate' : order < lastOrder ? 'outdated' : 'new'
    return { event, cloudEvent, verdict }
  }
  const remember = (event: SceneEvent) => seen.remember(cloudEventId(event), marksOf(event))

  return {
    receive,
    remember,
    respond: async (request, handle) => {
      const received = await receive(request).catch(refusal)
      if (received instanceof Response) return received
      if (received.verdict === 'new') {
        await handle(received.event)
        await remember(received.event)
      }
      return new Response(null, { status: 204 })
    },
  }
}

/** The answer to a request that is no webhook; other errors are thrown on. */
function refusal(error: unknown): Response {
  if (!isSceneError(error, 'WEBHOOK_INVALID')) throw error
  return new Response(error.message, { status: STATUS_OF[error.details.problem] })
}

import type { SceneEvent } from '@badapple/scenes'
import { createMemorySeenEvents, createWebhookReceiver } from '@badapple/scenes/webhooks'
import type { ArrivedRequest, ReceivingServer } from '../../webhooks/support/receiving-server.js'
import { asRequest, receivingServer } from '../../webhooks/support/receiving-server.js'

/** A webhook that reached the receiver. */
export interface Arrival {
  readonly id: string
  readonly body: string
  /** Whether it was taken; some are not, to see them again. */
  readonly isTaken: boolean
}

/** A receiver on this machine, and what it has seen. */
export interface Arrivals {
  readonly server: ReceivingServer
  readonly all: readonly Arrival[]
  /** What the receiver handed on: each event once. */
  readonly handled: readonly SceneEvent[]
  /** Called when a webhook has arrived, before it is answered. */
  onArrival: () => void
  /** Resolves when so many different events were taken. */
  until(events: number): Promise<void>
}

/** The share of webhooks that are answered with 500. */
const FAILING = 0.1

/** Starts a receiver that fails now and then. */
export async function receiveArrivals(secret: string, random: () => number): Promise<Arrivals> {
  const receiver = createWebhookReceiver({ secrets: [secret], seen: createMemorySeenEvents() })
  const all: Arrival[] = []
  const handled: SceneEvent[] = []
  const taken = new Set<string>()
  let look = (): void => undefined

  const statusOf = async (request: ArrivedRequest): Promise<number> => {
    if (random() < FAILING) return 500
    const { status } = await receiver.respond(asRequest(request), (event) => {
      handled.push(event)
    })
    return status
  }
  const server = await receivingServer(async (response, request) => {
    arrivals.onArrival()
    const status = await statusOf(request)
    const isTaken = status === 204
    const id = String(request.headers['webhook-id'])
    all.push({ id, body: String(request.body), isTaken })
    if (isTaken) taken.add(id)
    // Also where a killed poller does not wait for it.
    response.writeHead(status).end()
    look()
  })
  const arrivals: Arrivals = {
    server,
    all,
    handled,
    onArrival: () => undefined,
    until: (events) =>
      new Promise((resolve) => {
        look = () => {
          if (taken.size >= events) resolve()
        }
        look()
      }),
  }
  return arrivals
}

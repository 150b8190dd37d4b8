import { isSceneError, SceneError } from '../core/model/error.js'
import type { SceneEvent } from '../core/model/event.js'
import type { Clock } from '../service/clock.js'
import type { DeliveredEvents } from './delivered-events.js'
import type { DeliveryReport } from './delivery-report.js'
import type { EventSink } from './event-sink.js'
import type { Lane } from './lanes.js'
import { withinTime } from './within-time.js'

/** A sink, and how it is delivered to. */
export interface Delivery {
  readonly sink: EventSink
  /** What the sink has of this batch already. */
  readonly delivered: DeliveredEvents
  readonly report: (report: DeliveryReport) => Promise<void>
  readonly signal: AbortSignal
  readonly clock: Clock
  readonly timeoutMs: number
  /** Lanes at the same time. */
  readonly concurrency: number
}

/**
 * Delivers lanes to one sink. A lane ends with its first event that fails; the others go on.
 * @returns Which records the sink does not have, in no order.
 */
export async function deliverLanes(lanes: readonly Lane[], delivery: Delivery): Promise<readonly number[]> {
  const undone: number[] = []
  const queue = lanes.values()
  const worker = async () => {
    for (const lane of queue) undone.push(...(await deliverLane(lane, delivery)))
  }
  await Promise.all(Array.from({ length: Math.min(delivery.concurrency, lanes.length) }, worker))
  return undone
}

async function deliverLane(lane: Lane, delivery: Delivery): Promise<readonly number[]> {
  for (const [index, { event }] of lane.entries()) {
    if (delivery.delivered.has(event)) continue
    const isDone = !delivery.signal.aborted && (await isDelivered(event, delivery))
    if (!isDone) return lane.slice(index).map(({ at }) => at)
  }
  return []
}

/** Whether an event needs no more deliveries: it has arrived, or it never will. */
async function isDelivered(event: SceneEvent, delivery: Delivery): Promise<boolean> {
  const { sink, report, signal, clock, timeoutMs } = delivery
  try {
    await withinTime({ clock, timeoutMs, signal, late: () => tooLate(event, delivery) }, (within) =>
      sink.deliver(event, { signal: within }),
    )
    return true
  } catch (error) {
    const kind = isSceneError(error, 'DELIVERY_REFUSED') ? 'refused' : 'failed'
    await report({ kind, sink: sink.name, event, error })
    return kind === 'refused'
  }
}

function tooLate({ id, projectId }: SceneEvent, { sink, timeoutMs }: Delivery): SceneError {
  return new SceneError(
    'DELIVERY_FAILED',
    `sink ${sink.name} did not take event ${id} of project ${projectId} within ${timeoutMs} ms`,
    { sink: sink.name, projectId, eventId: id, problem: 'timed-out' },
    { retryable: true },
  )
}

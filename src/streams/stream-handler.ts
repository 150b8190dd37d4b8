import { SceneError } from '../core/model/error.js'
import type { Clock } from '../service/clock.js'
import { deliverLanes } from './deliver-lanes.js'
import { DeliveredEvents } from './delivered-events.js'
import type { DeliveryReport } from './delivery-report.js'
import type { EventSink } from './event-sink.js'
import { startTime } from './invocation-time.js'
import type { BatchEvent } from './lanes.js'
import { lanesOf } from './lanes.js'
import { readStreamRecord } from './read-stream-record.js'
import { resolveOptions } from './stream-handler-options.schema.js'
import type { StreamAnswer, StreamBatch, StreamContext } from './stream-record.js'

/** Options of {@link createStreamHandler}. */
export interface StreamHandlerOptions {
  /** Where every event goes. */
  readonly sinks: readonly EventSink[]
  /**
   * Is told what keeps an event from a sink: an item that cannot be read, a sink that refuses or fails. When it throws, the whole
   * batch comes again, and so does the report. Default: a warning of the process.
   */
  readonly onReport?: (report: DeliveryReport) => void | Promise<void>
  /** Projects whose events are delivered to a sink at the same time. Default: 10. */
  readonly concurrency?: number
  /** How long one delivery may take, in milliseconds. Default: 20,000. */
  readonly deliveryTimeoutMs?: number
  /** How long before the end of an invocation deliveries are stopped, so that it can still answer, in milliseconds. Default: 1,000. */
  readonly reserveMs?: number
  /** Time as the handler sees it. Default: the machine's. */
  readonly clock?: Clock
}

/**
 * Delivers the events of a batch, and says which record has to come again first.
 * @throws SceneError `INVALID_INPUT` for records without new images; whatever `onReport` throws. Everything comes again then.
 */
export type StreamHandler = (batch: StreamBatch, context?: StreamContext) => Promise<StreamAnswer>

/**
 * A function for Lambda on the stream of the table: it delivers the event of every commit to each sink at least once, those of a
 * scene in their order. Sinks do not wait for each other. Needs `ReportBatchItemFailures` in the event source mapping.
 * @throws SceneError `INVALID_INPUT`
 * @example
 * const titles: string[] = []
 * const sink: EventSink = {
 *   name: 'titles',
 *   deliver: async ({ type }) => void titles.push(type),
 * }
 * const handler = createStreamHandler({ sinks: [sink] })
 * const store = createMemorySceneStore()
 * const service = createScenes({ store, blobs: createMemoryBlobStore() })
 * const { projectId } = await service.createProject({ conceptPrompt: 'A choir of radiators' })
 * await service.addScenes(projectId, [{ prompt: 'They hum', durationSeconds: 8 }])
 * const inserted = store.exportItems().map((NewImage, at) => ({
 *   eventName: 'INSERT',
 *   dynamodb: { Keys: { PK: NewImage['PK'], SK: NewImage['SK'] }, NewImage, SequenceNumber: String(at) },
 * }))
 * await handler({ Records: inserted }) // { batchItemFailures: [] }
 * titles.length // 2
 */
export function createStreamHandler(options: StreamHandlerOptions): StreamHandler {
  const { sinks, onReport, concurrency, deliveryTimeoutMs, reserveMs, clock } = resolveOptions(options)
  const outlets = sinks.map((sink) => ({ sink, delivered: new DeliveredEvents() }))

  return async ({ Records }, context = {}) => {
    const entries = Records.map(readStreamRecord)
    const events = entries.flatMap((entry, at) =>
      entry.kind === 'event' ? [{ at, event: entry.event }] : [],
    )
    const failures: unknown[] = []
    const report = async (trouble: DeliveryReport) => {
      try {
        await onReport(trouble)
      } catch (error) {
        failures.push(error)
      }
    }
    for (const entry of entries) if (entry.kind === 'unreadable') await report(entry)

    const lanes = lanesOf(events)
    const time = startTime(context, reserveMs, clock)
    const common = { report, signal: time.signal, clock, timeoutMs: deliveryTimeoutMs, concurrency }
    const undone = await Promise.all(
      outlets.map(async (outlet) => new Set(await deliverLanes(lanes, { ...common, ...outlet }))),
    ).finally(time.stop)
    if (failures.length > 0) throw failures[0]

    const first = Math.min(...undone.flatMap((places) => [...places]))
    outlets.forEach(({ delivered }, index) => {
      keepTrack(delivered, events, (at) => at >= first && undone[index]?.has(at) === false)
    })
    return { batchItemFailures: first === Infinity ? [] : [{ itemIdentifier: sequenceNumber(first) }] }

    function sequenceNumber(at: number): string {
      const found = Records[at]?.dynamodb?.SequenceNumber
      if (found !== undefined && found !== '') return found
      throw new SceneError(
        'INVALID_INPUT',
        `record ${at} of the batch has to come again, but has no SequenceNumber to say so with; the whole batch fails`,
        { input: 'SequenceNumber' },
      )
    }
  }
}

/** Remembers what a sink has of the part that comes again, and nothing else of the batch. */
function keepTrack(
  delivered: DeliveredEvents,
  events: readonly BatchEvent[],
  isKept: (at: number) => boolean,
): void {
  delivered.forget(events.flatMap(({ at, event }) => (isKept(at) ? [] : [event])))
  delivered.remember(events.flatMap(({ at, event }) => (isKept(at) ? [event] : [])))
}

import { isSceneError, SceneError } from '@badapple/scenes'
import type { DeliveryReport, StreamHandler } from '@badapple/scenes/streams'
import { createStreamHandler, describeReport } from '@badapple/scenes/streams'
import { createManualClock } from '@badapple/scenes/testing'
import type { DynamoDBBatchResponse, DynamoDBStreamEvent, DynamoDBStreamHandler } from 'aws-lambda'
import { afterEach, describe, expect, expectTypeOf, it, vi } from 'vitest'
import { toEventItem } from '../../src/core/items/event-item.js'
import { idsOf, notingSink } from './support/noting-sink.js'
import { anEvent, inserted, otherRecord, recordsOf } from './support/records.js'

const DONE = { batchItemFailures: [] }

function failedFrom(sequenceNumber: number) {
  return { batchItemFailures: [{ itemIdentifier: String(sequenceNumber) }] }
}

/** A handler that notes its reports. */
function noting(...sinks: Parameters<typeof createStreamHandler>[0]['sinks']) {
  const reports: DeliveryReport[] = []
  const handler = createStreamHandler({ sinks, onReport: (report) => void reports.push(report) })
  return { handler, reports }
}

/** Two events of one scene, then one of another project. */
const EVENTS = [
  anEvent({ id: 'a1', sequence: 1, order: 1 }),
  anEvent({ id: 'a2', sequence: 1, order: 2 }),
  anEvent({ id: 'b1', projectId: 'other', order: 1 }),
]
const BATCH = { Records: recordsOf(EVENTS) }

describe('createStreamHandler', () => {
  it('delivers every event to every sink, as it was committed', async () => {
    const [one, two] = [notingSink('one'), notingSink('two')]
    const { handler, reports } = noting(one, two)
    expect(await handler(BATCH)).toEqual(DONE)
    for (const { taken } of [one, two]) {
      expect(taken).toEqual(expect.arrayContaining(EVENTS))
      expect(taken).toHaveLength(EVENTS.length)
    }
    expect(reports).toEqual([])
  })

  it('is a function for Lambda', () => {
    expectTypeOf<StreamHandler>().toExtend<DynamoDBStreamHandler>()
    expectTypeOf<DynamoDBStreamEvent>().toExtend<Parameters<StreamHandler>[0]>()
    expectTypeOf<Awaited<ReturnType<StreamHandler>>>().toExtend<DynamoDBBatchResponse>()
  })

  it('passes over everything that is no new event', async () => {
    const sink = notingSink('one')
    const { handler, reports } = noting(sink)
    const [record] = recordsOf([anEvent()])
    const foreign = inserted({ ...toEventItem(anEvent()), PK: 'ELSEWHERE#film' }, 5)
    const Records = [
      otherRecord(1),
      { ...record, eventName: 'MODIFY' },
      { ...record, eventName: 'REMOVE' },
      foreign,
      {},
      { eventName: 'INSERT', dynamodb: { Keys: { PK: 'no DynamoDB JSON' }, SequenceNumber: '7' } },
    ]
    expect(await handler({ Records })).toEqual(DONE)
    expect(sink.asked).toEqual([])
    expect(reports).toEqual([])
  })

  it('reports events that cannot be read, and goes on', async () => {
    const sink = notingSink('one')
    const { handler, reports } = noting(sink)
    const later = { ...toEventItem(anEvent({ id: 'x1' })), type: 'invented-later' }
    const misplaced = { ...toEventItem(anEvent({ id: 'x2' })), SK: 'EVENT#x3' }
    const garbled = inserted(toEventItem(anEvent({ id: 'x4' })), 3)
    const Records = [
      inserted(later, 1),
      inserted(misplaced, 2),
      { ...garbled, dynamodb: { ...garbled.dynamodb, NewImage: { order: 'no DynamoDB JSON' } } },
      ...recordsOf(EVENTS),
    ]
    expect(await handler({ Records })).toEqual(DONE)
    expect(sink.taken).toHaveLength(EVENTS.length)
    expect(reports).toMatchObject(['x1', 'x3', 'x4'].map((id) => ({ kind: 'unreadable', item: { id } })))
    expect(reports.map(describeReport)[0]).toMatch(
      /^event x1 cannot be read and is delivered to nobody: type: /,
    )
  })

  it('delivers nothing from a stream without images, rather than lose events in silence', async () => {
    const sink = notingSink('one')
    const { handler } = noting(sink)
    const [first] = recordsOf(EVENTS)
    const { NewImage: _image, ...dynamodb } = first?.dynamodb ?? {}
    const Records = [...recordsOf(EVENTS), { eventName: 'INSERT', dynamodb }]
    await expect(handler({ Records })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect(sink.asked).toEqual([])
  })

  it('asks for everything from the first event on that a sink did not take', async () => {
    const healthy = notingSink('healthy')
    const failing = notingSink('failing', ({ id }) => {
      if (id === 'a1') throw new Error('down')
    })
    const { handler, reports } = noting(failing, healthy)
    expect(await handler(BATCH)).toEqual(failedFrom(100))
    // What follows in the same project waits for it, other projects and other sinks do not.
    expect(idsOf(failing.asked)).toEqual(['a1', 'b1'])
    expect([...idsOf(healthy.taken)].sort()).toEqual(['a1', 'a2', 'b1'])
    expect(reports).toMatchObject([{ kind: 'failed', sink: 'failing', event: { id: 'a1' } }])
    expect(reports.map(describeReport)[0]).toContain('comes again: it did not take it (sink failing: down)')
  })

  it('counts from the first event that did not arrive, not from the first that failed', async () => {
    const failing = notingSink('failing', ({ id }) => {
      if (id === 'late') throw new Error('down')
    })
    const { handler } = noting(failing)
    // In the stream the other way round: the one that comes first in it is delivered second, and so not at all.
    const Records = recordsOf([
      anEvent({ id: 'early', sequence: 1, order: 2 }),
      anEvent({ id: 'late', sequence: 1, order: 1 }),
    ])
    expect(await handler({ Records })).toEqual(failedFrom(100))
    expect(idsOf(failing.asked)).toEqual(['late'])
  })

  it('spares a sink what it has of a batch that comes again', async () => {
    const healthy = notingSink('healthy')
    let isDown = true
    const failing = notingSink('failing', () => {
      if (isDown) throw new Error('down')
    })
    const { handler } = noting(failing, healthy)
    await handler(BATCH)
    await handler(BATCH)
    expect(healthy.taken).toHaveLength(EVENTS.length)
    isDown = false
    expect(await handler(BATCH)).toEqual(DONE)
    expect(healthy.taken).toHaveLength(EVENTS.length)
    expect(failing.taken).toHaveLength(EVENTS.length)
    // A batch that is sent once more after it was done is somebody's wish.
    await handler(BATCH)
    expect(healthy.taken).toHaveLength(2 * EVENTS.length)
  })

  it('leaves out what a sink refuses for ever, and reports it', async () => {
    const sink = notingSink('gone', ({ id, projectId }) => {
      const details = { sink: 'gone', projectId, eventId: id }
      if (id === 'a1') throw new SceneError('DELIVERY_REFUSED', 'gone', details)
    })
    const { handler, reports } = noting(sink)
    expect(await handler(BATCH)).toEqual(DONE)
    expect([...idsOf(sink.taken)].sort()).toEqual(['a2', 'b1'])
    expect(reports).toMatchObject([{ kind: 'refused', sink: 'gone', event: { id: 'a1' } }])
  })

  it('fails the whole batch when a report cannot be made, after every sink has come to its end', async () => {
    const healthy = notingSink('healthy')
    const failing = notingSink('failing', () => Promise.reject(new Error('down')))
    const onReport = vi.fn().mockRejectedValueOnce(new Error('the queue is full'))
    const handler = createStreamHandler({ sinks: [failing, healthy], onReport })
    await expect(handler(BATCH)).rejects.toThrow('the queue is full')
    expect(healthy.taken).toHaveLength(EVENTS.length)
    expect(onReport).toHaveBeenCalledTimes(2)
  })

  it('does not wait for a sink that hangs, whether it listens or not', async () => {
    const clock = createManualClock({ autoAdvance: true })
    let signal: AbortSignal | undefined
    const deaf = notingSink('deaf', (_, given) => {
      signal = given
      return new Promise(() => undefined)
    })
    const healthy = notingSink('healthy')
    const reports: DeliveryReport[] = []
    const handler = createStreamHandler({
      sinks: [deaf, healthy],
      clock,
      deliveryTimeoutMs: 5_000,
      onReport: (report) => void reports.push(report),
    })
    const startMs = clock.now()
    expect(await handler(BATCH)).toEqual(failedFrom(100))
    expect(clock.now() - startMs).toBe(5_000)
    expect(signal?.aborted).toBe(true)
    expect(healthy.taken).toHaveLength(EVENTS.length)
    const [report] = reports
    const error = report?.kind === 'failed' ? report.error : undefined
    expect(isSceneError(error, 'DELIVERY_FAILED') && error.details.problem).toBe('timed-out')
  })

  it('answers before the invocation ends, with what it came to', async () => {
    const clock = createManualClock({ autoAdvance: true })
    const slow = notingSink('slow', async (_, signal) => {
      await clock.sleep(4_000, signal)
      signal.throwIfAborted()
    })
    const handler = createStreamHandler({ sinks: [slow], clock, onReport: () => undefined })
    const events = Array.from({ length: 9 }, (_, at) => anEvent({ id: `e${at}`, order: at }))
    const context = { getRemainingTimeInMillis: () => 15_000 }
    // Three in twelve seconds; the fourth is under way when one second is left of fifteen.
    expect(await handler({ Records: recordsOf(events) }, context)).toEqual(failedFrom(103))
    expect(idsOf(slow.taken)).toEqual(['e0', 'e1', 'e2'])
    expect(slow.asked).toHaveLength(4)
  })

  it('ends with the signal of whoever calls it', async () => {
    const stop = new AbortController()
    const sink = notingSink('one', () => {
      stop.abort(new Error('stopping'))
    })
    const { handler } = noting(sink)
    const Records = recordsOf(EVENTS.slice(0, 2))
    expect((await handler({ Records }, { signal: stop.signal })).batchItemFailures).toHaveLength(1)
    expect(idsOf(sink.asked)).toEqual(['a1'])
    expect(await handler({ Records }, { signal: stop.signal })).toEqual(failedFrom(100))
    expect(idsOf(sink.asked)).toEqual(['a1'])
  })

  it('keeps to so many projects at a time', async () => {
    let [now, most] = [0, 0]
    const sink = notingSink('one', async () => {
      most = Math.max(most, ++now)
      await Promise.resolve()
      now--
    })
    const handler = createStreamHandler({ sinks: [sink], concurrency: 2 })
    const events = Array.from({ length: 9 }, (_, at) => anEvent({ projectId: `p${at}` }))
    expect(await handler({ Records: recordsOf(events) })).toEqual(DONE)
    expect(most).toBe(2)
  })

  it('fails when it has no number to say what has to come again', async () => {
    const { handler } = noting(notingSink('one', () => Promise.reject(new Error('down'))))
    const [record] = recordsOf(EVENTS)
    const { SequenceNumber: _number, ...dynamodb } = record?.dynamodb ?? {}
    await expect(handler({ Records: [{ ...record, dynamodb }] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
  })

  it.each([
    ['no sinks', { sinks: [] }],
    ['two of a name', { sinks: [notingSink('one'), notingSink('one')] }],
    ['what is no sink', { sinks: [{ name: 'x' }] }],
    ['an unknown option', { sinks: [notingSink('one')], retries: 3 }],
    ['no concurrency', { sinks: [notingSink('one')], concurrency: 0 }],
    ['clock without methods', { sinks: [notingSink('one')], clock: { now: 0, sleep: 0 } }],
  ])('takes no %s', (_, options) => {
    const create: (given: never) => unknown = createStreamHandler
    expect(() => create(options as never)).toThrow(/options of createStreamHandler/)
  })
})

describe('reports that nobody asks for', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('are warnings of the process', async () => {
    const emitWarning = vi.spyOn(process, 'emitWarning').mockReturnValue(undefined)
    const handler = createStreamHandler({
      sinks: [notingSink('one', () => Promise.reject(new Error('down')))],
    })
    await handler({ Records: recordsOf([anEvent()]) })
    expect(emitWarning).toHaveBeenCalledWith(
      'event C1.1 (scene-edited) of project film comes again: it did not take it (sink one: down)',
      { type: 'ScenesDeliveryWarning', code: 'failed' },
    )
  })
})

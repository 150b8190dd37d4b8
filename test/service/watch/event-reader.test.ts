import { describe, expect, it } from 'vitest'
import type { EventPage, SceneStore } from '@badapple/scenes'
import { randomIds, resolvePolicy, toTimestamp } from '@badapple/scenes'
import { createMemoryBlobStore, createMemorySceneStore } from '@badapple/scenes/memory'
import type { ManualClock } from '@badapple/scenes/testing'
import { createManualClock } from '@badapple/scenes/testing'
import { EventReader } from '../../../src/service/watch/event-reader.js'
import { anEvent } from '../../core/support/builders.js'

const SECOND_MS = 1_000
const COUNT = 5_000

/** A reader of the film's events, with nothing given yet. */
function readerOn(store: SceneStore, clock: ManualClock): EventReader {
  const environment = {
    ...{ store, blobs: createMemoryBlobStore(), clock, ids: randomIds, random: () => 0 },
    ...{ policy: resolvePolicy(), actor: 'tester', tell: () => undefined },
  }
  const settings = {
    ...{ overlapMs: 90 * SECOND_MS, farOverlapMs: 3_600 * SECOND_MS, farEveryMs: 300 * SECOND_MS },
    ...{ outageMs: 0, signal: new AbortController().signal },
  }
  return new EventReader(environment, 'film', settings, { horizonMs: 0, marks: [] })
}

describe('reading a long history', () => {
  it('holds no more than what lies within the overlap, and two pages', async () => {
    const clock = createManualClock()
    const fromMs = clock.now() - COUNT * SECOND_MS
    const events = Array.from({ length: COUNT }, (_, at) => {
      const ms = fromMs + at * SECOND_MS
      return anEvent({
        id: `${randomIds.commandId(ms)}.1`,
        time: toTimestamp(ms),
        sequence: 1,
        order: at + 1,
      })
    })
    const store: SceneStore = {
      ...createMemorySceneStore(),
      readEvents: (_, { after = '', limit = 100 } = {}) => {
        const begin = after === '' ? 0 : events.findIndex(({ id }) => id > after)
        const items = events.slice(begin < 0 ? COUNT : begin).slice(0, limit)
        const last = items.at(-1)
        return Promise.resolve({
          items,
          invalid: [],
          ...(last !== undefined && last !== events.at(-1) && { cursor: last.id }),
        })
      },
    }
    const reader = readerOn(store, clock)
    let [read, most, longest] = [0, 0, 0]
    for await (const event of reader.read()) {
      expect(event.order).toBe(++read)
      most = Math.max(most, reader.size)
      if (read % 50 === 0) longest = Math.max(longest, reader.position.length)
    }
    expect(read).toBe(COUNT)
    expect(most).toBeLessThanOrEqual(90 + 2 * 250)
    expect(longest).toBeLessThan(3_000)
  })
})

describe('reading while others commit', () => {
  it('gives a commit that was missed, as it came between two pages, before the one that was seen after it', async () => {
    const clock = createManualClock()
    const [first, second] = [1, 2].map((order) => {
      const ms = clock.now() + order * SECOND_MS
      return anEvent({ id: `${randomIds.commandId(ms)}.1`, time: toTimestamp(ms), sequence: 1, order })
    })
    const pages: EventPage[] = []
    const store: SceneStore = {
      ...createMemorySceneStore(),
      readEvents: () => Promise.resolve(pages.shift() ?? { items: [], invalid: [] }),
    }
    const reader = readerOn(store, clock)
    await reader.skip()
    await clock.advance(3 * SECOND_MS)
    if (first === undefined || second === undefined) throw new Error('there are two')
    pages.push({ items: [], invalid: [], cursor: first.id })
    pages.push({ items: [second], invalid: [] })
    pages.push({ items: [first, second], invalid: [] })
    const given: number[] = []
    for await (const { order } of reader.read()) given.push(order)
    expect(given).toEqual([1, 2])
  })
})

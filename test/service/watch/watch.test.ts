import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SceneEvent, WatchOptions } from '@badapple/scenes'
import type { Turn, Weather } from '../../support/event-timeline.js'
import { commitsOf, TimelineWorld, turns, weathers } from '../../support/event-timeline.js'

const BEGIN_MS = Date.UTC(2025, 10, 24, 12)
const MINUTE_MS = 60_000

/** Reads until so long after the last commit, and gives the events and where the watch was then. */
async function readAll(world: TimelineWorld, options: WatchOptions, most = Infinity) {
  const stop = new AbortController()
  const watch = world.scenes.watch('film', { ...options, signal: stop.signal, onInvalid: unexpected })
  const read: SceneEvent[] = []
  await watch.start()
  const untilMs = Math.max(world.nowMs, world.endMs) + 12 * MINUTE_MS
  const { sleep } = world.clock
  world.clock.sleep = async (ms, signal) => {
    if (world.nowMs > untilMs) stop.abort()
    await sleep(ms, signal)
  }
  let last = watch.position
  if (most > 0) {
    for await (const event of watch) {
      read.push(event)
      last = watch.position
      if (read.length >= most) break
    }
  }
  world.clock.sleep = sleep
  return { read, position: last }
}

function unexpected(): never {
  throw new Error('every event can be read')
}

function idsOf(events: readonly SceneEvent[]): readonly string[] {
  return events.map(({ id }) => id)
}

/** The scenes whose events did not come in their order. */
function disordered(events: readonly SceneEvent[]): readonly number[] {
  const last = new Map<number, number>()
  return events.flatMap(({ sequence = 0, order }) => {
    const before = last.get(sequence) ?? 0
    last.set(sequence, order)
    return order > before ? [] : [sequence]
  })
}

const worlds = fc.record({ all: turns, weather: weathers })

describe('a watch', () => {
  it('gives each event once and those of a scene in order, whatever becomes visible when', async () => {
    let late = 0
    await fc.assert(
      fc.asyncProperty(worlds, async ({ all, weather }) => {
        const events = commitsOf(all, BEGIN_MS)
        const world = new TimelineWorld(events, BEGIN_MS, weather)
        const { read } = await readAll(world, { from: 'beginning' })
        expect(idsOf(read).toSorted()).toEqual(idsOf(events).toSorted())
        expect(disordered(read)).toEqual([])
        late += read.filter(({ id }, at) => read.slice(0, at).some((earlier) => earlier.id > id)).length
      }),
      { numRuns: 200 },
    )
    // It is worth running: many an event became visible after one of a later id.
    expect(late).toBeGreaterThan(200)
  })

  it('goes on behind any event, however long nobody read, and neither misses nor repeats one', async () => {
    const pauses = fc.array(fc.record({ most: fc.integer({ min: 0, max: 6 }), pauseMs: fc.nat(600_000) }), {
      maxLength: 6,
    })
    await fc.assert(
      fc.asyncProperty(worlds, pauses, async ({ all, weather }, plan) => {
        const events = commitsOf(all, BEGIN_MS)
        const world = new TimelineWorld(events, BEGIN_MS, weather)
        const read: SceneEvent[] = []
        let options: WatchOptions = { from: 'beginning' }
        for (const { most, pauseMs } of plan) {
          const part = await readAll(world, options, most)
          read.push(...part.read)
          options = { after: part.position }
          world.pass(pauseMs)
        }
        read.push(...(await readAll(world, options)).read)
        expect(idsOf(read).toSorted()).toEqual(idsOf(events).toSorted())
        expect(disordered(read)).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('begins now: what was visible then is not given, everything else is', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, fc.nat(120_000), async ({ all, weather }, pauseMs) => {
        const events = commitsOf(all, BEGIN_MS)
        const world = new TimelineWorld(events, BEGIN_MS, weather)
        world.pass(pauseMs)
        const beginMs = world.nowMs
        const stop = new AbortController()
        await world.scenes.watch('film', { signal: stop.signal }).start()
        const startedMs = world.nowMs
        const again = new TimelineWorld(events, BEGIN_MS, weather)
        again.pass(pauseMs)
        const { read } = await readAll(again, {})
        const given = new Set(idsOf(read))
        expect(given.size).toBe(read.length)
        for (const event of events) {
          const visibleMs = world.visibleMs(event)
          if (visibleMs <= beginMs) expect(given).not.toContain(event.id)
          if (visibleMs > startedMs) expect(given).toContain(event.id)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('finds the event of a command that was repeated long after its id was made', async () => {
    const old: Turn = { sequence: 1, afterMs: 40 * MINUTE_MS, triedMs: 39 * MINUTE_MS, sentMs: 0, skewMs: 0 }
    const others = Array.from({ length: 100 }, (): Turn => ({
      ...old,
      sequence: 2,
      afterMs: 30_000,
      triedMs: 0,
    }))
    const events = commitsOf([...others, old], BEGIN_MS)
    const { read } = await readAll(new TimelineWorld(events, BEGIN_MS), { from: 'beginning' })
    expect(idsOf(read).toSorted()).toEqual(idsOf(events).toSorted())
    expect(read.at(-1)?.sequence).toBe(2)
    const day = [{ ...old, afterMs: 1_440 * MINUTE_MS, triedMs: 1_430 * MINUTE_MS }]
    const missed = new TimelineWorld(commitsOf(day, BEGIN_MS), BEGIN_MS)
    expect((await readAll(missed, {})).read).toEqual([])
    const found = new TimelineWorld(commitsOf(day, BEGIN_MS), BEGIN_MS)
    expect((await readAll(found, { farOverlapMs: Infinity })).read).toHaveLength(1)
  })
})

describe('the position of a watch', () => {
  const weather: Weather = { delaysMs: [], failures: [], shares: [], pageSize: 250 }

  it('is short, whatever happens', async () => {
    const busy = Array.from({ length: 2_000 }, (): Turn => ({
      ...{ sequence: 1, afterMs: 20, triedMs: 0, sentMs: 0, skewMs: 0 },
    }))
    const world = new TimelineWorld(commitsOf(busy, BEGIN_MS), BEGIN_MS, weather)
    const { read, position } = await readAll(world, { from: 'beginning' }, 1_900)
    expect(read).toHaveLength(1_900)
    expect(position.length).toBeLessThan(3_000)
    // What is more than 400 events back may come again, nothing is missed.
    const rest = await readAll(world, { after: position })
    const all = new Set([...idsOf(read), ...idsOf(rest.read)])
    expect(all.size).toBe(2_000)
    expect(rest.read.length).toBeLessThanOrEqual(1_600)
  })

  it('is refused when it is none', () => {
    const world = new TimelineWorld([], BEGIN_MS)
    for (const after of ['', 'x', '1.zz', '1.0.abc', '2.0.', `1.0.${'é'.repeat(6)}`]) {
      expect(() => world.scenes.watch('film', { after })).toThrow('no position')
    }
  })
})

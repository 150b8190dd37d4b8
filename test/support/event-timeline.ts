import fc from 'fast-check'
import type { Clock, EventPage, ReadEventsOptions, SceneEvent, Scenes, SceneStore } from '@badapple/scenes'
import { createScenes, randomIds, SceneError, toTimestamp } from '@badapple/scenes'
import { createMemoryBlobStore, createMemorySceneStore } from '@badapple/scenes/memory'
import { projectItem } from '../adapters/memory/support.js'

/** A commit of a scene: when its command began, when it was decided, and when it took effect; milliseconds. */
export interface PlannedCommit {
  readonly sequence: number
  readonly begunMs: number
  readonly decidedMs: number
  readonly visibleMs: number
}

/** How one writer goes on with a scene, each wait after the commit before; milliseconds. */
export interface Turn {
  readonly sequence: number
  /** From the scene's last commit to the decision. */
  readonly afterMs: number
  /** From the beginning of the command to the decision: it was in vain before. */
  readonly triedMs: number
  /** From the decision to the effect: its request was sent again. */
  readonly sentMs: number
  /** How far the writer's clock is ahead. */
  readonly skewMs: number
}

/** Times that the policy and the adapter allow: a command is tried for 30 seconds, a request sent for another 20. */
export const turns: fc.Arbitrary<readonly Turn[]> = fc.array(
  fc.record({
    sequence: fc.integer({ min: 1, max: 3 }),
    afterMs: fc.oneof({ weight: 3, arbitrary: fc.nat(400) }, fc.nat(90_000)),
    triedMs: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.nat(30_000)),
    sentMs: fc.oneof({ weight: 2, arbitrary: fc.nat(50) }, fc.nat(20_000)),
    skewMs: fc.oneof(fc.constant(0), fc.integer({ min: -20_000, max: 20_000 })),
  }),
  { maxLength: 40 },
)

/** The commits of turns: each of a scene is decided after the one before took effect. */
export function commitsOf(all: readonly Turn[], fromMs: number): readonly SceneEvent[] {
  const last = new Map<number, { readonly visibleMs: number; readonly order: number }>()
  return all.map(({ sequence, afterMs, triedMs, sentMs, skewMs }, at) => {
    const before = last.get(sequence) ?? { visibleMs: fromMs, order: 0 }
    const decidedMs = before.visibleMs + afterMs
    const visibleMs = decidedMs + sentMs
    const order = Math.max(before.order + 1, decidedMs + skewMs)
    last.set(sequence, { visibleMs, order })
    return eventAt(
      { begunMs: decidedMs - triedMs + skewMs, decidedMs: decidedMs + skewMs, visibleMs, sequence },
      order,
      at,
    )
  })
}

const visibleAt = new WeakMap<SceneEvent, number>()

function eventAt(
  { begunMs, decidedMs, visibleMs, sequence }: PlannedCommit,
  order: number,
  at: number,
): SceneEvent {
  const id = `${randomIds.commandId(begunMs)}.${at + 1}`
  const event: SceneEvent = {
    ...{ version: 1, id, type: 'scene-edited', projectId: 'film', actor: 'tester' },
    ...{ time: toTimestamp(decidedMs), order, sequence },
  }
  visibleAt.set(event, visibleMs)
  return event
}

/** How the store behaves. */
export interface Weather {
  /** For each request in turn, how long it takes in milliseconds. */
  readonly delaysMs: readonly number[]
  /** For each request in turn, whether it gets no answer. */
  readonly failures: readonly boolean[]
  /** For each request in turn, the share of its events, by id, that are seen as they were when it began. */
  readonly shares: readonly number[]
  /** Most events that a page has. */
  readonly pageSize: number
}

/** Stores of any manner that a reader may meet. */
export const weathers: fc.Arbitrary<Weather> = fc.record({
  delaysMs: fc.array(fc.oneof({ weight: 4, arbitrary: fc.nat(30) }, fc.nat(5_000)), { maxLength: 30 }),
  failures: fc.array(fc.boolean(), { maxLength: 20 }),
  shares: fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 30 }),
  pageSize: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(250)),
})

const CALM: Weather = { delaysMs: [], failures: [], shares: [], pageSize: 250 }

/** A project whose events become visible as time passes. Nobody waits for real. */
export class TimelineWorld {
  readonly scenes: Scenes
  readonly clock: { -readonly [Name in keyof Clock]: Clock[Name] }
  nowMs: number
  requests = 0
  readonly #events: readonly SceneEvent[]
  readonly #weather: Weather
  /** By id. */
  readonly #visible: SceneEvent[] = []
  #shown = 0

  constructor(events: readonly SceneEvent[], fromMs: number, weather: Weather = CALM) {
    this.#events = [...events].sort((a, b) => this.visibleMs(a) - this.visibleMs(b))
    this.#weather = weather
    this.nowMs = fromMs
    this.clock = {
      now: () => this.nowMs,
      sleep: (ms, signal) => {
        if (signal?.aborted !== true) this.pass(Math.max(1, ms))
        return Promise.resolve()
      },
    }
    const table = createMemorySceneStore({ items: [projectItem({ projectId: 'film' })] })
    const store: SceneStore = { ...table, readEvents: (_, options) => this.#read(options) }
    this.scenes = createScenes({
      store,
      blobs: createMemoryBlobStore(),
      clock: this.clock,
      random: () => 0.5,
    })
  }

  /** When an event becomes visible. */
  visibleMs(event: SceneEvent): number {
    return visibleAt.get(event) ?? 0
  }

  /** When the last one does. */
  get endMs(): number {
    return this.#events.reduce((latest, event) => Math.max(latest, this.visibleMs(event)), 0)
  }

  pass(ms: number): void {
    this.nowMs += ms
    for (;;) {
      const event = this.#events[this.#shown]
      if (event === undefined || this.visibleMs(event) > this.nowMs) return
      this.#shown++
      const later = this.#visible.findIndex(({ id }) => id > event.id)
      this.#visible.splice(later < 0 ? this.#visible.length : later, 0, event)
    }
  }

  /** A query sees its items one after the other, so it may miss what is committed behind it and see what is before it. */
  #read({ after = '', limit = 100 }: ReadEventsOptions = {}): Promise<EventPage> {
    const at = this.requests++
    const { delaysMs, failures, shares, pageSize } = this.#weather
    const before = this.nowMs
    this.pass(delaysMs[at] ?? 0)
    if (failures[at] === true) {
      return Promise.reject(
        new SceneError('STORE_UNAVAILABLE', 'no answer', { outcome: 'unchanged' }, { retryable: true }),
      )
    }
    const end = this.#visible.filter(({ id }) => id > after)
    const passed = Math.floor((end.length * (shares[at] ?? 0)) / 100)
    const seen = end.filter((event, place) => place >= passed || this.visibleMs(event) <= before)
    const items = seen.slice(0, Math.min(limit, pageSize))
    const last = items.at(-1)
    const isMore = seen.length > items.length && last !== undefined
    return Promise.resolve({ items, invalid: [], ...(isMore && { cursor: last.id }) })
  }
}

import type { InvalidEvent, SceneEvent } from '../../core/model/event.js'
import { epochMs } from '../../core/model/time.js'
import type { EventPage } from '../../core/ports/scene-store.js'
import type { Environment } from '../environment.js'
import { loadProject } from '../load.js'
import { retrying } from '../retry.js'
import { GivenEvents } from './given-events.js'
import { inOrder, withPredecessors } from './scene-order.js'
import type { WatchPosition } from './watch-position.js'

/** How a reader reads. Durations are milliseconds. */
export interface ReaderSettings {
  readonly overlapMs: number
  readonly farOverlapMs: number
  readonly farEveryMs: number
  readonly outageMs: number
  readonly signal: AbortSignal
  readonly onInvalid?: (event: InvalidEvent) => void
}

/** Events in one read. */
const READ_AT_ONCE = 250
/** The longest wait for a store that does not answer, in milliseconds. */
const LONGEST_WAIT_MS = 30_000

/**
 * Reads the events of a project that were not given yet. An id begins with the time at which its command began, and the
 * event becomes visible when that is committed, so every reading begins some way back: what was given is recognised.
 */
export class EventReader {
  readonly #environment: Environment
  readonly #projectId: string
  readonly #settings: ReaderSettings
  readonly #given: GivenEvents
  /** Seen, and not given: a commit of the same scene that came before may not have been seen yet. */
  readonly #pending = new Map<string, SceneEvent>()
  readonly #reported = new Set<string>()
  #lastMs = -Infinity
  #lastFarMs = -Infinity

  constructor(environment: Environment, projectId: string, settings: ReaderSettings, begin: WatchPosition) {
    this.#environment = environment
    this.#projectId = projectId
    this.#settings = settings
    this.#given = new GivenEvents(begin)
  }

  get position(): string {
    return this.#given.position
  }

  /** How many events it holds. */
  get size(): number {
    return this.#given.size + this.#pending.size
  }

  /** @throws SceneError `PROJECT_NOT_FOUND` */
  async assertProject(): Promise<void> {
    const { items, invalid } = await this.#page(undefined, 1)
    if (items.length + invalid.length === 0) {
      await this.#persistently(() => loadProject(this.#environment.store, this.#projectId))
    }
  }

  /** Takes everything that is visible as given. */
  async skip(): Promise<void> {
    const beginMs = this.#environment.clock.now()
    this.#given.forget(beginMs - this.#settings.overlapMs)
    for await (const { items, invalid } of this.#pages(beginMs - this.#settings.farOverlapMs)) {
      for (const event of items) this.#given.add(event)
      for (const { id } of invalid) this.#reported.add(id)
    }
    this.#lastMs = beginMs
    this.#lastFarMs = beginMs
  }

  /** What is new. Where that is anything, it reads a second time, to see whatever was committed before it. */
  async *read(): AsyncGenerator<SceneEvent, undefined> {
    const isFar = this.#environment.clock.now() - this.#lastFarMs >= this.#settings.farEveryMs
    yield* isFar ? this.#readFar() : this.#readNear()
    if (this.#pending.size > 0) yield* this.#readNear()
    return undefined
  }

  async *#readNear(): AsyncGenerator<SceneEvent, undefined> {
    const beginMs = this.#environment.clock.now()
    const seenBefore = [...this.#pending.values()]
    for await (const page of this.#pages(this.#lastMs - this.#settings.overlapMs)) this.#notice(page)
    yield* this.#give(seenBefore)
    this.#lastMs = beginMs
    return undefined
  }

  /** Gives old events page by page, so that a long history never has to be held. */
  async *#readFar(): AsyncGenerator<SceneEvent, undefined> {
    const { overlapMs, farOverlapMs } = this.#settings
    const beginMs = this.#environment.clock.now()
    const seenBefore = [...this.#pending.values()]
    for await (const page of this.#pages(this.#given.horizonMs - farOverlapMs)) {
      this.#notice(page)
      yield* this.#settle(Math.min(beginMs - overlapMs, this.#completeUntil(page)))
    }
    yield* this.#give(seenBefore.filter(({ id }) => this.#pending.has(id)))
    yield* this.#settle(beginMs - overlapMs)
    this.#given.forgetEarlier()
    this.#lastMs = beginMs
    this.#lastFarMs = beginMs
    return undefined
  }

  /** Gives all events up to a time. Nothing that is not seen yet is older. */
  *#settle(untilMs: number): Generator<SceneEvent, undefined> {
    yield* this.#give([...this.#pending.values()].filter(({ time }) => epochMs(time) <= untilMs))
    this.#given.forget(untilMs)
    return undefined
  }

  /**
   * The time up to which all events were seen, with those on this page. An event's time is not before that of its id, so
   * what comes on later pages is not older than the last id of this one.
   */
  #completeUntil({ items, cursor }: EventPage): number {
    if (cursor === undefined) return Infinity
    const untilMs = Math.min(...items.map(({ time }) => epochMs(time))) - this.#settings.overlapMs
    const isKnown = Number.isFinite(untilMs) && untilMs > 0 && this.#idAt(untilMs + 1) < cursor
    return isKnown ? untilMs : -Infinity
  }

  /** Gives events, and those that were seen and must not come after them. */
  *#give(events: readonly SceneEvent[]): Generator<SceneEvent, undefined> {
    const ids = new Set(events.map(({ id }) => id))
    const others = [...this.#pending.values()].filter(({ id }) => !ids.has(id))
    for (const event of inOrder(withPredecessors(events, others))) {
      // Before it counts as given: an event that is not handed over must come again.
      this.#settings.signal.throwIfAborted()
      this.#pending.delete(event.id)
      this.#given.add(event)
      yield event
    }
    return undefined
  }

  #notice({ items, invalid }: EventPage): void {
    for (const event of items) if (!this.#given.has(event)) this.#pending.set(event.id, event)
    for (const event of invalid) {
      if (this.#reported.has(event.id)) continue
      this.#reported.add(event.id)
      this.#settings.onInvalid?.(event)
    }
  }

  async *#pages(fromMs: number): AsyncGenerator<EventPage, undefined> {
    let after = Number.isFinite(fromMs) && fromMs > 0 ? this.#idAt(fromMs) : undefined
    do {
      const page: EventPage = await this.#page(after)
      yield page
      after = page.cursor
    } while (after !== undefined)
    return undefined
  }

  async #page(after: string | undefined, limit = READ_AT_ONCE): Promise<EventPage> {
    const { signal } = this.#settings
    // A reading that is cut off must not count as one.
    signal.throwIfAborted()
    const options = { limit, signal, ...(after !== undefined && { after }) }
    return this.#persistently(() => this.#environment.store.readEvents(this.#projectId, options))
  }

  #persistently<T>(work: () => Promise<T>): Promise<T> {
    const { outageMs, signal } = this.#settings
    const deadlineMs = this.#environment.clock.now() + outageMs
    return retrying(this.#environment, deadlineMs, work, { longestMs: LONGEST_WAIT_MS, signal })
  }

  /** An id between those of commands that began before and after this moment. */
  #idAt(ms: number): string {
    return this.#environment.ids.commandId(ms)
  }
}

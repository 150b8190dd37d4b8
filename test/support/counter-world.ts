import type { Scheduler } from 'fast-check'
import type { Clock, ProjectRecords, Scenes, SceneStore } from '@badapple/scenes'
import { createScenes } from '@badapple/scenes'
import type { MemorySceneStore } from '@badapple/scenes/memory'
import { createMemoryBlobStore, createMemorySceneStore } from '@badapple/scenes/memory'
import { countingIds, createManualClock } from '@badapple/scenes/testing'
import type { Beginning } from './beginnings.js'
import { itemsOf, PROJECT_ID } from './beginnings.js'
import type { Neighbours } from './counter-promises.js'
import { brokenPromises, watchedStore } from './counter-promises.js'
import { noReply } from './faulty-store.js'
import { halfVisibleStore } from './half-visible-store.js'
import type { Occurrences } from './occurrences.js'
import { note } from './occurrences.js'

/** How a process fares. */
export interface Lot {
  /** Steps until it dies; none for one that lives. */
  readonly lifetime?: number
  /** For each of its commits in turn, whether the reply is lost after the effect. */
  readonly lostReplies: readonly boolean[]
}

/** A process on the world's project. */
export interface Process {
  readonly scenes: Scenes
  readonly died: Promise<'died'>
  readonly isDead: () => boolean
  /** A point at which anybody else may go on first. */
  readonly step: (label: string) => Promise<void>
}

/**
 * Processes on one project, where a scheduler decides after every request and reply who goes on, and plain readings see
 * commits in part.
 */
export class CounterWorld {
  readonly store: MemorySceneStore
  readonly blobs = createMemoryBlobStore({ now: () => this.clock.now() })
  readonly clock = createManualClock({ autoAdvance: true })
  /** Promises that some state broke; empty at the end of every run. */
  readonly violations: string[] = []
  readonly #scheduler: Scheduler
  readonly #neighbours: Neighbours | undefined
  readonly #watched: SceneStore
  readonly #bits: readonly boolean[]
  readonly #seen: Occurrences
  #bit = 0
  #calm = 0

  /**
   * @param bits - For each record that is read in turn, whether it is seen late.
   * @param neighbours - Who else writes; `undefined` where nothing is promised until they stop.
   * @param seen - Counts what happens.
   */
  constructor(
    scheduler: Scheduler,
    beginning: Beginning,
    bits: readonly boolean[],
    neighbours: Neighbours | undefined,
    seen: Occurrences,
  ) {
    this.#scheduler = scheduler
    this.#bits = bits
    this.#neighbours = neighbours
    this.#seen = seen
    this.store = createMemorySceneStore({ items: itemsOf(beginning) })
    this.#watched = watchedStore(this.store, (tried) => {
      note(seen, tried)
      if (tried.answer.ok && tried.after !== undefined) {
        this.#judge(tried.after, `${tried.change.id} (${tried.change.event?.type ?? 'no event'})`)
      }
    })
  }

  /** A service without faults and without anybody in between. */
  calm(): Scenes {
    const { blobs, clock } = this
    const ids = countingIds(`calm-${this.#calm++}-`)
    return createScenes({ store: this.#watched, blobs, clock, ids, random: () => 0.5 })
  }

  /** What is promised is looked at after a save by somebody else, too. */
  async lookAgain(after: string): Promise<void> {
    const records = await this.store.loadProject(PROJECT_ID)
    if (records !== undefined) this.#judge(records, after)
  }

  process(name: string, { lifetime = Infinity, lostReplies }: Lot): Process {
    let stepsLeft = lifetime
    const losses = [...lostReplies]
    let reportDeath: (death: 'died') => void = () => undefined
    const died = new Promise<'died'>((resolve) => {
      reportDeath = resolve
    })
    const step = async (label: string): Promise<void> => {
      await this.#scheduler.schedule(Promise.resolve(), `${name}: ${label}`)
      if (--stepsLeft > 0) return
      reportDeath('died')
      await new Promise(() => undefined)
    }
    const around = async <T>(label: string, request: () => Promise<T>): Promise<T> => {
      await step(label)
      const reply = await request()
      await step(`${label} replied`)
      return reply
    }
    const visible = halfVisibleStore(this.store, this.#watched, {
      pass: () => step('reading'),
      isLate: () => this.#bits[this.#bit++ % this.#bits.length] === true,
      onTorn: () => this.#seen.tornReadings++,
    })
    const store: SceneStore = {
      ...visible,
      loadProject: async (id, options) => {
        await step('load project')
        if (options?.isolated === true) this.#seen.isolatedReadings++
        const records = await visible.loadProject(id, options)
        await step('load project replied')
        return records
      },
      loadScene: (id, sequence) => around('load scene', () => visible.loadScene(id, sequence)),
      findEvent: (id, command) => around('find event', () => visible.findEvent(id, command)),
      commit: async (change) => {
        const label = `commit ${change.event?.type ?? 'heartbeat'}`
        const answer = await around(label, () => visible.commit(change))
        if (losses.shift() === true) throw noReply()
        return answer
      },
    }
    const clock: Clock = {
      now: () => this.clock.now(),
      sleep: async (ms) => {
        await step(`sleep ${ms}`)
        this.clock.set(this.clock.now() + ms)
      },
    }
    const ids = countingIds(`${name}-`)
    const scenes = createScenes({ store, blobs: this.blobs, clock, ids, random: () => 0.5, actor: name })
    return { scenes, died, isDead: () => stepsLeft <= 0, step }
  }

  #judge(records: ProjectRecords, after: string): void {
    if (this.#neighbours === undefined) return
    for (const broken of brokenPromises(records, this.#neighbours))
      this.violations.push(`${broken}, after ${after}`)
  }
}

import type { Scheduler } from 'fast-check'
import type { BlobStore, Clock, Scenes, SceneStore } from '@badapple/scenes'
import { createScenes, SceneError } from '@badapple/scenes'
import type { MemoryBlobStore, MemorySceneStore } from '@badapple/scenes/memory'
import { createMemoryBlobStore, createMemorySceneStore } from '@badapple/scenes/memory'
import { countingIds, createManualClock } from '@badapple/scenes/testing'
import { checkedStore } from './checked-store.js'
import { noReply } from './faulty-store.js'

/** A worker process: a service of its own, that dies for good after so many steps. */
export interface Worker {
  readonly scenes: Scenes
  /** Resolves when the worker dies. */
  readonly died: Promise<'died'>
  readonly isDead: () => boolean
  /** A point at which anybody else may go on first. */
  readonly step: (label: string) => Promise<void>
  /** A wait after which so much time has passed at least. */
  readonly sleep: (ms: number) => Promise<void>
}

/** How a worker fares. */
export interface Fate {
  /** Steps until it dies; none for one that lives. */
  readonly lifetime?: number
  /** For each of its commits in turn, whether the reply is lost after the effect. */
  readonly lostReplies: readonly boolean[]
  /** For each of its uploads in turn, whether the reply is lost after the effect. */
  readonly lostUploads: readonly boolean[]
}

/**
 * Workers on one store and one bucket, where a scheduler decides after every request, reply and wait who goes on. Time
 * passes when somebody's wait is over.
 */
export class InterleavedWorld {
  readonly store: MemorySceneStore = createMemorySceneStore()
  readonly blobs: MemoryBlobStore
  readonly clock = createManualClock({ autoAdvance: true })
  /** Promises that a commit broke; empty at the end of every run. */
  readonly violations: string[] = []
  readonly #scheduler: Scheduler
  readonly #checked: SceneStore
  #workers = 0

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
    this.blobs = createMemoryBlobStore({ now: () => this.clock.now() })
    this.#checked = checkedStore(
      this.store,
      () => this.clock.now(),
      (violation) => this.violations.push(violation),
    )
  }

  /** A service without faults and without anybody in between, whose waits take no real time. */
  calm(): Scenes {
    const { clock } = this
    const options = { store: this.#checked, blobs: this.blobs, clock, random: () => 0.5 }
    return createScenes({ ...options, ids: countingIds(`calm-${this.#workers++}-`) })
  }

  worker(name: string, { lifetime = Infinity, lostReplies, lostUploads }: Fate): Worker {
    let stepsLeft = lifetime
    const losses = [...lostReplies]
    const uploads = [...lostUploads]
    const bucket = this.blobs
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
    const store: SceneStore = {
      ...this.#checked,
      loadProject: (id) => around('load project', () => this.#checked.loadProject(id)),
      loadScene: (id, sequence) => around('load scene', () => this.#checked.loadScene(id, sequence)),
      findEvent: (id, command) => around('find event', () => this.#checked.findEvent(id, command)),
      commit: async (change) => {
        const label = `commit ${change.event?.type ?? 'heartbeat'}`
        const answer = await around(label, () => this.#checked.commit(change))
        if (losses.shift() === true) throw noReply()
        return answer
      },
    }
    const blobs: BlobStore = {
      ...this.blobs,
      put: async (key, body, options) => {
        const stat = await around('upload', () => this.blobs.put(key, body, options))
        if (uploads.shift() === true) {
          throw new SceneError('BLOB_UNREACHABLE', 'no reply', { key }, { retryable: true })
        }
        return stat
      },
      list: async function* (prefix) {
        await step('list')
        yield* bucket.list(prefix)
      },
      stat: (key) => around('stat', () => this.blobs.stat(key)),
    }
    const clock: Clock = {
      now: () => this.clock.now(),
      sleep: async (ms, signal) => {
        const due = this.clock.now() + ms
        const slept = step(`sleep ${ms}`).then(() => {
          if (signal?.aborted !== true) this.clock.set(Math.max(due, this.clock.now()))
        })
        await (signal === undefined ? slept : untilAborted(signal, slept))
      },
    }
    const scenes = createScenes({
      store,
      blobs,
      clock,
      ids: countingIds(`${name}-`),
      random: () => 0.5,
      actor: name,
    })
    return { scenes, died, isDead: () => stepsLeft <= 0, step, sleep: (ms) => clock.sleep(ms) }
  }
}

/** Waits for a wait, or for the signal if that is aborted before. */
function untilAborted(signal: AbortSignal, wait: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
    void wait.then(done)
    if (signal.aborted) done()
  })
}

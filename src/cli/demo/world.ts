import { createScenes } from '../../index.js'
import type { BlobStore, Generate, Ids, Scenes, SceneStore } from '../../index.js'
import { createMemoryBlobStore, createMemorySceneStore } from '../../adapters/memory/index.js'
import { deadlyBucket } from './dying-worker.js'
import type { Life, WorkerParts } from './dying-worker.js'
import { generatorOf } from './generator.js'
import { EXPORTED_AT, items, objects } from './legacy-table.js'
import { pacedStore } from './paced-store.js'
import { seededRandom } from '../../testing/seeded-random.js'
import { seededIds } from './seeded.js'
import type { Random } from './seeded.js'
import { SimulatedClock } from './simulated-clock.js'
import { SimulatedProvider } from './simulated-provider.js'

/** One worker process: the service as it sees it, and its generator. */
export interface Worker {
  readonly name: string
  readonly scenes: Scenes
  readonly generate: Generate
}

/** Options of {@link World}. */
export interface WorldOptions {
  readonly seed: number
  /** How many times faster than real time it runs; without it, nothing waits. */
  readonly speed: number | undefined
  /** Ends it. */
  readonly signal?: AbortSignal
}

/** Milliseconds that a repair's commit takes on a terminal. */
const WATCHABLE_MS = 120

/** The table, the bucket, the time and the provider that all workers share. */
export class World {
  readonly clock: SimulatedClock
  readonly store: SceneStore
  readonly blobs: BlobStore
  readonly provider: SimulatedProvider
  readonly #isLive: boolean
  readonly #signal: AbortSignal | undefined
  readonly #random: Random
  readonly #ids: Ids
  readonly #generate: Generate

  constructor({ seed, speed, signal }: WorldOptions) {
    this.#signal = signal
    this.#isLive = speed !== undefined
    this.#random = seededRandom(seed)
    this.#ids = seededIds(this.#random)
    const startMs = Date.parse(EXPORTED_AT)
    this.clock = new SimulatedClock({ startMs, signal, ...(speed !== undefined && { speed }) })
    this.store = createMemorySceneStore({ items })
    this.blobs = createMemoryBlobStore({ objects, now: () => this.clock.now() })
    this.provider = new SimulatedProvider(this.clock, this.#random)
    this.#generate = generatorOf(this.provider)
  }

  /** The service as somebody uses it who audits and repairs. */
  operator(): Scenes {
    const { blobs, clock } = this
    const store = this.#isLive ? pacedStore(this.store, WATCHABLE_MS, this.#signal) : this.store
    return this.#service('operator', { store, blobs, clock })
  }

  /** A worker that lives. */
  worker(name: string): Worker {
    const { store, blobs, clock } = this
    return { name, scenes: this.#service(name, { store, blobs, clock }), generate: this.#generate }
  }

  /** A worker that dies right after its first upload. */
  dyingWorker(name: string, life: Life, onDeath: (clipOf: number) => void): Worker {
    const { store, blobs, clock } = this
    const parts = life.bind({ store, blobs: deadlyBucket(blobs, life, onDeath), clock })
    return { name, scenes: this.#service(name, parts), generate: life.bindGenerator(this.#generate) }
  }

  #service(actor: string, parts: WorkerParts): Scenes {
    return createScenes({ ...parts, actor, ids: this.#ids, random: this.#random })
  }
}

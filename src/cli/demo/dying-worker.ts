import { roleOfKey } from '../../index.js'
import type { BlobStore, Clock, Generate, SceneStore } from '../../index.js'

/** What a worker works with. */
export interface WorkerParts {
  readonly store: SceneStore
  readonly blobs: BlobStore
  readonly clock: Clock
}

/**
 * A process that dies, within this one. Death cuts off everything that was wrapped: no commit and no upload has an
 * effect any more, and whatever is waited for never comes, so the code behind it neither fails nor cleans up.
 */
export class Life {
  readonly #death = new AbortController()
  /** Resolves when it is over. */
  readonly over = new Promise<void>((resolve) => {
    this.#death.signal.addEventListener('abort', () => {
      resolve()
    })
  })

  get isOver(): boolean {
    return this.#death.signal.aborted
  }

  /** Ends it. */
  end(): void {
    this.#death.abort()
  }

  /** Does the work if there is life in it, and comes back if there still is. */
  whileAlive<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.isOver) return
      const unlessOver =
        <Value>(settle: (value: Value) => void) =>
        (value: Value) => {
          if (!this.isOver) settle(value)
        }
      work().then(unlessOver(resolve), unlessOver(reject))
    })
  }

  /** A store, a bucket and a clock that are of no use after death. */
  bind({ store, blobs, clock }: WorkerParts): WorkerParts {
    const { signal: death } = this.#death
    return {
      store: { ...store, commit: (change) => this.whileAlive(() => store.commit(change)) },
      blobs: { ...blobs, put: (...upload) => this.whileAlive(() => blobs.put(...upload)) },
      clock: {
        now: () => clock.now(),
        sleep: (ms, signal) =>
          this.whileAlive(() =>
            clock.sleep(ms, signal === undefined ? death : AbortSignal.any([signal, death])),
          ),
      },
    }
  }

  /** A generator that gives nothing back after death. The provider works on: it does not know. */
  bindGenerator(generate: Generate): Generate {
    return (scene, job) => this.whileAlive(() => generate(scene, job))
  }
}

/** A bucket on which the worker dies at the worst moment: its first clip is uploaded, and not yet recorded. */
export function deadlyBucket(blobs: BlobStore, life: Life, onDeath: (clipOf: number) => void): BlobStore {
  return {
    ...blobs,
    put: async (key, body, options) => {
      const stored = await blobs.put(key, body, options)
      const role = roleOfKey(key)
      if (role !== undefined && 'sequence' in role) onDeath(role.sequence)
      life.end()
      return stored
    },
  }
}

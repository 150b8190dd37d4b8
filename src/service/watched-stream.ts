import { SceneError } from '../core/model/error.js'
import type { ObjectKey } from '../core/model/object-key.js'
import type { ByteStream } from '../core/ports/blob-store.js'
import type { StreamReading } from '../core/ports/stream-reading.js'
import { readingOf } from '../core/ports/stream-reading.js'
import type { Environment } from './environment.js'

/**
 * The stream of a clip, which breaks with `BODY_STALLED` when it gives no bytes for as long as the policy allows. The
 * time counts while somebody waits for the stream, not while the bucket is busy with what came before.
 */
export class WatchedStream implements ByteStream {
  /** Why the stream was given up. */
  stall: SceneError<'BODY_STALLED'> | undefined
  readonly #environment: Pick<Environment, 'clock' | 'policy'>
  readonly #key: ObjectKey
  readonly #reading: StreamReading
  readonly #stalled = new AbortController()
  #receivedBytes = 0

  /** @param key - What the clip is uploaded to, for the error. */
  constructor(environment: Pick<Environment, 'clock' | 'policy'>, key: ObjectKey, stream: ByteStream) {
    this.#environment = environment
    this.#key = key
    this.#reading = readingOf(stream)
  }

  /** Aborted when the stream was given up: parts of it that are under way need not arrive. */
  get signal(): AbortSignal {
    return this.#stalled.signal
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return {
      next: () => this.#next(),
      return: () => {
        this.release()
        return Promise.resolve({ done: true, value: undefined })
      },
    }
  }

  /** Lets go of the stream, read to its end or not. */
  release(): void {
    this.#reading.release()
  }

  #next(): Promise<IteratorResult<Uint8Array, unknown>> {
    const arrived = new AbortController()
    const next = this.#nextBytes().finally(() => {
      arrived.abort()
    })
    return Promise.race([next, this.#giveUpUnless(arrived.signal, next)])
  }

  /** Chunks without bytes are no sign of life. */
  async #nextBytes(): Promise<IteratorResult<Uint8Array, unknown>> {
    for (;;) {
      const next = await this.#reading.next()
      if (next.done === true) return next
      const size = next.value instanceof Uint8Array ? next.value.byteLength : undefined
      this.#receivedBytes += size ?? 0
      if (size !== 0) return next
    }
  }

  async #giveUpUnless<T>(arrived: AbortSignal, next: Promise<T>): Promise<T> {
    const { clock, policy } = this.#environment
    const waitedMs = policy.uploadIdleMs
    await clock.sleep(waitedMs, arrived)
    if (arrived.aborted) return next
    const [key, receivedBytes] = [this.#key, this.#receivedBytes]
    this.stall = new SceneError(
      'BODY_STALLED',
      `the stream of the clip for ${key} gave no bytes for ${waitedMs} ms, after ${receivedBytes} bytes; nothing was stored. Pass a new stream`,
      { key, waitedMs, receivedBytes },
      { retryable: true },
    )
    this.release()
    this.#stalled.abort(this.stall)
    throw this.stall
  }
}

import type { Body } from '../../core/ports/blob-store.js'
import { byteChunks } from '../../core/ports/byte-chunks.js'
import type { CancelSignal } from '../../core/ports/scene-store.js'

/** The bytes of a body as a stream, and what broke it. */
export class UploadSource {
  readonly stream: ReadableStream<Uint8Array>
  /** What broke the body itself. */
  failure: { readonly error: unknown } | undefined
  readonly #ended = new AbortController()
  readonly #chunks: AsyncGenerator<Uint8Array, void>
  readonly #stopListening: () => void

  /** @param body - Bytes must be the upload's own. */
  constructor(body: Body, signal: CancelSignal | undefined) {
    const stop = () => {
      this.#ended.abort(signal?.reason)
    }
    signal?.addEventListener('abort', stop)
    if (signal?.aborted === true) stop()
    this.#stopListening = () => {
      signal?.removeEventListener('abort', stop)
    }
    // A blob is read piece by piece where it can be.
    const chunks = byteChunks(body instanceof Blob ? body.stream() : body, this.#ended.signal)
    this.#chunks = chunks
    const isOwn = body instanceof Uint8Array
    this.stream = new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          try {
            const { done, value } = await chunks.next()
            if (done === true) controller.close()
            // A stream may use one buffer again and again.
            else controller.enqueue(isOwn ? value : new Uint8Array(value))
          } catch (error) {
            if (!this.#ended.signal.aborted) this.failure = { error }
            controller.error(error)
          }
        },
      },
      { highWaterMark: 0 },
    )
  }

  /** Lets go of the body, read to its end or not; whoever waits for more of it is told that there is none. */
  release(): void {
    this.#stopListening()
    this.#ended.abort()
    void this.#chunks.return()
  }
}

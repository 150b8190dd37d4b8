import { SceneError } from '../model/error.js'
import type { Body, ByteStream } from './blob-store.js'
import type { CancelSignal } from './scene-store.js'
import { readingOf } from './stream-reading.js'

/**
 * The bytes of any body, piece by piece. A stream may use one buffer again and again: be done with a piece, or copy it,
 * before you ask for the next.
 * @param signal - Ends the reading, also of a stream that has nothing to say.
 * @throws SceneError `ABORTED` once the signal is; `INVALID_INPUT` for anything but bytes, by callers without types. What breaks the stream passes through.
 * @example
 * for await (const chunk of byteChunks(new Blob(['clip']))) chunk.byteLength // 4
 */
export async function* byteChunks(body: Body, signal?: CancelSignal): AsyncGenerator<Uint8Array, void> {
  if (signal?.aborted === true) throw aborted(signal)
  if (body instanceof Uint8Array) yield body
  else if ('arrayBuffer' in body) yield new Uint8Array(await body.arrayBuffer())
  else if (signal === undefined) for await (const chunk of body) yield bytesIn(chunk)
  else yield* untilAborted(body, signal)
}

/** A stream that nobody waits for any more is told so; it may never answer. */
async function* untilAborted(body: ByteStream, signal: CancelSignal): AsyncGenerator<Uint8Array, void> {
  const reading = readingOf(body)
  try {
    for (;;) {
      const next = await orAborted(signal, reading.next())
      if (next.done === true) return
      yield bytesIn(next.value)
    }
  } finally {
    reading.release()
  }
}

/** What comes first. A race with one promise for all chunks would keep every chunk until the stream ends. */
function orAborted<T>(signal: CancelSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      reject(aborted(signal))
    }
    const listenNoMore = () => {
      signal.removeEventListener('abort', stop)
    }
    signal.addEventListener('abort', stop)
    if (signal.aborted) stop()
    work.then(resolve, reject).finally(listenNoMore)
  })
}

function aborted(signal: CancelSignal): SceneError {
  return new SceneError(
    'ABORTED',
    'the body was not read to its end',
    { waitedMs: 0 },
    { cause: signal.reason },
  )
}

function bytesIn(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk
  throw new SceneError('INVALID_INPUT', 'body must be a stream of bytes (Uint8Array), not of anything else', {
    input: 'body',
  })
}

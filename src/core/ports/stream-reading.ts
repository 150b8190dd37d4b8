import type { ByteStream } from './blob-store.js'

/** A stream under way, which can be let go of at any time: also while it is asked for more and does not answer. */
export interface StreamReading {
  next(): Promise<IteratorResult<Uint8Array, unknown>>
  /** Nobody reads on. Says so to the stream and waits for nothing; what is asked of it still may never be answered. */
  release(): void
}

/** What a web stream is read by; its iterator can not be ended while it waits. */
interface WebReader {
  read(): Promise<IteratorResult<Uint8Array, unknown>>
  cancel(): Promise<unknown>
}

/** Begins to read a stream of any kind. */
export function readingOf(stream: ByteStream): StreamReading {
  if (isWebStream(stream)) {
    const reader = stream.getReader()
    return {
      next: () => reader.read(),
      release: () => void unheard(() => reader.cancel()),
    }
  }
  const chunks = stream[Symbol.asyncIterator]()
  return {
    next: () => chunks.next(),
    release: () => {
      void unheard(() => chunks.return?.())
      // The iterator of a Node stream hears that only when the next chunk has come.
      if (isDestroyable(stream)) void unheard(() => stream.destroy())
    },
  }
}

/** What a stream says to that, nobody reads any more. */
async function unheard(end: () => unknown): Promise<void> {
  try {
    await end()
  } catch {
    return
  }
}

function isWebStream(stream: object): stream is { getReader(): WebReader } {
  return 'getReader' in stream && typeof stream.getReader === 'function'
}

function isDestroyable(stream: object): stream is { destroy(): unknown } {
  return 'destroy' in stream && typeof stream.destroy === 'function'
}

/** A stream of these chunks. */
export async function* streamOf(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    await Promise.resolve()
    yield chunk
  }
}

/** The bytes in chunks of a size. */
export function inChunks(bytes: Uint8Array, size: number): readonly Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.byteLength / size) }, (_, at) =>
    bytes.slice(at * size, (at + 1) * size),
  )
}

/** A stream that breaks after these chunks. */
export async function* brokenStream(
  error: Error,
  ...chunks: readonly Uint8Array[]
): AsyncGenerator<Uint8Array> {
  yield* streamOf(...chunks)
  throw error
}

/** A stream that reads every chunk into one and the same buffer, as readers of files do. */
export async function* reusingStream(bytes: Uint8Array, buffer: Uint8Array): AsyncGenerator<Uint8Array> {
  for (const chunk of inChunks(bytes, buffer.byteLength)) {
    await Promise.resolve()
    buffer.set(chunk)
    yield buffer.subarray(0, chunk.byteLength)
    buffer.fill(255)
  }
}

/** A web stream of these chunks, which breaks after them if there is an error. */
export function webStreamOf(chunks: readonly Uint8Array[], error?: Error): ReadableStream<Uint8Array> {
  const left = chunks.values()
  return new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const next = left.next()
      if (next.done !== true) controller.enqueue(next.value)
      else if (error === undefined) controller.close()
      else controller.error(error)
    },
  })
}

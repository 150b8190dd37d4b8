import type { MemoryBlobStore } from '../../../../../src/adapters/memory/blob-store.js'
import type { BlobStore, Body } from '../../../../../src/core/ports/blob-store.js'
import type { AroundMemory } from './memory-bucket.js'

/** A blob store with one mistake that somebody might make. */
export interface WrongStore {
  /** The mistake. */
  readonly it: string
  /** The promise that it breaks. */
  readonly breaks: string
  readonly storeOf: AroundMemory
}

/** A store in which one method is another; what that remembers, it remembers for one store. */
export function replacing<Name extends keyof BlobStore>(
  name: Name,
  methodOf: (bucket: MemoryBlobStore) => BlobStore[Name],
): AroundMemory {
  return (bucket) => ({ ...bucket, [name]: methodOf(bucket) })
}

/** The chunks of a body, as they come and not copied. */
export async function* chunksIn(body: Body): AsyncGenerator<Uint8Array> {
  if (body instanceof Uint8Array) yield body
  else if ('arrayBuffer' in body) yield new Uint8Array(await body.arrayBuffer())
  else yield* body
}

/** All bytes of a body. */
export async function bytesIn(body: Body): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of chunksIn(body)) chunks.push(new Uint8Array(chunk))
  return Buffer.concat(chunks)
}

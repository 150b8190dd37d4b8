import type { MemoryBlobStore } from '../../../../../src/adapters/memory/blob-store.js'
import { createMemoryBlobStore } from '../../../../../src/adapters/memory/blob-store.js'
import { SceneError } from '../../../../../src/core/model/error.js'
import type { BlobStore } from '../../../../../src/core/ports/blob-store.js'
import type { BlobStoreSubject } from '../../../../../src/testing/contract/blob-store-subject.js'

/** A blob store around a bucket in memory; it also says what bytes there are. */
export type AroundMemory = (bucket: MemoryBlobStore) => BlobStore & Pick<MemoryBlobStore, 'read'>

/** A bucket in memory with a clock that can be set. */
export function memorySubject(): BlobStoreSubject {
  let time: Date | undefined
  const store = createMemoryBlobStore({ now: () => time ?? Date.now() })
  return {
    store,
    read: (key) => Promise.resolve(store.read(key)),
    setTime: (to) => {
      time = to
    },
    expiryOf: (url) => new Date(Number(new URL(url).searchParams.get('expires')) * 1_000),
  }
}

/** Stores around one bucket in memory, and around one that does not answer. */
export function aroundMemorySubject(storeOf: AroundMemory): BlobStoreSubject {
  let time: Date | undefined
  const bucket = createMemoryBlobStore({ now: () => time ?? Date.now() })
  const store = storeOf(bucket)
  return {
    ...memorySubject(),
    store,
    read: (key) => Promise.resolve(store.read(key)),
    another: () => storeOf(bucket),
    unreachable: () => storeOf(silentBucket()),
    setTime: (to) => {
      time = to
    },
  }
}

/** A bucket that does not answer. */
export function silentBucket(): MemoryBlobStore {
  const silence = (key: string) => new SceneError('BLOB_UNREACHABLE', `no answer about ${key}`, { key })
  return {
    ...createMemoryBlobStore(),
    stat: () => Promise.resolve('unreachable'),
    put: (key) => Promise.reject(silence(key)),
    // eslint-disable-next-line require-yield, @typescript-eslint/require-await -- it fails before it finds anything
    async *list(prefix) {
      throw silence(prefix)
    },
  }
}

import type { BlobStat } from '../../core/model/blob.js'
import { SceneError } from '../../core/model/error.js'
import type { ObjectKey } from '../../core/model/object-key.js'
import { toObjectKey } from '../../core/model/object-key.js'
import { toTimestamp } from '../../core/model/time.js'
import type { BlobStore, Body } from '../../core/ports/blob-store.js'
import type { CancelSignal } from '../../core/ports/scene-store.js'
import { blobExists } from '../../core/ports/blob-exists.js'
import { byteChunks } from '../../core/ports/byte-chunks.js'
import { ownBytes } from '../../core/ports/own-bytes.js'
import { uploadTerms, urlTerms } from '../../core/ports/signing-terms.js'
import { presentBy } from '../now-option.js'
import { listIn } from './list-in.js'

/** An object in the form of a bucket's listing; with or without its bytes. */
export interface ListedObject {
  readonly key: string
  /** Bytes. */
  readonly size: number
  readonly lastModified: Date | string
  readonly contentType?: string
  /** As many as `size` says. */
  readonly bytes?: Uint8Array
}

/** Options of {@link createMemoryBlobStore}. */
export interface MemoryBlobStoreOptions {
  /** Objects to begin with. */
  readonly objects?: Iterable<ListedObject>
  /** The present, for `lastModified` and signed URLs. Default: the system's clock. */
  readonly now?: () => Date | number
}

/** A blob store in memory. */
export interface MemoryBlobStore extends BlobStore {
  /** Every object, by key. */
  objects(): readonly BlobStat[]
  /** The bytes of an object; none for those that were only listed. */
  read(key: string): Uint8Array | undefined
  /** Puts an object, over whatever is there, as somebody with access to the bucket could. */
  putObject(object: ListedObject): void
  /** Removes an object, if it is there, as somebody with access to the bucket could. */
  deleteObject(key: string): void
}

/**
 * A blob store in memory, for tests and demos.
 * @throws SceneError `INVALID_INPUT` for listed objects with a key that is none.
 * @example
 * const blobs = createMemoryBlobStore()
 * await blobs.stat(toObjectKey('mv/projects/91cf/final.mp4')) // 'absent'
 */
export function createMemoryBlobStore(options: MemoryBlobStoreOptions = {}): MemoryBlobStore {
  const blobs = new Map<string, { readonly stat: BlobStat; readonly bytes?: Uint8Array }>()
  const putObject = (object: ListedObject) => {
    const stored = storedObject(object)
    blobs.set(stored.stat.key, stored)
  }
  for (const object of listIn(options, 'objects')) putObject(object)
  const now = presentBy(options.now)
  const objects = () =>
    [...blobs.values()].map(({ stat }) => ({ ...stat })).sort((a, b) => (a.key < b.key ? -1 : 1))
  return {
    stat: (key) => {
      const stat = blobs.get(key)?.stat
      return Promise.resolve(stat === undefined ? 'absent' : stat.size === 0 ? 'empty' : { ...stat })
    },
    put: async (key, body, { contentType, signal } = {}) => {
      const bytes = await bytesOf(ownBytes(body), signal)
      if (blobs.has(key)) throw blobExists(key)
      const stat: BlobStat = {
        key,
        size: bytes.byteLength,
        lastModified: toTimestamp(now()),
        ...(contentType !== undefined && { contentType }),
      }
      blobs.set(key, { stat, bytes })
      return { ...stat }
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- the port is asynchronous, a map is not
    async *list(prefix) {
      yield* objects().filter(({ key }) => key.startsWith(prefix))
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- as above
    signedUrl: async (key, urlOptions = {}) => {
      const { signedAtMs, expiresInSeconds } = urlTerms(urlOptions, now())
      const signedAt = signedAtMs / 1_000
      return `${urlOf(key)}?signed=${signedAt}&expires=${signedAt + expiresInSeconds}`
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- as above
    signedUpload: async (key, uploadOptions) => {
      const { signedAtMs, expiresInSeconds, headers } = uploadTerms(uploadOptions, now())
      const url = `${urlOf(key)}?expires=${signedAtMs / 1_000 + expiresInSeconds}`
      return { method: 'PUT', url, headers }
    },
    objects,
    read: (key) => blobs.get(key)?.bytes?.slice(),
    putObject,
    deleteObject: (key) => {
      blobs.delete(key)
    },
  }
}

function urlOf(key: ObjectKey): string {
  return `memory:///${key.split('/').map(encodeURIComponent).join('/')}`
}

function storedObject(object: ListedObject): { readonly stat: BlobStat; readonly bytes?: Uint8Array } {
  const given: unknown = object
  if (typeof given !== 'object' || given === null) throw invalid('objects', 'must be objects with a key')
  const { key, lastModified, size, bytes, ...rest } = object
  if (!(Number.isSafeInteger(size) && size >= 0)) throw invalid('size', 'must be a number of bytes')
  if (bytes !== undefined && bytes.byteLength !== size) {
    throw invalid('bytes', `must be as many as size says, ${size}; there are ${bytes.byteLength}`)
  }
  return {
    stat: { ...rest, size, key: toObjectKey(key), lastModified: toTimestamp(lastModified) },
    ...(bytes !== undefined && { bytes: copyOf(bytes) }),
  }
}

function invalid(input: string, rule: string): SceneError {
  return new SceneError('INVALID_INPUT', `${input} ${rule}`, { input })
}

/** The bytes of a body, which must be the store's own where they are given as such. */
async function bytesOf(body: Body, signal: CancelSignal | undefined): Promise<Uint8Array> {
  if (body instanceof Uint8Array && signal?.aborted !== true) return body
  const chunks: Uint8Array[] = []
  for await (const chunk of byteChunks(body, signal)) chunks.push(copyOf(chunk))
  const bytes = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.byteLength, 0))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

/** Not `slice()`, which of a `Buffer` is a view. */
function copyOf(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes)
}

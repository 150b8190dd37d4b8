import type { S3Client } from '@aws-sdk/client-s3'
import { HeadBucketCommand, HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'
import type { BlobStat, StatAnswer } from '../../core/model/blob.js'
import type { ObjectKey } from '../../core/model/object-key.js'
import { toTimestamp } from '../../core/model/time.js'
import type { BlobStore, Body, PutOptions } from '../../core/ports/blob-store.js'
import { blobExists } from '../../core/ports/blob-exists.js'
import { ownBytes } from '../../core/ports/own-bytes.js'
import type { SendOptions } from '../deadline.js'
import { withDeadline } from '../deadline.js'
import { presentBy } from '../now-option.js'
import { answerIn, toBlobError } from './blob-error.js'
import type { S3Connection } from './connection.js'
import { clientOf } from './connection.js'
import { Folder } from './folder.js'
import type { IsOwn, UploadOptions } from './uploader.js'
import { timeoutOf, uploadTo } from './uploader.js'
import { UrlSigner } from './url-signer.js'

/** Options of {@link createS3BlobStore}. */
export type S3BlobStoreOptions = S3Connection &
  UploadOptions & {
    readonly bucket: string
    /** What the names of all objects in the bucket begin with, before the key. Default: nothing. */
    readonly prefix?: string
    /** The present, for signed URLs, and for how long the bucket is known to be there. Default: the machine's clock. */
    readonly now?: () => Date | number
  }

/** So long after its last answer a bucket counts as there. One that was deleted must not look like an empty one for ever. */
const BUCKET_KNOWN_MS = 60_000

/**
 * A blob store on one S3 bucket.
 * @throws SceneError `INVALID_INPUT`
 * @example
 * const blobs = createS3BlobStore({ config: { region: 'eu-central-1' }, bucket: 'badapple-media' })
 * typeof blobs.put // 'function'
 */
export function createS3BlobStore(options: S3BlobStoreOptions): BlobStore {
  const { bucket, prefix, conditionalWrites = true } = options
  const now = presentBy(options.now)
  const folder = new Folder(bucket, prefix)
  const client = clientOf(options)
  const objects = new Bucket(client, folder, options, now)
  const signer = new UrlSigner(client, folder, now, timeoutOf(options))
  const orExplain = async <T>(key: string, work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      throw toBlobError(error, bucket, key)
    }
  }
  return {
    stat: (key) => objects.stat(key),
    put: (key, body, putOptions = {}) => objects.put(key, ownBytes(body), putOptions),
    list: (keyPrefix) => objects.list(keyPrefix),
    signedUrl: (key, urlOptions = {}) => orExplain(key, signer.urlOf(key, urlOptions)),
    signedUpload: (key, uploadOptions) =>
      orExplain(key, signer.uploadTo(key, uploadOptions, conditionalWrites ? { 'if-none-match': '*' } : {})),
  }
}

/** The requests about objects, each with a deadline. */
class Bucket {
  readonly #client: S3Client
  readonly #folder: Folder
  readonly #options: UploadOptions
  readonly #now: () => number
  /** When the bucket answered last, in milliseconds since 1970. */
  #answeredMs = Number.NEGATIVE_INFINITY

  constructor(client: S3Client, folder: Folder, options: UploadOptions, now: () => number) {
    this.#client = client
    this.#folder = folder
    this.#options = options
    this.#now = now
  }

  async stat(key: ObjectKey): Promise<StatAnswer> {
    const Key = this.#folder.nameOf(key)
    try {
      const head = await this.#head(Key)
      return head.ContentLength === 0 ? 'empty' : statOf(key, head)
    } catch (error) {
      const { status, isDeleted } = answerIn(error)
      // Of a deleted object the versions before are still there.
      if (status !== 404 || isDeleted) return 'unreachable'
      return (await this.#bucketExists()) ? 'absent' : 'unreachable'
    }
  }

  async put(key: ObjectKey, body: Body, options: PutOptions): Promise<BlobStat> {
    if (this.#options.conditionalWrites === false) await this.#assertFree(key)
    const isOwn = await uploadTo(this.#client, this.#folder, key, body, { ...this.#options, ...options })
    try {
      return statOf(key, await this.#uploadedObject(key, isOwn))
    } catch (error) {
      throw toBlobError(error, this.#folder.bucket, key)
    }
  }

  async *list(prefix: string): AsyncGenerator<BlobStat> {
    let from: string | undefined
    do {
      const page = await this.#page(prefix, from)
      for (const { Key = '', Size, LastModified } of page.Contents ?? []) {
        const key = this.#folder.keyOf((page.EncodingType === 'url' ? decoded(Key) : Key) ?? '')
        // Objects that are not the library's may be called what no key is called.
        if (key !== undefined) yield { key, size: Size ?? 0, lastModified: toTimestamp(LastModified ?? 0) }
      }
      from = page.NextContinuationToken
    } while (from !== undefined)
  }

  async #page(prefix: string, from: string | undefined) {
    const command = new ListObjectsV2Command({
      Bucket: this.#folder.bucket,
      Prefix: this.#folder.prefixOf(prefix),
      // XML has no form for some characters of names.
      EncodingType: 'url',
      ...(from !== undefined && { ContinuationToken: from }),
    })
    try {
      const page = await this.#send((options) => this.#client.send(command, options))
      this.#answeredMs = this.#now()
      return page
    } catch (error) {
      throw toBlobError(error, this.#folder.bucket, prefix)
    }
  }

  async #head(Key: string) {
    const command = new HeadObjectCommand({ Bucket: this.#folder.bucket, Key })
    const head = await this.#send((options) => this.#client.send(command, options))
    this.#answeredMs = this.#now()
    return head
  }

  /** The object after an upload, whatever the bucket answered: a repeated upload finds its own key taken. */
  async #uploadedObject(key: ObjectKey, isOwn: IsOwn) {
    const head = await this.#head(this.#folder.nameOf(key))
    if (!isOwn(head)) throw blobExists(key)
    return head
  }

  async #assertFree(key: ObjectKey): Promise<void> {
    const found = await this.stat(key)
    if (found === 'absent') return
    if (found === 'unreachable') throw toBlobError(undefined, this.#folder.bucket, key)
    throw blobExists(key)
  }

  /** "Not found" may also mean the bucket; a wrong name must not look like an empty bucket. */
  async #bucketExists(): Promise<boolean> {
    const sinceMs = this.#now() - this.#answeredMs
    if (sinceMs >= 0 && sinceMs < BUCKET_KNOWN_MS) return true
    const command = new HeadBucketCommand({ Bucket: this.#folder.bucket })
    try {
      await this.#send((options) => this.#client.send(command, options))
    } catch (error) {
      // Whoever may not look at a bucket learns that it is there.
      if (answerIn(error).status !== 403) return false
    }
    this.#answeredMs = this.#now()
    return true
  }

  #send<T>(request: (options: SendOptions) => Promise<T>): Promise<T> {
    return withDeadline(request, timeoutOf(this.#options), undefined)
  }
}

function statOf(
  key: ObjectKey,
  head: {
    readonly ContentLength?: number | undefined
    readonly LastModified?: Date | undefined
    readonly ContentType?: string | undefined
  },
): BlobStat {
  return {
    key,
    size: head.ContentLength ?? 0,
    lastModified: toTimestamp(head.LastModified ?? 0),
    ...(head.ContentType !== undefined && { contentType: head.ContentType }),
  }
}

/** `undefined` for what is no encoding of a name. */
function decoded(name: string): string | undefined {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

import type { BlobStore, Body, ByteStream } from '../../core/ports/blob-store.js'
import { blobExists } from '../../core/ports/blob-exists.js'
import { unreachable } from './bucket-faults.js'
import { ownBytes } from '../../core/ports/own-bytes.js'
import type { FaultNames, FaultQueue } from './fault-queue.js'
import type { RequestLog, SentRequest } from './request-log.js'
import type { TestProcess } from './test-process.js'
import { assertAlive, crash } from './test-process.js'

/** What may go wrong with a question about the bucket. */
export type BlobReadingFault =
  /** The bucket does not answer, or forbids to look. */
  | 'unreachable'
  /** The process dies before it sends the request. */
  | 'crash-before'

/** What may go wrong with an upload. */
export type UploadFault =
  | BlobReadingFault
  /** The connection is cut in the middle: part of the body has been read, and nothing is visible. */
  | 'cut-upload'
  /** The object is stored, and its sender gets no answer. */
  | 'lost-reply'
  /** The object is stored, and the answer is that the key is taken, as when a client sends again what was not lost. */
  | 'already-exists'
  /** The process dies after the object was stored. */
  | 'crash-after'

/** The faults of each request to a blob store. */
export type BlobStoreFaults = Readonly<{
  put: UploadFault
  stat: BlobReadingFault
  list: BlobReadingFault
  signedUrl: BlobReadingFault
  signedUpload: BlobReadingFault
}>

const READING_FAULTS: readonly BlobReadingFault[] = ['unreachable', 'crash-before']

/** Every request to a blob store, with its faults. */
export const BLOB_STORE_FAULTS: FaultNames<BlobStoreFaults> = {
  put: [...READING_FAULTS, 'cut-upload', 'lost-reply', 'already-exists', 'crash-after'],
  stat: READING_FAULTS,
  list: READING_FAULTS,
  signedUrl: READING_FAULTS,
  signedUpload: READING_FAULTS,
}

/** What the requests of one process go through on their way to the bucket. */
export interface BucketWay {
  readonly process: TestProcess
  readonly faults: FaultQueue<BlobStoreFaults>
  readonly log: RequestLog
  /** What others do right before a request arrives. */
  readonly before: (operation: keyof BlobStoreFaults, request: SentRequest) => Promise<void>
}

/** A blob store as one process sees it, with the faults that a test planned. */
export function faultyBlobStore(blobs: BlobStore, { process, faults, log, before }: BucketWay): BlobStore {
  const send = async <Operation extends keyof BlobStoreFaults, T>(
    operation: Operation,
    about: string,
    work: (fault: BlobStoreFaults[Operation] | undefined) => Promise<T>,
  ): Promise<T> => {
    assertAlive(process)
    const request: SentRequest = { port: 'blobs', operation, about, process: process.name }
    const fault = faults.next(operation, request)
    return log.run({ ...request, ...(fault !== undefined && { fault }) }, async () => {
      if (fault === 'crash-before') crash(process)
      await before(operation, request)
      const answer = await work(fault)
      // Somebody else may have let this process die meanwhile.
      assertAlive(process)
      return answer
    })
  }
  return {
    stat: (key) =>
      send('stat', key, (fault) => (fault === undefined ? blobs.stat(key) : answer('unreachable'))),
    put: (key, given, options) => {
      const body = ownBytes(given)
      return send('put', key, async (fault) => {
        if (fault === 'unreachable') throw unreachable(key)
        if (fault === 'cut-upload') {
          await readBeginning(body)
          throw unreachable(key)
        }
        const stat = await blobs.put(key, body, options)
        if (fault === 'lost-reply') throw unreachable(key)
        if (fault === 'already-exists') throw blobExists(key)
        if (fault === 'crash-after') crash(process)
        return stat
      })
    },
    async *list(prefix) {
      // The request is over when the listing begins; what it lists is what there is then.
      const found = await send('list', prefix, async (fault) => {
        if (fault !== undefined) throw unreachable(prefix)
        return all(blobs.list(prefix))
      })
      yield* found
    },
    signedUrl: (key, options) =>
      send('signedUrl', key, async (fault) => {
        if (fault !== undefined) throw unreachable(key)
        return blobs.signedUrl(key, options)
      }),
    signedUpload: (key, options) =>
      send('signedUpload', key, async (fault) => {
        if (fault !== undefined) throw unreachable(key)
        return blobs.signedUpload(key, options)
      }),
  }
}

/** A stream that was read in part cannot be sent again. */
async function readBeginning(body: Body): Promise<void> {
  if (!isStream(body)) return
  for await (const _chunk of body) return
}

function isStream(body: Body): body is ByteStream {
  return Symbol.asyncIterator in body
}

async function all<T>(list: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = []
  for await (const one of list) found.push(one)
  return found
}

function answer<T>(value: T): Promise<T> {
  return Promise.resolve(value)
}

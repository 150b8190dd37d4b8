import type { HeadObjectCommandOutput, S3Client } from '@aws-sdk/client-s3'
import { AbortMultipartUploadCommand, CreateMultipartUploadCommand } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { SceneError } from '../../core/model/error.js'
import type { ObjectKey } from '../../core/model/object-key.js'
import type { Body, PutOptions } from '../../core/ports/blob-store.js'
import { byteChunks } from '../../core/ports/byte-chunks.js'
import type { CancelSignal } from '../../core/ports/scene-store.js'
import { withDeadline } from '../deadline.js'
import { answerIn, toBlobError } from './blob-error.js'
import type { Folder } from './folder.js'

/** How objects are uploaded. */
export interface UploadOptions {
  /** How long one request may take, in milliseconds, the tries of the SDK included; of a large upload each part. Default: 60,000. */
  readonly requestTimeoutMs?: number
  /**
   * Whether the bucket refuses to overwrite when it is asked to (`If-None-Match: *`), as S3 does. Default: true. With
   * `false` the store looks first, and two uploads to one key at the same moment may overwrite each other.
   */
  readonly conditionalWrites?: boolean
}

/** How long one request of a store may take, in milliseconds. */
export function timeoutOf({ requestTimeoutMs = 60_000 }: UploadOptions): number {
  return requestTimeoutMs
}

/** Larger uploads go up in parts of this size, some at a time; no more of a stream is in memory. */
const PART_BYTES = 8 * 1024 * 1024
const PARTS_AT_ONCE = 3

/** Names the upload that made an object, on the object. */
const UPLOAD_ID = 'scenes-upload'

/** Requests that an aborted upload still needs, so that nothing is left of it. */
const HOUSEKEEPING = [CreateMultipartUploadCommand, AbortMultipartUploadCommand]

/** Whether an object came from an upload. */
export type IsOwn = (head: Pick<HeadObjectCommandOutput, 'Metadata'>) => boolean

/**
 * Uploads a body as one object, visible as a whole or not at all: at once, or in parts when it is large.
 * @returns What tells whether the object that is there now is this upload's: it may have been there already.
 * @throws What broke the body, as it is; `SceneError` `INVALID_INPUT`, `ABORTED`, `BLOB_UNREACHABLE`.
 */
export async function uploadTo(
  client: S3Client,
  folder: Folder,
  key: ObjectKey,
  body: Body,
  options: UploadOptions & PutOptions,
): Promise<IsOwn> {
  const { conditionalWrites = true, contentType, signal } = options
  const id = crypto.randomUUID()
  const source = new Source(body, signal)
  const upload = new Upload({
    client: withSignal(client, timeoutOf(options), signal),
    partSize: PART_BYTES,
    queueSize: PARTS_AT_ONCE,
    params: {
      Bucket: folder.bucket,
      Key: folder.nameOf(key),
      Body: source.stream,
      Metadata: { [UPLOAD_ID]: id },
      ...(contentType !== undefined && { ContentType: contentType }),
      ...(conditionalWrites && { IfNoneMatch: '*' }),
    },
  })
  const isOwn: IsOwn = ({ Metadata }) => Metadata?.[UPLOAD_ID] === id
  try {
    await upload.done()
    return isOwn
  } catch (error) {
    if (isAborted(signal)) throw aborted(signal, key)
    // The bucket's complaint about half an object would hide why it is half.
    if (source.failure !== undefined) throw source.failure.error
    const { status, name } = answerIn(error)
    // 409: somebody else uploads to the same key right now. An upload in parts that is over has ended before.
    if (status === 412 || status === 409 || name === 'NoSuchUpload') return isOwn
    throw toBlobError(error, folder.bucket, key)
  } finally {
    source.release()
  }
}

/** The bytes of a body as a stream, and what broke it. */
class Source {
  readonly stream: ReadableStream<Uint8Array>
  failure: { readonly error: unknown } | undefined
  readonly #chunks: AsyncGenerator<Uint8Array, void>

  constructor(body: Body, signal: CancelSignal | undefined) {
    // A blob is read piece by piece where it can be.
    const chunks = byteChunks(body instanceof Blob ? body.stream() : body, signal)
    this.#chunks = chunks
    this.stream = new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          try {
            const { done, value } = await chunks.next()
            if (done === true) controller.close()
            // The body may use one buffer again and again.
            else controller.enqueue(new Uint8Array(value))
          } catch (error) {
            this.failure = { error }
            controller.error(error)
          }
        },
      },
      { highWaterMark: 0 },
    )
  }

  /** Lets go of the body: of an upload that failed, nobody reads it to its end. */
  release(): void {
    void this.#chunks.return()
  }
}

/**
 * The client, with a deadline for each request. The beginning of an upload in parts is waited for although it was aborted:
 * only its answer says what is to be removed.
 */
function withSignal(client: S3Client, timeoutMs: number, signal: CancelSignal | undefined): S3Client {
  const send = (command: Parameters<S3Client['send']>[0]) =>
    withDeadline(
      (options) => client.send(command, options),
      timeoutMs,
      HOUSEKEEPING.some((kind) => command instanceof kind) ? undefined : signal,
    )
  return Object.create(client, { send: { value: send } }) as S3Client
}

function isAborted(signal: CancelSignal | undefined): signal is CancelSignal {
  return signal?.aborted === true
}

function aborted({ reason }: CancelSignal, key: ObjectKey): SceneError {
  return new SceneError(
    'ABORTED',
    `the upload to ${key} was aborted; if it was about to end, the object may be there`,
    { waitedMs: 0 },
    { cause: reason },
  )
}

import type { HeadObjectCommandOutput, S3Client } from '@aws-sdk/client-s3'
import { AbortMultipartUploadCommand, CreateMultipartUploadCommand } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { SceneError } from '../../core/model/error.js'
import type { ObjectKey } from '../../core/model/object-key.js'
import type { Body, PutOptions } from '../../core/ports/blob-store.js'
import type { CancelSignal } from '../../core/ports/scene-store.js'
import { withDeadline } from '../deadline.js'
import { answerIn, toBlobError } from './blob-error.js'
import type { Folder } from './folder.js'
import { UploadSource } from './upload-source.js'

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
 * Uploads a body (bytes must be the upload's own) as one object, visible as a whole or not at all: at once, or in parts when it is large.
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
  const source = new UploadSource(body, signal)
  let refusal: { readonly error: unknown } | undefined
  const refused = (error: unknown) => {
    refusal ??= { error }
    // The upload would wait for what its stream has to say first.
    source.release()
  }
  const upload = new Upload({
    client: sending(client, timeoutOf(options), signal, refused),
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
    const cause = refusal === undefined ? error : refusal.error
    const { status, name } = answerIn(cause)
    // 409: somebody else uploads to the same key right now. An upload in parts that is over has ended before.
    if (status === 412 || status === 409 || name === 'NoSuchUpload') return isOwn
    throw toBlobError(cause, folder.bucket, key)
  } finally {
    source.release()
  }
}

/**
 * The client, with a deadline for each request, which tells of the first that comes to nothing. The beginning of an upload in
 * parts is waited for although it was aborted: only its answer says what is to be removed.
 */
function sending(
  client: S3Client,
  timeoutMs: number,
  signal: CancelSignal | undefined,
  refused: (error: unknown) => void,
): S3Client {
  const send = async (command: Parameters<S3Client['send']>[0]) => {
    try {
      return await withDeadline(
        (options) => client.send(command, options),
        timeoutMs,
        HOUSEKEEPING.some((kind) => command instanceof kind) ? undefined : signal,
      )
    } catch (error) {
      refused(error)
      throw error
    }
  }
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

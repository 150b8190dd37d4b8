import type { BlobStat, StatAnswer } from '../core/model/blob.js'
import { isSceneError, SceneError } from '../core/model/error.js'
import type { ObjectKey } from '../core/model/object-key.js'
import type { Body, ByteStream } from '../core/ports/blob-store.js'
import type { Environment } from './environment.js'
import { persistently } from './retry.js'
import { WatchedStream } from './watched-stream.js'

/**
 * Uploads to a key that nobody else uses, again after failures where the body can be read again. An object that is
 * there already is this upload's own, from a try whose reply was lost, unless its size is another.
 * @throws SceneError `BLOB_EMPTY` for a body without bytes, `BLOB_EXISTS` for an object of another size,
 * `BLOB_UNREACHABLE` when the bucket does not answer, `BODY_STALLED` for a stream that gives no bytes for too long.
 */
export async function upload(
  environment: Environment,
  key: ObjectKey,
  body: Body,
  contentType: string,
): Promise<void> {
  const size = sizeOf(body)
  if (size === 0)
    throw new SceneError('BLOB_EMPTY', `the clip for ${key} has no bytes; nothing was uploaded`, { key })
  try {
    if (isStream(body)) await putStream(environment, key, body, contentType)
    else await persistently(environment, () => environment.blobs.put(key, body, { contentType }))
  } catch (error) {
    if (!isSceneError(error, 'BLOB_EXISTS')) throw error
    const found = await verify(environment, key)
    if (size !== undefined && found.size !== size) throw error
  }
}

/** Once: a stream can not be read again. Whatever becomes of the upload, the stream is let go of. */
async function putStream(
  environment: Environment,
  key: ObjectKey,
  body: ByteStream,
  contentType: string,
): Promise<void> {
  const stream = new WatchedStream(environment, key, body)
  try {
    await environment.blobs.put(key, stream, { contentType, signal: stream.signal })
  } catch (error) {
    throw stream.stall ?? error
  } finally {
    stream.release()
  }
}

/**
 * Makes sure that there is an object with bytes at a key.
 * @throws SceneError `BLOB_ABSENT`, `BLOB_EMPTY`, or `BLOB_UNREACHABLE` when the bucket gives no answer in time.
 */
export async function verify(environment: Environment, key: ObjectKey): Promise<BlobStat> {
  const answer = await statAgain(environment, key)
  if (answer === 'absent') {
    throw new SceneError('BLOB_ABSENT', `nothing is stored at ${key}; upload the clip first`, { key })
  }
  if (answer === 'empty') {
    throw new SceneError('BLOB_EMPTY', `the object at ${key} has no bytes; upload the clip under a new key`, {
      key,
    })
  }
  return answer
}

/**
 * What is stored at a key, asked again while the bucket does not say.
 * @throws SceneError `BLOB_UNREACHABLE` when it gives no answer in time.
 */
export function statAgain(
  environment: Environment,
  key: ObjectKey,
): Promise<Exclude<StatAnswer, 'unreachable'>> {
  return persistently(environment, async () => {
    const answer = await environment.blobs.stat(key)
    if (answer === 'unreachable') throw unreachable(key)
    return answer
  })
}

/** The error of a bucket that does not say whether there is an object; never to be read as "absent". */
export function unreachable(key: ObjectKey): SceneError {
  return new SceneError(
    'BLOB_UNREACHABLE',
    `the bucket did not say whether ${key} exists; try again`,
    { key },
    {
      retryable: true,
    },
  )
}

/** The size of a body that can be read more than once; a stream can not. */
export function sizeOf(body: Body): number | undefined {
  if (body instanceof Uint8Array) return body.byteLength
  return isStream(body) ? undefined : body.size
}

function isStream(body: Body): body is ByteStream {
  return !(body instanceof Uint8Array || 'arrayBuffer' in body)
}

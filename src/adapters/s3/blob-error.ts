import { isSceneError, SceneError } from '../../core/model/error.js'

/** What is known of an error of the client. */
export interface S3Answer {
  readonly name: string
  readonly status?: number
  /** The newest version of the object says that it was deleted. */
  readonly isDeleted: boolean
}

/** Why a request came to nothing, in words, by the name of the error. */
const ADVICE: Readonly<Record<string, string>> = {
  NoSuchBucket: 'the bucket does not exist; correct its name',
  AccessDenied: 'the credentials do not allow this request; see the policy in the guide to S3',
  Forbidden: 'the credentials do not allow this request; see the policy in the guide to S3',
  ExpiredToken: 'the credentials are expired; renew them',
  InvalidAccessKeyId: 'the credentials are wrong; correct them',
  SignatureDoesNotMatch: 'the credentials are wrong; correct them',
  CredentialsProviderError: 'there are no credentials',
  PermanentRedirect: 'the bucket is in another region; correct the region',
  EntityTooLarge: 'the object is larger than the bucket takes',
}

/** What the bucket answered, as far as an error of the client says. */
export function answerIn(error: unknown): S3Answer {
  const { name, $metadata, $response } = fieldsOf(error)
  const { httpStatusCode: status } = fieldsOf($metadata)
  const { headers } = fieldsOf($response)
  return {
    name: typeof name === 'string' ? name : '',
    ...(typeof status === 'number' && { status }),
    isDeleted: fieldsOf(headers)['x-amz-delete-marker'] === 'true',
  }
}

/** The error of a request that came to nothing; what is wrong with the input stays what it is. */
export function toBlobError(error: unknown, bucket: string, key: string): unknown {
  if (isSceneError(error)) return error
  const { name, status } = answerIn(error)
  const why =
    ADVICE[name] ?? (status === undefined ? 'there is no answer' : `the answer was ${status} ${name}`)
  const isHopeless =
    name in ADVICE || (status !== undefined && status >= 400 && status < 500 && !mayPass(status))
  return new SceneError(
    'BLOB_UNREACHABLE',
    `bucket ${bucket}: ${why}. Whether ${key} was changed is not known`,
    { key },
    { cause: error, retryable: !isHopeless },
  )
}

/** Answers that a later request may not get. */
function mayPass(status: number): boolean {
  return status === 404 || status === 408 || status === 409 || status === 429
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}

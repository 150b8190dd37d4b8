import type { S3ClientConfig } from '@aws-sdk/client-s3'
import { S3Client } from '@aws-sdk/client-s3'
import { SceneError } from '../../core/model/error.js'

/** A client of the caller's, or the configuration of one to be made; not both. */
export type S3Connection =
  | { readonly client: S3Client; readonly config?: never }
  | { readonly config: S3ClientConfig; readonly client?: never }

/** @throws SceneError `INVALID_INPUT` for both or neither. */
export function clientOf({ client, config }: S3Connection): S3Client {
  if ((client === undefined) === (config === undefined)) {
    throw new SceneError(
      'INVALID_INPUT',
      'pass either client, an S3Client, or config, what to make one with',
      {
        input: 'client',
      },
    )
  }
  return client ?? new S3Client(config)
}

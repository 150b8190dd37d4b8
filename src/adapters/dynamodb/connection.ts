import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { SceneError } from '../../core/model/error.js'
import { TRANSLATION } from './native-item.js'

/**
 * A client of the caller's, or the configuration of one to be made; not both. One that is made sends each request once
 * unless `maxAttempts` says more, as the store tries again by itself.
 */
export type DynamoConnection =
  | { readonly client: DynamoDBClient; readonly config?: never }
  | { readonly config: DynamoDBClientConfig; readonly client?: never }

/** @throws SceneError `INVALID_INPUT` for both or neither. */
export function clientOf({ client, config }: DynamoConnection): DynamoDBClient {
  if ((client === undefined) === (config === undefined)) {
    throw new SceneError(
      'INVALID_INPUT',
      'pass either client, a DynamoDBClient, or config, what to make one with',
      {
        input: 'client',
      },
    )
  }
  return client ?? new DynamoDBClient({ maxAttempts: 1, ...config })
}

/**
 * A document client of its own on the caller's connections. Document clients write how they translate into the
 * configuration of the client that they are made from, so they are made from a copy of it: others keep theirs.
 */
export function documentClientOf(client: DynamoDBClient): DynamoDBDocumentClient {
  const copy = Object.create(client, { config: { value: { ...client.config } } }) as DynamoDBClient
  const { marshallOptions, unmarshallOptions } = TRANSLATION
  // It adds options of its own to those that it is given.
  return DynamoDBDocumentClient.from(copy, {
    marshallOptions: { ...marshallOptions },
    unmarshallOptions: { ...unmarshallOptions },
  })
}

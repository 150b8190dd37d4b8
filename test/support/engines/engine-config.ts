import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb'

/** What reaches an engine: one that was started here takes any credentials, one of somebody's own takes the usual variables. */
export function configFor(endpoint: string): DynamoDBClientConfig {
  if (process.env['SCENES_DYNAMODB_ENDPOINT'] !== undefined) return { endpoint }
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  return { endpoint, region: 'us-east-1', credentials }
}

import type { Input } from '../command.js'
import { UsageError } from '../command-line/usage-error.js'
import { ENDPOINT, REGION, S3_ENDPOINT, TABLE } from '../options/source-options.js'

/** What a client of the SDK is made with. */
export interface ClientConfig {
  readonly region?: string
  readonly endpoint?: string
  readonly forcePathStyle?: true
}

/** Which table, and what its client is made with. */
export interface TableConnection {
  readonly tableName: string
  readonly config: ClientConfig
}

/** Engines of one's own ask for no region, and the SDK for one. */
const ANY_REGION = 'us-east-1'

/**
 * The table that was named.
 * @throws UsageError
 */
export function tableConnection(
  input: Input,
  question = 'where are the scenes? Name a table with --table, or an export with --file',
): TableConnection {
  const tableName = input.option(TABLE)
  if (tableName === undefined) throw new UsageError(question)
  return { tableName, config: clientConfig(input, input.option(ENDPOINT)) }
}

/** What a client of the bucket is made with. */
export function bucketConfig(input: Input): ClientConfig {
  const endpoint = input.option(S3_ENDPOINT)
  return { ...clientConfig(input, endpoint), ...(endpoint !== undefined && { forcePathStyle: true }) }
}

function clientConfig(input: Input, endpoint: string | undefined): ClientConfig {
  const own = endpoint !== undefined && process.env['AWS_REGION'] === undefined ? ANY_REGION : undefined
  const region = input.option(REGION) ?? own
  return { ...(region !== undefined && { region }), ...(endpoint !== undefined && { endpoint }) }
}

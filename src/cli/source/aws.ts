import { CommandFailure } from '../command-failure.js'

/**
 * Loads an adapter, whose packages need not be installed.
 * @throws CommandFailure
 */
async function load<Adapter>(
  what: string,
  packages: string,
  adapter: () => Promise<Adapter>,
): Promise<Adapter> {
  try {
    // For developers; who is paged at night has other worries.
    process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'
    return await adapter()
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND'
    if (!isMissing) throw cause
    throw new CommandFailure(`${what} needs packages that are not installed: npm install ${packages}`, {
      cause,
    })
  }
}

/** The DynamoDB adapter. */
export function dynamodb() {
  return load(
    'a table',
    '@aws-sdk/client-dynamodb @aws-sdk/lib-dynamodb',
    () => import('../../adapters/dynamodb/index.js'),
  )
}

/** Items of a table as they are. */
export function dynamodbItems() {
  return load('a table', '@aws-sdk/client-dynamodb', () => import('../../adapters/dynamodb/table-items.js'))
}

/** The S3 adapter. */
export function s3() {
  return load(
    'a bucket',
    '@aws-sdk/client-s3 @aws-sdk/lib-storage @aws-sdk/s3-request-presigner',
    () => import('../../adapters/s3/index.js'),
  )
}

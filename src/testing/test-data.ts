import type { ListedObject } from '../adapters/memory/blob-store.js'
import type { DynamoJsonItem } from '../core/items/dynamo-json.js'

/** What a test begins with: items of a table in DynamoDB JSON, and the objects of a bucket. An export is such data. */
export interface TestData {
  readonly items: readonly DynamoJsonItem[]
  readonly objects: readonly ListedObject[]
}

/** Everything that was stored at one moment. */
export interface TestSnapshot extends TestData {
  /** The moment, in milliseconds since 1970. */
  readonly nowMs: number
}

import type { DynamoJsonItem } from '@badapple/scenes'
import type { ListedObject } from '@badapple/scenes/memory'
import exported from './legacy-table.json' with { type: 'json' }

/** The moment at which table and bucket were exported. */
export const EXPORTED_AT = '2025-11-24T12:00:00Z'

/** The items of the table, in DynamoDB JSON. */
export const items: readonly DynamoJsonItem[] = exported.items

/** The listing of the bucket. */
export const objects: readonly ListedObject[] = exported.objects

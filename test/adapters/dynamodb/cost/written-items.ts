import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { GetItemCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import type { RecordedRequest } from './recording-client.js'

/** One action of a commit, with what it costs. */
export interface WrittenItem {
  /** `scene`, `claim`, `event` or `project`. */
  readonly what: string
  /** `Put`, `Update`, `ConditionCheck` … */
  readonly action: string
  /** As stored afterwards, in bytes. */
  readonly bytes: number
  /** A unit for each begun kilobyte, twice as it is in a transaction. */
  readonly units: number
}

const KINDS: Readonly<Record<string, string>> = {
  METADATA: 'project',
  SCENE: 'scene',
  LEASE: 'claim',
  EVENT: 'event',
}

const key = z.object({ PK: z.string(), SK: z.string() })
const place = z
  .object({ TableName: z.string(), Item: key.optional(), Key: key.optional() })
  .transform(({ TableName, Item, Key }) => ({ TableName, ...(Item ?? key.parse(Key)) }))
const transaction = z.object({ TransactItems: z.array(z.record(z.string(), place)) })

/** What a transaction that was answered wrote. */
export async function writtenItems(
  client: DynamoDBClient,
  { input }: RecordedRequest,
): Promise<readonly WrittenItem[]> {
  const written: WrittenItem[] = []
  const actions = transaction.parse(input).TransactItems.flatMap((item) => Object.entries(item))
  for (const [action, { TableName, PK, SK }] of actions) {
    const Key = { PK: { S: PK }, SK: { S: SK } }
    const { Item = {} } = await client.send(new GetItemCommand({ TableName, Key }))
    const bytes = sizeOf(Item)
    const what = KINDS[SK.split('#')[0] ?? ''] ?? 'other'
    written.push({ what, action, bytes, units: 2 * Math.ceil(bytes / 1024) })
  }
  return written
}

/** How many bytes an item takes, as the limits of DynamoDB count them. */
function sizeOf(item: Readonly<Record<string, AttributeValue>>): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + bytesOf(name) + valueSize(value), 0)
}

function valueSize({ S, N, L, M }: AttributeValue): number {
  if (S !== undefined) return bytesOf(S)
  if (N !== undefined) return Math.ceil(N.replace(/[-.]/g, '').length / 2) + 1
  if (L !== undefined) return L.reduce((sum, value) => sum + 1 + valueSize(value), 3)
  if (M !== undefined) return 3 + Object.keys(M).length + sizeOf(M)
  // A boolean or nothing.
  return 1
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text)
}

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'

/** Keeps the cursor of a sweep from one invocation to the next. */
export interface CursorKeeper {
  read(): Promise<string | undefined>
  /** `undefined`: the next sweep begins anew. */
  keep(cursor: string | undefined): Promise<void>
}

/** A cursor as an item of the table, under a partition that neither this library nor the backend looks at. */
export function cursorItem(client: DynamoDBDocumentClient, TableName: string, name: string): CursorKeeper {
  const Key = { PK: `SWEEP#${name}`, SK: 'CURSOR' }
  return {
    read: async () => {
      const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))
      const cursor: unknown = Item?.['cursor']
      return typeof cursor === 'string' ? cursor : undefined
    },
    keep: async (cursor) => {
      await client.send(
        new PutCommand({ TableName, Item: { ...Key, ...(cursor !== undefined && { cursor }) } }),
      )
    },
  }
}

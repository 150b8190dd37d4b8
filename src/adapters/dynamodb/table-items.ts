import type { QueryCommandInput, ScanCommandInput, ScanCommandOutput } from '@aws-sdk/client-dynamodb'
import { GetItemCommand, PutItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import type { DynamoJsonItem } from '../../core/items/dynamo-json.js'
import { partitionKey } from '../../core/items/keys.js'
import type { RequestOptions } from '../../core/ports/scene-store.js'
import { fromAttributes, toAttributes } from './attribute-json.js'
import type { DynamoConnection } from './connection.js'
import { clientOf } from './connection.js'
import { itemPages } from './item-pages.js'
import type { SendingOptions } from './sender.js'
import { Sender } from './sender.js'
import { errorName } from './store-error.js'

/** The items of a table as they are stored, whoever wrote them: for exports and imports. */
export interface TableItems {
  /** Every item of the table, page by page. */
  all(request?: RequestOptions): AsyncIterable<readonly DynamoJsonItem[]>
  /** Every item of a project, page by page, strongly consistent. */
  ofProject(projectId: string, request?: RequestOptions): AsyncIterable<readonly DynamoJsonItem[]>
  /** The item at the key of this one, strongly consistent. */
  find(item: DynamoJsonItem, request?: RequestOptions): Promise<DynamoJsonItem | undefined>
  /** Stores an item. @returns Whether it did: without `overwrite` an item that is there stays. */
  put(item: DynamoJsonItem, options: RequestOptions & { readonly overwrite: boolean }): Promise<boolean>
}

/** The items of a table. Requests throw SceneError `STORE_REFUSED`, `STORE_UNAVAILABLE`, `ABORTED`. */
export function tableItems(
  options: DynamoConnection & SendingOptions & { readonly tableName: string },
): TableItems {
  const { tableName: TableName } = options
  const client = clientOf(options)
  const sender = new Sender(TableName, options)

  async function* pages<Input extends ScanCommandInput | QueryCommandInput>(
    input: Input,
    request: RequestOptions,
    send: (page: Input, options: { readonly abortSignal: AbortSignal }) => Promise<ScanCommandOutput>,
  ): AsyncGenerator<readonly DynamoJsonItem[]> {
    for await (const items of itemPages(sender, input, request, send)) yield items.map(fromAttributes)
  }

  return {
    all: (request = {}) =>
      pages({ TableName }, request, (page, options) => client.send(new ScanCommand(page), options)),

    ofProject: (projectId, request = {}) =>
      pages(
        {
          TableName,
          ConsistentRead: true,
          KeyConditionExpression: 'PK = :pk',
          ExpressionAttributeValues: { ':pk': { S: partitionKey(projectId) } },
        },
        request,
        (page, options) => client.send(new QueryCommand(page), options),
      ),

    find: async (item, { signal } = {}) => {
      const { PK, SK } = toAttributes({ PK: item['PK'] ?? {}, SK: item['SK'] ?? {} })
      const Key = { ...(PK !== undefined && { PK }), ...(SK !== undefined && { SK }) }
      const { Item } = await sender.send(
        (request) => client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }), request),
        signal,
      )
      return Item === undefined ? undefined : fromAttributes(Item)
    },

    put: async (item, { overwrite, signal }) => {
      const input = {
        TableName,
        Item: toAttributes(item),
        ...(!overwrite && { ConditionExpression: 'attribute_not_exists(PK)' }),
      }
      const isThere = (error: unknown) =>
        errorName(error) === 'ConditionalCheckFailedException' ? false : undefined
      return sender.send(
        async (request) => {
          await client.send(new PutItemCommand(input), request)
          return true
        },
        signal,
        isThere,
      )
    },
  }
}

import type { CreateTableCommandInput, StreamSpecification } from '@aws-sdk/client-dynamodb'
import { STATUS_INDEX } from './requests/reading-requests.js'

/** A stream that tells of every change, with the item as it is after it. */
export const STREAM: StreamSpecification = { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' }

/** The table that production has: two keys, one index, paid by request. */
export function tableDefinition(TableName: string): CreateTableCommandInput {
  return {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: (['PK', 'SK', 'GSI1PK', 'GSI1SK'] as const).map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    KeySchema: [
      { AttributeName: 'PK', KeyType: 'HASH' },
      { AttributeName: 'SK', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: STATUS_INDEX,
        KeySchema: [
          { AttributeName: 'GSI1PK', KeyType: 'HASH' },
          { AttributeName: 'GSI1SK', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  }
}

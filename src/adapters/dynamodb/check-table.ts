import type { TableDescription } from '@aws-sdk/client-dynamodb'
import { DescribeContinuousBackupsCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import { isSceneError } from '../../core/model/error.js'
import type { CancelSignal } from '../../core/ports/scene-store.js'
import type { DynamoConnection } from './connection.js'
import { clientOf } from './connection.js'
import { STATUS_INDEX } from './requests/reading-requests.js'
import { Sender } from './sender.js'
import { errorName } from './store-error.js'
import { tableDefinition } from './table-definition.js'

/** What a table is that does not do; a problem keeps the library from working, a remark does not. */
export interface TableCheck {
  readonly tableName: string
  readonly ok: boolean
  /** What is missing or wrong, each in a sentence. */
  readonly problems: readonly string[]
  /** What is worth a look: provisioned capacity, no backups, a stream without the items. */
  readonly remarks: readonly string[]
  /** The stream of its changes; absent while it is off. */
  readonly stream?: TableStream
}

/** The stream of a table's changes. */
export interface TableStream {
  /** What `pollStream` and an event source mapping of Lambda take. */
  readonly arn: string
  /** What it tells of each change: `NEW_IMAGE` or `NEW_AND_OLD_IMAGES` where events are to be delivered from it. */
  readonly view: string
}

/**
 * Says what a table lacks or has otherwise than the library needs it; changes nothing.
 * @throws SceneError `STORE_REFUSED`, `STORE_UNAVAILABLE`, `ABORTED`
 */
export async function checkTable(
  options: DynamoConnection & { readonly tableName: string; readonly signal?: CancelSignal | undefined },
): Promise<TableCheck> {
  const { tableName, signal } = options
  const client = clientOf(options)
  const sender = new Sender(tableName, { retryBudgetMs: 0 })
  const table = await sender.send<TableDescription | 'missing'>(
    async (request) => {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }), request)
      return Table ?? 'missing'
    },
    signal,
    (error) => (errorName(error) === 'ResourceNotFoundException' ? 'missing' : undefined),
  )
  if (table === 'missing') {
    const problems = [`table ${tableName} does not exist; createTable makes it`]
    return { tableName, ok: false, problems, remarks: [] }
  }
  const problems = problemsOf(table)
  const stream = streamOf(table)
  const remarks = [...billingRemarks(table), ...streamRemarks(stream), ...(await backupRemarks())]
  return {
    tableName,
    ok: problems.length === 0,
    problems,
    remarks,
    ...(stream !== undefined && { stream }),
  }

  async function backupRemarks(): Promise<readonly string[]> {
    const command = new DescribeContinuousBackupsCommand({ TableName: tableName })
    try {
      const { ContinuousBackupsDescription } = await sender.send(
        (request) => client.send(command, request),
        signal,
      )
      const status = ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus
      return status === 'ENABLED' ? [] : ['point-in-time recovery is off: a table deleted by mistake is gone']
    } catch (error) {
      if (!isSceneError(error) || error.code === 'ABORTED') throw error
      return [`point-in-time recovery could not be looked at: ${errorName(error.cause)}`]
    }
  }
}

function problemsOf(table: TableDescription): readonly string[] {
  const wanted = tableDefinition(table.TableName ?? '')
  const index = table.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === STATUS_INDEX)
  const [wantedIndex] = wanted.GlobalSecondaryIndexes ?? []
  return [
    ...(isReady(table.TableStatus) ? [] : [`the table is ${table.TableStatus ?? 'in no state'}, not ACTIVE`]),
    ...differences('the table', table.KeySchema, wanted.KeySchema),
    ...(table.AttributeDefinitions ?? []).flatMap(({ AttributeName, AttributeType }) =>
      AttributeType !== 'S' && isOurs(AttributeName)
        ? [`key ${AttributeName} is of type ${AttributeType}, not S`]
        : [],
    ),
    ...(index === undefined
      ? [`index ${STATUS_INDEX} is missing: projects cannot be listed by status`]
      : [
          ...(isReady(index.IndexStatus)
            ? []
            : [`index ${STATUS_INDEX} is ${index.IndexStatus ?? ''}, not ACTIVE`]),
          ...differences(`index ${STATUS_INDEX}`, index.KeySchema, wantedIndex?.KeySchema),
          ...(index.Projection?.ProjectionType === 'ALL'
            ? []
            : [
                `index ${STATUS_INDEX} holds ${index.Projection?.ProjectionType ?? 'nothing'}, not ALL attributes`,
              ]),
        ]),
  ]
}

function differences(
  what: string,
  actual: TableDescription['KeySchema'],
  wanted: TableDescription['KeySchema'],
): string[] {
  const [is, should] = [actual, wanted].map((keys = []) =>
    keys.map(({ AttributeName, KeyType }) => `${AttributeName} (${KeyType})`).join(', '),
  )
  return is === should ? [] : [`${what} has the keys ${is}, not ${should}`]
}

function billingRemarks({ BillingModeSummary, ProvisionedThroughput }: TableDescription): readonly string[] {
  const isOnDemand = BillingModeSummary?.BillingMode === 'PAY_PER_REQUEST'
  const units = ProvisionedThroughput?.WriteCapacityUnits ?? 0
  return isOnDemand || units === 0
    ? []
    : [`capacity is provisioned, ${units} write units: bursts are throttled`]
}

function streamOf({ StreamSpecification, LatestStreamArn }: TableDescription): TableStream | undefined {
  if (StreamSpecification?.StreamEnabled !== true || LatestStreamArn === undefined) return undefined
  return { arn: LatestStreamArn, view: StreamSpecification.StreamViewType ?? '' }
}

/** A stream that is off is no remark: many tables need none. */
function streamRemarks(stream: TableStream | undefined): readonly string[] {
  return stream === undefined || ['NEW_IMAGE', 'NEW_AND_OLD_IMAGES'].includes(stream.view)
    ? []
    : [
        `the stream tells ${stream.view} of each change: no event can be delivered from it; it takes NEW_IMAGE`,
      ]
}

function isReady(status: string | undefined): boolean {
  return status === 'ACTIVE' || status === 'UPDATING'
}

function isOurs(name: string | undefined): boolean {
  return name !== undefined && ['PK', 'SK', 'GSI1PK', 'GSI1SK'].includes(name)
}

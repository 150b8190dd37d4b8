import type {
  BatchGetCommandInput,
  QueryCommandInput,
  ScanCommandInput,
  TransactGetCommandInput,
} from '@aws-sdk/lib-dynamodb'
import type { ItemKey } from '../../../core/items/keys.js'
import {
  EVENT_PREFIX,
  eventKey,
  FIRST_RECORD_SK,
  keyOf,
  LAST_RECORD_SK,
  partitionKey,
  PROJECT_SK,
} from '../../../core/items/keys.js'
import type { ListProjectsOptions, ReadEventsOptions } from '../../../core/ports/scene-store.js'
import { oneMoreThan } from '../item-pages.js'

/** The index that lists projects by their status, newest first. */
export const STATUS_INDEX = 'status-created-index'

/** All records of a project; its events sort before them. */
export function projectQuery(TableName: string, projectId: string): QueryCommandInput {
  return range(TableName, projectId, { first: FIRST_RECORD_SK, last: LAST_RECORD_SK })
}

/** A scene, its claim and its project. */
export function sceneGet(TableName: string, projectId: string, sequence: number): BatchGetCommandInput {
  const Keys = (['project', 'scene', 'claim'] as const).map((kind) => keyOf({ kind, projectId, sequence }))
  return { RequestItems: { [TableName]: { Keys, ConsistentRead: true } } }
}

/** Items as they are at one moment. */
export function snapshotGet(TableName: string, keys: readonly ItemKey[]): TransactGetCommandInput {
  return { TransactItems: keys.map((Key) => ({ Get: { TableName, Key } })) }
}

/** The first event of a command. */
export function eventQuery(TableName: string, projectId: string, commandId: string): QueryCommandInput {
  const first = `${EVENT_PREFIX}${commandId}.`
  return { ...range(TableName, projectId, { first, last: `${first}\uffff` }), Limit: 1 }
}

/** Events of a project, from one on that need not exist. */
export function eventsQuery(
  TableName: string,
  projectId: string,
  { after, newestFirst = false, limit }: ReadEventsOptions,
): QueryCommandInput {
  return {
    ...range(TableName, projectId, { first: EVENT_PREFIX, last: `${EVENT_PREFIX}\uffff` }),
    ScanIndexForward: !newestFirst,
    Limit: oneMoreThan(limit),
    ...(after !== undefined && { ExclusiveStartKey: { ...eventKey(projectId, after) } }),
  }
}

/** Projects that the index lists under a status, newest first. */
export function statusQuery(
  TableName: string,
  status: string,
  { limit, segment }: ListProjectsOptions,
): QueryCommandInput {
  return {
    TableName,
    IndexName: STATUS_INDEX,
    KeyConditionExpression: 'GSI1PK = :status',
    ExpressionAttributeValues: { ':status': status },
    ScanIndexForward: false,
    // Of a segment one item in so many is kept.
    Limit: oneMoreThan(limit) * (segment?.of ?? 1),
  }
}

/** Projects of the whole table, those included that fell out of the index. */
export function projectScan(TableName: string, { segment }: ListProjectsOptions): ScanCommandInput {
  return {
    TableName,
    FilterExpression: 'SK = :project',
    ExpressionAttributeValues: { ':project': PROJECT_SK },
    ...(segment !== undefined && { Segment: segment.index, TotalSegments: segment.of }),
  }
}

function range(
  TableName: string,
  projectId: string,
  { first, last }: { readonly first: string; readonly last: string },
): QueryCommandInput {
  return {
    TableName,
    KeyConditionExpression: 'PK = :project AND SK BETWEEN :first AND :last',
    ExpressionAttributeValues: { ':project': partitionKey(projectId), ':first': first, ':last': last },
    ConsistentRead: true,
  }
}

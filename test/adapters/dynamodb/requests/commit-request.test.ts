import { describe, expect, it } from 'vitest'
import { commitRequest } from '../../../../src/adapters/dynamodb/requests/commit-request.js'
import { requestToken } from '../../../../src/adapters/dynamodb/requests/request-token.js'
import type { Change, Write } from '../../../../src/core/model/change.js'
import { aClaim, anEvent, secondsFromNow } from '../../../core/support/builders.js'

const projectId = '91cf'
const SCENE = { kind: 'scene', projectId, sequence: 3 } as const
const CLAIM = { kind: 'claim', projectId, sequence: 3 } as const
const Key = { PK: 'PROJECT#91cf', SK: 'SCENE#003' }

function change(...writes: readonly Write[]): Change {
  return { id: 'command-1.1', projectId, writes, event: anEvent({ sequence: 3 }) }
}

function actionsOf(given: Change) {
  const request = commitRequest('MVProjects', given)
  if (request.kind !== 'transaction') throw new Error('it is an update')
  return request.input.TransactItems ?? []
}

describe('commitRequest', () => {
  it('is one conditional update where one record is written and nothing is told', () => {
    const expiry = secondsFromNow(120)
    const write: Write = {
      op: 'update',
      ref: CLAIM,
      set: { expiry },
      guard: { equals: { claimId: 'claim-1', ended: null } },
    }
    expect(commitRequest('MVProjects', { id: 'command-1.1', projectId, writes: [write] })).toEqual({
      kind: 'update',
      input: {
        TableName: 'MVProjects',
        Key: { PK: 'PROJECT#91cf', SK: 'LEASE#003' },
        UpdateExpression: 'SET #0 = :0',
        ConditionExpression:
          'attribute_exists(PK) AND #1 = :1 AND (attribute_not_exists(#2) OR attribute_type(#2, :2)) AND ' +
          ['#3', '#4', '#1', '#5', '#0', '#6', '#7', '#8']
            .map((name) => `attribute_exists(${name})`)
            .join(' AND '),
        ExpressionAttributeNames: {
          ...{ '#0': 'expiry', '#1': 'claimId', '#2': 'ended', '#3': 'projectId', '#4': 'sequence' },
          ...{ '#5': 'owner', '#6': 'createdAt', '#7': 'attempt', '#8': 'attemptBase' },
        },
        ExpressionAttributeValues: {
          ':0': '2025-11-24T12:02:00.123456+0000',
          ':1': 'claim-1',
          ':2': 'NULL',
        },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    })
  })

  it('is a transaction of all writes in their order, and of the event, otherwise', () => {
    const actions = actionsOf(
      change(
        {
          op: 'update',
          ref: SCENE,
          set: { status: 'failed', displaySequence: null },
          add: { ledger: 1 },
          guard: { revision: 'commit:commit-1', equals: { status: 'pending', clips: { original: null } } },
        },
        { op: 'insert', ref: CLAIM, value: aClaim() },
        { op: 'check', ref: { kind: 'project', projectId }, guard: { present: { ledger: true } } },
        { op: 'check-absent', ref: { kind: 'intent', projectId } },
        { op: 'check-no-event', projectId, commitId: 'command-1.0' },
        { op: 'delete', ref: { ...SCENE, sequence: 1_000 }, guard: {} },
      ),
    )
    const absent = 'attribute_not_exists(PK)'
    expect(actions).toMatchObject([
      {
        Update: {
          Key,
          UpdateExpression: 'SET #0 = :0, #1 = :1 REMOVE #2 ADD #3 :2',
          ConditionExpression:
            'attribute_exists(PK) AND #1 = :3 AND #0 = :4 AND ' +
            '(attribute_not_exists(#4) OR attribute_type(#4, :6) OR #4 = :5)',
          ExpressionAttributeNames: {
            '#0': 'status',
            '#1': 'lastCommit',
            '#2': 'displaySequence',
            '#3': 'ledger',
            '#4': 'originalVideoClipS3Key',
          },
        },
      },
      { Put: { Item: { SK: 'LEASE#003', lastCommit: 'command-1.1' }, ConditionExpression: absent } },
      { ConditionCheck: { Key: { SK: 'METADATA' } } },
      { ConditionCheck: { Key: { SK: 'INTENT' }, ConditionExpression: absent } },
      { ConditionCheck: { Key: { SK: 'EVENT#command-1.0' }, ConditionExpression: absent } },
      {
        Delete: {
          Key: { SK: 'SCENE#1000' },
          ConditionExpression: expect.stringContaining('#2 IN (:0, :1, :2, :3)') as string,
        },
      },
      { Put: { Item: { SK: 'EVENT#command-1.1', type: 'scene-claimed' }, ConditionExpression: absent } },
    ])
  })

  it('asks for the absence of a last commit where somebody else saved last', () => {
    const revision = 'updated:"2025-11-24T09:00:00.000002+0000"'
    const [action] = actionsOf(
      change({ op: 'update', ref: SCENE, set: { retryCount: 1 }, guard: { revision } }),
    )
    expect(action?.Update).toMatchObject({
      ConditionExpression:
        'attribute_exists(PK) AND #2 = :2 AND (attribute_not_exists(#1) OR attribute_type(#1, :3))',
      ExpressionAttributeNames: { '#1': 'lastCommit', '#2': 'updatedAt' },
      ExpressionAttributeValues: { ':2': '2025-11-24T09:00:00.000002+0000' },
    })
  })

  it('bounds numbers, and the same change is the same request', () => {
    const write: Write = {
      op: 'update',
      ref: { kind: 'project', projectId },
      set: {},
      add: { completedScenes: 1 },
      guard: { revision: 'commit:a', atMost: { failedScenes: 2 }, atLeast: { sceneCount: 5 } },
    }
    const [action] = actionsOf(change(write))
    expect(action?.Update?.ConditionExpression).toBe(
      'attribute_exists(PK) AND #0 = :2 AND #2 <= :3 AND #3 >= :4',
    )
    expect(commitRequest('MVProjects', change(write))).toEqual(commitRequest('MVProjects', change(write)))
  })

  it('only asks where an update without an event changes nothing', () => {
    const writes: Write[] = [
      { op: 'update', ref: SCENE, set: {}, guard: { equals: { status: 'pending' } } },
      { op: 'delete', ref: CLAIM, guard: {} },
    ]
    const [action] = actionsOf({ id: 'command-1.1', projectId, writes })
    expect(Object.keys(action ?? {})).toEqual(['ConditionCheck'])
  })
})

describe('requestToken', () => {
  it('is one of 36 characters at most for each commit', () => {
    const ids = Array.from({ length: 500 }, (_, at) => `01JDEXAMPLE.${at}`)
    const tokens = ids.map(requestToken)
    expect(new Set(tokens).size).toBe(ids.length)
    expect(tokens.every((token) => /^[\w-]{1,36}$/.test(token))).toBe(true)
    expect(requestToken('a.1')).toBe(requestToken('a.1'))
  })
})

import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { checkTable, createDynamoSceneStore, createTable } from '@badapple/scenes/dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CountingServer } from '../../support/engines/counting-server.js'
import { countingServer } from '../../support/engines/counting-server.js'
import { lateCredentials } from '../../support/late-credentials.js'
import { aScene } from '../../core/support/builders.js'
import { rejected } from '../../core/support/thrown.js'
import { aChange, SCENE_REF } from '../memory/support.js'

const insert = aChange('command-1.1', { op: 'insert', ref: SCENE_REF, value: aScene() })

let server: CountingServer

beforeAll(async () => {
  server = await countingServer()
})

afterAll(() => {
  server.close()
})

function waitingForCredentials(requestTimeoutMs: number) {
  const { credentials, arrive } = lateCredentials()
  const client = new DynamoDBClient({ region: 'eu-central-1', credentials, endpoint: server.endpoint })
  const sending = { requestTimeoutMs, retryBudgetMs: 0 }
  return { client, store: createDynamoSceneStore({ client, tableName: 'MVProjects', ...sending }), arrive }
}

describe('credentials that never come', () => {
  it('end every request at its deadline', async () => {
    const { store } = waitingForCredentials(20)
    for (const work of [store.loadProject('91cf'), store.loadScene('91cf', 3), store.commit(insert)]) {
      expect((await rejected(work, 'STORE_UNAVAILABLE')).cause).toMatchObject({ name: 'TimeoutError' })
    }
    expect(server.requests).toEqual([])
  })

  it('keep nothing from being aborted', async () => {
    const { store, client } = waitingForCredentials(600_000)
    const controller = new AbortController()
    const { signal } = controller
    const table = { client, tableName: 'MVProjects', signal }
    const waiting = [store.commit(insert, { signal }), createTable(table), checkTable(table)]
    controller.abort(new Error('enough'))
    for (const work of waiting) {
      expect((await rejected(work, 'ABORTED')).cause).toMatchObject({ message: 'enough' })
    }
  })
})

describe('credentials that come late', () => {
  it('send nothing that nobody waits for any more, and what is asked from then on', async () => {
    const { store, arrive } = waitingForCredentials(1_000)
    await rejected(store.commit(insert), 'STORE_UNAVAILABLE')
    await arrive()
    expect(server.requests).toEqual([])
    expect(await store.loadProject('91cf')).toBeUndefined()
    expect(server.requests).toHaveLength(1)
  })
})

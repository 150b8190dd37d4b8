import { createServer } from 'node:http'
import { isSceneError } from '@badapple/scenes'
import type { SceneErrorCode } from '@badapple/scenes'
import { checkTable, createDynamoSceneStore, createTable } from '@badapple/scenes/dynamodb'
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aScene } from '../../core/support/builders.js'
import { rejected, thrown } from '../../core/support/thrown.js'
import { aChange, projectItem, SCENE_REF } from '../memory/support.js'
import type { FaultProxy, WireFault } from '../../support/engines/fault-proxy.js'
import { faultProxy } from '../../support/engines/fault-proxy.js'
import type { LiveTable } from './live-table.js'
import { liveTable } from './live-table.js'

const projectId = '91cf'
let table: LiveTable
let proxy: FaultProxy

beforeAll(async () => {
  table = await liveTable()
  proxy = await faultProxy(table.endpoint)
  await table.door.putItem(projectItem())
})

afterAll(async () => {
  proxy.close()
  await table.close()
})

function storeAt(endpoint: string, tableName = table.tableName) {
  return createDynamoSceneStore({
    config: { ...table.config, endpoint },
    tableName,
    retryBudgetMs: 0,
    requestTimeoutMs: 500,
  })
}

const insert = aChange('command-1.1', { op: 'insert', ref: SCENE_REF, value: aScene() })

describe('an error of the table', () => {
  const cases: readonly (readonly [WireFault, SceneErrorCode, object, boolean])[] = [
    ['throttled', 'STORE_UNAVAILABLE', { outcome: 'unchanged' }, true],
    ['transaction-conflict', 'STORE_UNAVAILABLE', { outcome: 'unchanged' }, true],
    ['in-progress', 'STORE_UNAVAILABLE', { outcome: 'unknown' }, true],
    ['error-before', 'STORE_UNAVAILABLE', { outcome: 'unknown' }, true],
    ['cut-before', 'STORE_UNAVAILABLE', { outcome: 'unknown' }, true],
    ['cut-in-the-middle', 'STORE_UNAVAILABLE', { outcome: 'unknown' }, true],
    ['no-permission', 'STORE_REFUSED', { problem: 'no-permission' }, false],
    ['expired', 'STORE_REFUSED', { problem: 'credentials' }, false],
  ]
  it.each(cases)(
    '%s says what it is, whether it may help to try again, and why',
    async (fault, code, details, again) => {
      proxy.failNext('TransactWriteItems', fault)
      const error = await rejected(storeAt(proxy.endpoint).commit(insert), code)
      expect(error.details).toMatchObject(details)
      expect(error.retryable).toBe(again)
      expect(error.message).toContain(table.tableName)
      expect(error.cause).toBeInstanceOf(Error)
    },
  )

  it('that does not exist says to create it', async () => {
    const error = await rejected(storeAt(table.endpoint, 'nowhere').loadProject(projectId), 'STORE_REFUSED')
    expect(error.details).toEqual({ problem: 'no-table', table: 'nowhere' })
    expect(error.message).toContain('createTable')
    await rejected(storeAt(table.endpoint, 'nowhere').commit(insert), 'STORE_REFUSED')
  })

  it('that is not there at all says that there is no answer', async () => {
    const error = await rejected(storeAt('http://127.0.0.1:9').loadProject(projectId), 'STORE_UNAVAILABLE')
    expect(error).toMatchObject({ retryable: true, details: { outcome: 'unknown' } })
  })

  it('that takes too long ends the request', async () => {
    const silent = createServer(() => undefined)
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const address = silent.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    await rejected(storeAt(`http://127.0.0.1:${port}`).loadProject(projectId), 'STORE_UNAVAILABLE')
    const stop = new AbortController()
    const waiting = storeAt(`http://127.0.0.1:${port}`).loadProject(projectId, { signal: stop.signal })
    stop.abort(new Error('enough'))
    expect((await rejected(waiting, 'ABORTED')).cause).toMatchObject({ message: 'enough' })
    silent.closeAllConnections()
    silent.close()
  })

  it('whose items are too large says what is', async () => {
    const value = aScene({ sequence: 4, prompt: 'x'.repeat(410_000) })
    const huge = aChange('command-2.1', { op: 'insert', ref: { ...SCENE_REF, sequence: 4 }, value })
    const error = await rejected(storeAt(table.endpoint).commit(huge), 'STORE_REFUSED')
    expect(error.details).toMatchObject({ problem: 'too-large' })
    expect(error.message).toContain('400 kB')
    expect(await storeAt(table.endpoint).loadScene(projectId, 4)).toBeUndefined()
  })

  it('without credentials says so', async () => {
    const store = createDynamoSceneStore({
      config: { ...table.config, credentials: () => Promise.reject(named('CredentialsProviderError')) },
      tableName: table.tableName,
    })
    const error = await rejected(store.loadProject(projectId), 'STORE_REFUSED')
    expect(error.details).toMatchObject({ problem: 'credentials' })
  })
})

function named(name: string): Error {
  return Object.assign(new Error('no credentials'), { name })
}

describe('what the store is made with', () => {
  it('is a client or its configuration, and a name', () => {
    const { client, tableName } = table
    const make = (options: object) => () =>
      createDynamoSceneStore(options as Parameters<typeof createDynamoSceneStore>[0])
    expect(thrown(make({ tableName }), 'INVALID_INPUT').details.input).toBe('client')
    expect(thrown(make({ tableName, client, config: {} }), 'INVALID_INPUT').details.input).toBe('client')
    expect(thrown(make({ client }), 'INVALID_INPUT').details.input).toBe('tableName')
  })

  it('leaves the caller’s own document client as it is', async () => {
    const client = new DynamoDBClient(table.config)
    const own = DynamoDBDocumentClient.from(client, { unmarshallOptions: { wrapNumbers: true } })
    await own.send(new PutCommand({ TableName: table.tableName, Item: { PK: 'MINE', SK: '1', n: 7 } }))
    const get = new GetCommand({ TableName: table.tableName, Key: { PK: 'MINE', SK: '1' } })
    const before: unknown = (await own.send(get)).Item?.['n']
    const store = createDynamoSceneStore({ client, tableName: table.tableName })
    expect((await store.loadProject(projectId))?.project.value.sceneCount).toBe(5)
    const again = new GetCommand({ TableName: table.tableName, Key: { PK: 'MINE', SK: '1' } })
    const after: unknown = (await own.send(again)).Item?.['n']
    expect(after).toEqual(before)
    expect(typeof after).toBe('object')
    client.destroy()
  })
})

describe('createTable and checkTable', () => {
  it('make a table that is right, and making it again changes nothing', async () => {
    const { client } = table
    const tableName = `${table.tableName}-2`
    expect(await checkTable({ client, tableName })).toMatchObject({
      ok: false,
      problems: [`table ${tableName} does not exist; createTable makes it`],
    })
    const [first, second] = await Promise.all([
      createTable({ client, tableName }),
      createTable({ client, tableName }),
    ])
    expect(first).toMatchObject({ ok: true, problems: [] })
    expect(second).toEqual(first)
  })

  it('name what is missing or wrong', async () => {
    const { client } = table
    const tableName = `${table.tableName}-3`
    await client.send(
      new CreateTableCommand({
        TableName: tableName,
        BillingMode: 'PROVISIONED',
        ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
        AttributeDefinitions: [{ AttributeName: 'PK', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }],
      }),
    )
    const { ok, problems, remarks } = await checkTable({ client, tableName })
    expect(ok).toBe(false)
    expect(problems).toEqual([
      'the table has the keys PK (HASH), not PK (HASH), SK (RANGE)',
      'index status-created-index is missing: projects cannot be listed by status',
    ])
    expect(remarks[0]).toContain('5 write units')
  })

  it('say what else goes wrong', async () => {
    const client = new DynamoDBClient({ ...table.config, endpoint: proxy.endpoint, maxAttempts: 1 })
    proxy.failNext('DescribeTable', 'no-permission')
    const error: unknown = await checkTable({ client, tableName: table.tableName }).catch(
      (caught: unknown) => caught,
    )
    expect(isSceneError(error, 'STORE_REFUSED')).toBe(true)
    client.destroy()
  })
})

describe('createTable', () => {
  /** A client whose requests are answered so, by operation, and then with success. */
  function clientAnswering(answers: Readonly<Record<string, readonly string[]>>) {
    const left = new Map(Object.entries(answers).map(([operation, names]) => [operation, [...names]]))
    const seen: string[] = []
    const client = new DynamoDBClient({
      region: 'us-east-1',
      maxAttempts: 1,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      requestHandler: {
        handle: ({ headers }: { readonly headers: Readonly<Record<string, string>> }) => {
          const operation = String(headers['x-amz-target']).split('.').at(-1) ?? ''
          seen.push(operation)
          const name = left.get(operation)?.shift()
          const body =
            name === undefined ? { Table: { TableStatus: 'ACTIVE' } } : { __type: `x#${name}`, message: name }
          const answer = {
            statusCode: name === undefined ? 200 : 400,
            headers: {},
            body: Buffer.from(JSON.stringify(body)),
          }
          return Promise.resolve({ response: answer })
        },
      },
    })
    return { client, seen }
  }

  it('waits for the backups of a new table, which cannot be turned on at once', async () => {
    const { client, seen } = clientAnswering({
      UpdateContinuousBackups: [
        'ContinuousBackupsUnavailableException',
        'ContinuousBackupsUnavailableException',
      ],
    })
    await createTable({ client, tableName: 'MVProjects' })
    expect(seen.filter((operation) => operation === 'UpdateContinuousBackups')).toHaveLength(3)
  })

  it('ends when it is aborted', async () => {
    const { client, seen } = clientAnswering({
      DescribeTable: Array<string>(99).fill('ResourceNotFoundException'),
    })
    const signal = AbortSignal.timeout(300)
    const begin = Date.now()
    await rejected(createTable({ client, tableName: 'MVProjects', maxWaitSeconds: 60, signal }), 'ABORTED')
    expect(Date.now() - begin).toBeLessThan(10_000)
    expect(seen).not.toContain('UpdateContinuousBackups')
  })
})

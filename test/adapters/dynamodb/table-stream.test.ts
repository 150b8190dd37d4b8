import { CreateTableCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import type { StreamViewType } from '@aws-sdk/client-dynamodb'
import { checkTable, createTable } from '@badapple/scenes/dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tableDefinition } from '../../../src/adapters/dynamodb/table-definition.js'
import { recordingClient } from './cost/recording-client.js'
import type { LiveTable } from './live-table.js'
import { liveTable } from './live-table.js'

let table: LiveTable

beforeAll(async () => {
  table = await liveTable()
})

afterAll(() => table.close())

async function tableWith(name: string, view?: StreamViewType): Promise<string> {
  const tableName = `${table.tableName}-${name}`
  const StreamSpecification = view && { StreamSpecification: { StreamEnabled: true, StreamViewType: view } }
  await table.client.send(new CreateTableCommand({ ...tableDefinition(tableName), ...StreamSpecification }))
  return tableName
}

describe('the stream of a table', () => {
  it('is off unless somebody asks for it', async () => {
    const { tableName, client } = table
    expect(await checkTable({ client, tableName })).not.toHaveProperty('stream')
  })

  it('comes with a new table', async () => {
    const tableName = `${table.tableName}-new`
    const check = await createTable({ client: table.client, tableName, stream: true })
    expect(check).toMatchObject({ ok: true, stream: { view: 'NEW_IMAGE' } })
    const { Table } = await table.client.send(new DescribeTableCommand({ TableName: tableName }))
    expect(check.stream?.arn).toBe(Table?.LatestStreamArn)
  })

  it('is turned on where there is a table already, once', async () => {
    const tableName = await tableWith('old')
    const { client, requests } = recordingClient(table.config)
    const first = await createTable({ client, tableName, stream: true })
    const second = await createTable({ client, tableName, stream: true })
    client.destroy()
    expect(first.stream?.view).toBe('NEW_IMAGE')
    expect(second.stream).toEqual(first.stream)
    const sent = requests.map(({ operation }) => operation)
    expect(sent.filter((operation) => operation === 'UpdateTable')).toHaveLength(1)
    // What the guide says that it takes, besides what a table without a stream takes.
    const usual = ['CreateTable', 'DescribeContinuousBackups', 'DescribeTable', 'UpdateContinuousBackups']
    expect([...new Set(sent)].sort()).toEqual([...usual, 'UpdateTable'].sort())
  })

  it.each([
    ['NEW_AND_OLD_IMAGES', 0],
    ['KEYS_ONLY', 1],
    ['OLD_IMAGE', 1],
  ] as const)('stays as it is with the view %s, and what it lacks is said', async (view, remarks) => {
    const { client } = table
    const tableName = await tableWith(view.toLowerCase(), view)
    const check = await createTable({ client, tableName, stream: true, pointInTimeRecovery: false })
    expect(check).toMatchObject({ ok: true, stream: { view } })
    expect(check.remarks.filter((remark) => remark.startsWith(`the stream tells ${view}`))).toHaveLength(
      remarks,
    )
  })
})

import { readFileSync } from 'node:fs'
import { checkTable, createTable } from '@badapple/scenes/dynamodb'
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { codeBlocksOf } from '../../../scripts/code-blocks.js'
import { everyOperation } from './cost/every-operation.js'
import { MeasuredProject } from './cost/measured-project.js'
import type { RecordedRequest } from './cost/recording-client.js'
import { recordingClient } from './cost/recording-client.js'
import type { LiveTable } from './live-table.js'
import { liveTable } from './live-table.js'
import { usedPermissions } from './used-permissions.js'

const policySchema = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.array(
    z.strictObject({
      Sid: z.string(),
      Effect: z.literal('Allow'),
      Action: z.array(z.string()),
      Resource: z.string(),
    }),
  ),
})

const guide = readFileSync(new URL('../../../docs/guides/dynamodb.md', import.meta.url), 'utf8')
const [data, setUp] = codeBlocksOf(guide)
  .filter(({ language, code }) => language === 'json' && code.includes('"Statement"'))
  .map(({ code }) => policySchema.parse(JSON.parse(code)))

/** What a policy allows, as `dynamodb:Query on the index`. */
function allowed(policy: z.output<typeof policySchema> | undefined): readonly string[] {
  const pairs = policy?.Statement.flatMap(({ Action, Resource }) => {
    const on = Resource.endsWith(':table/MVProjects/index/status-created-index') ? 'index' : 'table'
    if (on === 'table') expect(Resource).toMatch(/:table\/MVProjects$/)
    return Action.map((action) => `${action} on the ${on}`)
  })
  return [...(pairs ?? [])].sort()
}

function used(requests: readonly RecordedRequest[]): readonly string[] {
  const pairs = requests.flatMap(usedPermissions).map(({ action, on }) => `${action} on the ${on}`)
  return [...new Set(pairs)].sort()
}

let table: LiveTable

beforeAll(async () => {
  table = await liveTable()
})

afterAll(() => table.close())

describe('the policy in the guide', () => {
  it('allows a worker what every operation of the service sends, and nothing else', async () => {
    const project = new MeasuredProject(table)
    // So many that changing their order takes several commits.
    await everyOperation(project, table.client, 100)
    project.recorder.client.destroy()
    expect(used(project.recorder.requests)).toEqual(allowed(data))
  }, 300_000)

  it('allows whoever sets the table up what createTable and checkTable send, and nothing else', async () => {
    const { client, requests } = recordingClient(table.config)
    const tableName = `${table.tableName}-policy`
    await createTable({ client, tableName })
    await checkTable({ client, tableName })
    await table.client.send(new DeleteTableCommand({ TableName: tableName }))
    client.destroy()
    expect(used(requests)).toEqual(allowed(setUp))
  })
})

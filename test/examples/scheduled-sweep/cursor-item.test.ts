import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { createScenes } from '@badapple/scenes'
import { createMemoryBlobStore } from '@badapple/scenes/memory'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cursorItem } from '../../../examples/scheduled-sweep/cursor-item.js'
import { sweepHandler } from '../../../examples/scheduled-sweep/sweep-handler.js'
import type { LiveTable } from '../../adapters/dynamodb/live-table.js'
import { liveTable } from '../../adapters/dynamodb/live-table.js'

let table: LiveTable
beforeAll(async () => {
  table = await liveTable()
})
afterAll(() => table.close())

it('keeps the cursor in the table, where a sweep takes it for nothing', async () => {
  const { client, tableName } = table
  const cursors = cursorItem(DynamoDBDocumentClient.from(client), tableName, 'nightly')
  expect(await cursors.read()).toBeUndefined()
  await cursors.keep('{"page":"7"}')
  expect(await cursors.read()).toBe('{"page":"7"}')
  await cursors.keep(undefined)
  expect(await cursors.read()).toBeUndefined()

  const scenes = createScenes({ store: table.store(), blobs: createMemoryBlobStore() })
  await scenes.createProject({ projectId: 'film', conceptPrompt: 'The sea' })
  const lines: string[] = []
  const handler = sweepHandler({
    scenes,
    cursors,
    options: { repair: true },
    log: (line) => lines.push(line),
  })
  const summary = await handler({}, { getRemainingTimeInMillis: () => 60_000 })
  expect(summary).toMatchObject({ ended: 'complete', projects: 1, unreadable: 0 })
  expect(await cursors.read()).toBeUndefined()
})

it('is a handler that can be loaded', async () => {
  process.env['AWS_REGION'] ??= 'eu-central-1'
  const { handler } = await import('../../../examples/scheduled-sweep/handler.js')
  expect(handler).toBeTypeOf('function')
})

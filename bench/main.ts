import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { createDynamoSceneStore } from '@badapple/scenes/dynamodb'
import type { Comparison } from './compare.js'
import { compare } from './compare.js'
import { heartbeats } from './dynamo/heartbeat.js'
import { liveProject } from './dynamo/live-project.js'
import { loads } from './dynamo/load-project.js'
import { ownWork } from './dynamo/own-work.js'
import { stubClient } from './dynamo/stub-client.js'
import { signings, views } from './s3/signing.js'

const SCENES = 1_200

const project = await liveProject(SCENES)
const { client, store, tableName, projectId } = project
const pages = await project.pages()
const rows: Comparison[] = []

/** Where each page but the first begins, as a request says it. */
const beginnings = pages.slice(0, -1).map((page) => /"LastEvaluatedKey":(\{.*\})\}$/s.exec(page)?.[1] ?? '')
const stub = stubClient((body) => {
  if (!body.includes('KeyConditionExpression')) return '{}'
  const from = (JSON.parse(body) as { readonly ExclusiveStartKey?: { readonly SK: unknown } })
    .ExclusiveStartKey
  const at = beginnings.findIndex((key) => from !== undefined && key.includes(JSON.stringify(from.SK)))
  return pages[at + 1] ?? '{}'
})
const stubbed = createDynamoSceneStore({ client: stub, tableName })
rows.push(
  ...(await compare('a heartbeat, no network', heartbeats(stub, stubbed, tableName), {
    rounds: 60,
    runs: 100,
  })),
)
rows.push(
  ...(await compare('a heartbeat, live engine', heartbeats(client, store, tableName), {
    rounds: 40,
    runs: 50,
  })),
)
rows.push(
  ...(await compare(`loading ${SCENES} scenes, no network`, loads(stub, stubbed, tableName, projectId), {
    rounds: 21,
    runs: 1,
  })),
)
rows.push(
  ...(await compare(`loading ${SCENES} scenes, live engine`, loads(client, store, tableName, projectId), {
    rounds: 21,
    runs: 1,
  })),
)
project.stop()
rows.push(...(await compare('signing a URL', signings(), { rounds: 40, runs: 50 })))
rows.push(...(await compare('a view of 200 scenes', await views(200), { rounds: 20, runs: 1 })))

console.log(
  `node ${process.version}, ${pages.length} pages, ratios of time: the middle of all rounds (10 % to 90 %)\n`,
)
for (const { what, name, ratio, micros } of rows) {
  const spread = `${ratio.median.toFixed(2)} (${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)})`
  console.log(
    `${what.padEnd(36)} ${name.padEnd(32)} ${spread.padEnd(24)} ${micros.toFixed(0).padStart(8)} µs`,
  )
}
console.log(`\nthe adapter’s own work for a heartbeat: ${(await ownWork(tableName)).toFixed(1)} µs`)
DynamoDBDocumentClient.from(client).destroy()

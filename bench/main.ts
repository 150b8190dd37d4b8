import { readFileSync, writeFileSync } from 'node:fs'
import { createDynamoSceneStore } from '@badapple/scenes/dynamodb'
import { format, resolveConfig } from 'prettier'
import type { Comparison, CompareOptions, Contender } from './compare.js'
import { compare } from './compare.js'
import { benchmarksDocument } from './document.js'
import { heartbeats } from './dynamo/heartbeat.js'
import { liveProject } from './dynamo/live-project.js'
import { loads } from './dynamo/load-project.js'
import { operationsOn } from './dynamo/operations.js'
import { ownWork } from './dynamo/own-work.js'
import { stubClient } from './dynamo/stub-client.js'
import { growth } from './growth.js'
import { growthChart } from './growth-chart.js'
import { signings, views } from './s3/signing.js'

const SCENES = 1_200
/** Projects over which growth is measured, by their scenes. */
const SIZES = [30, 100, 300, 1_000, 3_000]

const project = await liveProject(SCENES)
const { client, store, tableName, projectId } = project
const pages = await project.pages()

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

const comparisons: Comparison[] = []
await add('a heartbeat, no network', heartbeats(stub, stubbed, tableName), { rounds: 60, runs: 100 })
await add('a heartbeat, live engine', heartbeats(client, store, tableName), { rounds: 40, runs: 50 })
await add(`loading ${SCENES} scenes, no network`, loads(stub, stubbed, tableName, projectId), {
  ...{ rounds: 21, runs: 1 },
})
await add(`loading ${SCENES} scenes, live engine`, loads(client, store, tableName, projectId), {
  ...{ rounds: 21, runs: 1 },
})
project.stop()
await add('signing a URL', signings(), { rounds: 40, runs: 50 })
await add('a view of 200 scenes', await views(200), { rounds: 20, runs: 1 })
const ownMicros = await ownWork(tableName)

const projects = await Promise.all(SIZES.map((size) => liveProject(size)))
const sized = projects.map(({ store, projectId }, at) => {
  return { size: SIZES[at] ?? 0, operations: operationsOn(store, projectId) }
})
console.log(`growth, with ${SIZES.join(', ')} scenes`)
const curves = await growth(sized, 15)
for (const one of projects) one.stop()

const template = readFileSync(new URL('benchmarks.template.md', import.meta.url), 'utf8')
await write(
  'benchmarks.md',
  benchmarksDocument(template, { comparisons, curves, ownMicros, pages: pages.length }),
)
await write(
  'diagrams/growth.svg',
  await growthChart('How the time of each operation grows with the scenes of a project', curves),
)

/** Compares contenders, and shows the rows as they come. */
async function add(
  what: string,
  contenders: readonly [Contender, ...Contender[]],
  options: CompareOptions,
): Promise<void> {
  console.log(what)
  for (const row of await compare(what, contenders, options)) {
    const { median, low, high } = row.ratio
    const ratio = `${median.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`
    console.log(`  ${row.name.padEnd(48)} ${ratio.padEnd(24)} ${row.micros.toFixed(0).padStart(8)} µs`)
    comparisons.push(row)
  }
}

async function write(file: string, text: string): Promise<void> {
  const url = new URL(`../docs/${file}`, import.meta.url)
  const config = await resolveConfig(url)
  const isMarkdown = file.endsWith('.md')
  writeFileSync(url, isMarkdown ? await format(text, { ...config, parser: 'markdown' }) : text)
  console.log(`docs/${file}`)
}

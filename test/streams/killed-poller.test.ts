import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DynamoDBStreams } from '@aws-sdk/client-dynamodb-streams'
import type { SceneEvent } from '@badapple/scenes'
import { createScenes } from '@badapple/scenes'
import { createTable } from '@badapple/scenes/dynamodb'
import { createMemoryBlobStore } from '@badapple/scenes/memory'
import { createFileCheckpoints, createStreamHandler, pollStream } from '@badapple/scenes/streams'
import { newWebhookSecret, toCloudEvent } from '@badapple/scenes/webhooks'
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest'
import { seededRandom } from '../../src/testing/seeded-random.js'
import type { LiveTable } from '../adapters/dynamodb/live-table.js'
import { liveTable } from '../adapters/dynamodb/live-table.js'
import { everyEvent } from '../adapters/dynamodb/workers/scene-histories.js'
import type { Arrival } from './support/arrivals.js'
import { receiveArrivals } from './support/arrivals.js'
import { notingSink } from './support/noting-sink.js'
import { buildPoller, startPolling } from './support/polling-crew.js'

const seed = Number(process.env['SCENES_EVENTS_SEED'] ?? Date.now() % 1_000_000)
const count = Number(process.env['SCENES_EVENTS_SCENES'] ?? 50)
/** For machines that are busy with something else. */
const PATIENCE_MS = 600_000

let table: LiveTable
let directory: string

beforeAll(async () => {
  table = await liveTable()
  directory = await mkdtemp(join(tmpdir(), 'scenes-polling-'))
})

afterAll(async () => {
  await table.close()
  await rm(directory, { recursive: true })
})

function subjectOf({ projectId, sequence }: SceneEvent): string {
  return `${projectId} ${String(sequence)}`
}

/** Subjects of which an event stands behind a later one. */
function outOfOrder(events: readonly SceneEvent[]): readonly string[] {
  const last = new Map<string, number>()
  return events.flatMap((event) => {
    const subject = subjectOf(event)
    const isBehind = event.order <= (last.get(subject) ?? -1)
    last.set(subject, event.order)
    return isBehind ? [`${subject}: ${event.id}`] : []
  })
}

/** The first webhook of each event that was taken. */
function firstTaken(arrivals: readonly Arrival[]): readonly Arrival[] {
  const known = new Set<string>()
  return arrivals.filter(({ id, isTaken }) => isTaken && !known.has(id) && known.add(id))
}

/** What a poller would still deliver, with the checkpoints as they are. */
async function leftOver(streamArn: string, checkpoints: string): Promise<readonly SceneEvent[]> {
  const client = new DynamoDBStreams({ ...table.config })
  const sink = notingSink('left over')
  const stop = new AbortController()
  const handler = createStreamHandler({ sinks: [sink] })
  const untilIdle = {
    now: () => Date.now(),
    sleep: async (ms: number, signal = stop.signal) => {
      // Those for new shards and for an answer are the longer ones.
      if (ms < 1_000) stop.abort()
      const over = AbortSignal.any([stop.signal, signal])
      if (!over.aborted) await once(over, 'abort')
    },
  }
  await pollStream({
    ...{ client, streamArn, handler, clock: untilIdle, signal: stop.signal },
    checkpoints: createFileCheckpoints(checkpoints),
  })
  client.destroy()
  return sink.taken
}

it(
  'every event of a generation arrives while the poller is killed again and again',
  async () => {
    onTestFailed(() => {
      process.stderr.write(`SCENES_EVENTS_SEED=${seed} SCENES_EVENTS_SCENES=${count}\n`)
    })
    const random = seededRandom(seed)
    const { client, tableName, endpoint } = table
    const { stream } = await createTable({ client, tableName, stream: true, pointInTimeRecovery: false })
    if (stream === undefined) throw new Error('the stream is off')
    const secret = newWebhookSecret()
    const arrivals = await receiveArrivals(secret, random)
    const checkpoints = join(directory, 'checkpoints.json')
    const assignment = { endpoint, streamArn: stream.arn, url: arrivals.server.url, secret, checkpoints }
    const startedMs = Date.now()
    const crew = startPolling(await buildPoller(directory), assignment, random)
    arrivals.onArrival = () => {
      crew.noteWork()
    }

    const scenes = createScenes({ store: table.store(), blobs: createMemoryBlobStore() })
    const { projectId } = await scenes.createProject({ conceptPrompt: 'A choir of radiators' })
    await scenes.addScenes(
      projectId,
      Array.from({ length: count }, (_, at) => ({ prompt: `Shot ${at + 1}`, durationSeconds: 8 })),
    )
    const summary = await scenes.generateMissing(projectId, async (_, job) => {
      await job.submitted(`job-${job.attempt}`)
      await sleep(random() * 200)
      return { body: new Uint8Array([1]) }
    })
    expect(summary.counts.generated).toBe(count)

    const events = await everyEvent(scenes, projectId)
    await arrivals.until(Math.ceil(events.length * 0.9))
    crew.spare()
    await arrivals.until(events.length)
    await crew.stop()
    await arrivals.server.close()
    const seconds = (Date.now() - startedMs) / 1_000

    // Whatever arrived is an event, to the letter, however often; and every event arrived.
    const expected = new Map(
      events.map((event) => [toCloudEvent(event).id, JSON.stringify(toCloudEvent(event))]),
    )
    const invented = arrivals.all.filter(({ id, body }) => {
      const known = expected.get(id)
      return known === undefined || !sameJson(known, body)
    })
    expect(invented).toEqual([])
    const first = firstTaken(arrivals.all)
    expect(first).toHaveLength(events.length)
    const byId = new Map(events.map((event) => [toCloudEvent(event).id, event]))
    expect(outOfOrder(first.flatMap(({ id }) => byId.get(id) ?? []))).toEqual([])

    // The receiver handed each on once, in order. What the last poller had not saved comes once more, and then nothing.
    expect(arrivals.handled).toHaveLength(events.length)
    expect(outOfOrder(arrivals.handled)).toEqual([])
    const again = await leftOver(stream.arn, checkpoints)
    expect(again.filter((event) => !expected.has(toCloudEvent(event).id))).toEqual([])
    expect(await leftOver(stream.arn, checkpoints)).toEqual([])

    expect(crew.kills()).toBeGreaterThanOrEqual(3)
    const taken = arrivals.all.filter(({ isTaken }) => isTaken).length
    report({
      scenes: count,
      seconds,
      kills: crew.kills(),
      events: events.length,
      webhooks: arrivals.all.length,
      repeated: taken - events.length,
      answered500: arrivals.all.length - taken,
    })
  },
  PATIENCE_MS,
)

/** The order of attributes is nobody's promise. */
function sameJson(one: string, other: string): boolean {
  expect(JSON.parse(other)).toEqual(JSON.parse(one))
  return true
}

/** One line, where somebody asked for it. */
function report(numbers: object): void {
  if (process.env['SCENES_REPORT'] === undefined) return
  const entries = Object.entries({ seed, ...numbers })
  process.stdout.write(`events: ${entries.map(([key, value]) => `${key} ${String(value)}`).join(', ')}\n`)
}

import type { MemoryBlobStore } from '../adapters/memory/blob-store.js'
import { createMemoryBlobStore } from '../adapters/memory/blob-store.js'
import type { MemorySceneStore } from '../adapters/memory/scene-store.js'
import { createMemorySceneStore } from '../adapters/memory/scene-store.js'
import type { DynamoJsonItem } from '../core/items/dynamo-json.js'
import { fromDynamoJson } from '../core/items/dynamo-json.js'
import type { Item } from '../core/items/item.js'
import type { ItemKey } from '../core/items/keys.js'
import { EVENT_PREFIX } from '../core/items/keys.js'
import { SceneError } from '../core/model/error.js'
import type { BlobStore } from '../core/ports/blob-store.js'
import type { SceneStore } from '../core/ports/scene-store.js'
import type { CreateScenesOptions } from '../service/create-scenes.js'
import { createScenes } from '../service/create-scenes.js'
import type { Scenes } from '../service/scenes.js'
import { countingIds } from './counting-ids.js'
import type { FaultControls, FaultOptions, FaultsByOperation } from './faults/fault-queue.js'
import { FaultQueue } from './faults/fault-queue.js'
import type { BlobStoreFaults } from './faults/faulty-blob-store.js'
import { BLOB_STORE_FAULTS, faultyBlobStore } from './faults/faulty-blob-store.js'
import type { SceneStoreFaults } from './faults/faulty-scene-store.js'
import { faultySceneStore, SCENE_STORE_FAULTS } from './faults/faulty-scene-store.js'
import { Interruptions } from './faults/interruptions.js'
import type { TestRequest } from './faults/request-log.js'
import { RequestLog } from './faults/request-log.js'
import type { ManualClock } from './manual-clock.js'
import { createManualClock, TEST_TIME_MS } from './manual-clock.js'
import type { PythonBackend } from './python-backend.js'
import { pythonBackend } from './python-backend.js'
import type { TestData, TestSnapshot } from './test-data.js'

/** Before which request somebody else acts. */
export type InterruptionOptions = Pick<FaultOptions, 'when'>

/** The memory store of a test, with what it stores in plain form, and with faults. Requests to it are the first process's. */
export interface TestSceneStore extends MemorySceneStore, FaultControls<SceneStoreFaults> {
  /** Every item in plain form, by partition and sort key; a copy. */
  items(): readonly Item[]
  /** Lets somebody else act right before the next request of this kind arrives, or the next `when` says yes to. */
  beforeNext(operation: keyof SceneStoreFaults, act: () => unknown, options?: InterruptionOptions): void
}

/** The memory bucket of a test, with faults. Requests to it are the first process's. */
export interface TestBlobStore extends MemoryBlobStore, FaultControls<BlobStoreFaults> {
  /** Lets somebody else act right before the next request of this kind arrives, or the next `when` says yes to. */
  beforeNext(operation: keyof BlobStoreFaults, act: () => unknown, options?: InterruptionOptions): void
}

/** Options of {@link createTestScenes}; what is not named here is as in `createScenes`. */
export interface TestScenesOptions extends Pick<CreateScenesOptions, 'policy' | 'actor' | 'random'> {
  /** Where the clock begins. Default: the latest moment of what is stored in the beginning, else 2025-11-24T12:00:00Z. */
  readonly now?: Date | number
  /** Whether time passes by itself while everybody waits. Default: false. */
  readonly autoAdvance?: boolean
  /** Puts something of the test's own between the services and the store. */
  readonly wrapStore?: (store: SceneStore) => SceneStore
  /** Puts something of the test's own between the services and the bucket. */
  readonly wrapBlobs?: (blobs: BlobStore) => BlobStore
}

/** In what a process may differ from the first one. */
export type TestProcessOptions = Pick<TestScenesOptions, 'policy' | 'wrapStore' | 'wrapBlobs'>

/** The service in memory, with everything that a test may look at or turn. */
export interface TestScenes {
  /** The service, in the first process. */
  readonly scenes: Scenes
  /** What it stores its records in. */
  readonly store: TestSceneStore
  /** What it stores its clips in. */
  readonly blobs: TestBlobStore
  /** The time of all processes. */
  readonly clock: ManualClock
  /** The Python backend, which saves whole items on the same table. */
  readonly python: PythonBackend
  /** What `scenes` was made with, for a service that differs in something. */
  readonly options: CreateScenesOptions
  /** The service in another process: the same store, bucket and clock. A process that crashed is over; this one is not. */
  readonly startProcess: (actor: string, options?: TestProcessOptions) => Scenes
  /** All requests of all processes, in the order in which they were answered. */
  readonly requests: () => readonly TestRequest[]
  /** Everything that is stored, objects with their bytes, and the time. */
  readonly snapshot: () => TestSnapshot
  /**
   * Makes the store and the bucket what they were; with a snapshot also the time. Planned faults, the requests made so far
   * and processes that crashed stay as they are.
   * @throws SceneError `INVALID_INPUT` for data that cannot be stored; nothing is changed then.
   */
  readonly restore: (data: TestData | TestSnapshot) => void
}

/**
 * The service on memory adapters for the tests of whoever uses it. Nothing waits for real: time is the clock's, and waits
 * between tries take none of it unless `random` says so, or an outage lasts.
 * @param seed - What is stored in the beginning: projects, an export of a table, a snapshot.
 * @throws SceneError `INVALID_INPUT` for data that cannot be stored.
 * @example
 * const { scenes, store, clock } = createTestScenes(aProject({ projectId: 'film', scenes: [done(), stuck()] }))
 * store.failNext('commit', 'lost-reply')
 * const { repaired } = await scenes.repair('film')
 * repaired // 1
 */
export function createTestScenes(
  seed: TestData | TestSnapshot | readonly (TestData | TestSnapshot)[] = [],
  options: TestScenesOptions = {},
): TestScenes {
  const { policy, actor = 'scenes', random = () => 0, wrapStore = same, wrapBlobs = same } = options
  const data = 'items' in seed ? [seed] : seed
  assertDistinct(data.map(({ items }) => items.map(keyIn).map(({ PK, SK }) => `${PK} ${SK}`)))
  const moments = data.flatMap((one) => ('nowMs' in one ? [one.nowMs] : []))
  const { autoAdvance = false, now: begin = moments.length > 0 ? Math.max(...moments) : TEST_TIME_MS } =
    options
  const clock = createManualClock({ now: begin, autoAdvance })
  const now = () => clock.now()
  const table = createMemorySceneStore({ items: data.flatMap(({ items }) => items) })
  const bucket = createMemoryBlobStore({ objects: data.flatMap(({ objects }) => objects), now })
  const log = new RequestLog(now)
  const storeFaults = new FaultQueue(SCENE_STORE_FAULTS)
  const bucketFaults = new FaultQueue(BLOB_STORE_FAULTS)
  const beforeStore = new Interruptions<keyof SceneStoreFaults>(Object.keys(SCENE_STORE_FAULTS))
  const beforeBucket = new Interruptions<keyof BlobStoreFaults>(Object.keys(BLOB_STORE_FAULTS))

  const portsOf = (name: string) => {
    const process = { name, hasCrashed: false }
    return {
      store: faultySceneStore(table, { process, log, faults: storeFaults, before: beforeStore.run }),
      blobs: faultyBlobStore(bucket, { process, log, faults: bucketFaults, before: beforeBucket.run }),
    }
  }
  const ports = portsOf(actor)
  const store: TestSceneStore = {
    ...table,
    ...ports.store,
    ...controlsOf(storeFaults, beforeStore),
    items: () => table.exportItems().map(fromDynamoJson),
  }
  const blobs: TestBlobStore = { ...bucket, ...ports.blobs, ...controlsOf(bucketFaults, beforeBucket) }
  const taken = new Set(data.flatMap(({ items }) => items.map(idIn)))
  const ids = countingIds('', taken)
  const common = { clock, random, ...(policy !== undefined && { policy }) }
  const own: CreateScenesOptions = {
    ...common,
    store: wrapStore(store),
    blobs: wrapBlobs(blobs),
    ids,
    actor,
  }
  let processes = 0

  return {
    scenes: createScenes(own),
    store,
    blobs,
    clock,
    python: pythonBackend(table, now),
    options: own,
    startProcess: (
      name,
      { wrapStore: wrap = wrapStore, wrapBlobs: wrapBucket = wrapBlobs, ...more } = {},
    ) => {
      const other = portsOf(name)
      const parts = { store: wrap(other.store), blobs: wrapBucket(other.blobs), actor: name }
      // A command that is repeated by another process creates the same project.
      const otherIds = {
        ...countingIds(`${++processes}-`, taken),
        projectId: (commandId: string) => ids.projectId(commandId),
      }
      return createScenes({ ...common, ...more, ...parts, ids: otherIds })
    },
    requests: () => log.all(),
    snapshot: () => ({
      nowMs: clock.now(),
      items: table.exportItems(),
      objects: bucket.objects().map((stat) => {
        const bytes = bucket.read(stat.key)
        return { ...stat, ...(bytes !== undefined && { bytes }) }
      }),
    }),
    restore: (earlier) => {
      // What cannot be stored is refused before anything is gone.
      createMemorySceneStore(earlier)
      createMemoryBlobStore(earlier)
      for (const item of table.exportItems()) table.deleteItem(keyIn(item))
      for (const item of earlier.items) {
        taken.add(idIn(item))
        table.putItem(item)
      }
      for (const { key } of bucket.objects()) bucket.deleteObject(key)
      for (const object of earlier.objects) bucket.putObject(object)
      if ('nowMs' in earlier) clock.set(earlier.nowMs)
    },
  }
}

function controlsOf<Faults extends FaultsByOperation>(
  { failNext, failRandomly, heal, plannedFaults }: FaultQueue<Faults>,
  interruptions: Interruptions<keyof Faults>,
) {
  const healAll = () => {
    heal()
    interruptions.heal()
  }
  return { failNext, failRandomly, heal: healAll, plannedFaults, beforeNext: interruptions.beforeNext }
}

/** Two projects of one id would be one, with the scenes of both. */
function assertDistinct(places: readonly (readonly string[])[]): void {
  const all = places.flatMap((own) => [...new Set(own)])
  const twice =
    all.length === new Set(all).size ? undefined : all.find((place, at) => all.indexOf(place) < at)
  if (twice === undefined) return
  throw new SceneError(
    'INVALID_INPUT',
    `seed has ${twice} more than once; give each project a projectId of its own`,
    { input: 'seed', value: twice },
  )
}

function keyIn({ PK, SK }: DynamoJsonItem): ItemKey {
  return { PK: String(PK?.['S']), SK: String(SK?.['S']) }
}

/** The command that wrote an event, or the project of anything else. */
function idIn(item: DynamoJsonItem): string {
  const { PK, SK } = keyIn(item)
  return SK.startsWith(EVENT_PREFIX)
    ? SK.slice(EVENT_PREFIX.length, SK.lastIndexOf('.'))
    : PK.slice(PK.indexOf('#') + 1)
}

function same<T>(part: T): T {
  return part
}

import { randomUUID } from 'node:crypto'
import type { Ids, Scenes } from '@badapple/scenes'
import { createScenes, randomIds } from '@badapple/scenes'
import { createDynamoSceneStore } from '@badapple/scenes/dynamodb'
import type { MemoryBlobStore } from '@badapple/scenes/memory'
import { createMemoryBlobStore } from '@badapple/scenes/memory'
import type { ManualClock } from '@badapple/scenes/testing'
import { createManualClock } from '@badapple/scenes/testing'
import type { LiveTable } from '../live-table.js'
import type { RecordingClient } from './recording-client.js'
import { recordingClient } from './recording-client.js'
import type { Usage } from './usage.js'

/** The characters of an id that say when it was made. */
const TIME_CHARACTERS = 10

/** Ids as long as those of production, in the order in which they were given: pages then end at the same places. */
function idsOfOneLength(): Ids {
  let commands = 0
  return {
    ...randomIds,
    commandId: (nowMs) =>
      randomIds.commandId(nowMs).slice(0, TIME_CHARACTERS) + String(++commands).padStart(16, '0'),
    projectId: () => randomUUID(),
  }
}

/** What one operation cost. */
export interface OperationCost {
  readonly group: string
  readonly operation: string
  readonly usage: Usage
}

/**
 * A service on a live table whose requests are recorded. Nothing waits and the clock stands still, so that the same calls
 * cost the same in every run.
 */
export class MeasuredProject {
  readonly scenes: Scenes
  readonly blobs: MemoryBlobStore
  readonly clock: ManualClock
  readonly recorder: RecordingClient
  readonly costs: OperationCost[] = []
  /** Known once the project is created. */
  projectId = ''

  constructor({ config, tableName }: LiveTable) {
    // A fraction of a second that is not zero, as the time of a project in the index is written without one that is.
    this.clock = createManualClock({ now: Date.UTC(2025, 10, 24, 12, 0, 0, 123) })
    const now = () => this.clock.now()
    this.blobs = createMemoryBlobStore({ now })
    this.recorder = recordingClient(config)
    const store = createDynamoSceneStore({ client: this.recorder.client, tableName })
    const parts = { store, blobs: this.blobs, clock: this.clock }
    this.scenes = createScenes({ ...parts, ids: idsOfOneLength(), actor: 'worker-1' })
  }

  /** Does something, and notes what it cost. */
  async cost<T>(group: string, operation: string, work: () => Promise<T>): Promise<T> {
    this.recorder.take()
    const result = await work()
    this.costs.push({ group, operation, usage: this.recorder.take() })
    return result
  }
}

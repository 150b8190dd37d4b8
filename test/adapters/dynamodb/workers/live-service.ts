import { join } from 'node:path'
import type { SceneStore, Scenes } from '@badapple/scenes'
import { createScenes, epochMs } from '@badapple/scenes'
import { createDynamoSceneStore } from '@badapple/scenes/dynamodb'
import { configFor } from '../../../support/engines/engine-config.js'
import type { Assignment } from './assignment.js'
import { GRACE_MS, LEASE_MS } from './assignment.js'
import type { Diary } from './diary.js'
import type { SharedBucket } from './shared-bucket.js'
import { sharedBucket } from './shared-bucket.js'

/** The bucket of a campaign. */
export function bucketIn(directory: string): SharedBucket {
  return sharedBucket(join(directory, 'bucket'))
}

/** The service on the live table and the shared bucket; what becomes of its commits goes into the diary. */
export function liveService(assignment: Assignment, actor: string, diary: Diary): Scenes {
  const { tableName, directory } = assignment
  const store = createDynamoSceneStore({ config: configFor(assignment.endpoint), tableName })
  const policy = { leaseMs: LEASE_MS, graceMs: GRACE_MS, concurrency: 2 }
  return createScenes({ store: noting(store, diary), blobs: bucketIn(directory).store, actor, policy })
}

function noting(store: SceneStore, diary: Diary): SceneStore {
  return {
    ...store,
    commit: async (change, options) => {
      const answer = await store.commit(change, options)
      if (!answer.ok) diary.write({ type: 'conflict', event: change.event?.type ?? 'heartbeat' })
      for (const write of answer.ok ? change.writes : []) {
        if (write.op !== 'insert' && write.op !== 'update') continue
        if (write.ref.kind !== 'claim') continue
        const fields = write.op === 'insert' ? write.value : write.set
        const expiry = 'expiry' in fields ? fields.expiry : undefined
        if (typeof expiry !== 'string') continue
        diary.write({ type: 'lease', scene: write.ref.sequence ?? 0, expiryMs: epochMs(expiry) })
      }
      return answer
    },
  }
}

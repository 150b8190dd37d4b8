import { createScenes, systemClock } from '@badapple/scenes'
import { createDynamoSceneStore } from '@badapple/scenes/dynamodb'
import { meteredClient } from '../cost/metered-client.js'
import { configOf } from '../workers/live-service.js'
import { writeEntry } from './journal.js'
import { seededBucket } from './seeded-bucket.js'
import { NOW_MS, seededProjects } from './seeded-projects.js'
import { ownAssignment } from './sweep-assignment.js'

/** Sweeps a share of the table, from where an earlier process was. */
async function main(): Promise<void> {
  const { endpoint, tableName, seed, journal, ...options } = ownAssignment()
  const metered = meteredClient(configOf({ endpoint }))
  const scenes = createScenes({
    store: createDynamoSceneStore({ client: metered.client, tableName }),
    blobs: seededBucket(seededProjects(seed)),
    clock: { ...systemClock, now: () => NOW_MS },
    actor: `sweep-${options.segment.index}`,
  })
  const summary = await scenes.sweep({
    ...options,
    onFinding: ({ kind, projectId, sequence }) => {
      const place = sequence === undefined ? '' : ` ${sequence}`
      writeEntry(journal, { type: 'finding', finding: `${kind} ${projectId}${place}` })
    },
    onProgress: ({ project, done, cursor }) => {
      if (project.outcome === 'failed') throw project.error
      writeEntry(journal, { type: 'progress', cursor, rssBytes: process.memoryUsage.rss() })
      process.send?.(done)
    },
  })
  writeEntry(journal, { type: 'summary', summary, usage: metered.take() })
}

void main()

import fc from 'fast-check'
import type { Project } from '../../src/core/model/project.js'
import { PROJECT_MODES } from '../../src/core/model/project.js'
import { PROJECT_STATUSES } from '../../src/core/model/status.js'
import { storedKeys } from './object-keys.js'
import { PROJECT_ID } from './scenes.js'
import { timestamps } from './timestamps.js'

const texts = fc.string({ maxLength: 12 })
const counts = fc.nat(20)

/** Projects of every status, new, old, and saved by others. */
export const projects: fc.Arbitrary<Project> = fc.record(
  {
    projectId: fc.constant(PROJECT_ID),
    status: fc.constantFrom(...PROJECT_STATUSES),
    conceptPrompt: texts,
    createdAt: timestamps,
    updatedAt: timestamps,
    characterDescription: texts,
    characterImageKey: storedKeys,
    productDescription: texts,
    productImageKey: storedKeys,
    audioBackingTrackKey: storedKeys,
    finalOutputKey: storedKeys,
    directorConfig: texts,
    mode: fc.constantFrom(...PROJECT_MODES),
    sceneCount: counts,
    completedScenes: counts,
    failedScenes: counts,
    listedAs: fc.constantFrom(...PROJECT_STATUSES),
    order: fc.oneof(fc.nat(9), fc.integer({ min: 2_000_000_000_000, max: 2_000_000_000_009 })),
  },
  {
    requiredKeys: ['projectId', 'status', 'conceptPrompt', 'createdAt', 'updatedAt'],
    noNullPrototype: true,
  },
)

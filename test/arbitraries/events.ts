import fc from 'fast-check'
import type { SceneEvent } from '../../src/core/model/event.js'
import { EVENT_TYPES } from '../../src/core/model/event.js'
import { FINDING_KINDS } from '../../src/core/model/finding.js'
import { PROJECT_STATUSES } from '../../src/core/model/status.js'
import { storedKeys } from './object-keys.js'
import { PROJECT_ID } from './scenes.js'
import { timestamps } from '../../src/testing/arbitraries/timestamps.js'

const texts = fc.string({ minLength: 1, maxLength: 8 })
const sequences = fc.integer({ min: 1, max: 1_100 })
const statuses = fc.constantFrom(...PROJECT_STATUSES)
const keys = { original: storedKeys, working: storedKeys, lipSynced: storedKeys }

/** Events with any of the fields that events have. */
export const events: fc.Arbitrary<SceneEvent> = fc.record(
  {
    version: fc.constant(1 as const),
    id: texts,
    type: fc.constantFrom(...EVENT_TYPES),
    time: timestamps,
    order: fc.nat(),
    projectId: fc.constant(PROJECT_ID),
    actor: texts,
    sequence: sequences,
    sequences: fc.array(sequences, { maxLength: 3 }),
    attempt: fc.nat(9),
    from: statuses,
    to: statuses,
    project: fc.record({ from: statuses, to: statuses, order: fc.nat() }, { noNullPrototype: true }),
    clips: fc.record(keys, { requiredKeys: [], noNullPrototype: true }),
    clipsSuperseded: fc.array(
      fc.record(
        { clip: fc.constantFrom('original', 'working', 'lipSynced'), key: storedKeys },
        { noNullPrototype: true },
      ),
      { minLength: 1, maxLength: 3 },
    ),
    jobId: texts,
    durationSeconds: fc.double({ min: 0, max: 60, noNaN: true }),
    reason: texts,
    findings: fc.array(fc.constantFrom(...FINDING_KINDS), { maxLength: 3 }),
    finalOutput: storedKeys,
    finalOutputSuperseded: storedKeys,
    intent: fc.constantFrom('scenes-added', 'scenes-reordered', 'scene-removed'),
  },
  {
    requiredKeys: ['version', 'id', 'type', 'time', 'order', 'projectId', 'actor'],
    noNullPrototype: true,
  },
)

import fc from 'fast-check'
import type { Clips, Scene, TrimPoints } from '../../src/core/model/scene.js'
import { SCENE_STATUSES } from '../../src/core/model/status.js'
import { originalKeys, storedKeys } from './object-keys.js'
import { timestamps } from './timestamps.js'

/** The project of every arbitrary record. */
export const PROJECT_ID = '91cf'

const texts = fc.string({ maxLength: 12 })
const seconds = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.double({ min: 0, max: 60, noNaN: true }))

const originals = fc.oneof(...[1, 2, 3].map((sequence) => originalKeys(PROJECT_ID, sequence)), storedKeys)

const clips: fc.Arbitrary<Clips> = fc.record(
  { original: originals, working: storedKeys, lipSynced: storedKeys },
  { requiredKeys: [], noNullPrototype: true },
)

/** Clips whose names may share a key, as those of a scene that nobody trimmed do. */
const sharedClips: fc.Arbitrary<Clips> = fc
  .tuple(originals, fc.boolean(), fc.boolean(), fc.boolean())
  .map(([key, original, working, lipSynced]) => ({
    ...(original && { original: key }),
    ...(working && { working: key }),
    ...(lipSynced && { lipSynced: key }),
  }))

const trimPoints: fc.Arbitrary<TrimPoints> = fc.record(
  { in: seconds, out: seconds },
  { noNullPrototype: true },
)

/** Scenes in every state, those included that should not occur. */
export function scenesOf(sequence: fc.Arbitrary<number>): fc.Arbitrary<Scene> {
  return fc.record(
    {
      projectId: fc.constant(PROJECT_ID),
      sequence,
      status: fc.constantFrom(...SCENE_STATUSES),
      prompt: texts,
      clips: fc.oneof(clips, sharedClips),
      createdAt: timestamps,
      updatedAt: timestamps,
      displaySequence: fc.integer({ min: 1, max: 9 }),
      negativePrompt: texts,
      referenceImageKeys: fc.array(storedKeys, { maxLength: 2 }),
      durationSeconds: seconds,
      audioClipKey: storedKeys,
      trimPoints,
      needsLipSync: fc.boolean(),
      videoGenerationJobId: texts,
      lipsyncJobId: texts,
      retryCount: fc.nat(5),
      errorMessage: texts,
      generationStartedAt: timestamps,
      generationCompletedAt: timestamps,
      failedAt: timestamps,
      order: fc.oneof(fc.nat(9), fc.integer({ min: 2_000_000_000_000, max: 2_000_000_000_009 })),
    },
    {
      requiredKeys: ['projectId', 'sequence', 'status', 'prompt', 'clips', 'createdAt', 'updatedAt'],
      noNullPrototype: true,
    },
  )
}

/** Scenes of any number up to 1,100, so that padding matters. */
export const scenes: fc.Arbitrary<Scene> = scenesOf(
  fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 98, max: 1_100 })),
)

/** Several scenes of one project, each of its own number, in any order. */
export const sceneLists: fc.Arbitrary<readonly Scene[]> = fc.uniqueArray(
  scenesOf(fc.integer({ min: 1, max: 12 })),
  { maxLength: 6, selector: (scene) => scene.sequence },
)

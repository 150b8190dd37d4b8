import fc from 'fast-check'
import type { StoredKey } from '../../core/model/object-key.js'
import type { Clips, Scene, TrimPoints } from '../../core/model/scene.js'
import { SCENE_STATUSES } from '../../core/model/status.js'
import type { FixedFields } from './fixed-fields.js'
import { fixedOr, withFixed } from './fixed-fields.js'
import type { KeyOf } from './object-keys.js'
import { originalKeys, storedKeys } from './object-keys.js'
import { timestamps } from './timestamps.js'

/** The project of arbitrary records. */
export const PROJECT_ID = 'project-1'

const texts = fc.string({ maxLength: 12 })
const seconds = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.double({ min: 0, max: 60, noNaN: true }))

/** Mostly the scene's own, now and then that of a neighbour. */
const originals: fc.Arbitrary<KeyOf<StoredKey>> = fc.oneof(
  { withCrossShrink: true },
  originalKeys,
  storedKeys,
  fc.tuple(originalKeys, fc.integer({ min: 1, max: 3 })).map(
    ([keyOf, sequence]): KeyOf<StoredKey> =>
      ({ projectId }) =>
        keyOf({ projectId, sequence }),
  ),
)

type ClipsOf = (scene: Pick<Scene, 'projectId' | 'sequence'>) => Clips

const separateClips: fc.Arbitrary<ClipsOf> = fc
  .record({ original: originals, working: storedKeys, lipSynced: storedKeys }, { requiredKeys: [] })
  .map(({ original, working, lipSynced }) => (scene) => ({
    ...(original !== undefined && { original: original(scene) }),
    ...(working !== undefined && { working: working(scene) }),
    ...(lipSynced !== undefined && { lipSynced: lipSynced(scene) }),
  }))

/** Clips whose names may share a key, as those of a scene that nobody trimmed do. */
const sharedClips: fc.Arbitrary<ClipsOf> = fc
  .tuple(originals, fc.boolean(), fc.boolean(), fc.boolean())
  .map(([keyOf, original, working, lipSynced]) => (scene) => ({
    ...(original && { original: keyOf(scene) }),
    ...(working && { working: keyOf(scene) }),
    ...(lipSynced && { lipSynced: keyOf(scene) }),
  }))

const trimPoints: fc.Arbitrary<TrimPoints> = fc.record(
  { in: seconds, out: seconds },
  { noNullPrototype: true },
)

/**
 * Scenes in every state, those included that should not occur: they are for code that must be right whatever is stored. A
 * scene shrinks to a `pending` one without a video.
 * @example
 * fc.assert(fc.property(arbitraryScene({ clips: {} }), (scene) => !hasVideo(scene)))
 */
export function arbitraryScene(fields: FixedFields<Scene> = {}): fc.Arbitrary<Scene> {
  const { projectId, sequence, ...rest } = fields
  const numbers = fc.oneof(
    { withCrossShrink: true },
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 98, max: 1_100 }),
  )
  const drafts = fc.record(
    {
      projectId: fixedOr(projectId, fc.constant(PROJECT_ID)),
      sequence: fixedOr(sequence, numbers),
      status: fc.constantFrom(...SCENE_STATUSES),
      prompt: texts,
      clips: fc.oneof({ withCrossShrink: true }, separateClips, sharedClips),
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
      foreignSave: fc.constant(true),
      ledger: fc.nat(4),
    },
    {
      requiredKeys: ['projectId', 'sequence', 'status', 'prompt', 'clips', 'createdAt', 'updatedAt'],
      noNullPrototype: true,
    },
  )
  const scenes = drafts.map(({ clips, referenceImageKeys, audioClipKey, ...scene }): Scene => ({
    ...scene,
    clips: clips(scene),
    ...(referenceImageKeys !== undefined && {
      referenceImageKeys: referenceImageKeys.map((keyOf) => keyOf(scene)),
    }),
    ...(audioClipKey !== undefined && { audioClipKey: audioClipKey(scene) }),
  }))
  return withFixed(scenes, rest)
}

import fc from 'fast-check'
import type { Scene } from '../../../core/model/scene.js'
import { SCENE_STATUSES } from '../../../core/model/status.js'
import type { SceneStatus } from '../../../core/model/status.js'

/** What a healthy scene is made from; each part shrinks by itself. */
export interface SceneDraft {
  readonly status: SceneStatus
  readonly prompt: string
  /** How many scenes before it were removed. */
  readonly removedBefore: number
  /** Its place in the film is by this number. */
  readonly place: number
  /** Whether the backend saved it last, which knows no leases, or this library. */
  readonly isFromBackend: boolean
  /** Attempts so far, where it counts. */
  readonly attempts: number
  /** Whether earlier attempts were settled by a reset or a reject, and what came of them lies in the bucket still. */
  readonly isSettled: boolean
  /** Where its video comes from, if it has one. */
  readonly source: 'generated' | 'by hand' | 'older'
  readonly isTrimmed: boolean
  readonly isLipSynced: boolean
  /** Whether the lease of whoever generates it runs, or is over for less than the grace. */
  readonly isLeaseOver: boolean
  /** Seconds since it was saved. */
  readonly age: number
  /** Changes of it that its project has counted. */
  readonly ledger: number
  readonly more: Partial<
    Pick<Scene, 'negativePrompt' | 'durationSeconds' | 'needsLipSync' | 'retryCount' | 'videoGenerationJobId'>
  >
}

/** Texts that people write; they shrink to `a`. */
export const texts: fc.Arbitrary<string> = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: fc.constant('a'), weight: 1 },
  { arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), weight: 3 },
)

/** Seconds since something was saved, some of them within every grace. */
export const ages: fc.Arbitrary<number> = fc.oneof(fc.nat(59), fc.nat(7_200))

/** Drafts of scenes in every state in which this library and the backend leave them. */
export const sceneDrafts: fc.Arbitrary<SceneDraft> = fc.record(
  {
    status: fc.constantFrom(...SCENE_STATUSES),
    prompt: texts,
    removedBefore: fc.oneof(
      { withCrossShrink: true },
      { arbitrary: fc.constant(0), weight: 6 },
      { arbitrary: fc.nat(3), weight: 3 },
      // So that padding matters.
      { arbitrary: fc.nat(1_000), weight: 1 },
    ),
    place: fc.nat(9),
    isFromBackend: fc.boolean(),
    attempts: fc.nat(3),
    isSettled: fc.boolean(),
    source: fc.constantFrom('generated', 'by hand', 'older'),
    isTrimmed: fc.boolean(),
    isLipSynced: fc.boolean(),
    isLeaseOver: fc.boolean(),
    age: ages,
    ledger: fc.integer({ min: 1, max: 4 }),
    more: fc.record(
      {
        negativePrompt: texts,
        durationSeconds: fc.integer({ min: 1, max: 60 }),
        needsLipSync: fc.boolean(),
        retryCount: fc.nat(5),
        videoGenerationJobId: texts,
      },
      { requiredKeys: [], noNullPrototype: true },
    ),
  },
  { noNullPrototype: true },
)

/** A new scene, for projects in which something needs one. */
export const NEW_SCENE: SceneDraft = {
  status: 'pending',
  prompt: 'a',
  removedBefore: 0,
  place: 9,
  isFromBackend: false,
  attempts: 0,
  isSettled: false,
  source: 'generated',
  isTrimmed: false,
  isLipSynced: false,
  isLeaseOver: false,
  age: 0,
  ledger: 1,
  more: {},
}

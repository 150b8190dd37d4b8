import fc from 'fast-check'
import type { BlobStat, StatAnswer } from '../../src/core/model/blob.js'
import type { Claim } from '../../src/core/model/claim.js'
import { FINDING_KINDS } from '../../src/core/model/finding.js'
import { attemptKey, oldSceneKey, scenePrefix } from '../../src/core/model/object-key-layout.js'
import type { ObjectKey, StoredKey } from '../../src/core/model/object-key.js'
import { toObjectKey, toStoredKey } from '../../src/core/model/object-key.js'
import type { Scene } from '../../src/core/model/scene.js'
import { SCENE_STATUSES } from '../../src/core/model/status.js'
import type { Timestamp } from '../../src/core/model/time.js'
import { addMs, toTimestamp } from '../../src/core/model/time.js'
import type { SceneCase, SceneObjects } from '../../src/core/rules/scene-case.js'
import { PROJECT_ID } from './scenes.js'

const SEQUENCE = 3
const NOW = toTimestamp('2025-11-24T12:00:00.123456Z')
const CREATED = addMs(NOW, -7_200_000)
const folder = scenePrefix(PROJECT_ID, SEQUENCE)

/** Originals of the scene, its other clips, and keys that belong elsewhere: few, so that they meet. */
const ORIGINALS: readonly ObjectKey[] = [
  ...[1, 2, 3].map((attempt) => attemptKey(PROJECT_ID, SEQUENCE, attempt, 'claim-1')),
  toObjectKey(`${folder}video.mp4`),
  oldSceneKey(PROJECT_ID, SEQUENCE),
]
const OTHERS: readonly ObjectKey[] = [
  toObjectKey(`${folder}working_clip_1.mp4`),
  toObjectKey(`${folder}lipsynced.mp4`),
  toObjectKey('mv/projects/91cf/scenes/004/video.mp4'),
  toObjectKey('mv/projects/other/scenes/003/video.mp4'),
  toObjectKey('elsewhere/clip.mp4'),
]
const KEYS = [...ORIGINALS, ...OTHERS]
const URLS: readonly StoredKey[] = [
  toStoredKey(`https://bucket.example/${folder}video.mp4?X-Amz-Signature=0`),
  toStoredKey(`s3://bucket/${folder}working_clip_1.mp4`),
  toStoredKey('https://cdn.example/clip.mp4'),
]

const storedKeys: fc.Arbitrary<StoredKey> = fc.oneof(
  { arbitrary: fc.constantFrom(...KEYS), weight: 6 },
  { arbitrary: fc.constantFrom(...URLS), weight: 1 },
)

/** Instants around the graces, before and after the present. */
const times: fc.Arbitrary<Timestamp> = fc
  .constantFrom(-7_200_001, -3_600_000, -899_999, -60_001, -60_000, -59_999, -1, 0, 1, 60_000)
  .map((ms) => addMs(NOW, ms))

const scenes: fc.Arbitrary<Scene> = fc.record(
  {
    projectId: fc.constant(PROJECT_ID),
    sequence: fc.constant(SEQUENCE),
    status: fc.constantFrom(...SCENE_STATUSES),
    prompt: fc.constant('a lighthouse'),
    clips: fc.oneof(
      fc.constant({}),
      storedKeys.map((original) => ({ original, working: original })),
      storedKeys.map((working) => ({ working })),
      fc.record(
        { original: storedKeys, working: storedKeys, lipSynced: storedKeys },
        { requiredKeys: [], noNullPrototype: true },
      ),
    ),
    createdAt: fc.constant(CREATED),
    updatedAt: times,
    audioClipKey: storedKeys,
    referenceImageKeys: fc.array(storedKeys, { maxLength: 2 }),
    durationSeconds: fc.constant(8),
    trimPoints: fc.constant({ in: 1, out: 7 }),
    errorMessage: fc.constant('no credit'),
    failedAt: times,
    generationCompletedAt: times,
    order: fc.nat(9),
  },
  {
    requiredKeys: ['projectId', 'sequence', 'status', 'prompt', 'clips', 'createdAt', 'updatedAt'],
    noNullPrototype: true,
  },
)

const claims: fc.Arbitrary<Claim> = fc
  .record(
    {
      projectId: fc.constant(PROJECT_ID),
      sequence: fc.constant(SEQUENCE),
      claimId: fc.constant('claim-1'),
      owner: fc.constant('worker-1'),
      expiry: times,
      ended: fc.constant(true),
      sceneCreatedAt: fc.constantFrom(CREATED, CREATED, CREATED, addMs(CREATED, -1)),
      attempt: fc.nat(3),
      attemptBase: fc.nat(3),
      floor: fc.nat(3),
      jobId: fc.constant('job-1'),
      clip: fc.constantFrom(...KEYS),
    },
    {
      requiredKeys: [
        ...(['projectId', 'sequence', 'claimId', 'owner', 'expiry', 'sceneCreatedAt'] as const),
        ...(['attempt', 'attemptBase'] as const),
      ],
      noNullPrototype: true,
    },
  )
  .map((claim) => ({ ...claim, attempt: Math.max(claim.attempt, claim.attemptBase, claim.floor ?? 0) }))

/** Buckets in which every key of the pool is there, gone, empty or unknown; and listings, now and then at odds with that. */
const buckets: fc.Arbitrary<SceneObjects> = fc
  .tuple(
    fc.tuple(...KEYS.map((key) => fc.tuple(answersTo(key), fc.nat(9)))),
    fc.oneof({ arbitrary: fc.constant(true), weight: 5 }, { arbitrary: fc.constant(false), weight: 1 }),
  )
  .map(([pairs, isListed]) => ({
    // One in ten is not asked for, one in ten is not listed.
    answers: new Map(
      pairs.flatMap(([answer, luck], at) => (luck === 0 ? [] : [[keyAt(at), answer] as const])),
    ),
    found: isListed
      ? pairs.flatMap(([answer, luck], at) => (luck === 1 ? [] : listed(keyAt(at), answer, luck)))
      : 'unreachable',
  }))

function keyAt(at: number): ObjectKey {
  const key = KEYS[at]
  if (key === undefined) throw new Error(`no key ${at}`)
  return key
}

function answersTo(key: ObjectKey): fc.Arbitrary<StatAnswer> {
  return fc.oneof(
    { arbitrary: fc.constantFrom('absent', 'empty', 'unreachable'), weight: 3 },
    { arbitrary: times.map((lastModified) => ({ key, size: 1, lastModified })), weight: 2 },
  )
}

/** A listing shows what is there, now and then also what was said to be absent. */
function listed(key: ObjectKey, answer: StatAnswer, luck: number): readonly BlobStat[] {
  if (typeof answer !== 'string') return [answer]
  if (answer === 'empty') return [{ key, size: 0, lastModified: CREATED }]
  return luck === 2 ? [{ key, size: 1, lastModified: addMs(NOW, -3_600_000) }] : []
}

const policies: fc.Arbitrary<SceneCase['policy']> = fc.record({
  graceMs: fc.constantFrom(1_000, 60_000),
  foreignGraceMs: fc.constantFrom(0, 900_000),
  maxAttempts: fc.integer({ min: 1, max: 3 }),
})

/** What the stale save of another system makes of a scene whose video this library had recorded. */
function staleSave({ order: _wiped, clips, ...scene }: Scene): Scene {
  const { original: _lost, ...others } = clips
  return { ...scene, clips: others }
}

/** A scene with all that its repair depends on, in every state that occurs and many that should not. */
export const sceneCases: fc.Arbitrary<SceneCase> = fc
  .record({
    scene: scenes,
    claim: fc.option(claims, { nil: undefined, freq: 3 }),
    objects: buckets,
    others: fc.uniqueArray(fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom(2, 4)), { maxLength: 2 }),
    history: fc.uniqueArray(storedKeys, { maxLength: 3 }),
    policy: policies,
    isStale: fc.nat(5).map((luck) => luck === 0),
  })
  .map(({ others, history, isStale, ...rest }) => ({
    ...rest,
    scene: isStale ? staleSave(rest.scene) : rest.scene,
    uses: new Map(others.map(([key, sequence]) => [key, new Set([sequence])])),
    history: new Set<string>(history),
    now: NOW,
  }))

/** Some kinds of findings, any number of them. */
export const someKinds = fc.subarray([...FINDING_KINDS])

/** Scenes as this library leaves them, with a bucket that has what they refer to. */
export const healthyCases: fc.Arbitrary<SceneCase> = fc
  .record({
    status: fc.constantFrom(...SCENE_STATUSES),
    attempt: fc.integer({ min: 1, max: 3 }),
    clip: fc.constantFrom(...ORIGINALS),
    isTrimmed: fc.boolean(),
    isLipSynced: fc.boolean(),
    hasLease: fc.boolean(),
    policy: policies,
  })
  .map(({ status, attempt, clip, isTrimmed, isLipSynced, hasLease, policy }): SceneCase => {
    const isDone = status === 'completed'
    const clips = {
      original: clip,
      working: isTrimmed ? toObjectKey(`${folder}working_clip_1.mp4`) : clip,
      ...(isLipSynced && { lipSynced: toObjectKey(`${folder}lipsynced.mp4`) }),
    }
    const present = (isDone ? Object.values(clips) : []).map((key): BlobStat => ({
      key,
      size: 1,
      lastModified: addMs(NOW, -3_600_000),
    }))
    const runs = status === 'processing'
    return {
      scene: {
        projectId: PROJECT_ID,
        sequence: SEQUENCE,
        status,
        prompt: 'a lighthouse',
        clips: isDone ? clips : {},
        createdAt: CREATED,
        updatedAt: addMs(NOW, -60_000),
        order: 7,
        ...(status === 'failed' && { errorMessage: 'no credit' }),
      },
      claim:
        runs || hasLease
          ? {
              projectId: PROJECT_ID,
              sequence: SEQUENCE,
              claimId: 'claim-1',
              owner: 'worker-1',
              expiry: addMs(NOW, runs ? 60_000 : -60_000),
              sceneCreatedAt: CREATED,
              attempt,
              attemptBase: attempt - 1,
              ...(!runs && { ended: true }),
              ...(isDone && { floor: attempt, attemptBase: attempt, clip }),
            }
          : undefined,
      objects: { answers: new Map(present.map((stat) => [stat.key, stat])), found: present },
      uses: new Map(present.map(({ key }) => [key, new Set([SEQUENCE])])),
      history: new Set(),
      now: NOW,
      policy,
    }
  })

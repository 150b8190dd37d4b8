import fc from 'fast-check'
import { decideAdopt } from '../../../src/core/commands/adopt.js'
import { decideClaim } from '../../../src/core/commands/claim-scene.js'
import { decideComplete } from '../../../src/core/commands/complete.js'
import type { CommandContext, Decision } from '../../../src/core/commands/decision.js'
import { decideEditScene } from '../../../src/core/commands/edit-scene.js'
import { decideFail } from '../../../src/core/commands/fail.js'
import { decideHeartbeat } from '../../../src/core/commands/heartbeat.js'
import { decideReject } from '../../../src/core/commands/reject.js'
import { decideRelease } from '../../../src/core/commands/release.js'
import { decideRepairScene } from '../../../src/core/commands/repair-scene.js'
import { decideReset } from '../../../src/core/commands/reset.js'
import { decideRestore } from '../../../src/core/commands/restore.js'
import { decideRetry } from '../../../src/core/commands/retry.js'
import type { SetClipInput } from '../../../src/core/commands/set-clip.js'
import { decideSetClip } from '../../../src/core/commands/set-clip.js'
import { decideSetSceneStatus } from '../../../src/core/commands/set-scene-status.js'
import { decideSubmitted } from '../../../src/core/commands/submitted.js'
import { decideUpload } from '../../../src/core/commands/upload.js'
import type { BlobStat, StatAnswer } from '../../../src/core/model/blob.js'
import type { ObjectKey } from '../../../src/core/model/object-key.js'
import { FINDING_KINDS } from '../../../src/core/model/finding.js'
import { DEFAULT_POLICY } from '../../../src/core/model/policy.js'
import type { SceneRecords } from '../../../src/core/model/records.js'
import type { SceneChanges } from '../../../src/core/model/scene-changes.schema.js'
import { SCENE_STATUSES } from '../../../src/core/model/status.js'
import { referencedKeys } from '../../../src/core/rules/scene-case.js'
import { objectKeys, originalKeys } from '../../arbitraries/object-keys.js'
import { PROJECT_ID } from '../../arbitraries/scenes.js'
import { timestamps } from '../../../src/testing/arbitraries/timestamps.js'

/** A command about one scene with its input. */
export interface SceneCommand {
  readonly name: string
  readonly input: unknown
  readonly decide: (state: SceneRecords, context: CommandContext) => Decision<unknown>
}

const claimIds = fc.constantFrom('claim-1', 'claim-2')
const keys: fc.Arbitrary<ObjectKey> = fc.oneof(
  ...[1, 2, 3].map((sequence) => originalKeys(PROJECT_ID, sequence)),
  objectKeys,
)
const stats: fc.Arbitrary<BlobStat> = fc.record(
  { key: keys, size: fc.constantFrom(1, 0), lastModified: timestamps },
  { noNullPrototype: true },
)
const jobIds = fc.constantFrom('job-1', 'job-2', 'job-3')
const reasons = fc.record({ reason: fc.constant('because') }, { requiredKeys: [], noNullPrototype: true })

function command<Input>(
  name: string,
  inputs: fc.Arbitrary<Input>,
  decide: (state: SceneRecords, input: Input, context: CommandContext) => Decision<unknown>,
): fc.Arbitrary<SceneCommand> {
  return inputs.map((input) => ({ name, input, decide: (state, context) => decide(state, input, context) }))
}

const claim = command(
  'claim',
  fc.record(
    {
      owner: fc.constant('worker-3'),
      leaseMs: fc.constant(60_000),
      regenerate: fc.boolean(),
      insteadOf: keys,
    },
    { requiredKeys: ['owner', 'leaseMs'], noNullPrototype: true },
  ),
  decideClaim,
)
const heartbeat = command(
  'heartbeat',
  fc.record({ claimId: claimIds, leaseMs: fc.constantFrom(1_000, 60_000_000) }),
  decideHeartbeat,
)
const complete = command(
  'complete',
  fc.record(
    { claimId: claimIds, key: keys, durationSeconds: fc.double({ min: 0, max: 9, noNaN: true }) },
    { requiredKeys: ['claimId', 'key'], noNullPrototype: true },
  ),
  decideComplete,
)
const fail = command(
  'fail',
  fc.record(
    { claimId: claimIds, reason: fc.constant('no credit'), keepJob: fc.boolean(), jobId: jobIds },
    { requiredKeys: ['reason'], noNullPrototype: true },
  ),
  decideFail,
)
const release = command(
  'release',
  fc.record(
    { claimId: claimIds, reason: fc.constant('because'), jobId: jobIds },
    { requiredKeys: ['claimId'], noNullPrototype: true },
  ),
  decideRelease,
)
const submitted = command('submitted', fc.record({ claimId: claimIds, jobId: jobIds }), decideSubmitted)
const requests: fc.Arbitrary<StatAnswer> = fc.oneof(
  { arbitrary: stats, weight: 3 },
  { arbitrary: fc.constantFrom('absent', 'empty', 'unreachable'), weight: 1 },
)
const adopt = command(
  'adopt',
  fc.record(
    {
      usedKeys: fc.array(keys, { maxLength: 1 }).map((used) => new Set<string>(used)),
      objects: fc.array(stats, { maxLength: 3 }),
      insteadOf: keys,
      requested: fc
        .tuple(keys, requests)
        .map(([key, answer]) => ({ key, answer: typeof answer === 'string' ? answer : { ...answer, key } })),
    },
    { requiredKeys: ['usedKeys', 'objects'], noNullPrototype: true },
  ),
  decideAdopt,
)

const usedByOthers = fc.array(keys, { maxLength: 1 }).map((used) => new Set<string>(used))
const seconds = fc.double({ min: 0, max: 9, noNaN: true })
const changes: fc.Arbitrary<SceneChanges> = fc.record(
  {
    prompt: fc.constantFrom('a', 'b'),
    negativePrompt: fc.constantFrom('fog', null),
    referenceImageKeys: fc.array(objectKeys, { maxLength: 2 }),
    audioClipKey: fc.oneof(objectKeys, fc.constant(null)),
    durationSeconds: fc.constantFrom(5, 8),
    needsLipSync: fc.boolean(),
  },
  { requiredKeys: [], noNullPrototype: true },
)
const upload = command(
  'upload',
  fc.record(
    { key: keys, usedByOthers, durationSeconds: seconds },
    { requiredKeys: ['key', 'usedByOthers'], noNullPrototype: true },
  ),
  decideUpload,
)
/** Clips made from the scene's very video, or from some other. */
const setClip: fc.Arbitrary<SceneCommand> = fc
  .tuple(
    keys,
    fc.boolean(),
    keys,
    usedByOthers,
    fc.constantFrom({ in: 0, out: 8 }, { in: 0.2, out: 0.3 }),
    fc.boolean(),
  )
  .map(([key, isPresent, other, used, trimPoints, isWorking]) => {
    const given = { key, madeFrom: other, usedByOthers: used }
    const inputOf = (madeFrom: string): SetClipInput =>
      isWorking
        ? { ...given, madeFrom, clip: 'working', trimPoints }
        : { ...given, madeFrom, clip: 'lipSynced', jobId: 'job-1' }
    return {
      name: 'setClip',
      input: inputOf(other),
      decide: (state, context) =>
        decideSetClip(
          state,
          inputOf(isPresent ? (state.scene.value.clips.original ?? other) : other),
          context,
        ),
    }
  })
const restore = command(
  'restore',
  fc
    .tuple(keys, keys, fc.integer({ min: 1, max: 3 }), usedByOthers, timestamps)
    .map(([key, other, sequence, used, time]) => ({
      key,
      history: [key, other].map((original, at) => ({
        version: 1 as const,
        id: `earlier-${at}.1`,
        type: 'scene-completed' as const,
        time,
        order: at,
        projectId: PROJECT_ID,
        actor: 'worker-1',
        sequence,
        clips: { original },
        durationSeconds: 8,
      })),
      usedByOthers: used,
    })),
  decideRestore,
)
const setSceneStatus = command(
  'setSceneStatus',
  fc.record(
    {
      status: fc.constantFrom(...SCENE_STATUSES),
      expected: fc.constantFrom(...SCENE_STATUSES),
      reason: fc.constant('because'),
    },
    { requiredKeys: ['status'], noNullPrototype: true },
  ),
  decideSetSceneStatus,
)
const answers: fc.Arbitrary<StatAnswer> = fc.constantFrom('absent', 'empty', 'unreachable')
const repairScene = command(
  'repairScene',
  fc
    .record({
      answers: fc.array(fc.tuple(keys, answers), { maxLength: 4 }),
      // Most of the clips of arbitrary scenes are not among a few arbitrary keys.
      isGone: fc.boolean(),
      found: fc.oneof(fc.array(stats, { maxLength: 3 }), fc.constant('unreachable' as const)),
      kinds: fc.oneof(fc.constant(FINDING_KINDS), fc.subarray([...FINDING_KINDS])),
      demotes: fc.boolean(),
    })
    .map((input) => ({ ...input, uses: new Map(), history: new Set<string>() })),
  (state, { answers: given, isGone, found, ...input }, context) => {
    const gone = isGone ? referencedKeys(state.scene.value).map((key) => [key, 'absent'] as const) : []
    return decideRepairScene(
      state,
      { ...input, objects: { answers: new Map([...given, ...gone]), found } },
      context,
    )
  },
)

/** Every command about one scene, with arbitrary input. */
export const sceneCommands: fc.Arbitrary<SceneCommand> = fc.oneof(
  claim,
  heartbeat,
  complete,
  fail,
  release,
  submitted,
  adopt,
  command('reset', reasons, decideReset),
  command('retry', fc.constant({}), decideRetry),
  command('editScene', changes, decideEditScene),
  upload,
  setClip,
  command('reject', fc.constant({ reason: 'six fingers' }), decideReject),
  restore,
  setSceneStatus,
  repairScene,
)

/** The surroundings of a command: any time, the default policy or a lenient one. */
export const contexts: fc.Arbitrary<CommandContext> = fc
  .tuple(timestamps, fc.constantFrom('strict', 'permissive'), fc.constantFrom(0, 60_000_000))
  .map(([now, transitions, foreignGraceMs]) => ({
    now,
    policy: { ...DEFAULT_POLICY, transitions, foreignGraceMs },
    commandId: 'command-1',
    commitId: 'command-1.1',
    actor: 'tester',
  }))

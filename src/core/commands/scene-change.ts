import type { Guard, Write } from '../model/change.js'
import type { Claim } from '../model/claim.js'
import type { SceneEvent } from '../model/event.js'
import type { Project } from '../model/project.js'
import type { SceneRecords } from '../model/records.js'
import type { Scene } from '../model/scene.js'
import { patchOf } from '../model/patch.js'
import type { Counters } from '../rules/counters.js'
import { changesCounts, countersDelta } from '../rules/counters.js'
import { savedByOthers } from '../rules/foreign-save.js'
import { hasVideo } from '../rules/video.js'
import { clipChanges } from './clip-changes.js'
import { countedWrite } from './counting.js'
import { nextOrder } from './next-order.js'
import type { CommandContext, Decision } from './decision.js'

/** What a command makes of a scene. Whatever is not named stays. */
export interface SceneStep<Result> {
  readonly scene: Scene
  readonly claim?: Claim
  /** The project moved along with the scene. */
  readonly project?: Project
  /** The decision relied on the lease being over: a heartbeat in between must make it fail. */
  readonly reliesOnExpiry?: boolean
  /** The decision relied on the project's status. */
  readonly reliesOnProject?: boolean
  readonly event: Pick<SceneEvent, 'type' | 'attempt' | 'jobId' | 'durationSeconds' | 'reason' | 'findings'>
  readonly result: (after: Scene) => Result
}

/** One atomic change of a scene, its claim and, where it moves along, its project, with the event that tells of it. */
export function sceneChange<Result>(
  state: SceneRecords,
  context: CommandContext,
  step: SceneStep<Result>,
): Decision<Result> {
  const before = state.scene.value
  const order = nextOrder(before.order, context.now)
  const delta = countersDelta(before, step.scene)
  const counted = changesCounts(delta) && { ledger: (before.ledger ?? 0) + 1 }
  const { foreignSave, ...scene } = step.scene
  const isUndecided = leavesVideoUndecided(state, step)
  const after: Scene = {
    ...scene,
    updatedAt: context.now,
    order,
    ...counted,
    ...(isUndecided && savedByOthers(before) && { foreignSave: true }),
  }
  const project = projectStep(state, after, delta, context, step)
  const writes = [sceneWrite(state, after), ...claimWrites(state, step), ...project.writes]
  const event: SceneEvent = {
    version: 1,
    id: context.commitId,
    ...step.event,
    time: context.now,
    order,
    projectId: before.projectId,
    actor: context.actor,
    sequence: before.sequence,
    ...(before.status !== after.status && { from: before.status, to: after.status }),
    ...projectMove(state.project.value, project.after),
    // A length is told of the clips that have it, also where they stay.
    ...(step.event.durationSeconds !== undefined && { clips: after.clips }),
    ...clipChanges(before.clips, after.clips),
  }
  return {
    ok: true,
    change: { id: context.commitId, projectId: before.projectId, writes, event },
    result: step.result(after),
    ...(project.isUnsealed && { isUnsealed: true }),
  }
}

/**
 * Whether a scene without a video stays as it was in that, and its lease names the same clip: one that a foreign save took
 * away can still be given back. A scene that leaves `completed` without a video is meant to be made again.
 */
function leavesVideoUndecided<Result>({ scene, claim }: SceneRecords, step: SceneStep<Result>): boolean {
  const { value: before } = scene
  if (claim === undefined || before.status === 'completed') return false
  if (hasVideo(before) || hasVideo(step.scene)) return false
  return step.claim === undefined || (step.claim.clip !== undefined && step.claim.clip === claim.value.clip)
}

function sceneWrite({ scene }: SceneRecords, after: Scene): Write {
  const { projectId, sequence, status, clips } = scene.value
  return {
    op: 'update',
    ref: { kind: 'scene', projectId, sequence },
    set: patchOf(scene.value, after),
    // The facts matter where a foreign save left no commit to compare with.
    guard: { revision: scene.revision, equals: { status, clips: { original: clips.original ?? null } } },
  }
}

function claimWrites<Result>({ scene, claim }: SceneRecords, step: SceneStep<Result>): Write[] {
  const { projectId, sequence } = scene.value
  const ref = { kind: 'claim', projectId, sequence } as const
  if (claim === undefined) {
    if (step.claim !== undefined) return [{ op: 'insert', ref, value: step.claim }]
    return step.reliesOnExpiry === true ? [{ op: 'check-absent', ref }] : []
  }
  const guard: Guard<Claim> = {
    revision: claim.revision,
    ...(step.reliesOnExpiry === true && { equals: { expiry: claim.value.expiry } }),
  }
  if (step.claim !== undefined) return [{ op: 'update', ref, set: patchOf(claim.value, step.claim), guard }]
  return step.reliesOnExpiry === true ? [{ op: 'check', ref, guard }] : []
}

interface ProjectPart {
  readonly writes: readonly Write[]
  readonly after: Project
  readonly isUnsealed: boolean
}

/**
 * The project's part in the commit: counted, moved along, or only looked at. One that a scene gains or loses its video
 * in is written in any case, so that whoever decided on all its videos finds out.
 */
function projectStep<Result>(
  { project: stored, scene }: SceneRecords,
  after: Scene,
  delta: Counters,
  { now }: CommandContext,
  { project, reliesOnProject }: SceneStep<Result>,
): ProjectPart {
  const before = stored.value
  const { projectId, status, order } = before
  const ref = { kind: 'project', projectId } as const
  if (changesCounts(delta)) {
    const counted = countedWrite(stored, {
      now,
      delta,
      changes: 1,
      ...(project !== undefined && { project }),
    })
    return { ...counted, writes: [counted.write] }
  }
  if (project !== undefined || hasVideo(scene.value) !== hasVideo(after)) {
    const moves = project !== undefined && { order: nextOrder(order, now) }
    const next: Project = { ...(project ?? before), updatedAt: now, ...moves }
    const guard: Guard<Project> = { equals: { status, ...(moves !== false && { order: order ?? null }) } }
    return {
      writes: [{ op: 'update', ref, set: patchOf(before, next), guard }],
      after: next,
      isUnsealed: false,
    }
  }
  const check: Write = { op: 'check', ref, guard: { equals: { status } } }
  return { writes: reliesOnProject === true ? [check] : [], after: before, isUnsealed: false }
}

function projectMove(before: Project, { status, order = 0 }: Project): Pick<SceneEvent, 'project'> {
  return status === before.status ? {} : { project: { from: before.status, to: status, order } }
}

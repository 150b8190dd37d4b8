import type { NaiveSource } from './naive-clips.js'
import { attemptOf, bring, folderOf, keyOf, kindOf, numberOf, setVideo, settle } from './naive-clips.js'
import type { NaiveClaim, NaiveRef, NaiveScene, NaiveWorld, Reasons } from './naive-world.js'
import { ACCEPTED, isLive, LEASE_MS, moveProject, onScene, reasons } from './naive-world.js'

/** Claims a scene. */
export function claim(
  world: NaiveWorld,
  ref: NaiveRef,
  {
    regenerate,
    leaseMs = LEASE_MS,
    owner,
    id,
  }: { regenerate: boolean; leaseMs?: number; owner: string; id: string },
): Reasons {
  return onScene(world, ref, (scene, project) => {
    const hasVideo = scene.original !== undefined
    const refused = reasons({
      'REFUSED project-status': project.status === 'composing',
      'REFUSED claimed': isLive(scene, world.now),
      'REFUSED has-video': hasVideo && !regenerate,
    })
    if (refused.length > 0) return refused
    const attempt = attemptOf(scene)
    const { base = attempt, floor, job, clip } = scene.lease ?? {}
    const until = world.now + leaseMs
    scene.lease = { holder: id, owner, until, ended: false, attempt: attempt + 1, base, floor, job, clip }
    scene.error = undefined
    if (!hasVideo) scene.status = 'processing'
    if (project.status === 'pending') moveProject(project, 'processing', world.now)
    world.claims.push({ ...ref, claimId: id, attempt: attempt + 1 })
    return ACCEPTED
  })
}

/** Prolongs a claim. */
export function heartbeat(world: NaiveWorld, held: NaiveClaim, leaseMs = LEASE_MS): Reasons {
  return onScene(world, held, ({ lease }) => {
    if (lease?.holder !== held.claimId || lease.ended) return ['CLAIM_LOST']
    lease.until = Math.max(lease.until, world.now + leaseMs)
    return ACCEPTED
  })
}

/** Notes the provider's job. */
export function submitted(world: NaiveWorld, held: NaiveClaim, job: string): Reasons {
  return onScene(world, held, ({ lease }) => {
    if (lease?.holder !== held.claimId) return ['CLAIM_LOST']
    lease.job = job
    return ACCEPTED
  })
}

/** Records the clip of an attempt. Whatever the answer, the object stays. */
export function complete(
  world: NaiveWorld,
  held: NaiveClaim,
  source: NaiveSource,
  seconds: number | undefined,
): Reasons {
  return onScene(world, held, (scene) => {
    const ownKey = `${folderOf(held)}video_${held.attempt}_${held.claimId}.mp4`
    const key = keyOf(source, ownKey)
    const { lease } = scene
    const holds = lease?.holder === held.claimId
    const isRecorded = scene.original === key && (!holds || lease.ended)
    const gone = bring(world, source, ownKey)
    if (gone.length > 0) return gone
    if (isRecorded) return ACCEPTED
    if (!holds) return ['CLAIM_LOST']
    if (!mayComplete(held, key, ownKey)) return ['REFUSED unfit-key']
    setVideo(scene, key, seconds)
    settle(lease, key, world.now)
    return ACCEPTED
  })
}

function mayComplete(held: NaiveClaim, key: string, ownKey: string): boolean {
  const kind = kindOf(held, key)
  return kind === 'outside' || key === ownKey || (kind === 'original' && numberOf(key) === undefined)
}

/** Ends an attempt without a clip, or fails a scene that nobody is at. */
export function fail(world: NaiveWorld, ref: NaiveRef & { claimId?: string }, reason: string): Reasons {
  return onScene(world, ref, (scene) => {
    const held = ref.claimId === undefined ? undefined : scene.lease
    if (held?.holder !== ref.claimId) return ['CLAIM_LOST']
    if (held === undefined && isLive(scene, world.now)) return ['REFUSED claimed']
    if (held?.ended === true && scene.status === 'failed') return ACCEPTED
    if (scene.original === undefined) {
      if (scene.status === 'failed') return ['REFUSED transition']
      scene.status = 'failed'
      scene.error = reason
    }
    // Its history tells of it, so the scene was written.
    scene.changedAt = world.now
    if (held !== undefined) end(held, world.now)
    if (held !== undefined) held.job = undefined
    return ACCEPTED
  })
}

/** Gives a claim back. */
export function release(world: NaiveWorld, held: NaiveClaim): Reasons {
  return onScene(world, held, (scene) => {
    const { lease } = scene
    if (lease?.holder !== held.claimId) return ['CLAIM_LOST']
    if (scene.original === undefined && scene.status === 'processing') scene.status = 'pending'
    end(lease, world.now)
    return ACCEPTED
  })
}

/** The holder is gone; the fence stays. */
export function end(lease: NonNullable<NaiveScene['lease']>, now: number): void {
  lease.ended = true
  lease.until = Math.min(lease.until, now)
}

import type { NaiveSource } from './naive-clips.js'
import {
  adoptAlone,
  bring,
  candidatesOf,
  clipsOf,
  fence,
  folderOf,
  keyOf,
  kindOf,
  missing,
  numberOf,
  setClips,
  setVideo,
  settle,
  usedByOthers,
} from './naive-clips.js'
import type { NaiveRef, NaiveScene, NaiveSceneStatus, NaiveWorld, Reasons } from './naive-world.js'
import { ACCEPTED, isLive, onScene, reasons } from './naive-world.js'

/** Edits the prompt, and the wanted length while there is no video. */
export function editScene(
  world: NaiveWorld,
  ref: NaiveRef,
  { prompt, seconds }: { prompt: string; seconds: number | undefined },
): Reasons {
  return onScene(world, ref, (scene) => {
    const changesLength = seconds !== undefined && seconds !== scene.seconds
    if (changesLength && scene.original !== undefined) return ['REFUSED has-video']
    scene.prompt = prompt
    scene.seconds = seconds ?? scene.seconds
    return ACCEPTED
  })
}

/** Back to the start; the clips go. */
export function reset(world: NaiveWorld, ref: NaiveRef, id: string): Reasons {
  return onScene(world, ref, (scene, project) => {
    const refused = reasons({
      'REFUSED project-status': project.status === 'composing',
      'REFUSED transition': scene.status === 'pending',
    })
    if (refused.length > 0) return refused
    takeAway(scene, 'pending', id, world.now)
    return ACCEPTED
  })
}

/** A bad video; the clips go. */
export function reject(
  world: NaiveWorld,
  ref: NaiveRef,
  { id, reason }: { id: string; reason: string },
): Reasons {
  return onScene(world, ref, (scene, project) => {
    const refused = reasons({
      'REFUSED project-status': project.status === 'composing',
      'REFUSED no-video': scene.original === undefined,
    })
    if (refused.length > 0) return refused
    takeAway(scene, 'failed', id, world.now)
    scene.error = reason
    return ACCEPTED
  })
}

function takeAway(scene: NaiveScene, status: NaiveSceneStatus, id: string, now: number): void {
  fence(scene, id, now)
  setClips(scene, {})
  scene.trim = undefined
  scene.error = undefined
  scene.status = status
}

/** A failed scene may be tried again. */
export function retry(world: NaiveWorld, ref: NaiveRef): Reasons {
  return onScene(world, ref, (scene, project) => {
    const refused = reasons({
      'REFUSED project-status': project.status === 'composing',
      'REFUSED has-video': scene.original !== undefined,
      'REFUSED transition': scene.status !== 'failed',
    })
    if (refused.length > 0) return refused
    scene.status = 'pending'
    scene.error = undefined
    scene.retries++
    if (scene.lease !== undefined) scene.lease.base = scene.lease.attempt
    return ACCEPTED
  })
}

/** A video by hand. */
export function upload(
  world: NaiveWorld,
  ref: NaiveRef,
  { source, seconds, id }: { source: NaiveSource; seconds: number | undefined; id: string },
): Reasons {
  return onScene(world, ref, (scene, project) => {
    const ownKey = `${folderOf(ref)}video_upload_${id}.mp4`
    const key = keyOf(source, ownKey)
    if (scene.original === key && scene.status === 'completed' && !isLive(scene, world.now)) return ACCEPTED
    const refused = [
      ...reasons({
        'REFUSED unfit-key': !['original', 'outside'].includes(kindOf(ref, key)),
        'REFUSED not-adoptable': usedByOthers(project, scene, key),
      }),
      ...missing(world, source),
    ]
    if (refused.length > 0) return refused
    bring(world, source, ownKey)
    choose(scene, { key, seconds, id, now: world.now })
    return ACCEPTED
  })
}

/** An earlier video again. */
export function restore(world: NaiveWorld, ref: NaiveRef, { key, id }: { key: string; id: string }): Reasons {
  return onScene(world, ref, (scene, project) => {
    if (scene.original === key) {
      if (isLive(scene, world.now)) shutOut(scene, { key, id, now: world.now })
      return ACCEPTED
    }
    const refused = [
      ...reasons({
        'REFUSED not-in-history': !scene.past.has(key),
        'REFUSED not-adoptable': usedByOthers(project, scene, key),
      }),
      ...missing(world, { key }),
    ]
    if (refused.length > 0) return refused
    choose(scene, { key, seconds: scene.past.get(key), id, now: world.now })
    return ACCEPTED
  })
}

/** Workers lose the scene, and all their attempts are settled by a clip. */
function shutOut(scene: NaiveScene, { key, id, now }: { key: string; id: string; now: number }): void {
  const lease = fence(scene, id, now)
  lease.attempt = Math.max(lease.attempt, numberOf(key) ?? 0)
  settle(lease, key, now)
}

/** Somebody chose a video: workers are shut out, and without its length there are no trim points. */
function choose(
  scene: NaiveScene,
  { key, seconds, id, now }: { key: string; seconds: number | undefined; id: string; now: number },
): void {
  shutOut(scene, { key, id, now })
  setVideo(scene, key, seconds)
  if (seconds === undefined) scene.trim = undefined
}

/** A clip made from the video. */
export interface NaiveDerived {
  readonly clip: 'working' | 'lipSynced'
  readonly source: NaiveSource
  readonly madeFrom: string
  readonly trim: { readonly in: number; readonly out: number }
  readonly job: string | undefined
  readonly id: string
}

/** Sets a trimmed or a lip-synced clip. */
export function setClip(
  world: NaiveWorld,
  ref: NaiveRef,
  { clip, source, madeFrom, trim, job, id }: NaiveDerived,
): Reasons {
  return onScene(world, ref, (scene, project) => {
    const ownKey = `${folderOf(ref)}${clip === 'working' ? 'working_clip' : 'lipsynced'}_${id}.mp4`
    const key = keyOf(source, ownKey)
    const { original, working, lipSynced } = scene
    const isOriginal = key === original
    const fits = isOriginal ? clip === 'working' : [clip, 'outside'].includes(kindOf(ref, key))
    const refused = reasons({
      'REFUSED no-video': original === undefined,
      'REFUSED video-changed': original !== undefined && original !== madeFrom,
      'REFUSED unfit-key': !fits,
      'REFUSED not-adoptable': !isOriginal && usedByOthers(project, scene, key),
      ...Object.fromEntries(missing(world, source).map((reason) => [reason, !isSet()])),
    })
    if (refused.length > 0) return refused
    bring(world, source, ownKey)
    if (clip === 'working') {
      const isSame = working === key && scene.trim?.in === trim.in && scene.trim.out === trim.out
      setClips(scene, { original, working: key, lipSynced: isSame ? lipSynced : undefined })
      scene.trim = trim
      scene.seconds = trim.out - trim.in
    } else {
      setClips(scene, { original, working, lipSynced: key })
      scene.lipSyncJob = job ?? scene.lipSyncJob
    }
    return ACCEPTED

    function isSet(): boolean {
      return scene[clip] === key
    }
  })
}

/** The status by hand: only what agrees with the video, and not while a worker is at it. */
export function setSceneStatus(
  world: NaiveWorld,
  ref: NaiveRef,
  {
    status,
    expected,
    reason,
  }: { status: NaiveSceneStatus; expected: NaiveSceneStatus | undefined; reason: string },
): Reasons {
  return onScene(world, ref, (scene) => {
    if (expected !== undefined && expected !== scene.status) return ['REFUSED status-changed']
    if (status === scene.status) return ACCEPTED
    const refused = reasons({
      'REFUSED claimed': isLive(scene, world.now),
      'REFUSED status-disagrees':
        status === 'processing' || (status === 'completed') !== (scene.original !== undefined),
    })
    if (refused.length > 0) return refused
    scene.status = status
    scene.error = status === 'failed' ? reason : undefined
    return ACCEPTED
  })
}

/** Records a finished clip that nobody recorded. */
export function adopt(
  world: NaiveWorld,
  ref: NaiveRef,
  { key, id }: { key: string | undefined; id: string },
): Reasons {
  return onScene(world, ref, (scene, project) => {
    if (key === undefined) {
      const best = candidatesOf(world, project, scene)[0]
      if (best?.verdict !== 'adoptable') return ['REFUSED not-adoptable']
      adoptAlone(scene, best.key, id, world.now)
      return ACCEPTED
    }
    if (scene.original === key) return ACCEPTED
    const object = world.objects.get(key)
    const isFit = kindOf(ref, key) === 'original' && !project.scenes.flatMap(clipsOf).includes(key)
    if (!isFit || object === undefined || object.size === 0 || object.at < scene.createdAt) {
      return ['REFUSED not-adoptable']
    }
    fence(scene, id, world.now)
    adoptAlone(scene, key, id, world.now)
    return ACCEPTED
  })
}

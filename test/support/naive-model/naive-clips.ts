import type { NaiveLease, NaiveProject, NaiveRef, NaiveScene, NaiveWorld, Reasons } from './naive-world.js'
import { GRACE_MS, isLive, reasons } from './naive-world.js'

/** What a command records: bytes to upload, or an object that is there. */
export type NaiveSource = { readonly bytes: true } | { readonly key: string }

/** The folder of a scene's objects. */
export function folderOf({ projectId, sequence }: NaiveRef): string {
  return `mv/projects/${projectId}/scenes/${String(sequence).padStart(3, '0')}/`
}

/** The single file of the older layout. */
export function oldFileOf({ projectId, sequence }: NaiveRef): string {
  return `mv/projects/${projectId}/scenes/scene_${String(sequence).padStart(3, '0')}.mp4`
}

/** What a key in the layout is to a scene; `outside` for a key that the layout does not know. */
export function kindOf(
  ref: NaiveRef,
  key: string,
): 'original' | 'working' | 'lipSynced' | 'other' | 'outside' {
  if (!key.startsWith('mv/projects/')) return 'outside'
  if (key === oldFileOf(ref)) return 'original'
  const name = key.startsWith(folderOf(ref)) ? key.slice(folderOf(ref).length) : ''
  if (/^video(_.*)?\.mp4$/.test(name)) return 'original'
  if (name.startsWith('working_clip_')) return 'working'
  return name.startsWith('lipsynced') ? 'lipSynced' : 'other'
}

/** The number of the attempt that made an object; `undefined` for all others. */
export function numberOf(key: string | undefined): number | undefined {
  const digits = /\/scenes\/\d+\/video_(\d+)_/.exec(key ?? '')?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** Brings bytes under a key, and says what is wrong with an object that should be there. */
export function bring(world: NaiveWorld, source: NaiveSource, ownKey: string): Reasons {
  const key = keyOf(source, ownKey)
  if ('bytes' in source && !world.objects.has(key)) world.objects.set(key, { size: 16, at: world.now })
  const size = world.objects.get(key)?.size
  return reasons({ BLOB_ABSENT: size === undefined, BLOB_EMPTY: size === 0 })
}

/** As {@link bring}, without bringing anything. */
export function missing(world: NaiveWorld, source: NaiveSource): Reasons {
  if ('bytes' in source) return []
  const size = world.objects.get(source.key)?.size
  return reasons({ BLOB_ABSENT: size === undefined, BLOB_EMPTY: size === 0 })
}

/** The key that is recorded. */
export function keyOf(source: NaiveSource, ownKey: string): string {
  return 'bytes' in source ? ownKey : source.key
}

/** Whether a clip of another scene uses a key. */
export function usedByOthers({ scenes }: NaiveProject, { sequence }: NaiveScene, key: string): boolean {
  return scenes.some((other) => other.sequence !== sequence && clipsOf(other).includes(key))
}

/** The keys of a scene's clips. */
export function clipsOf({ original, working, lipSynced }: NaiveScene): readonly (string | undefined)[] {
  return [original, working, lipSynced]
}

/** Sets the clips of a scene; those that go are remembered. */
export function setClips(
  scene: NaiveScene,
  clips: Partial<Pick<NaiveScene, 'original' | 'working' | 'lipSynced'>>,
): void {
  const before = clipsOf(scene)
  scene.original = clips.original
  scene.working = clips.working
  scene.lipSynced = clips.lipSynced
  for (const key of before) if (key !== undefined) scene.superseded.add(key)
  for (const key of clipsOf(scene)) if (key !== undefined) scene.superseded.delete(key)
}

/** A clip becomes the video of a scene. */
export function setVideo(scene: NaiveScene, key: string, seconds: number | undefined): void {
  setClips(scene, { original: key, working: key })
  scene.past.set(key, seconds ?? scene.past.get(key))
  scene.seconds = seconds ?? scene.seconds
  scene.trim = { in: 0, out: scene.seconds }
  scene.error = undefined
  scene.status = 'completed'
}

/** The lease of a scene whose attempts so far are all settled by a clip. */
export function settle(lease: NaiveLease, clip: string, now: number): void {
  lease.ended = true
  lease.until = now
  lease.floor = lease.attempt
  lease.base = lease.attempt
  lease.job = undefined
  lease.clip = clip
}

/** Shuts out whoever is at a scene. */
export function fence(scene: NaiveScene, holder: string, now: number): NaiveLease {
  const attempt = attemptOf(scene)
  const lease = { holder, owner: 'scenes', until: now, ended: true, attempt, base: attempt, floor: attempt }
  scene.lease = { ...lease, job: undefined, clip: undefined }
  return scene.lease
}

/** The number of the last attempt. */
export function attemptOf({ lease, original }: NaiveScene): number {
  return Math.max(lease?.attempt ?? 0, numberOf(original) ?? 0)
}

/** A finished object that may be the video of a scene. */
export interface NaiveCandidate {
  readonly key: string
  readonly verdict: 'adoptable' | 'wait' | 'fenced' | 'no-evidence' | 'out'
}

/** The objects that look like videos of a scene and that nobody uses, the one to adopt first. */
export function candidatesOf(
  world: NaiveWorld,
  project: NaiveProject,
  scene: NaiveScene,
): readonly NaiveCandidate[] {
  const used = new Set(project.scenes.flatMap(clipsOf))
  const ref = { projectId: project.projectId, sequence: scene.sequence }
  return [...world.objects]
    .filter(
      ([key, { size, at }]) =>
        size > 0 && at >= scene.createdAt && !used.has(key) && kindOf(ref, key) === 'original',
    )
    .map(([key, { at }]) => ({
      key,
      at,
      verdict: verdictOn(scene, key, at, world.now),
      attempt: numberOf(key) ?? 0,
    }))
    .sort(
      (a, b) =>
        Number(isOut(a)) - Number(isOut(b)) ||
        b.attempt - a.attempt ||
        b.at - a.at ||
        (a.key < b.key ? -1 : 1),
    )
}

function isOut({ verdict }: NaiveCandidate): boolean {
  return verdict !== 'adoptable' && verdict !== 'wait'
}

function verdictOn(scene: NaiveScene, key: string, at: number, now: number): NaiveCandidate['verdict'] {
  const floor = scene.lease?.floor
  const attempt = numberOf(key)
  if (scene.original !== undefined || isLive(scene, now)) return 'out'
  if (attempt !== undefined && attempt <= (floor ?? 0)) return 'out'
  if (attempt === undefined && floor !== undefined) return 'fenced'
  if (attempt === undefined && scene.status !== 'processing' && scene.status !== 'failed')
    return 'no-evidence'
  return at + GRACE_MS > now ? 'wait' : 'adoptable'
}

/** Records a candidate on its own evidence: the fence stays where there is one. */
export function adoptAlone(scene: NaiveScene, key: string, holder: string, now: number): void {
  const lease = scene.lease ?? fence(scene, holder, now)
  lease.attempt = Math.max(lease.attempt, numberOf(key) ?? 0)
  settle(lease, key, now)
  setVideo(scene, key, undefined)
}

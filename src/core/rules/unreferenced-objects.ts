import type { BlobStat } from '../model/blob.js'
import type { Finding } from '../model/finding.js'
import { attemptKey } from '../model/object-key-layout.js'
import type { Policy } from '../model/policy.js'
import type { ProjectRecords } from '../model/records.js'
import type { Timestamp } from '../model/time.js'
import { addMs, epochMs } from '../model/time.js'
import type { UnreferencedObject } from '../model/unreferenced-object.js'
import { liveClaim } from './claims.js'
import { keyInUrl } from './key-in-url.js'

/** What an audit of a project saw, and when. */
export interface SeenProject {
  readonly records: ProjectRecords
  /** The objects in its folder. */
  readonly objects: Iterable<BlobStat>
  /** What was found: an object that is to be adopted is wanted still. */
  readonly findings: readonly Finding[]
  readonly now: Timestamp
  readonly policy: Pick<Policy, 'graceMs'>
}

/**
 * The objects in a project's folder that nothing refers to: no field of any record, readable or not, no finding, no upload of a
 * live claim. Those younger than the grace are left out, as whoever uploaded one may be about to record it. Clips that a reset
 * or a new generation superseded are among them: history can still restore one as long as its object is kept.
 */
export function unreferencedObjects(seen: SeenProject): readonly UnreferencedObject[] {
  const { records, objects, findings, now, policy } = seen
  const { projectId } = records.project.value
  const referenced = new Set([...textsOf(records), ...findings.flatMap(({ key }) => key ?? [])])
  for (const key of uploadsUnderWay(records, now)) referenced.add(key)
  const youngest = addMs(now, -policy.graceMs)
  return [...objects]
    .filter(({ key, lastModified }) => !referenced.has(key) && lastModified < youngest)
    .map((object) => ({ ...object, projectId, ageMs: epochMs(now) - epochMs(object.lastModified) }))
}

/** Every text in any record, and the keys in those that are URLs. */
function textsOf(records: ProjectRecords): ReadonlySet<string> {
  const { project, scenes, claims, invalid, intent, intentChunks = [] } = records
  const texts = new Set<string>()
  const collect = (value: unknown) => {
    if (typeof value === 'string') {
      texts.add(value)
      const inside = keyInUrl(value)
      if (inside !== undefined) texts.add(inside)
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect)
  }
  collect(project.value)
  collect(intent?.value)
  for (const { value } of [...scenes, ...claims.values(), ...intentChunks]) collect(value)
  for (const { raw } of invalid) collect(raw)
  return texts
}

function uploadsUnderWay({ scenes, claims }: ProjectRecords, now: Timestamp): readonly string[] {
  return scenes.flatMap(({ value: scene }) => {
    const live = liveClaim(scene, claims.get(scene.sequence)?.value, now)
    if (live === undefined) return []
    return attemptKey(scene.projectId, scene.sequence, live.attempt, live.claimId)
  })
}

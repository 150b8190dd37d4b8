import type { BlobStat, StatAnswer } from '../../../src/core/model/blob.js'
import type { Finding } from '../../../src/core/model/finding.js'
import { oldSceneKey, scenePrefix } from '../../../src/core/model/object-key-layout.js'
import { DEFAULT_POLICY } from '../../../src/core/model/policy.js'
import type { ProjectRecords } from '../../../src/core/model/records.js'
import type { Scene } from '../../../src/core/model/scene.js'
import type { Timestamp } from '../../../src/core/model/time.js'
import { checkProject } from '../../../src/core/rules/check-project.js'
import { keyUses } from '../../../src/core/rules/key-uses.js'
import type { Reconciliation } from '../../../src/core/rules/reconcile-scene.js'
import { reconcileScene } from '../../../src/core/rules/reconcile-scene.js'
import type { SceneCase, SceneObjects } from '../../../src/core/rules/scene-case.js'
import { referencedKeys } from '../../../src/core/rules/scene-case.js'

/** What a bucket with these objects answers about a scene. */
export function objectsOf(scene: Scene, bucket: ReadonlyMap<string, BlobStat>): SceneObjects {
  const answer = (key: string): StatAnswer => {
    const object = bucket.get(key)
    return object === undefined ? 'absent' : object.size === 0 ? 'empty' : object
  }
  const prefix = scenePrefix(scene.projectId, scene.sequence)
  const old = oldSceneKey(scene.projectId, scene.sequence)
  return {
    answers: new Map(referencedKeys(scene).map((key) => [key, answer(key)])),
    found: [...bucket.values()].filter(({ key }) => key.startsWith(prefix) || key === old),
  }
}

/** The cases of all scenes of a project. */
export function casesOf(
  records: ProjectRecords,
  bucket: ReadonlyMap<string, BlobStat>,
  now: Timestamp,
): readonly SceneCase[] {
  const uses = keyUses(records)
  return records.scenes.map(({ value: scene }) => ({
    scene,
    claim: records.claims.get(scene.sequence)?.value,
    objects: objectsOf(scene, bucket),
    uses,
    history: new Set<string>(),
    now,
    policy: DEFAULT_POLICY,
  }))
}

/** The findings of an audit: those of the scenes, then those of the project. */
export function auditOf(
  records: ProjectRecords,
  bucket: ReadonlyMap<string, BlobStat>,
  now: Timestamp,
): readonly Finding[] {
  return [
    ...casesOf(records, bucket, now).flatMap((situation) => reconcileScene(situation).findings),
    ...checkProject(records, { now, policy: DEFAULT_POLICY }),
  ]
}

/** The records after all their scenes were repaired. */
export function withRepairedScenes(
  records: ProjectRecords,
  bucket: ReadonlyMap<string, BlobStat>,
  now: Timestamp,
): ProjectRecords {
  const repairs = new Map<number, Reconciliation>(
    casesOf(records, bucket, now).map((situation) => [situation.scene.sequence, reconcileScene(situation)]),
  )
  return {
    ...records,
    scenes: records.scenes.map((stored) => ({
      ...stored,
      value: repairs.get(stored.value.sequence)?.desired ?? stored.value,
    })),
  }
}

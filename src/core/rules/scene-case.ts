import type { BlobStat, StatAnswer } from '../model/blob.js'
import type { Claim } from '../model/claim.js'
import type { FindingKind } from '../model/finding.js'
import type { ObjectKey } from '../model/object-key.js'
import { isObjectKey } from '../model/object-key.js'
import type { Policy } from '../model/policy.js'
import type { Scene } from '../model/scene.js'
import { clipTexts } from '../model/scene.js'
import type { Timestamp } from '../model/time.js'
import { keyInUrl } from './key-in-url.js'
import type { KeyUses } from './key-uses.js'

/** What the bucket says about the clips of one scene. */
export interface SceneObjects {
  /** By key, for every one of {@link referencedKeys}. A missing answer counts as `unreachable`. */
  readonly answers: ReadonlyMap<string, StatAnswer>
  /** Every object that may be a clip of the scene: its folder, the old single file, the clip that the lease names. */
  readonly found: readonly BlobStat[] | 'unreachable'
}

/** The rules that an audit goes by. */
export type AuditPolicy = Pick<Policy, 'graceMs' | 'foreignGraceMs' | 'maxAttempts'>

/** A scene, and all that what it should be depends on. */
export interface SceneCase {
  readonly scene: Scene
  readonly claim: Claim | undefined
  readonly objects: SceneObjects
  /** Which scenes of the project use which keys. */
  readonly uses: KeyUses
  /** Keys that the scene's history superseded, rejected or reset, and did not set again since. */
  readonly history: ReadonlySet<string>
  readonly now: Timestamp
  readonly policy: AuditPolicy
  /**
   * Repair only these kinds; all when missing. Findings of every kind are raised all the same. What follows from something
   * that is not to be repaired is left alone with it.
   */
  readonly only?: ReadonlySet<FindingKind>
  /** Names the lease where a repair has to make one. An audit, which writes nothing, needs no name. */
  readonly by?: Pick<Claim, 'claimId' | 'owner'>
}

/** The keys of a scene's clips to look up in the bucket, those in URLs that a repair would take out of them included. */
export function referencedKeys({ clips }: Pick<Scene, 'clips'>): readonly ObjectKey[] {
  const keys = clipTexts(clips).flatMap((text) => (isObjectKey(text) ? text : keyInUrl(text)) ?? [])
  return [...new Set(keys)]
}

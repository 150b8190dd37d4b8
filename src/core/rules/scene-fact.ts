import type { ClipName } from '../model/scene.js'
import type { SceneStatus } from '../model/status.js'
import type { Timestamp } from '../model/time.js'

/** What happens about a clip whose object is gone. */
export type GoneRemedy =
  /** The original is gone, and no other clip is there: all clips go to history. */
  | 'demoted'
  /** A clip beside the original is gone: the original takes its place, or it is dropped. */
  | 'replaced'
  | 'dropped'
  /** The original is gone, and what was made from it may still be there. */
  | 'kept-for-others'
  /** A clip beside the original is gone, and there is no original to fall back on. */
  | 'kept'

/** Why a finished clip is not adopted on its own. */
export type OrphanHindrance = 'no-evidence' | 'fenced' | 'other-clips'

/** What is wrong with a scene, with the facts that its description needs. */
export type SceneFact =
  | { readonly kind: 'invalid-key'; readonly key: string; readonly inside?: string }
  | { readonly kind: 'foreign-key'; readonly key: string; readonly owner: string }
  | { readonly kind: 'shared-key'; readonly key: string; readonly others: readonly number[] }
  | { readonly kind: 'stale-clip'; readonly key: string }
  | {
      readonly kind: 'missing-blob' | 'empty-blob'
      readonly key: string
      readonly clips: readonly ClipName[]
      readonly remedy: GoneRemedy
    }
  | {
      readonly kind: 'lost-clip' | 'orphaned-blob'
      readonly key: string
      readonly hindrance?: OrphanHindrance
    }
  | { readonly kind: 'silent-success'; readonly key: string; readonly status: SceneStatus }
  | { readonly kind: 'failed-with-video'; readonly key: string; readonly error?: string }
  | { readonly kind: 'orphaned-status' }
  | {
      readonly kind: 'stalled'
      readonly to: 'pending' | 'failed'
      readonly attempts: number
      /** When its lease ran out; missing for a scene that nobody leased. */
      readonly leaseUntil?: Timestamp
      readonly updatedAt: Timestamp
    }

/** Whether a repair does something about a fact. */
export function isRepairable(fact: SceneFact): boolean {
  switch (fact.kind) {
    case 'foreign-key':
    case 'shared-key':
    case 'stale-clip':
      return false
    case 'invalid-key':
      return fact.inside !== undefined
    case 'missing-blob':
    case 'empty-blob':
      return fact.remedy !== 'kept' && fact.remedy !== 'kept-for-others'
    case 'lost-clip':
    case 'orphaned-blob':
      return fact.hindrance === undefined
    case 'silent-success':
    case 'failed-with-video':
    case 'orphaned-status':
    case 'stalled':
      return true
  }
}

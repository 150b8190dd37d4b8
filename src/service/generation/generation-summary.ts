import type { ObjectKey, StoredKey } from '../../core/model/object-key.js'
import type { InvalidRecord } from '../../core/model/records.js'
import type { Refusal, SkipReason } from '../../core/model/refusal.js'

/** What became of one scene in a run. */
export type SceneOutcome = { readonly sequence: number } & (
  | { readonly outcome: 'generated'; readonly key: ObjectKey; readonly attempt: number }
  /** A finished clip of an earlier attempt was found and recorded; nothing was paid. */
  | { readonly outcome: 'adopted'; readonly key: StoredKey }
  | { readonly outcome: 'skipped'; readonly reason: SkipReason | Refusal }
  /** The generator failed for good, or as often as allowed. */
  | { readonly outcome: 'failed'; readonly error: unknown; readonly attempt: number }
  /** Somebody else took the scene over, or removed it; a clip that was uploaded stays in the bucket under `key`. */
  | { readonly outcome: 'claim-lost'; readonly key?: ObjectKey }
  /** The run was aborted; the claim was released, or never made. */
  | { readonly outcome: 'aborted' }
  /**
   * What happened could not be recorded, or not even the clip stored. If there is an object at the attempt's own `key`, a
   * later run finds and adopts it; the provider's job stays known, so that run can also resume it.
   */
  | { readonly outcome: 'unrecorded'; readonly error: unknown; readonly key?: ObjectKey }
  /** The scene could not even be looked at; this run left it as it was. */
  | { readonly outcome: 'untouched'; readonly error: unknown }
)

/** Every kind of outcome. */
export const OUTCOMES = [
  'generated',
  'adopted',
  'skipped',
  'failed',
  'claim-lost',
  'aborted',
  'unrecorded',
  'untouched',
] as const satisfies readonly SceneOutcome['outcome'][]

/** What a run did. */
export interface GenerationSummary {
  readonly projectId: string
  /** Every scene of the project, in display order. */
  readonly scenes: readonly SceneOutcome[]
  /** How many scenes had each outcome. */
  readonly counts: Readonly<Record<SceneOutcome['outcome'], number>>
  /** Records that cannot be read, and were left as they are. */
  readonly unreadable: readonly InvalidRecord[]
}

/** The number of each outcome. */
export function countOutcomes(scenes: readonly SceneOutcome[]): GenerationSummary['counts'] {
  const counts: Record<SceneOutcome['outcome'], number> = {
    generated: 0,
    adopted: 0,
    skipped: 0,
    failed: 0,
    'claim-lost': 0,
    aborted: 0,
    unrecorded: 0,
    untouched: 0,
  }
  for (const { outcome } of scenes) counts[outcome]++
  return counts
}

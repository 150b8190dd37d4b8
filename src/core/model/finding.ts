/** Every kind of finding, in the order in which an audit looks and a repair acts. */
export const FINDING_KINDS = [
  'invalid-item',
  'invalid-key',
  'foreign-key',
  'shared-key',
  'stale-clip',
  'missing-blob',
  'empty-blob',
  'lost-clip',
  'orphaned-blob',
  'silent-success',
  'failed-with-video',
  'orphaned-status',
  'stalled',
  'counter-drift',
  'foreign-write',
  'project-status-drift',
  'status-index-drift',
  'display-order',
  'unfinished-intent',
  'stalled-project',
] as const

/** A kind of finding. */
export type FindingKind = (typeof FINDING_KINDS)[number]

/** A difference between what is stored and what should be. */
export interface Finding {
  readonly kind: FindingKind
  readonly projectId: string
  /** The scene, for findings about one; missing for those about the project. */
  readonly sequence?: number
  /** What is wrong, and what a repair does or why none does anything, for a person. */
  readonly message: string
  /** Whether a repair puts it right; otherwise it is only reported. */
  readonly repairable: boolean
  /** The object or key it is about; of a URL in the place of a key, all but its query. */
  readonly key?: string
  /** The repair takes the scene's video away, as its object is gone. */
  readonly demotes?: true
}

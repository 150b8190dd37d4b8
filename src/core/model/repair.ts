import type { FindingKind } from './finding.js'

/** A command that puts findings right, as data: what a plan consists of and a run carries out. */
export type Repair =
  /** Finishes a change of order that was left half done. */
  | { readonly command: 'finish-intent'; readonly projectId: string; readonly kinds: readonly FindingKind[] }
  | {
      readonly command: 'repair-scene'
      readonly projectId: string
      readonly sequence: number
      readonly kinds: readonly FindingKind[]
      /** It takes the scene's video away, as its object is gone. */
      readonly demotes: boolean
    }
  /** Counters, ledger, status, index and keys of the project itself. */
  | { readonly command: 'recount'; readonly projectId: string; readonly kinds: readonly FindingKind[] }
  | { readonly command: 'renumber'; readonly projectId: string; readonly kinds: readonly FindingKind[] }

import type { EventType } from '../../core/model/event.js'
import type { Finding } from '../../core/model/finding.js'
import type { Repair } from '../../core/model/repair.js'
import type { Counters } from '../../core/rules/counters.js'
import type { SceneOutcome } from '../generation/generation-summary.js'

/** A command as signals name it: by what its event says, or the heartbeat, which writes none. */
export type SignalledCommand = EventType | 'heartbeat'

/**
 * Something that whoever runs the service wants to count or be told of. Plain data, told when it happened; what happened to
 * the records is in the history of the project.
 */
export type Signal = { readonly projectId: string } &
  /** A worker came back with a claim that another worker, a reset or a delete has ended. */
  (
    | {
        readonly type: 'claim-lost'
        readonly sequence: number
        readonly claimId: string
        readonly command: SignalledCommand
      }
    /** Somebody else had changed a record, so a command is decided anew. Many of them: a project is worked on by too many. */
    | {
        readonly type: 'conflict'
        readonly sequence?: number
        readonly command: SignalledCommand
        /** How often the command has been tried by now. */
        readonly tries: number
      }
    /** A step of a repair is over. `superseded`: the reason for it was gone. */
    | {
        readonly type: 'repair'
        readonly repair: Repair
        readonly outcome: 'repaired' | 'superseded' | 'failed'
      }
    /** The counters of a project were not what its scenes say, and were set to that. */
    | { readonly type: 'recount-mismatch'; readonly stored: Counters; readonly counted: Counters }
    /** An audit found something; a repair and a sweep begin with one. */
    | { readonly type: 'finding'; readonly finding: Finding }
    /** An attempt of `generateMissing` is over, from the claim to the record. */
    | {
        readonly type: 'generation'
        readonly sequence: number
        readonly attempt: number
        /** `again`: it failed in a way that another try may cure. */
        readonly outcome: SceneOutcome['outcome'] | 'again'
        readonly seconds: number
      }
  )

/** Is told of signals. What it throws is reported as a warning of the process, and changes nothing. */
export type SignalListener = (signal: Signal) => void

import type { Change } from '../model/change.js'
import type { Policy } from '../model/policy.js'
import type { Refusal } from '../model/refusal.js'
import type { Timestamp } from '../model/time.js'

/** What every command is decided with; the surroundings that pure code cannot ask for. */
export interface CommandContext {
  readonly now: Timestamp
  readonly policy: Policy
  /** Unique, time-ordered and random: a claim or fence that the command sets carries it. */
  readonly commandId: string
  /** The id of the change, `<commandId>.<n>`, where `n` counts how often the command was decided. */
  readonly commitId: string
  /** Who acts, for the history. */
  readonly actor: string
}

/** A command accepted, with the change to commit (none when everything is so already) and its result; or refused. */
export type Decision<Result> =
  | {
      readonly ok: true
      readonly change?: Change
      readonly result: Result
      /** Committed one by one before the change; each is done once, however often it is sent. */
      readonly before?: readonly Change[]
      /** Nobody vouches for the project's counters, so the change leaves them alone: seal the project first. */
      readonly isUnsealed?: boolean
    }
  | { readonly ok: false; readonly refusal: Refusal }

/** The decision that refuses. */
export function refuse(refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal }
}

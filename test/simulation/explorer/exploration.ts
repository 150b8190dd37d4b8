/** What was gone through. */
export interface Exploration {
  readonly name: string
  readonly states: number
  /** Steps from one state to another. */
  readonly steps: number
  /** Steps that had to be played to know where they lead. */
  readonly played: number
  /** Plays from the beginning. */
  readonly runs: number
  /** Different contents of store and bucket; in each of them it was tried what can be put right after all have died. */
  readonly contents: number
  /** States in which every process has come to its end. */
  readonly ends: number
  /** Steps of the longest way that no other way shortens. */
  readonly depth: number
  /** The first broken promise, by one of the shortest ways to it. */
  readonly problem?: Problem
  readonly seconds: number
}

export interface Problem {
  readonly what: readonly string[]
  /** How it came to it. */
  readonly way: readonly string[]
}

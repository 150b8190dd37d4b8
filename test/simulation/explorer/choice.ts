/** What comes next. */
export type Choice = GoingOn | LateArrival | PassingTime

/** A process goes on, and gets as far as to its next request. */
export interface GoingOn {
  readonly kind: 'goes-on'
  readonly process: number
  /** With which of the things that it waits for. */
  readonly at: number
  readonly way: 'arrives' | 'arrives-held' | 'late' | 'answers' | 'wakes' | 'acts'
}

/** A request that got no answer takes effect. */
export interface LateArrival {
  readonly kind: 'arrives-late'
  readonly at: number
}

export interface PassingTime {
  readonly kind: 'passes'
  readonly untilMs: number
}

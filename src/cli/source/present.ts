import type { Clock } from '../../index.js'
import { systemClock } from '../../index.js'

/** A clock that stands at a moment: what is judged by it is judged as of then. */
export function standingClock(time: string): Clock {
  const nowMs = Date.parse(time)
  return { ...systemClock, now: () => nowMs }
}

/** A clock that stands still, but for a millisecond each time that it is asked: what is written follows in that order. */
export function tickingClock(time: string): Clock {
  let nowMs = Date.parse(time)
  return { ...systemClock, now: () => nowMs++ }
}

/** A clock that was at a moment when it was made, and runs. */
export function clockFrom(time: string): Clock {
  const aheadMs = Date.parse(time) - systemClock.now()
  return { ...systemClock, now: () => systemClock.now() + aheadMs }
}

import type { Clock } from '../../index.js'
import { systemClock } from '../../index.js'

/** A clock that stands at a moment: what is judged by it is judged as of then. Only sleeping takes time. */
export function standingClock(time: string): Clock {
  return clockOf(time, 0)
}

/** A clock that stands still, but for a millisecond each time that it is asked: what is written follows in that order. */
export function tickingClock(time: string): Clock {
  return clockOf(time, 1)
}

function clockOf(time: string, tickMs: number): Clock {
  let nowMs = Date.parse(time)
  return {
    now: () => {
      const now = nowMs
      nowMs += tickMs
      return now
    },
    sleep: async (ms, signal) => {
      const endMs = nowMs + ms
      await systemClock.sleep(ms, signal)
      nowMs = Math.max(nowMs, endMs)
    },
  }
}

/** A clock that was at a moment when it was made, and runs. */
export function clockFrom(time: string): Clock {
  const aheadMs = Date.parse(time) - systemClock.now()
  return { ...systemClock, now: () => systemClock.now() + aheadMs }
}

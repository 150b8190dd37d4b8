import { SceneError } from '../core/model/error.js'
import type { Clock } from '../service/clock.js'
import { nextTurn } from './next-turn.js'

/** The instant at which manual clocks begin: 2025-11-24T12:00:00Z, in milliseconds since 1970. */
export const TEST_TIME_MS = Date.UTC(2025, 10, 24, 12)

/** Options of {@link createManualClock}. */
export interface ManualClockOptions {
  /** Where it begins. Default: {@link TEST_TIME_MS}. */
  readonly now?: Date | number
  /** Whether time passes by itself while everybody waits, from one timer to the next. Default: false. */
  readonly autoAdvance?: boolean
}

/**
 * A clock for tests: nobody waits for real. Who sleeps for no time does not wait at all; but whoever tries again and again
 * so has to come to an end, and after 50 such sleeps in a row each takes 100 milliseconds.
 */
export interface ManualClock extends Clock {
  /**
   * Lets so many milliseconds pass. Whoever wakes in that time goes on at the moment that is due, as far as it gets
   * without waiting again.
   * @throws SceneError `INVALID_INPUT` for less than nothing.
   */
  advance(ms: number): Promise<void>
  /**
   * Lets time pass from timer to timer until the work is done, and gives its result or its error.
   * @throws SceneError `INVALID_INPUT` when nobody waits for time and the work is not done after some seconds for real.
   * @example
   * const clock = createManualClock()
   * await clock.until(clock.sleep(60_000).then(() => 'woken')) // 'woken'
   */
  until<T>(work: Promise<T>): Promise<T>
  /** Sets the present, also back; whoever waits has as long to wait as before. */
  set(now: Date | number): void
  /** How many are waiting. */
  waiting(): number
}

interface Timer {
  readonly wake: () => void
  dueMs: number
}

// Taken before any test replaces it by one that stands still.
const { setTimeout: realTimeout } = globalThis

/** Turns of the event loop that whatever does not wait for time gets to go on. */
const TURNS = 3

/** How often `until` looks in vain, a millisecond each, while nobody waits for time; less than a runner's own patience. */
const PATIENCE = 3_000

/** How many sleeps of no length in a row take no time, and how long each further one takes. */
const [MOST_RESTLESS, RESTLESS_MS] = [50, 100]

/**
 * A clock whose time passes only by `advance`, `until` and `set`; with `autoAdvance` also while everybody waits.
 * @throws SceneError `INVALID_INPUT` for times that are none.
 * @example
 * const clock = createManualClock({ now: 0 })
 * const sleeper = clock.sleep(1_000).then(() => clock.now())
 * await clock.advance(5_000)
 * await sleeper // 1000
 * clock.now() // 5000
 */
export function createManualClock(options: ManualClockOptions = {}): ManualClock {
  const { autoAdvance = false } = options
  let nowMs = millisecondsOf(options.now ?? TEST_TIME_MS, 'now')
  const timers = new Set<Timer>()
  let isRunning = false
  let restless = 0

  const first = (untilMs = Number.MAX_VALUE): Timer | undefined => {
    let next: Timer | undefined
    for (const timer of timers) {
      if (timer.dueMs <= untilMs && (next === undefined || timer.dueMs < next.dueMs)) next = timer
    }
    return next
  }
  const fire = (timer: Timer) => {
    restless = 0
    nowMs = Math.max(nowMs, timer.dueMs)
    timer.wake()
  }
  const pass = async (untilMs: number) => {
    for (;;) {
      await turns(TURNS)
      const next = first(untilMs)
      if (next === undefined) break
      fire(next)
    }
    nowMs = Math.max(nowMs, untilMs)
    await turns(TURNS)
  }
  const runByItself = async () => {
    if (isRunning) return
    isRunning = true
    for (;;) {
      await turns(1)
      const next = first()
      if (next === undefined) break
      fire(next)
    }
    isRunning = false
  }

  return {
    now: () => nowMs,
    sleep: (ms, signal) => {
      if (signal?.aborted === true) return Promise.resolve()
      if (!(ms > 0)) return ++restless > MOST_RESTLESS ? pass(nowMs + RESTLESS_MS) : Promise.resolve()
      return new Promise((resolve) => {
        const timer: Timer = {
          dueMs: nowMs + ms,
          wake: () => {
            timers.delete(timer)
            signal?.removeEventListener('abort', timer.wake)
            resolve()
          },
        }
        signal?.addEventListener('abort', timer.wake)
        timers.add(timer)
        if (autoAdvance) void runByItself()
      })
    },
    advance: async (ms) => {
      const untilMs = nowMs + millisecondsOf(ms, 'ms')
      if (untilMs < nowMs) throw invalid('ms', 'not below 0; `set` moves the clock back', ms)
      restless = 0
      await pass(untilMs)
    },
    until: async (work) => {
      const state = { isDone: false }
      const done = () => {
        state.isDone = true
      }
      work.then(done, done)
      for (let idle = 0; idle < PATIENCE; idle++) {
        await turns(TURNS)
        if (state.isDone) return work
        const next = first()
        if (next === undefined) {
          await realMillisecond()
        } else {
          idle = 0
          fire(next)
        }
      }
      throw new SceneError('INVALID_INPUT', 'until waits for work that no passing of time ends', {
        input: 'work',
      })
    },
    set: (now) => {
      const movedMs = millisecondsOf(now, 'now') - nowMs
      restless = 0
      nowMs += movedMs
      for (const timer of timers) timer.dueMs += movedMs
    },
    waiting: () => timers.size,
  }
}

/** Gives everything that can go on without time passing the turns to do so. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await nextTurn()
}

/** For work that waits for something outside, such as a file. */
function realMillisecond(): Promise<void> {
  return new Promise((resolve) => {
    realTimeout(resolve, 1)
  })
}

function millisecondsOf(value: Date | number, input: string): number {
  const ms = Number(value)
  if (Number.isFinite(ms)) return ms
  throw invalid(input, 'a number of milliseconds, or a Date', value)
}

function invalid(input: string, rule: string, value: unknown): SceneError {
  return new SceneError('INVALID_INPUT', `${input} must be ${rule}; it is ${String(value)}`, { input, value })
}

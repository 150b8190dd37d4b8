import { assertObject, invalidInput } from './untyped.js'

/** Milliseconds between two polls while all goes well. */
const USUAL_MS = 3_000
const FIRST_ERROR_MS = 1_000
const LONGEST_MS = 30_000

/** Options of {@link nextPollMs}. */
export interface PollIntervalOptions {
  /** How many polls have failed in a row; 0 after one that succeeded. */
  readonly errors: number
  /** Give up at so many errors in a row. Default: 5. */
  readonly giveUpAfter?: number | undefined
}

/**
 * How long a page waits before it polls again, in milliseconds; `undefined` when it should give up. While all goes well
 * that is 3 s; after errors 1 s, 2 s, 4 s and so on, at most 30 s.
 * @throws SceneError `INVALID_INPUT` for counts that are none.
 * @example
 * nextPollMs({ errors: 0 }) // 3_000
 * nextPollMs({ errors: 3 }) // 4_000
 * nextPollMs({ errors: 5 }) // undefined
 */
export function nextPollMs(options: PollIntervalOptions): number | undefined {
  assertObject(options, 'options')
  const { errors, giveUpAfter = 5 } = options
  assertCount(errors, 'errors', 0)
  assertCount(giveUpAfter, 'giveUpAfter', 1)
  if (errors === 0) return USUAL_MS
  if (errors >= giveUpAfter) return undefined
  return Math.min(LONGEST_MS, FIRST_ERROR_MS * 2 ** (errors - 1))
}

function assertCount(value: unknown, input: string, least: number): void {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least) return
  throw invalidInput(input, `${input} must be a whole number from ${least} on`)
}

import { SceneError } from '../core/model/error.js'
import { dateOrNumberMs } from '../core/model/time.js'

/**
 * The present by an option that callers pass.
 * @returns What gives it, in milliseconds since 1970; it throws `INVALID_INPUT` when the option gives no time.
 * @throws SceneError `INVALID_INPUT` for an option that is no function.
 */
export function presentBy(now: (() => Date | number) | undefined): () => number {
  if (now === undefined) return () => Date.now()
  if (typeof now !== 'function') throw noTime(now)
  return () => {
    const given: unknown = now()
    const ms = dateOrNumberMs(given)
    if (ms !== undefined && Number.isFinite(ms)) return ms
    throw noTime(given)
  }
}

function noTime(value: unknown): SceneError {
  return new SceneError(
    'INVALID_INPUT',
    `now must be a function that gives the present as a Date or in milliseconds since 1970; it is or gives ${shown(value)}`,
    { input: 'now' },
  )
}

/** Of an object its kind: it may have no text, or one that says nothing. */
function shown(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value)
  return value === undefined || value === null || value instanceof Date ? String(value) : typeof value
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** A length of time in its largest unit, such as `45 s`, `12 min`, `3 h` or `9 d`. */
export function lengthOfTime(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.max(0, Math.floor(ms / 1_000))} s`
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`
  if (ms < 2 * DAY_MS) return `${Math.floor(ms / HOUR_MS)} h`
  return `${Math.floor(ms / DAY_MS)} d`
}

/** How long ago a moment was, or in how long it will be. */
export function distance(time: string, nowMs: number): string {
  const ms = nowMs - Date.parse(time)
  return ms >= 0 ? `${lengthOfTime(ms)} ago` : `in ${lengthOfTime(-ms)}`
}

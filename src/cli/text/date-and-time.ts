/** A moment to the second, in UTC, such as `2025-11-24 12:04:05`. */
export function dateAndTime(time: string): string {
  return time.slice(0, 19).replace('T', ' ')
}
